/** The analysis of one file: its module is loaded, its roots are run, their traces become reports. */
import { ts } from 'ts-morph';
import type { Settings } from '../../shared/settings.ts';
import { rootsOf } from '../discovery/roots.ts';
import type { Machine } from '../interpreter/machine.ts';
import { loadModule } from '../interpreter/modules.ts';
import { once } from '../interpreter/once.ts';
import { contractReports } from './contractReports.ts';
import { diagnosticReports } from './diagnostics.ts';
import type { Taken } from './incremental.ts';
import { prepareModule } from './late.ts';
import { type Part, type PartReport, reportPart } from './parts/part.ts';
import { createRoots, type First, NOTHING_EARLIER } from './parts/roots.ts';
import {
  type BindingReport,
  type DiagnosticReport,
  type FileAnalysis,
  NO_TALLY,
  type Tally,
  type TensorReport,
} from './report.ts';
import { moduleTrace } from './run.ts';

const EMPTY = { functions: [], tensors: [], diagnostics: [], bindings: [], contracts: [], tally: NO_TALLY };

/** The analysis of a file with what it was made from. */
export interface Analysed {
  readonly analysis: FileAnalysis;
  /** The roots in the order of the text, then the module's body. */
  readonly parts: readonly Part[];
}

/** A file whose roots run when somebody asks for what they say. */
export interface FileRun {
  /** The declared names and results between two offsets: only the roots there are run, where the others do not matter. */
  bindingsIn(start: number, end: number): readonly BindingReport[];
  /**
   * The same without waiting for what has not been edited: a root that an edit elsewhere may reach says what it said
   * before, and one whose inputs the calls in others tell takes these for what they were.
   */
  firstBindingsIn(start: number, end: number): First<readonly BindingReport[]>;
  /** What is found, in the same way; `null` where nothing earlier was told. */
  firstDiagnostics(): First<readonly DiagnosticReport[]> | null;
  /** Everything. */
  whole(): Analysed;
  /** The root that was edited last, where it ran and not all is told yet; with the file as it was then. */
  edited(): { readonly file: ts.SourceFile; readonly part: Part } | null;
  /** Runs one more root of those that the whole needs. @returns false where the rest of it is quickly made */
  advance(): boolean;
}

/**
 * @param taken what of an earlier analysis still holds
 * @param onWhole is told when everything was analysed, whatever asked for it
 */
export function analyzeFile(
  machine: Machine,
  path: string,
  settings: Settings,
  taken: Taken | null = null,
  onWhole: (analysed: Analysed) => void = () => undefined,
): FileRun {
  const module = loadModule(machine, path);
  if (module === null || path.endsWith('.json')) return nothingIn(path);
  prepareModule(machine, module);
  const trace = moduleTrace(machine, module);
  const passing = { passed: trace.recorder.ranksPassed, ranks: '', questions: machine.host.questions() };
  const body = { root: module.file, report: reportPart(machine, module.file, trace, passing), trace: () => trace };
  const earlier = taken?.(machine) ?? NOTHING_EARLIER;
  const roots = createRoots(machine, module, earlier);
  let all: Analysed | null = null;
  const steps = roots.all();
  let step = null as IteratorResult<void, readonly Part[]> | null;
  const advance = (): boolean => {
    if (step?.done !== true) step = steps.next();
    return !step.done;
  };
  const whole = (): Analysed => {
    while (all === null && advance());
    if (all === null) {
      all = assemble(path, module.file, settings, [...(step?.value ?? []), body]);
      onWhole(all);
    }
    return all;
  };
  const rootsIn = (start: number, end: number) =>
    rootsOf(module.file).filter((one) => one.end >= start && one.pos <= end);
  const withBody = (found: readonly (readonly BindingReport[])[]) => [...found.flat(), ...body.report.bindings];
  return {
    whole,
    advance,
    edited() {
      const part = all === null ? roots.watched() : null;
      return part && { file: module.file, part };
    },
    bindingsIn(start, end) {
      const there = rootsIn(start, end);
      if (all !== null || there.some((root) => !roots.isSettled(root))) return whole().analysis.bindings;
      return withBody(there.map((root) => roots.part(root).report.bindings));
    },
    firstBindingsIn(start, end) {
      const there = rootsIn(start, end);
      const found = all === null ? there.map((root) => roots.firstBindings(root)) : [];
      if (all !== null || found.includes(null)) return { told: whole().analysis.bindings, isSettled: true };
      return {
        told: withBody(found.map((one) => one?.told ?? [])),
        isSettled: found.every((one) => one?.isSettled === true),
      };
    },
    firstDiagnostics() {
      if (all !== null) return { told: all.analysis.diagnostics, isSettled: true };
      if (earlier === NOTHING_EARLIER) return null;
      const found = rootsOf(module.file).map((root) => roots.firstReport(root));
      const reports = [...found.flatMap((one) => one?.told ?? []), body.report];
      return {
        told: diagnosticReports(module.file, reports, settings),
        isSettled: found.every((one) => one?.isSettled === true),
      };
    },
  };
}

