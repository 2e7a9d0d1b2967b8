/** Trials: what a turn of a loop would leave, without leaving it. */
import type { Facts } from '../../../symbolic/facts.ts';
import type { Delta } from '../../cell.ts';
import type { Machine } from '../../machine.ts';
import { frozenContent } from './frozen.ts';
import type { Loop } from './guess.ts';

/** Runs something for what it writes, as `inspect` sees it, and undoes it. */
export function trial<T>(machine: Machine, run: () => void, inspect: (delta: Delta) => T): T {
  const { facts, firm, path, thrown } = machine;
  const mark = machine.journal.mark();
  const caught = machine.collectors.map((collector) => collector.caught.length);
  machine.recorder.silence += 1;
  run();
  machine.recorder.silence -= 1;
  const seen = inspect(machine.journal.since(mark));
  machine.journal.rollback(mark);
  Object.assign(machine, { facts, firm, path, thrown });
  machine.collectors.forEach((collector, position) => {
    collector.caught.length = caught[position] ?? 0;
  });
  return seen;
}

export interface Outcome {
  /** What the turn would leave in the cells that it writes. */
  readonly contents: Delta;
  /** Whether it may leave the loop or more. */
  readonly isLeft: boolean;
  /** What is known where it ends: also what its operations need, without which it would not end there. */
  readonly learned: Facts;
}

export function trialTurn(machine: Machine, loop: Loop, run: () => void): Outcome {
  const caught = countCaught(machine);
  return trial(machine, run, (delta) => outcomeOf(machine, loop, delta, caught));
}

function outcomeOf(machine: Machine, { mark }: Loop, delta: Delta, caught: number): Outcome {
  const contents: Delta = new Map();
  for (const [cell, content] of delta) contents.set(cell, frozenContent(machine, content, mark));
  return { contents, isLeft: countCaught(machine) > caught, learned: machine.facts };
}

/** A turn that was run, and undone; it counts once it is kept, and its records go where it is dropped. */
export interface Attempt extends Outcome {
  /** Goes on where the turn ended, in the state in which it began. */
  readonly keep: () => void;
  readonly drop: () => void;
}

/** Runs a turn that may turn out to be the one that counts. */
export function attemptTurn(machine: Machine, loop: Loop, run: () => void): Attempt {
  const before = stateOf(machine);
  const mark = machine.journal.mark();
  const counts = machine.collectors.map(({ caught }) => caught.length);
  const caught = countCaught(machine);
  const record = machine.recorder.attempt();
  run();
  const [after, delta] = [stateOf(machine), machine.journal.since(mark)];
  const outcome = outcomeOf(machine, loop, delta, caught);
  const stashed = machine.collectors.map((collector, index) => collector.caught.splice(counts[index] ?? 0));
  machine.journal.rollback(mark);
  Object.assign(machine, before);
  const keep = () => {
    record.keep();
    machine.journal.replay(delta);
    Object.assign(machine, after);
    machine.collectors.forEach((collector, index) => {
      collector.caught.push(...(stashed[index] ?? []));
    });
  };
  return { ...outcome, keep, drop: record.undo };
}

function stateOf({ facts, firm, path, thrown, node }: Machine) {
  return { facts, firm, path, thrown, node };
}

/** Runs something with what a turn learned: what a cell holds after it may be what it held before for that reason. */
export function knowing<T>(machine: Machine, learned: Facts, run: () => T): T {
  const { facts } = machine;
  machine.facts = learned;
  const result = run();
  machine.facts = facts;
  return result;
}

function countCaught({ collectors }: Machine): number {
  return collectors.reduce((count, { caught }) => count + caught.length, 0);
}
