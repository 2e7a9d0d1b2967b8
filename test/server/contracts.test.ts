import assert from 'node:assert/strict';
import {
  CompletionRequest,
  DefinitionRequest,
  PrepareRenameRequest,
  RenameRequest,
  type TextEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createAnalyzer } from '../../server/analysis/analyzer.ts';
import { useBench } from './bench.ts';
import { documentAt, type Editor, open } from './editor.ts';
import { expectHover } from './expect.ts';

const TEXT = `import * as tf from '@tensorflow/tfjs';
/**
 * Größe 📐
 * @shape x [B, T, C]
 * @shape returns [B, T, 2 * C]
 * @where C % heads == 0
 */
function twice(x, heads) {
  const y = tf.concat([x, x], -1); // [B, T, 2 * C]
  const each = (w) => {
    const z = w.sum(0); // [T, 2 * C]
    return z;
  };
  return each(y) && y;
}
/** @shape B [B] */
function other(B) { return B; }
`;

describe('contracts in an editor', function () {
  this.timeout(0);
  const bench = useBench();
  let editor: Editor;
  let uri: string;

  for (const [name, text] of [
    ['a.js', TEXT],
    ['a.ts', TEXT.replaceAll('\n', '\r\n').replaceAll('  ', '\t')],
  ] as const) {
    describe(name, () => {
      beforeEach(async () => {
        editor = await bench.start({}, createAnalyzer);
        uri = await open(editor, bench.uri(name), text, name.endsWith('.ts') ? 'typescript' : 'javascript');
      });

      it('renames a size everywhere it is meant, and nowhere else', async () => {
        const at = position(text.indexOf('[B, T, C]') + 7);
        const prepared = await editor.connection.sendRequest(PrepareRenameRequest.type, {
          textDocument: { uri },
          position: at,
        });
        assert(prepared && 'placeholder' in prepared);
        assert.equal(prepared.placeholder, 'C');
        const renamed = await renameTo(at, 'width');
        const expected = text
          .replaceAll('2 * C', '2 * width')
          .replace('T, C]', 'T, width]')
          .replace('C % heads', 'width % heads');
        assert.equal(renamed, expected);
      });

      it('does not take a name that another size has, that is none, or that the code gave', async () => {
        const at = position(text.indexOf('[B, T, C]') + 1);
        await assert.rejects(renameTo(at, 'T'), /another size called `T`/);
        await assert.rejects(renameTo(at, '2B'), /no name for a size/);
        const heads = position(text.indexOf('heads == 0'));
        assert.equal(
          await editor.connection.sendRequest(PrepareRenameRequest.type, { textDocument: { uri }, position: heads }),
          null,
        );
      });

      it('goes from a name to where it got its meaning, and from there to the tensor', async () => {
        assert.deepEqual(await definitionAt(text.indexOf('2 * C', text.indexOf('concat')) + 4), [
          'C',
          text.indexOf('[B, T, C]') + 7,
        ]);
        assert.deepEqual(await definitionAt(text.indexOf('[B, T, C]') + 7), ['x', text.indexOf('(x, heads)') + 1]);
        assert.deepEqual(await definitionAt(text.indexOf('heads == 0')), ['heads', text.indexOf('heads) {')]);
      });

      it('tells what a name is', async () => {
        await expectHover(editor, uri, 'C % heads', '`C` is `x.shape[2]`, at least 1');
        await expectHover(editor, uri, 'concat', '[B, T, 2 * C]');
      });
    });
  }

  it('completes tags, parameters and sizes', async () => {
    const lines = (line: string) => TEXT.replace(' * @where C % heads == 0', line);
    assert.deepEqual(await completed(lines(' * @|')), ['shape', 'where']);
    assert.deepEqual(await completed(lines(' * @shape |')), ['heads']);
    assert.deepEqual(await completed(lines(' * @shape heads [|')), ['B', 'C', 'T', '_', '...']);
    assert.deepEqual(await completed(lines(' * @where |')), ['B', 'C', 'T']);
    assert.deepEqual(await completed(TEXT.replace('// [T, 2 * C]', '// [|]')), ['T, 2 * C', 'B', 'C', 'T', '_', '...']);
    assert.deepEqual(await completed(TEXT.replace('return z;', 'return |z;')), []);
  });

  function position(offset: number) {
    return documentAt(editor, uri).positionAt(offset);
  }

  async function renameTo(at: ReturnType<typeof position>, newName: string): Promise<string> {
    const params = { textDocument: { uri }, position: at, newName };
    const edit = await editor.connection.sendRequest(RenameRequest.type, params);
    return TextDocument.applyEdits(documentAt(editor, uri), [...((edit?.changes?.[uri] ?? []) as TextEdit[])]);
  }

  async function definitionAt(offset: number): Promise<readonly [string, number]> {
    const document = documentAt(editor, uri);
    const params = { textDocument: { uri }, position: document.positionAt(offset) };
    const found = await editor.connection.sendRequest(DefinitionRequest.type, params);
    assert(Array.isArray(found) && found[0] && 'targetRange' in found[0]);
    const range = found[0].targetRange;
    return [document.getText(range), document.offsetAt(range.start)];
  }

  async function completed(marked: string): Promise<readonly string[]> {
    editor = await bench.start({}, createAnalyzer);
    uri = await open(editor, bench.uri('c.js'), marked.replace('|', ''), 'javascript');
    const params = { textDocument: { uri }, position: documentAt(editor, uri).positionAt(marked.indexOf('|')) };
    const items = await editor.connection.sendRequest(CompletionRequest.type, params);
    assert(Array.isArray(items));
    return items
      .toSorted((a, b) => ((a.sortText ?? a.label) < (b.sortText ?? b.label) ? -1 : 1))
      .map(({ label }) => label)
      .filter((label) => !/^\d+$/.test(label));
  }
});
