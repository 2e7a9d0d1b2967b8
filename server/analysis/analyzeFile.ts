/** The analysis of one file: its module is loaded, its roots are run, their traces become reports. */
import type { ts } from 'ts-morph';
import type { Settings } from '../../shared/settings.ts';
import { rootsOf } from '../discovery/roots.ts';
import type { Machine } from '../interpreter/machine.ts';
import { loadModule } from '../interpreter/modules.ts';
import { type Analysed, assemble } from './assemble.ts';
import { diagnosticReports } from './diagnostics.ts';
import type { Taken } from './incremental.ts';
import { prepareModule } from './late.ts';
import { type Part, reportPart } from './parts/part.ts';
import { createRoots, type First, NOTHING_EARLIER } from './parts/roots.ts';
import { type BindingReport, type DiagnosticReport, NO_TALLY } from './report.ts';
import { moduleTrace } from './run.ts';

const EMPTY = { functions: [], tensors: [], diagnostics: [], bindings: [], contracts: [], tally: NO_TALLY };

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
