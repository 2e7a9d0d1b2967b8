import assert from 'node:assert/strict';
import { DiagnosticSeverity } from 'vscode-languageserver/node';
import { diagnostics } from '../../server/features/diagnostics.ts';
import { documentationOf } from '../../shared/links.ts';
import { analysed, finding, rangeAt, spanOf, URI } from './analysed.ts';

describe('diagnostics', () => {
  const text = 'const a = f();\n\tconst b = g(a);\n';
  const other = '// first line\nexport const w = 1;\n';

  it('carry range, code, severity, source, message and documentation', () => {
    const { analysis, document, files } = analysed(text, { diagnostics: [finding(spanOf(text, 'g(a)'))] });
    assert.deepEqual(diagnostics(analysis.diagnostics, { document, files }), [
      {
        range: { start: { line: 1, character: 11 }, end: { line: 1, character: 15 } },
        severity: DiagnosticSeverity.Error,
        code: 'shape-mismatch',
        codeDescription: { href: documentationOf('shape-mismatch') },
        source: 'shapewise',
        message: 'inner dimensions differ: 3 and 4',
        relatedInformation: [],
      },
    ]);
    assert.match(documentationOf('shape-mismatch'), /^https:.*#shape-mismatch$/);
  });

  it('have each severity', () => {
    const severities = ['error', 'warning', 'information', 'hint'] as const;
    const found = severities.map((severity) => finding(spanOf(text, 'f()'), { severity }));
    const { analysis, document, files } = analysed(text, { diagnostics: found });
    assert.deepEqual(
      diagnostics(analysis.diagnostics, { document, files }).map(({ severity }) => severity),
      [DiagnosticSeverity.Error, DiagnosticSeverity.Warning, DiagnosticSeverity.Information, DiagnosticSeverity.Hint],
    );
  });

  it('lead to related places, also in other files, and leave out what cannot be read', () => {
    const related = [
      { path: '/project/model.ts', message: 'here', ...spanOf(text, 'f()') },
      { path: '/project/other file.ts', message: 'there', ...spanOf(other, 'w') },
      { path: '/project/gone.ts', message: 'nowhere', start: 0, end: 1 },
    ];
    const { analysis, document, files } = analysed(
      text,
      { diagnostics: [finding(spanOf(text, 'g(a)'), { related })] },
      { '/project/other file.ts': other },
    );
    const [found] = diagnostics(analysis.diagnostics, { document, files });
    assert.deepEqual(found?.relatedInformation, [
      { message: 'here', location: { uri: URI, range: rangeAt(document, 'f()') } },
      {
        message: 'there',
        location: {
          uri: 'file:///project/other%20file.ts',
          range: { start: { line: 1, character: 13 }, end: { line: 1, character: 14 } },
        },
      },
    ]);
  });
});