/** What is told of all parts of a file, by their nodes. */
export interface Told {
  readonly file: ts.SourceFile;
  readonly reports: ReadonlyMap<Part['root'], PartReport>;
}

/** What a file that was analysed has between two offsets. */
export function bindingsBetween({ parts }: Analysed, start: number, end: number): readonly BindingReport[] {
  return parts
    .filter(({ root }) => ts.isSourceFile(root) || (root.end >= start && root.pos <= end))
    .flatMap(({ report }) => report.bindings);
}

/** A file of which everything is told already; `run` makes the traces, when somebody asks for one. */
export function toldAnalysed(path: string, settings: Settings, { file, reports }: Told, run: () => Analysed): Analysed {
  const partOf = (root: Part['root']) => run().parts.find((one) => one.root === root) as Part;
  const parts = [...reports].map(([root, report]): Part => ({ root, report, trace: once(() => partOf(root).trace()) }));
  return assemble(path, file, settings, parts);
}

function nothingIn(path: string): FileRun {
  return {
    whole: () => ({ analysis: { path, ...EMPTY }, parts: [] }),
    advance: () => false,
    edited: () => null,
    bindingsIn: () => [],
    firstBindingsIn: () => ({ told: [], isSettled: true }),
    firstDiagnostics: () => null,
  };
}

/** Few views ask for everything: each kind of report is put together when one does. */
function assemble(path: string, file: ts.SourceFile, settings: Settings, parts: readonly Part[]): Analysed {
  const reports = parts.map(({ report }) => report);
  const functions = once(() => reports.flatMap((one) => one.functions));
  const tensors = once(() => reports.flatMap((one) => one.tensors).sort(byPosition));
  const bindings = once(() => reports.flatMap((one) => one.bindings).sort(byPosition));
  const diagnostics = once(() => diagnosticReports(file, reports, settings));
  const contracts = once(() => {
    const calls = reports.flatMap((one) => one.calls);
    return contractReports(file, { functions: functions(), bindings: bindings(), calls });
  });
  const analysis: FileAnalysis = {
    path,
    tally: reports.map(({ tally }) => tally).reduce(added, NO_TALLY),
    get diagnostics() {
      return diagnostics();
    },
    get functions() {
      return functions();
    },
    get tensors() {
      return tensors();
    },
    get bindings() {
      return bindings();
    },
    get contracts() {
      return contracts();
    },
  };
  return { analysis, parts };
}

function added(a: Tally, b: Tally): Tally {
  return {
    functions: a.functions + b.functions,
    tensors: a.tensors + b.tensors,
    known: a.known + b.known,
    failed: a.failed + b.failed,
  };
}

/** In the order of the text, what is around before what is inside. */
function byPosition(a: Extent, b: Extent): number {
  return a.start - b.start || b.end - a.end;
}

type Extent = Pick<TensorReport, 'start' | 'end'>;
