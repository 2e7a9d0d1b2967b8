/** Edits of the benchmarks: what they type stands where a statement may stand, and they leave the text as it was. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { ts } from 'ts-morph';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { editsOf } from '../../../scripts/bench/edits.ts';
import { joinedPrograms, TEN_LINES } from '../../../scripts/bench/inputs.ts';
import { seededRandom } from '../../../scripts/random.ts';
import { createAnalyzer } from '../../../server/analysis/analyzer.ts';
import { inlayHints } from '../../../server/features/inlay-hints.ts';
import { openWorkspace } from '../../../server/workspace.ts';
import { DEFAULT_SETTINGS } from '../../../shared/settings.ts';

/** It has the library beside it. */
const FOLDER = join(import.meta.dirname, '../../fixtures');

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
        const { shows } = edit;
        assert(
          hintsOf(document).some((hint) => hint.includes(shows)),
          shows,
        );
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

/** What an editor shows: shapes that stand in the text need no hint. */
function hintsOf(document: TextDocument): readonly string[] {
  const workspace = openWorkspace([FOLDER]);
  const path = join(FOLDER, 'probe.ts');
  workspace.setOverlay(path, document.getText());
  const { bindings } = createAnalyzer(workspace, DEFAULT_SETTINGS).analyze(path);
  const range = { start: document.positionAt(0), end: document.positionAt(document.getText().length) };
  return inlayHints(bindings, { document, range, show: DEFAULT_SETTINGS.inlayHints }).map(({ label }) => String(label));
}

function syntaxErrors(text: string): readonly string[] {
  const { diagnostics = [] } = ts.transpileModule(text, { reportDiagnostics: true });
  return diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}
