/** "Remove shape comments that are wrong": those that contradict what is known of the values. */
import type { FixReport } from '../report.ts';
import type { FixContext } from './candidate.ts';
import { isAbout, removalOf, shapeComments } from './correctComment.ts';
import { analysedAfter, newErrors } from './improve.ts';

/** `null` where no comment is wrong. */
export function removeWrongComments(context: FixContext): FixReport | null {
  const file = context.workspace.sourceFile(context.path);
  if (file === null) return null;
  const wrong = shapeComments(file).filter((comment) =>
    context.analysis.diagnostics.some((one) => isAbout(one, comment)),
  );
  const edits = wrong.map((comment) => removalOf(file, comment));
  if (edits.length === 0 || newErrors(context, analysedAfter(context, edits).analysis.diagnostics, edits).length > 0)
    return null;
  return { title: 'Remove shape comments that are wrong', edits };
}
