/** Edits of the benchmarks: what they type stands where a statement may stand, and they leave the text as it was. */
import assert from 'node:assert/strict';
import { ts } from 'ts-morph';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { editsOf } from '../../../scripts/bench/edits.ts';
import { joinedPrograms, TEN_LINES } from '../../../scripts/bench/inputs.ts';
import { seededRandom } from '../../../scripts/random.ts';

const PROGRAMS = { 'ten lines': TEN_LINES, 'joined programs': joinedPrograms(1, seededRandom(1)) };

describe('edits of the benchmarks', () => {
  for (const [name, text] of Object.entries(PROGRAMS)) {
    it(`leave ${name} as they were, and what they type is a statement`, () => {
      const document = TextDocument.create('file:///a.ts', 'typescript', 1, text);
      const shown: string[] = [];
      for (const edit of editsOf(text, 4, seededRandom(2))) {
        TextDocument.update(document, [edit], document.version + 1);
        if (edit.shows === null) continue;
        shown.push(edit.shows);
        assert.deepEqual(syntaxErrors(document.getText()), []);
        assert(document.getText().includes(`tf.zeros(${edit.shows})`));
      }
      assert(shown.length >= 4);
      assert.equal(document.getText(), text);
    });
  }

  it('are the same for the same seed', () => {
    const edits = (seed: number) => editsOf(PROGRAMS['joined programs'], 3, seededRandom(seed));
    assert.deepEqual(edits(1), edits(1));
    assert.notDeepEqual(edits(1), edits(2));
  });
});

function syntaxErrors(text: string): readonly string[] {
  const { diagnostics = [] } = ts.transpileModule(text, { reportDiagnostics: true });
  return diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}
