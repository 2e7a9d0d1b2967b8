/** Trials: the roots that an edit can affect are run again on the edited text. */
import { ts } from 'ts-morph';
import { rootsOf } from '../../discovery/roots.ts';
import { holderOf } from '../../interpreter/contracts/written.ts';
import { Machine } from '../../interpreter/machine.ts';
import { loadModule } from '../../interpreter/modules.ts';
import { Recorder } from '../../interpreter/recorder.ts';
import type { TextEdit } from '../../workspace/edits.ts';
import type { Reliance } from '../diagnostics.ts';
import { hostOf } from '../host.ts';
import { prepareModule } from '../late.ts';
import { nameOfFunction, type Part } from '../parts/part.ts';
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
  const { parts, path } = context;
  const file = context.workspace.sourceFile(path);
  if (file === null) return null;
  // Names that a contract declares are read by the function alone; what else is edited, its callers see.
  const around = goal === 'declare' ? [] : edits.map((edit) => functionsAround(file, edit));
  const affected = parts.flatMap((part, index) =>
    part.root === trace.root || around.some((functions) => isAffected(part, functions)) ? [index] : [],
  );
  const after = runEdited(context, edits, affected);
  if (after === null) return null;
  const before = affected.flatMap((index) => parts[index]?.trace() ?? []);
  const own = after[before.indexOf(trace)];
  return own === undefined ? null : { before, after, own: { before: trace, after: own } };
}

/** Whether a part runs or names one of the functions in which an edit stands. Code outside of functions affects everything. */
function isAffected({ root, report }: Part, functions: readonly ts.SignatureDeclaration[]): boolean {
  return (
    functions.length === 0 ||
    functions.some(
      (node) =>
        report.entered.has(nameOfFunction(node)) ||
        (node.name !== undefined && root.getText().includes(node.name.getText())),
    )
  );
}

/** The functions in which an edit stands, or in the comments before them. */
function functionsAround(file: ts.SourceFile, { start, end }: TextEdit): readonly ts.SignatureDeclaration[] {
  const found: ts.SignatureDeclaration[] = [];
  const visit = (node: ts.Node): void => {
    if (node.end < end) return;
    if (ts.isFunctionLike(node) && holderOf(node).pos <= start) found.push(node);
    ts.forEachChild(node, visit);
  };
  for (const statement of file.statements) if (statement.pos <= start) visit(statement);
  return found;
}

function runEdited(
  { workspace, settings, path, parts, carried, effort }: FixContext,
  edits: readonly TextEdit[],
  affected: readonly number[],
): readonly Trace[] | null {
  return workspace.withEdits(edits, () => {
    const carry = carried();
    const machine = new Machine(
      hostOf(workspace, settings, () => path),
      new Recorder(null),
    );
    const module = loadModule(machine, path);
    if (module === null) return null;
    prepareModule(machine, module);
    carry(machine);
    const roots = rootsOf(module.file);
    if (roots.length !== parts.length - 1) return null;
    const traces = affected.map((index) => {
      const root = roots[index];
      return root === undefined ? moduleTrace(machine, module) : runRoot(machine, module, root);
    });
    effort.left -= machine.stepsBefore;
    return traces;
  });
}
