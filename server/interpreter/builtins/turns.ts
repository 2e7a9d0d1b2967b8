/** Running a callback for an unknown number of elements: once, with its effects as they are after every turn. */
import type { ts } from 'ts-morph';
import { less } from '../../symbolic/relation.ts';
import { asConstant, constant, fromSymbol, type Size } from '../../symbolic/size.ts';
import { makeSymbol } from '../../symbolic/symbol.ts';
import { branchValue } from '../branch.ts';
import type { Cell, Delta } from '../cell.ts';
import type { Machine } from '../machine.ts';
import { sizeValue } from '../objects.ts';
import { UNDEFINED, type Value } from '../values.ts';
import { type Guess, guessContent } from './guess.ts';

/** Gives what one turn gave, with an index that stands for all. The effects are those of `length` turns. */
export function everyTurn(machine: Machine, length: Size, node: ts.Node, turn: (index: Value) => Value): Value {
  const turns = machine.facts.simplify(length);
  if (asConstant(turns) === 0) return UNDEFINED;
  const index = fromSymbol(makeSymbol({ name: 'i', origin: 'i', backing: 'data', min: 0 }));
  let result: Value = UNDEFINED;
  let guesses: Map<Cell<unknown>, Guess> = new Map();
  branchValue(
    machine,
    less(constant(0), turns),
    () => {
      machine.assume(less(index, turns), true);
      const run = () => {
        result = turn(sizeValue(index));
      };
      guesses = verified(machine, guess(machine, trial(machine, run), node), index, node, run);
      enter(machine, guesses, index);
      run();
      return UNDEFINED;
    },
    () => UNDEFINED,
  );
  if (machine.thrown === null) enter(machine, guesses, turns);
  return result;
}

/** Guesses are weakened this often, then all that are left are given up. */
const MOST_ROUNDS = 6;

/** Runs something for what it would write, and undoes it. */
export function trial(machine: Machine, run: () => void): Delta {
  const { facts, firm, path, thrown } = machine;
  const mark = machine.journal.mark();
  const caught = machine.collectors.map((collector) => collector.caught.length);
  machine.recorder.silence += 1;
  run();
  machine.recorder.silence -= 1;
  const delta = machine.journal.since(mark);
  machine.journal.rollback(mark);
  Object.assign(machine, { facts, firm, path, thrown });
  machine.collectors.forEach((collector, position) => {
    collector.caught.length = caught[position] ?? 0;
  });
  return delta;
}

function enter(machine: Machine, guesses: ReadonlyMap<Cell<unknown>, Guess>, turns: Size): void {
  for (const [cell, { at }] of guesses) machine.journal.write(cell, at(machine, turns));
}

/** Guesses for the cells of a delta that have none yet. */
function guess(
  machine: Machine,
  delta: Delta,
  node: ts.Node,
  known: ReadonlyMap<Cell<unknown>, Guess> = new Map(),
): Map<Cell<unknown>, Guess> {
  const guesses = new Map<Cell<unknown>, Guess>();
  for (const [cell, after] of delta) {
    const made = known.has(cell) ? null : guessContent(machine, cell.value, after, node);
    if (made !== null) guesses.set(cell, made);
  }
  return guesses;
}

/**
 * Guesses that a further turn contradicts are replaced by weaker ones. A later turn may also write what the first did
 * not; variables of the turn itself are new each time, and never written again.
 */
function verified(
  machine: Machine,
  first: Map<Cell<unknown>, Guess>,
  index: Size,
  node: ts.Node,
  run: () => void,
): Map<Cell<unknown>, Guess> {
  if (first.size === 0) return first;
  let current = first;
  let recent: ReadonlyMap<Cell<unknown>, Guess> = first;
  let wasStable = false;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const mark = machine.journal.mark();
    enter(machine, current, index);
    const delta = trial(machine, run);
    const next = new Map<Cell<unknown>, Guess>();
    for (const [cell, one] of current) {
      const after = delta.has(cell) ? delta.get(cell) : cell.value;
      next.set(cell, one.refine(machine, index, after));
    }
    machine.journal.rollback(mark);
    const added = guess(machine, delta, node, current);
    const isStable = [...current].every(([cell, one]) => next.get(cell) === one);
    const isComplete = added.size === 0 || (wasStable && ![...recent.keys()].some((cell) => delta.has(cell)));
    if (isStable && isComplete) return next;
    wasStable = isStable;
    current = new Map([...next, ...added]);
    recent = added;
  }
  return new Map([...current].map(([cell, one]) => [cell, one.weakest()]));
}
