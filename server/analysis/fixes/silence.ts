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

/** Removes a comment that silences nothing, where it names no other code; with its line, where nothing else stands there. */
export function removeIgnore({ workspace, path }: FixContext, finding: DiagnosticReport): readonly FixReport[] {
  const text = workspace.text(path);
  if (text === null || finding.code !== 'unused-ignore') return [];
  const line = startOfLine(text, finding.start);
  const start = text.lastIndexOf('//', finding.start);
  const rest = /^[^\r\n]*/.exec(text.slice(line))?.[0] ?? '';
  const end = line + rest.length;
  const codes =
    text
      .slice(start, end)
      .replace(/(:|--).*$/, '')
      .match(/[\w-]+/g) ?? [];
  if (start < line || codes.length > 2) return [];
  const isAlone = text.slice(line, start).trim() === '';
  const edit = isAlone
    ? { path, start: line, end: end + (/^\r?\n/.exec(text.slice(end))?.[0].length ?? 0), text: '' }
    : { path, start: line + text.slice(line, start).trimEnd().length, end, text: '' };
  return [{ title: 'Remove the comment', edits: [edit] }];
}

function fix({ path }: FixContext, title: string, at: number, text: string): FixReport {
  return { title, silences: true, edits: [{ path, start: at, end: at, text }] };
}

function isHeard({ workspace, path }: FixContext, finding: DiagnosticReport, { edits }: FixReport): boolean {
  return workspace.withEdits(edits, () => {
    const file = workspace.sourceFile(path);
    if (file === null) return false;
    const { line } = file.getLineAndCharacterOfPosition(movedBy(edits, path, finding.start));
    return isSilenced(file, finding.code, line + 1);
  });
}
