/** Trials: the roots that an edit can affect are run again on the edited text. */
import { ts } from 'ts-morph';
import { rootsOf } from '../../discovery/roots.ts';
import { Machine } from '../../interpreter/machine.ts';
import { loadModule } from '../../interpreter/modules.ts';
import { Recorder } from '../../interpreter/recorder.ts';
import type { TextEdit } from '../../workspace/edits.ts';
import type { Reliance } from '../diagnostics.ts';
import { hostOf } from '../host.ts';
import { prepareModule } from '../late.ts';
import { moduleTrace, runRoot, type Trace } from '../run.ts';
import type { Candidate, FixContext } from './candidate.ts';

/** The traces of the affected roots before and after, in the same order. */
export interface Attempt {
  readonly before: readonly Trace[];
  readonly after: readonly Trace[];
  /** The traces of the root whose finding it is. */
  readonly own: { readonly before: Trace; readonly after: Trace };
}

/** `null` where the edited text has other roots than before, so that nothing can be compared. */
export function attemptEdits(context: FixContext, { trace }: Reliance, { edits, goal }: Candidate): Attempt | null {
  const { traces, path } = context;
  const file = context.workspace.sourceFile(path);
  if (file === null) return null;
  const isAmong = (one: Trace) => {
    // What a contract states is held against every call, and so is a check; names in it are read by the function alone.
    if (goal === 'prove' || goal === 'check') return true;
    return one === trace || (goal === 'relieve' && isAffected(one, file, edits));
  };
  const affected = traces.flatMap((one, index) => (isAmong(one) ? [index] : []));
  const after = runEdited(context, edits, affected);
  if (after === null) return null;
  const before = affected.flatMap((index) => traces[index] ?? []);
  const own = after[before.indexOf(trace)];
  return own === undefined ? null : { before, after, own: { before: trace, after: own } };
}

/** Whether the trace ran a function in which an edit stands. Code outside of functions affects everything. */
function isAffected({ recorder }: Trace, file: ts.SourceFile, edits: readonly TextEdit[]): boolean {
  return edits.some((edit) => {
    const around = functionsAround(file, edit);
    return around.length === 0 || around.some((node) => recorder.entered.has(node));
  });
}

function functionsAround(file: ts.SourceFile, { start, end }: TextEdit): readonly ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (node.getStart(file) > start || node.end < end) return;
    if (ts.isFunctionLike(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(file, visit);
  return found;
}

function runEdited(
  { workspace, settings, path, traces }: FixContext,
  edits: readonly TextEdit[],
  affected: readonly number[],
): readonly Trace[] | null {
  return workspace.withEdits(edits, () => {
    const machine = new Machine(
      hostOf(workspace, settings, () => path),
      new Recorder(null),
    );
    const module = loadModule(machine, path);
    if (module === null) return null;
    prepareModule(machine, module);
    const roots = rootsOf(module.file);
    if (roots.length !== traces.length - 1) return null;
    return affected.map((index) => {
      const root = roots[index];
      return root === undefined ? moduleTrace(machine, module) : runRoot(machine, module, root);
    });
  });
}
