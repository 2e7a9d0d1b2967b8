/** The roots of a file, each run when somebody asks for it, with what an earlier version still tells of them. */
import { ts } from 'ts-morph';
import { type Root, rootsOf } from '../../discovery/roots.ts';
import { mergeRank, type PassedRanks, ranksIn, withRanks } from '../../interpreter/callSites.ts';
import type { Machine } from '../../interpreter/machine.ts';
import type { ModuleRecord } from '../../interpreter/modules.ts';
import { once } from '../../interpreter/once.ts';
import { noteInheritedCalls } from '../inheritedCalls.ts';
import type { BindingReport } from '../report.ts';
import { preparedFor, runRoot } from '../run.ts';
import { calleesFirst } from './order.ts';
import { idleReport, type Part, type PartReport, reportPart } from './part.ts';
import { mayMeetTensors } from './reach.ts';

/** What an earlier version told of the roots whose texts are still the same, where they stand now. */
export interface Earlier {
  /** Whether, by its names, a change may concern a root: a first look, which costs little. */
  isReached(root: Root): boolean;
  /** Whether nothing has changed for a root: `kept` is all that is told of it. */
  holds(root: Root): boolean;
  kept(root: Root): PartReport | null;
  /** What its names were, whatever it depends on; `null` where its text has changed. */
  bindings(root: Root): readonly BindingReport[] | null;
  /** All that was told of it in the same way; `null` also where it speaks of a place that is gone. */
  report(root: Root): PartReport | null;
  /** The ranks that it passed. */
  passed(root: Root): PartReport['passed'];
}

export const NOTHING_EARLIER: Earlier = {
  isReached: () => true,
  holds: () => false,
  kept: () => null,
  bindings: () => null,
  report: () => null,
  passed: () => [],
};

/** What can be told at once. */
export interface First<Told> {
  readonly told: Told;
  /** False where the whole analysis may tell otherwise. */
  readonly isSettled: boolean;
}

/** Roots are run again for what calls in other roots told, at most so often. */
const MOST_ROUNDS = 3;

export interface Roots {
  /** One root by itself. */
  part(root: Root): Part;
  /** Whether what other roots pass cannot change what is told of it. */
  isSettled(root: Root): boolean;
  /** What can be told of the names of a root before the others run; `null` where nothing earlier tells what they pass. */
  firstBindings(root: Root): First<readonly BindingReport[]> | null;
  /** The same of all that is told of it. */
  firstReport(root: Root): First<PartReport> | null;
  /** The one in which a statement is watched, where it has run. */
  watched(): Part | null;
  /** All, those run again of whose parameters the calls in others told something new; a step for each that is run. */
  all(): Generator<void, readonly Part[]>;
}

