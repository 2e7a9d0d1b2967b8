/** "Correct the comment", "Remove the comment": what a shape comment says becomes what is known of the value. */
import { ts } from 'ts-morph';
import { type ShapeComment, shapeCommentOf } from '../../interpreter/contracts/shapeComment.ts';
import type { DiagnosticReport, FileAnalysis, FixReport } from '../report.ts';
import type { FixContext } from './candidate.ts';

/** The fixes of a finding about a shape comment, before they were tried. */
export function correctComment(
  { workspace, path, analysis }: FixContext,
  finding: DiagnosticReport,
): readonly FixReport[] {
  const file = workspace.sourceFile(path);
  const comment = file === null ? undefined : shapeComments(file).find((one) => isAbout(finding, one));
  if (file === null || comment === undefined) return [];
  const { start, end } = comment.place;
  const shape = shapeOf(analysis, comment);
  const removal: FixReport = { title: 'Remove the shape comment', edits: [removalOf(file, comment)] };
  if (shape === null) return [removal];
  return [{ title: `Correct the shape comment: ${shape}`, edits: [{ path, start, end, text: shape }] }, removal];
}

/** All shape comments of a file, in the order of the text. */
export function shapeComments(file: ts.SourceFile): readonly ShapeComment[] {
  const found: ShapeComment[] = [];
  const visit = (node: ts.Node): void => {
    const comment = shapeCommentOf(node);
    if (comment !== null) found.push(comment);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Whether a finding says that the comment is wrong. */
export function isAbout({ code, start, end }: DiagnosticReport, { place }: ShapeComment): boolean {
  return code === 'contract-violation' && start >= place.start && end <= place.end;
}

/** The comment with the blanks before it. */
export function removalOf(file: ts.SourceFile, { place, declaration }: ShapeComment) {
  const statement = declaration.parent.parent;
  const [range] = ts.getTrailingCommentRanges(file.text, statement.end) ?? [];
  const before = file.text.slice(0, range?.pos ?? place.start).trimEnd().length;
  return { path: file.fileName, start: before, end: range?.end ?? place.end, text: '' };
}

function shapeOf({ bindings }: FileAnalysis, { declaration }: ShapeComment): string | null {
  const known = bindings.find(({ end }) => end === declaration.name.end);
  return known === undefined || /[?|]/.test(known.text) ? null : known.text;
}
