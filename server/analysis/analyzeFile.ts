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
import { type Part, type PartReport, reportPart } from './parts/part.ts';
import type { FileAnalysis, TensorReport } from './report.ts';
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

export function analyzeFile(machine: Machine, path: string, settings: Settings, kept: Kept = () => null): Analysed {
  const module = loadModule(machine, path);
  if (module === null || path.endsWith('.json')) return { analysis: { path, ...EMPTY }, parts: [] };
  prepareModule(machine, module);
  const body = moduleTrace(machine, module);
  const nothing = { passed: body.recorder.ranksPassed, ranks: '' };
  const parts = [
    ...runRoots(machine, module, kept),
    { root: module.file, report: reportPart(machine, module.file, body, nothing), trace: () => body },
  ];
  const { file } = module;
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

/** In the order of the text, what is around before what is inside. */
function byPosition(a: Extent, b: Extent): number {
  return a.start - b.start || b.end - a.end;
}

type Extent = Pick<TensorReport, 'start' | 'end'>;

/** Roots are run again for what calls in other roots told, at most so often. */
const MOST_ROUNDS = 3;

/** Runs all roots of which nothing is kept; those again of whose parameters the calls in other roots told something new. */
function runRoots(machine: Machine, module: ModuleRecord, kept: Kept): readonly Part[] {
  const told = (root: Root) => root.parameters.map((one) => machine.passed.get(one) ?? null).join();
  const passed = new Map<Root, PassedRanks>();
  const run = (root: Root): Part => {
    const ranks = told(root);
    const trace = runRoot(machine, module, root);
    const own = passed.get(root) ?? new Map();
    for (const [parameter, rank] of trace.recorder.ranksPassed) mergeRank(own, parameter, rank);
    passed.set(root, own);
    return { root, report: reportPart(machine, module.file, trace, { passed: own, ranks }), trace: () => trace };
  };
  const roots = rootsOf(module.file);
  const reports = new Map(roots.map((root) => [root, kept(root)]));
  adoptRanks(machine, module.file, [...reports.values()]);
  let parts = roots.map((root) => {
    const report = reports.get(root) ?? null;
    return report === null ? run(root) : { root, report, trace: once(() => runRoot(machine, module, root)) };
  });
  noteInheritedCalls(machine, module);
  const isLate = ({ root, report }: Part) => told(root as Root) !== report.ranks;
  for (let round = 1; round < MOST_ROUNDS && parts.some(isLate); round++) {
    parts = parts.map((part) => (isLate(part) ? run(part.root as Root) : part));
  }
  return parts;
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
