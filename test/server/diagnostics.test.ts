import assert from 'node:assert/strict';
import { DocumentDiagnosticRequest } from 'vscode-languageserver/node';
import { TEXT, TEXT_DIAGNOSTICS, useBench } from './bench.ts';
import { close, open, PUSHED, pushedDiagnostics, type } from './editor.ts';
import { expectDiagnostics } from './expect.ts';

describe('the server gives diagnostics', () => {
  const bench = useBench();

  it('are pulled where the client can, and not pushed', async () => {
    const editor = await bench.start();
    assert.deepEqual(editor.result.capabilities.diagnosticProvider, {
      identifier: 'shapewise',
      interFileDependencies: true,
      workspaceDiagnostics: false,
    });
    await open(editor, bench.uri(), TEXT);
    await expectDiagnostics(editor, bench.uri(), TEXT_DIAGNOSTICS);
    await close(editor, bench.uri());
    assert.deepEqual(editor.published, []);
  });

  it('that are pulled again without a change are not sent again', async () => {
    const editor = await bench.start();
    const textDocument = { uri: await open(editor, bench.uri(), TEXT) };
    const first = await editor.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument });
    const previousResultId = first.resultId ?? '';
    const again = () =>
      editor.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument, previousResultId });
    assert.deepEqual(await again(), { kind: 'unchanged', resultId: previousResultId });
    await type(editor, bench.uri(), 'BAD', 'BAD BAD');
    const changed = await again();
    assert.equal(changed.kind === 'full' && changed.items.length, 2);
  });

  it('are pushed otherwise: with the version, once per pause, and cleared when the document closes', async () => {
    const editor = await bench.start({ capabilities: PUSHED });
    assert.equal(editor.result.capabilities.diagnosticProvider, undefined);
    await open(editor, bench.uri(), TEXT);
    await expectDiagnostics(editor, bench.uri(), TEXT_DIAGNOSTICS);
    await type(editor, bench.uri(), 'BAD', 'BAD B');
    await type(editor, bench.uri(), 'D B', 'D BA');
    await type(editor, bench.uri(), 'D BA', 'D BAD');
    assert.equal((await pushedDiagnostics(editor, bench.uri(), 4)).length, 2);
    await close(editor, bench.uri());
    assert.deepEqual(await pushedDiagnostics(editor, bench.uri(), undefined), []);
    assert.deepEqual(
      editor.published.map(({ version }) => version),
      [1, 4, undefined],
    );
  });

  it('of other open documents are pushed again, because they may depend on the changed one', async () => {
    const editor = await bench.start({ capabilities: PUSHED });
    await open(editor, bench.uri('a.ts'), TEXT);
    await open(editor, bench.uri('b.ts'), TEXT);
    await pushedDiagnostics(editor, bench.uri('a.ts'), 1);
    await pushedDiagnostics(editor, bench.uri('b.ts'), 1);
    editor.published.length = 0;
    await type(editor, bench.uri('b.ts'), 'BAD', 'GOOD');
    await pushedDiagnostics(editor, bench.uri('a.ts'), 1);
    assert.deepEqual(
      editor.published.map((params) => [params.uri, params.diagnostics.length]),
      [
        [bench.uri('b.ts'), 0],
        [bench.uri('a.ts'), 1],
      ],
    );
  });
});
