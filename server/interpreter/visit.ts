/** Visits: states in which a run came by a statement, and running another one in them. */
import type { Delta, Kept } from './cell.ts';
import type { Completion } from './completion.ts';
import { inFreshRun } from './freshRun.ts';
import type { Machine } from './machine.ts';
import type { Recorder } from './recorder.ts';
import type { Scope } from './scope.ts';

/** One state in which the run came by. */
export interface Visit extends Pick<Machine, 'facts' | 'firm' | 'path' | 'presumed' | 'nesting' | 'isSparing'> {
  readonly scope: Scope;
  /** What had been written since the run began. */
  readonly delta: Delta;
  readonly kept: readonly Kept[];
  readonly calls: Machine['calls'];
  readonly collectors: Machine['collectors'];
  readonly turns: Machine['turns'];
  readonly record: Pick<Recorder, 'silence' | 'isLooking'>;
  /** False where what the run recorded here was taken back. */
  counts: boolean;
}

/**
 * Runs something in the state of a visit, and undoes it.
 * @returns whether all was as before when it ended
 */
export function comeBy(machine: Machine, visit: Visit, recorder: Recorder, run: (scope: Scope) => Completion): boolean {
  const { presumed, nesting, isSparing, journal } = machine;
  const turns = machine.turns.splice(0, machine.turns.length, ...visit.turns);
  let isSame = false;
  try {
    inState(machine, visit.delta, recorder, () => {
      enter(machine, visit, recorder);
      const { kind } = run(visit.scope);
      isSame = kind === 'normal' && isAsBefore(machine, visit) && journal.outward === 0;
    });
  } finally {
    Object.assign(machine, { presumed, nesting, isSparing });
    machine.turns.splice(0, machine.turns.length, ...turns);
    Object.assign(recorder, { silence: 0, isLooking: false });
  }
  return isSame && !recorder.isCut;
}

export function inState(machine: Machine, delta: Delta, recorder: Recorder, run: () => void): void {
  machine.journal.passing(() => {
    machine.journal.replay(delta);
    inFreshRun(machine, recorder, run);
  });
}

function enter(machine: Machine, visit: Visit, recorder: Recorder): void {
  const { facts, firm, path, presumed, nesting, isSparing } = visit;
  Object.assign(machine, { facts, firm, path, presumed, nesting, isSparing });
  for (const { table, key, value } of visit.kept) machine.journal.keep(table, key, value);
  machine.calls.push(...visit.calls);
  machine.collectors.push(...visit.collectors.map((one) => ({ ...one, caught: [] })));
  Object.assign(recorder, visit.record);
}

function isAsBefore(machine: Machine, { facts, firm, path, presumed }: Visit): boolean {
  const isKnown = machine.facts === facts && machine.firm.facts === firm.facts && machine.path === path;
  return isKnown && machine.presumed === presumed && machine.collectors.every(({ caught }) => caught.length === 0);
}
