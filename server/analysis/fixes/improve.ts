/** Improvement: a whole file is analysed again on the edited text, and has fewer errors than before. */
import { Machine } from '../../interpreter/machine.ts';
import { Recorder } from '../../interpreter/recorder.ts';
import type { TextEdit } from '../../workspace/edits.ts';
import { analyzeFile } from '../analyzeFile.ts';
import type { Analysed } from '../assemble.ts';
import { hostOf } from '../host.ts';
import type { DiagnosticReport } from '../report.ts';
import type { FixContext } from './candidate.ts';

/** The file as it would be analysed after the edits. */
export function analysedAfter({ workspace, settings, path, effort }: FixContext, edits: readonly TextEdit[]): Analysed {
  return workspace.withEdits(edits, () => {
    const machine = new Machine(
      hostOf(workspace, settings, () => path),
      new Recorder(null),
    );
    const analysed = analyzeFile(machine, path, settings).whole();
    effort.left -= machine.stepsBefore;
    return analysed;
  });
}

/** Whether the finding is gone after the edits, no other error came, and nothing that was known is lost. */
export function isImproved(context: FixContext, finding: DiagnosticReport, edits: readonly TextEdit[]): boolean {
  const after = analysedAfter(context, edits).analysis;
  const start = movedBy(edits, context.path, finding.start);
  const isThere = after.diagnostics.some((one) => one.code === finding.code && one.start === start);
  return !isThere && newErrors(context, after.diagnostics, edits).length === 0 && !lostTrack(context.analysis, after);
}

/** The errors that the file had not before the edits. */
export function newErrors(
  { analysis, path }: FixContext,
  after: readonly DiagnosticReport[],
  edits: readonly TextEdit[],
): readonly DiagnosticReport[] {
  const known = new Set(
    analysis.diagnostics
      .filter(({ severity }) => severity === 'error')
      .map(({ code, start }) => `${code} ${movedBy(edits, path, start)}`),
  );
  return after.filter(({ severity, code, start }) => severity === 'error' && !known.has(`${code} ${start}`));
}

function lostTrack(before: Analysed['analysis'], after: Analysed['analysis']): boolean {
  const unknowns = ({ tensors }: Analysed['analysis']) => tensors.filter(({ state }) => state === 'unknown').length;
  return unknowns(after) > unknowns(before);
}

/** Where an offset of the text before the edits is after them. */
export function movedBy(edits: readonly TextEdit[], path: string, offset: number): number {
  return edits
    .filter((edit) => edit.path === path && edit.end <= offset)
    .reduce((sum, edit) => sum + edit.text.length - (edit.end - edit.start), offset);
}
