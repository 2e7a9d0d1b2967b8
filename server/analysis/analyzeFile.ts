/** The analysis of one file: its module is loaded, its roots are run, their traces become reports. */
import { ts } from 'ts-morph';
import type { Settings } from '../../shared/settings.ts';
import { type Root, rootsOf } from '../discovery/roots.ts';
import { isWithin, type Machine } from '../interpreter/machine.ts';
import { loadModule, type ModuleRecord } from '../interpreter/modules.ts';
import { samePlace } from '../interpreter/recorder.ts';
import { bindingReports } from './bindings.ts';
import { contractReports } from './contractReports.ts';
import { diagnosticReports, type Told } from './diagnostics.ts';
import { functionReport } from './functions.ts';
import { noteInheritedCalls } from './inheritedCalls.ts';
import { prepareModule } from './late.ts';
import type { FileAnalysis, TensorReport } from './report.ts';
import { moduleTrace, runRoot, type Trace } from './run.ts';
import { type Observed, tensorReports } from './tensors.ts';

const EMPTY = { functions: [], tensors: [], diagnostics: [], bindings: [], contracts: [] };

/** The analysis of a file with what it was made from. */
export interface Analysed {
  readonly analysis: FileAnalysis;
  /** Those of the roots in the order of the text, then that of the module's body. */
  readonly traces: readonly Trace[];
  readonly told: readonly Told[];
}

export function analyzeFile(machine: Machine, path: string, settings: Settings): Analysed {
  const module = loadModule(machine, path);
  if (module === null || path.endsWith('.json')) return { analysis: { path, ...EMPTY }, traces: [], told: [] };
  prepareModule(machine, module);
  const roots = runRoots(machine, module);
  const body = moduleTrace(machine, module);
  const traces = [...roots, body];
  const observed = observedIn(roots, body);
  const tensors = tensorReports(machine, module.file, observed);
  const told = diagnosticReports(module.file, traces, settings, toldElsewhere(traces));
  const tensorRoots = traces.filter((trace) => isTensorRoot(trace, tensors, roots));
  const functions = tensorRoots.map((trace) => functionReport(module.file, trace));
  const bindings = bindingReports(machine, module.file, observed);
  const analysis = {
    path,
    functions,
    tensors,
    diagnostics: told.map(({ report }) => report),
    bindings,
    contracts: contractReports(module.file, { functions, bindings, traces }),
  };
  return { analysis, traces, told };
}

/** Roots are run again for what calls in other roots told, at most so often. */
const MOST_ROUNDS = 3;

/** Runs all roots; those again of whose parameters the calls in other roots told something new. */
function runRoots(machine: Machine, module: ModuleRecord): readonly Trace[] {
  const told = (root: Root) => root.parameters.map((one) => machine.passed.get(one) ?? null).join();
  const run = (root: Root) => ({ root, before: told(root), trace: runRoot(machine, module, root) });
  let runs = rootsOf(module.file).map(run);
  noteInheritedCalls(machine, module);
  for (let round = 1; round < MOST_ROUNDS && runs.some(({ root, before }) => told(root) !== before); round++) {
    runs = runs.map((one) => (told(one.root) === one.before ? one : run(one.root)));
  }
  return runs.map(({ trace }) => trace);
}

/** What the root recorded in which a node stands; other roots that called into it, where that one did not reach it. */
function observedIn(roots: readonly Trace[], body: Trace): Observed {
  return (node) => {
    const own = roots.find(({ root }) => isWithin(node, root)) ?? body;
    return own.recorder.observations.get(node) ?? null;
  };
}

/** A root is worth telling of if tensors, or sizes that others rely on, occur in it. */
function isTensorRoot({ root, recorder }: Trace, tensors: readonly TensorReport[], roots: readonly Trace[]): boolean {
  if (recorder.guards.length > 0 || recorder.faults.length > 0) return true;
  const inside = tensors.filter(({ start, end }) => start >= root.pos && end <= root.end);
  if (!ts.isSourceFile(root)) return inside.length > 0;
  return inside.some(({ start, end }) => !roots.some(({ root: other }) => start >= other.pos && end <= other.end));
}

/** A fault inside a callee that the callee's own root told is not told again at the call. */
function toldElsewhere(traces: readonly Trace[]) {
  return (fault: Trace['recorder']['faults'][number]) =>
    !samePlace(fault.origin, fault.place) &&
    traces.some(({ recorder }) =>
      recorder.faults.some((other) => samePlace(other.place, fault.origin) && samePlace(other.origin, fault.origin)),
    );
}
