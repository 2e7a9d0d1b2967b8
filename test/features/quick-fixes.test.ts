import assert from 'node:assert/strict';
import { CodeActionKind } from 'vscode-languageserver/node';
import type { DiagnosticReport, FixReport } from '../../server/analysis/report.ts';
import { quickFixes } from '../../server/features/quick-fixes.ts';
import { analysed, finding, PATH, rangeAt, spanOf, URI } from './analysed.ts';

const TEXT = 'x.reshape([32, T]); // first\ny.reshape([64, T]);\n';
const OTHER = '/project/other.ts';
const PINNED = finding(spanOf(TEXT, 'x.reshape([32, T])'), { code: 'specialization' });
const SECOND = finding(spanOf(TEXT, 'y.reshape([64, T])'));
const REPLACE: FixReport = {
  title: 'Replace 32 by x.shape[0]',
  edits: [{ path: PATH, ...spanOf(TEXT, '32'), text: 'x.shape[0]' }],
};

interface Options {
  readonly at?: string;
  readonly only?: string[];
  readonly versioned?: boolean;
  readonly fixes?: (finding: DiagnosticReport) => readonly FixReport[];
}

function offered({ at = '32', only, versioned = true, fixes = () => [REPLACE] }: Options) {
  const { analysis, document, files } = analysed(TEXT, { diagnostics: [PINNED, SECOND] }, { [OTHER]: 'a\nb\n' });
  const range = rangeAt(document, at);
  return quickFixes(analysis, { document, files, range, context: only ? { only } : {}, versioned, fixes });
}

/** The codes of the findings whose fixes were made. */
function asked(options: Options): string[] {
  const codes: string[] = [];
  const fixes = ({ code }: DiagnosticReport) => {
    codes.push(code);
    return [];
  };
  offered({ ...options, fixes });
  return codes;
}

describe('quick fixes', () => {
  it('are edits of a version of the document', () => {
    const [action] = offered({});
    assert.equal(action?.title, 'Replace 32 by x.shape[0]');
    assert.equal(action?.kind, CodeActionKind.QuickFix);
    assert.deepEqual(
      action?.diagnostics?.map(({ code }) => code),
      ['specialization'],
    );
    const range = { start: { line: 0, character: 11 }, end: { line: 0, character: 13 } };
    assert.deepEqual(action?.edit, {
      documentChanges: [{ textDocument: { uri: URI, version: 7 }, edits: [{ range, newText: 'x.shape[0]' }] }],
    });
  });

  it('are plain changes for a client without versions', () => {
    const range = { start: { line: 0, character: 11 }, end: { line: 0, character: 13 } };
    assert.deepEqual(offered({ versioned: false })[0]?.edit, {
      changes: { [URI]: [{ range, newText: 'x.shape[0]' }] },
    });
  });

  it('are made only for the findings in the range', () => {
    assert.deepEqual(asked({ at: '64' }), ['shape-mismatch']);
    assert.deepEqual(asked({ at: '// first' }), []);
  });

  it('are made for a cursor at the end of a finding', () => {
    assert.equal(offered({ at: '; // first' }).length, 1);
  });

  it('are not made when the client asks for other kinds', () => {
    assert.deepEqual(asked({ only: ['refactor', 'source.fixAll'] }), []);
    assert.equal(offered({ only: ['quickfix'] }).length, 1);
  });

  it('that are the same for two findings are offered once', () => {
    const actions = offered({ at: '32, T]); // first\ny.reshape' });
    assert.deepEqual(
      actions.map(({ diagnostics }) => diagnostics?.map(({ code }) => code)),
      [['specialization', 'shape-mismatch']],
    );
  });

  it('may edit several files, each with its version if it is open', () => {
    const both = { title: 'Both', edits: [...REPLACE.edits, { path: OTHER, start: 2, end: 3, text: 'c' }] };
    const [action] = offered({ fixes: () => [both] });
    assert.deepEqual(
      action?.edit?.documentChanges?.map((change) => 'textDocument' in change && change.textDocument),
      [
        { uri: URI, version: 7 },
        { uri: 'file:///project/other.ts', version: null },
      ],
    );
  });

  it('are not offered when one of their files cannot be read', () => {
    const lost = { title: 'Lost', edits: [{ path: '/project/gone.ts', start: 0, end: 0, text: 'c' }] };
    assert.deepEqual(offered({ fixes: () => [lost] }), []);
  });
});
