import assert from 'node:assert/strict';
import { pathOfFileUri, pathOfUri, uriOfPath } from '../../server/features/uris.ts';

describe('paths of documents', () => {
  const pathOf = (uri: string, languageId = 'typescript') => pathOfUri(uri, languageId, '/folder');

  it('are those of files, decoded', () => {
    assert.equal(pathOf('file:///a%20b/%C3%A4.tsx'), '/a b/ä.tsx');
    assert.equal(pathOf(uriOfPath('/a b/100%#?.js')), '/a b/100%#?.js');
  });

  it('lie in the folder for a document that was never saved, with the extension of its language', () => {
    assert.equal(pathOf('untitled:Untitled-1', 'typescriptreact'), '/folder/^Untitled-1.tsx');
    assert.equal(pathOf('untitled:Untitled-1', 'javascript'), '/folder/^Untitled-1.js');
    assert.equal(pathOf('untitled:/else/new%20name.ts'), '/folder/^-else-new-20name.ts');
    assert.equal(pathOf('untitled:Untitled-1', 'python'), null);
  });

  it('lie there for cells of notebooks, each its own, and for files that are not on this machine', () => {
    const cells = ['W0sZmlsZQ', 'W1sZmlsZQ'].map((cell) => pathOf(`vscode-notebook-cell:/n/digits.ipynb#${cell}`));
    assert.deepEqual(cells, ['/folder/^-n-digits.ipynb-W0sZmlsZQ.ts', '/folder/^-n-digits.ipynb-W1sZmlsZQ.ts']);
    assert.equal(pathOf('vscode-vfs://github/a/b.js', 'javascript'), '/folder/^-github-a-b.js');
  });

  it('do not exist for what is no program or no file', () => {
    for (const uri of ['file:///a.md', 'file:///a.d.ts', 'git:/a.ts', 'file://%%%', '', 'a.ts']) {
      assert.equal(pathOf(uri), null, uri);
    }
    assert.deepEqual(pathOfFileUri('vscode-vfs://github/a'), []);
  });
});