/** Those of which something is kept run only when their traces are asked for. */
export function createRoots(machine: Machine, module: ModuleRecord, earlier: Earlier): Roots {
  const { file } = module;
  const roots = rootsOf(file);
  const toldOf = (one: ts.ParameterDeclaration) => {
    if (!isOpenParameter(machine, one)) return null;
    adoptHeld();
    return ranksIn(machine, file).get(one) ?? null;
  };
  const told = (root: Root) => root.parameters.map(toldOf).join();
  const passed = new Map<Root, PassedRanks>();
  let watched: Part | null = null;
  const run = (root: Root): Part => {
    const ranks = told(root);
    preparedFor(machine, root);
    const questions = machine.host.questions();
    const trace = runRoot(machine, module, root);
    const own = passed.get(root) ?? new Map();
    for (const [parameter, rank] of trace.recorder.ranksPassed) mergeRank(own, parameter, rank);
    passed.set(root, own);
    const made = {
      root,
      report: reportPart(machine, file, trace, { passed: own, ranks, questions }),
      trace: () => trace,
    };
    if (trace.recorder === machine.watch?.recorder) watched = made;
    return made;
  };
  /** Why a root needs no run. */
  const reasons = new Map<Root, 'holds' | 'idle' | null>();
  const reasonOf = (root: Root) => {
    const known = reasons.get(root);
    if (known !== undefined) return known;
    const reason = earlier.holds(root) ? 'holds' : mayMeetTensors(machine, root) ? null : 'idle';
    reasons.set(root, reason);
    return reason;
  };
  const isFree = (root: Root) => reasonOf(root) !== null;
  const areAllFree = once(() => roots.every(isFree));
  const freeReport = (root: Root) => earlier.kept(root) ?? idleReport(told(root));
  const adopt = (passed: PartReport['passed']) => adoptRanks(machine, file, passed);
  const adoptHeld = once(() => adopt(roots.filter((root) => reasonOf(root) === 'holds').flatMap(earlier.passed)));
  const known = new Map<Root, Part>();
  /** What calls pass may be all that a root has to do with tensors. */
  const isIdle = (root: Root) => reasonOf(root) === 'idle' && !/\d/.test(told(root));
  const isUnneeded = (root: Root) => reasonOf(root) === 'holds' || isIdle(root);
  const free = (root: Root): Part => {
    return { root, report: freeReport(root), trace: once(() => runRoot(machine, module, root)) };
  };
  const part = (root: Root): Part => {
    const made = known.get(root) ?? (isUnneeded(root) ? free(root) : run(root));
    known.set(root, made);
    return made;
  };
  /** Roots that ran on what others had passed to them before. */
  const expected = new Map<Root, Part>();
  /** It passes nothing on until it is known that the others still pass the same. */
  const expecting = (root: Root): Part => {
    adoptHeld();
    const made = withRanks(machine, file, ranksIn(machine, file), () => {
      adopt(roots.filter((one) => !isFree(one)).flatMap(earlier.passed));
      return expected.get(root) ?? run(root);
    });
    expected.set(root, made);
    return made;
  };
  /** Makes one that is not there yet, in a step of its own where it is run. */
  function* step(root: Root): Generator<void, Part> {
    const isQuick = known.has(root) || isUnneeded(root);
    const made = part(root);
    if (!isQuick) yield;
    return made;
  }
  function* settleExpected(): Generator<void, void> {
    const [free, others] = [roots.filter(isFree), roots.filter((root) => !isFree(root))];
    for (const root of [...free, ...calleesFirst(others)]) if (!expected.has(root)) yield* step(root);
    for (const [root, made] of expected) {
      if (known.has(root)) continue;
      const isRight = told(root) === made.report.ranks;
      if (isRight) adopt(made.report.passed);
      else passed.delete(root);
      if (isRight) known.set(root, made);
    }
    expected.clear();
  }
  /** Others that run may pass something else now, also to one that has not changed itself. */
  const isSettled = (root: Root) => !isOpen(machine, root) || areAllFree();
  const first = <Told>(
    root: Root,
    toldBefore: (root: Root) => Told | null,
    toldIn: (report: PartReport) => Told,
  ): First<Told> | null => {
    // One that ran before those that call it does not know yet what they pass.
    const isMade = known.has(root) && isSettled(root);
    const before = earlier.isReached(root) && !isMade ? toldBefore(root) : null;
    if (before !== null) return { told: before, isSettled: false };
    if (isFree(root) || isSettled(root)) return { told: toldIn(part(root).report), isSettled: isSettled(root) };
    return earlier === NOTHING_EARLIER ? null : { told: toldIn(expecting(root).report), isSettled: false };
  };
  return {
    part,
    isSettled,
    firstBindings: (root) => first(root, earlier.bindings, ({ bindings }) => bindings),
    firstReport: (root) => first(root, earlier.report, (report) => report),
    watched: () => watched,
    *all() {
      yield* settleExpected();
      const parts: Part[] = [];
      for (const root of roots) parts.push(yield* step(root));
      noteInheritedCalls(machine, module);
      const isLate = ({ root, report }: Part) => told(root as Root) !== report.ranks;
      for (let round = 1; round < MOST_ROUNDS && parts.some(isLate); round++) {
        for (const [place, one] of parts.entries()) {
          if (!isLate(one)) continue;
          const root = one.root as Root;
          parts[place] = isIdle(root) ? free(root) : run(root);
          yield;
        }
      }
      return parts;
    },
  };
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

/** What parts passed, as if they had run. */
function adoptRanks(machine: Machine, file: ts.SourceFile, passed: PartReport['passed']): void {
  for (const { start, rank } of passed) {
    const parameter = parameterAt(file, start);
    if (parameter !== null) mergeRank(ranksIn(machine, file), parameter, rank);
  }
}

function parameterAt(file: ts.SourceFile, start: number): ts.ParameterDeclaration | null {
  const visit = (node: ts.Node): ts.ParameterDeclaration | undefined => {
    if (start < node.pos || start >= node.end) return undefined;
    if (ts.isParameter(node) && node.getStart(file) === start) return node;
    return ts.forEachChild(node, visit);
  };
  return visit(file) ?? null;
}
