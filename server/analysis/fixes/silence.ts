/** "Silence": a comment on the line before, or for the whole file, that says which code it silences. */
import { isSilenced } from '../ignores.ts';
import type { DiagnosticReport, FixReport } from '../report.ts';
import type { FixContext } from './candidate.ts';
import { movedBy } from './improve.ts';
import { indentAt, newLineOf, startOfLine } from './layout.ts';

/** Offered only where the comment would be read as one: not inside a template or between JSX elements. */
export function silences(context: FixContext, finding: DiagnosticReport): readonly FixReport[] {
  const { code } = finding;
  const text = context.workspace.text(context.path);
  if (text === null || code === 'unused-ignore') return [];
  const line = startOfLine(text, finding.start);
  const top = /^(?:\uFEFF)?(?:#![^\n]*\n)?/.exec(text)?.[0].length ?? 0;
  const fixes = [
    fix(
      context,
      `Silence ${code} on this line`,
      line,
      `${indentAt(text, line)}// shapewise-ignore ${code}${newLineOf(text)}`,
    ),
    fix(context, `Silence ${code} in this file`, top, `// shapewise-ignore-file ${code}${newLineOf(text)}`),
  ];
  return fixes.filter((one) => isHeard(context, finding, one));
}

function fix({ path }: FixContext, title: string, at: number, text: string): FixReport {
  return { title, edits: [{ path, start: at, end: at, text }] };
}

function isHeard({ workspace, path }: FixContext, finding: DiagnosticReport, { edits }: FixReport): boolean {
  return workspace.withEdits(edits, () => {
    const file = workspace.sourceFile(path);
    if (file === null) return false;
    const { line } = file.getLineAndCharacterOfPosition(movedBy(edits, path, finding.start));
    return isSilenced(file, finding.code, line + 1);
  });
}
