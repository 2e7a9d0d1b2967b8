/** The analysis of one file: its module is loaded, its roots are run, their traces become reports. */
import { ts } from 'ts-morph';
import type { Settings } from '../../shared/settings.ts';
import { type Root, rootsOf } from '../discovery/roots.ts';
import { mergeRank, type PassedRanks } from '../interpreter/callSites.ts';
import type { Machine } from '../interpreter/machine.ts';
import { loadModule, type ModuleRecord } from '../interpreter/modules.ts';
import { contractReports } from './contractReports.ts';
import { diagnosticReports } from './diagnostics.ts';
import { noteInheritedCalls } from './inheritedCalls.ts';
import { prepareModule } from './late.ts';
import { idleReport, type Part, type PartReport, reportPart } from './parts/part.ts';
import { mayMeetTensors } from './parts/reach.ts';
import type { BindingReport, FileAnalysis, TensorReport } from './report.ts';
import { moduleTrace, runRoot } from './run.ts';

const EMPTY = { functions: [], tensors: [], diagnostics: [], bindings: [], contracts: [] };

/** The analysis of a file with what it was made from. */
export interface Analysed {
  readonly analysis: FileAnalysis;
  /** The roots in the order of the text, then the module's body. */
  readonly parts: readonly Part[];
}

/** What is known of a root from before: it says the same where it stands now. */
export type Kept = (root: Root) => PartReport | null;

/** A file whose roots run when somebody asks for what they say. */
export interface FileRun {
  /** The declared names and results between two offsets: only the roots there are run, where the others do not matter. */
  bindingsIn(start: number, end: number): readonly BindingReport[];
  /** Everything. */
  whole(): Analysed;
}

export function analyzeFile(machine: Machine, path: string, settings: Settings, kept: Kept = () => null): FileRun {
  const module = loadModule(machine, path);
  if (module === null || path.endsWith('.json')) return nothingIn(path);
  prepareModule(machine, module);
  const trace = moduleTrace(machine, module);
  const passing = { passed: trace.recorder.ranksPassed, ranks: '' };
  const body = { root: module.file, report: reportPart(machine, module.file, trace, passing), trace: () => trace };
  const roots = createRoots(machine, module, kept);
  const whole = once((): Analysed => assemble(path, module.file, settings, [...roots.all(), body]));
  return {
    whole,
    bindingsIn(start, end) {
      const isThere = (one: ts.Node) => one.end >= start && one.pos <= end;
      const there = rootsOf(module.file).filter(isThere);
      if (there.some((root) => !roots.isKept(root) && isOpen(machine, root))) return whole().analysis.bindings;
      return [...there.flatMap((root) => roots.part(root).report.bindings), ...body.report.bindings];
    },
  };
}

function nothingIn(path: string): FileRun {
  return { whole: () => ({ analysis: { path, ...EMPTY }, parts: [] }), bindingsIn: () => [] };
}

function assemble(path: string, file: ts.SourceFile, settings: Settings, parts: readonly Part[]): Analysed {
  const reports = parts.map(({ report }) => report);
  const functions = reports.flatMap((one) => one.functions);
  const bindings = reports.flatMap((one) => one.bindings).sort(byPosition);
  const calls = reports.flatMap((one) => one.calls);
  const analysis = {
    path,
    functions,
    tensors: reports.flatMap((one) => one.tensors).sort(byPosition),
    diagnostics: diagnosticReports(file, reports, settings),
    bindings,
    contracts: contractReports(file, { functions, bindings, calls }),
  };
  return { analysis, parts };
}

/** Whether what calls pass may tell more of a root's parameters than their types do. */
function isOpen(machine: Machine, { parameters }: Root): boolean {
  return parameters.some((one) => isOpenParameter(machine, one));
}

function isOpenParameter({ host }: Machine, { type }: ts.ParameterDeclaration): boolean {
  if (type === undefined) return true;
  const names: readonly string[] = type.getText().match(/\w+/g) ?? [];
  return host.libraries.some(({ tensorTypes }) =>
    names.some((name) => Object.hasOwn(tensorTypes, name) && tensorTypes[name] == null),
  );
}

/** In the order of the text, what is around before what is inside. */
function byPosition(a: Extent, b: Extent): number {
  return a.start - b.start || b.end - a.end;
}

type Extent = Pick<TensorReport, 'start' | 'end'>;

/** Roots are run again for what calls in other roots told, at most so often. */
const MOST_ROUNDS = 3;

interface Roots {
  /** One root by itself. */
  part(root: Root): Part;
  isKept(root: Root): boolean;
  /** All, those run again of whose parameters the calls in others told something new. */
  all(): readonly Part[];
}

/** The roots of a module; those of which something is kept run only when their traces are asked for. */
function createRoots(machine: Machine, module: ModuleRecord, kept: Kept): Roots {
  const roots = rootsOf(module.file);
  const toldOf = (one: ts.ParameterDeclaration) =>
    isOpenParameter(machine, one) ? (machine.passed.get(one) ?? null) : null;
  const told = (root: Root) => root.parameters.map(toldOf).join();
  const passed = new Map<Root, PassedRanks>();
  const run = (root: Root): Part => {
    const ranks = told(root);
    const trace = runRoot(machine, module, root);
    const own = passed.get(root) ?? new Map();
    for (const [parameter, rank] of trace.recorder.ranksPassed) mergeRank(own, parameter, rank);
    passed.set(root, own);
    return { root, report: reportPart(machine, module.file, trace, { passed: own, ranks }), trace: () => trace };
  };
  const idle = (root: Root) => (mayMeetTensors(machine, root) ? null : idleReport(told(root)));
  const reports = new Map(roots.map((root) => [root, kept(root) ?? idle(root)]));
  adoptRanks(machine, module.file, [...reports.values()]);
  const known = new Map<Root, Part>();
  const part = (root: Root): Part => {
    const report = reports.get(root) ?? null;
    const made =
      known.get(root) ??
      (report === null ? run(root) : { root, report, trace: once(() => runRoot(machine, module, root)) });
    known.set(root, made);
    return made;
  };
  return {
    part,
    isKept: (root) => reports.get(root) != null,
    all() {
      let parts = roots.map(part);
      noteInheritedCalls(machine, module);
      const isLate = ({ root, report }: Part) => told(root as Root) !== report.ranks;
      for (let round = 1; round < MOST_ROUNDS && parts.some(isLate); round++) {
        parts = parts.map((one) => (isLate(one) ? run(one.root as Root) : one));
      }
      return parts;
    },
  };
}

/** What kept parts pass, as if they had run. */
function adoptRanks(machine: Machine, file: ts.SourceFile, reports: readonly (PartReport | null)[]): void {
  const passed = reports.flatMap((report) => report?.passed ?? []);
  if (passed.length === 0) return;
  const parameters = new Map<number, ts.ParameterDeclaration>();
  const visit = (node: ts.Node): void => {
    if (ts.isParameter(node)) parameters.set(node.getStart(file), node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  for (const { start, rank } of passed) {
    const parameter = parameters.get(start);
    if (parameter !== undefined) mergeRank(machine.passed, parameter, rank);
  }
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
