/** What a function of the library demands of an argument: found by passing it a value that nothing is known of. */
import { ts } from 'ts-morph';
import { rootsOf } from '../../discovery/roots.ts';
import { isWithin, Machine } from '../../interpreter/machine.ts';
import { loadModule } from '../../interpreter/modules.ts';
import { Recorder } from '../../interpreter/recorder.ts';
import type { TextEdit } from '../../workspace/edits.ts';
import { bindingReports } from '../bindings.ts';
import type { FixContext } from '../fixes/candidate.ts';
import { identifiersIn } from '../fixes/freeName.ts';
import { functionReport } from '../functions.ts';
import { hostOf } from '../host.ts';
import { inferContract } from '../inferContract.ts';
import { prepareModule } from '../late.ts';
import { extentOf } from '../parts/extent.ts';
import { runRoot } from '../run.ts';
import type { CallAround } from './callAround.ts';

/**
 * The shape that the argument must have: `[C, N]`, where the other argument is `[B, C]`. `null` where nothing is demanded.
 * @param name what the library calls it
 */
export function demandedShape(context: FixContext, around: CallAround, name: string, offset: number): string | null {
  const index = context.parts.findIndex(({ root }) => !ts.isSourceFile(root) && isWithin(around.call, root));
  const root = context.parts[index]?.root;
  if (root === undefined || ts.isSourceFile(root)) return null;
  const probe = freeName(name, root);
  const edits = [parameterEdit(root, probe), argumentEdit(around, probe, offset)];
  if (edits.includes(null)) return null;
  const path = context.path;
  const placed = edits.flatMap((edit) => (edit === null ? [] : [{ ...edit, path }]));
  return context.workspace.withEdits(placed, () => shapeOfProbe(context, index, probe));
}

function freeName(name: string, root: ts.Node): string {
  const used = identifiersIn(root);
  let free = name.replace(/\W/g, '');
  while (used.has(free)) free += '_';
  return free;
}

type Edit = Omit<TextEdit, 'path'> | null;

/** One more parameter of the function, behind the others. */
function parameterEdit({ parameters }: ts.FunctionLikeDeclaration, name: string): Edit {
  const last = parameters.at(-1);
  const file = last?.getSourceFile();
  if (last === undefined || file === undefined) return insertion(parameters.pos, name);
  const hasParentheses = file.text[parameters.pos - 1] === '(';
  return last.dotDotDotToken !== undefined || !hasParentheses ? null : insertion(last.end, `, ${name}`);
}

function argumentEdit({ call, active }: CallAround, name: string, offset: number): Edit {
  const args = call.arguments ?? [];
  const argument = args[active];
  if (argument !== undefined) return { start: argument.getStart(), end: argument.end, text: name };
  return active === args.length ? insertion(offset, name) : null;
}

function insertion(at: number, text: string): Edit {
  return { start: at, end: at, text };
}

function shapeOfProbe({ workspace, settings, path }: FixContext, index: number, name: string): string | null {
  const machine = new Machine(
    hostOf(workspace, settings, () => path),
    new Recorder(null),
  );
  const module = loadModule(machine, path);
  if (module === null) return null;
  prepareModule(machine, module);
  const root = rootsOf(module.file)[index];
  if (root === undefined) return null;
  const trace = runRoot(machine, module, root);
  const observed = (node: ts.Node) => trace.recorder.observations.get(node) ?? null;
  const parameters = bindingReports(machine, module.file, observed, extentOf(root))
    .filter(({ kind, start }) => kind === 'parameter' && start < (root.body?.getStart() ?? root.end))
    .map(({ start, end, text }) => ({ name: module.file.text.slice(start, end), shape: text }));
  const lines = inferContract(functionReport(module.file, trace), parameters);
  return lines.find((line) => line.startsWith(`@shape ${name} `))?.slice(`@shape ${name} `.length) ?? null;
}
