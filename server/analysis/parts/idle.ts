/**
 * Idle statements: of no use yet, as `const mask = tf.ones([8, 8]);` when it was just typed. One run of a statement that
 * stands alone tells that it needs nothing, changes nothing and does not throw, wherever the function that it stands in is
 * called; of one that uses variables a run in each state in which the function comes by tells it.
 */
import { ts } from 'ts-morph';
import { isAlone, isFree } from '../../interpreter/alone.ts';
import { inFreshRun } from '../../interpreter/freshRun.ts';
import { isInert } from '../../interpreter/inert.ts';
import { isWithin, type Machine } from '../../interpreter/machine.ts';
import { Recorder } from '../../interpreter/recorder.ts';
import { Scope } from '../../interpreter/scope.ts';
import { runStatements } from '../../interpreter/statements/block.ts';
import { markUnknowns } from '../../interpreter/unknown.ts';
import type { Value } from '../../interpreter/values.ts';
import type { Watch } from '../../interpreter/watch.ts';
import { isUnknown } from '../../symbolic/size.ts';
import { isSpread } from '../../tensor/tensor.ts';
import { settleObservations } from '../learned.ts';
import type { FileChange } from './change.ts';
import { type ChangedStatements, changedStatements } from './changedStatements.ts';
import { betweenComments } from './inertChange.ts';

/** A change that makes and takes away only statements that are idle or inert: the function means the same to all others. */
export interface IdleChange {
  /** From the line after the statement before it to the start of the one after it. */
  readonly region: FileChange;
  readonly changed: ChangedStatements;
  /** What the idle ones did. */
  readonly runs: ReadonlyMap<ts.Statement, IdleRun>;
}

export interface IdleRun {
  readonly recorder: Recorder;
  /** Whether it does the same in every state. */
  readonly isCertain: boolean;
}

/**
 * `null` where a change is none.
 * @param watch the states of the edited function; `null` where none are known
 */
export function idleChange(machine: Machine, change: FileChange, watch: Watch | null): IdleChange | null {
  const changed = changedStatements(change);
  const region = changed && betweenComments(change, changed);
  if (!changed || !region) return null;
  const here = watch !== null && isWatched(watch, changed) ? watch : null;
  const runs = new Map<ts.Statement, IdleRun>();
  for (const statement of [...changed.gone, ...changed.came]) {
    if (isInert(statement, machine.host)) continue;
    const run = idleRun(machine, statement, here);
    if (run === null) return null;
    runs.set(statement, run);
  }
  return { region, changed, runs };
}

/** Whether the states of a function are those in which it comes by what has changed. */
export function isWatched({ place, isOpen }: Watch, { block, first }: ChangedStatements): boolean {
  return isOpen && block.getStart() === place.block && first === place.index;
}

/** What a statement does by itself; `null` where somebody notices it. That it might throw, only a `try` asks. */
function idleRun(machine: Machine, statement: ts.Statement, watch: Watch | null): IdleRun | null {
  if (isAlone(machine, statement)) {
    const recorder = runAlone(machine, statement);
    return recorder === null ? null : { recorder, isCertain: true };
  }
  const root = ts.findAncestor(statement, ts.isFunctionLike) ?? null;
  if (watch === null || root === null || !isFree(machine, statement)) return null;
  const recorder = new Recorder(root);
  const mark = markUnknowns();
  const isIdle = watch.revisit(
    machine,
    recorder,
    (scope) => {
      const completion = runStatements(machine, [statement], new Scope(scope));
      // What unknown values become by their use here is undone with all else.
      settleObservations(machine, machine.recorder);
      return completion;
    },
    (own) => isQuiet(own, statement),
    () => {
      recorder.adoptGlimpses();
      settleObservations(machine, recorder);
    },
  );
  return isIdle ? { recorder, isCertain: isCertain(recorder, mark) } : null;
}

function runAlone(machine: Machine, statement: ts.Statement): Recorder | null {
  const scope = machine.modules.get(statement.getSourceFile().fileName)?.scope;
  if (scope === undefined) return null;
  const recorder = new Recorder(null);
  let isUnnoticed = false;
  machine.journal.passing(() =>
    inFreshRun(machine, recorder, () => {
      const { kind } = runStatements(machine, [statement], new Scope(scope));
      isUnnoticed = kind === 'normal' && machine.journal.outward === 0;
      settleObservations(machine, recorder);
    }),
  );
  return isUnnoticed && isQuiet(recorder, statement) ? recorder : null;
}

/** Kinds of values that are the same in every call, or numbers of which rules ask what they need. */
const ALIKE: ReadonlySet<Value['kind']> = new Set(['primitive', 'quantity', 'libraryFunction', 'namespace']);

/**
 * Whether all that it used is known for whatever the function is called with: its rules ask nothing of it.
 * @param mark the number of the first unknown value that it may have made itself
 */
function isCertain({ observations }: Recorder, mark: number): boolean {
  const values = [...observations.values()].flatMap((observed) => observed.map(({ value }) => value));
  return values.every((value) => {
    if (value.kind === 'tensor') return !value.tensor.shape.some((dim) => isSpread(dim) || isUnknown(dim));
    return value.kind === 'unknown' ? value.id >= mark : ALIKE.has(value.kind);
  });
}

/** Whether a record holds nothing that is told elsewhere than in the statement. */
function isQuiet(recorder: Recorder, statement: ts.Statement): boolean {
  const { guards, faults, untold, ranks, traced, ranksPassed, entered, consulted, isCut, isNoticed } = recorder;
  const isTold = guards.length + faults.length + untold.length + ranks.size + traced.size + ranksPassed.size > 0;
  const isHere = [...entered.keys(), ...consulted].every((node) => isWithin(node, statement));
  return !isTold && !isCut && !isNoticed && isHere && recorder.gaveUp === null;
}
