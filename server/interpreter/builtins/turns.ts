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
import { frozenContent, markObjects } from './turns/frozen.ts';
import { type Guess, guessContent, type Loop } from './turns/guess.ts';

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
      const loop: Loop = { node, mark: markObjects() };
      guesses = verified(machine, loop, index, run);
      enter(machine, guesses, index);
      run();
      if (machine.thrown === null) adopt(machine, guesses);
      return UNDEFINED;
    },
    () => UNDEFINED,
  );
  if (machine.thrown === null) enter(machine, guesses, turns);
  return result;
}

/** Guesses are weakened this often, then all that are left are given up. */
const MOST_ROUNDS = 6;

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

/** What a turn would leave in the cells that it writes. */
function trialTurn(machine: Machine, { mark }: Loop, run: () => void): Delta {
  return trial(machine, run, (delta) => {
    const contents: Delta = new Map();
    for (const [cell, content] of delta) contents.set(cell, frozenContent(machine, content, mark));
    return contents;
  });
}

function adopt(machine: Machine, guesses: Map<Cell<unknown>, Guess>): void {
  for (const [cell, one] of guesses) guesses.set(cell, one.adopt(machine, cell.value));
}

function enter(machine: Machine, guesses: ReadonlyMap<Cell<unknown>, Guess>, turns: Size): void {
  for (const [cell, { at }] of guesses) machine.journal.write(cell, at(machine, turns));
}

/** Guesses for the cells of a delta that have none yet. */
function guess(
  machine: Machine,
  loop: Loop,
  delta: Delta,
  known: ReadonlyMap<Cell<unknown>, Guess>,
): Map<Cell<unknown>, Guess> {
  const guesses = new Map<Cell<unknown>, Guess>();
  for (const [cell, after] of delta) {
    const made = known.has(cell) ? null : guessContent(machine, cell.value, after, loop);
    if (made !== null) guesses.set(cell, made);
  }
  return guesses;
}

/**
 * Guesses from a first turn. Those that a further turn contradicts are replaced by weaker ones. A later turn may also
 * write what the first did not; variables of the turn itself are new each time, and never written again.
 */
function verified(machine: Machine, loop: Loop, index: Size, run: () => void): Map<Cell<unknown>, Guess> {
  let current = guess(machine, loop, trialTurn(machine, loop, run), new Map());
  if (current.size === 0) return current;
  let recent: ReadonlyMap<Cell<unknown>, Guess> = current;
  let wasStable = false;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const mark = machine.journal.mark();
    enter(machine, current, index);
    const delta = trialTurn(machine, loop, run);
    const next = new Map<Cell<unknown>, Guess>();
    let isStable = true;
    let isComplete = wasStable;
    for (const [cell, one] of current) {
      if (recent.has(cell) && !delta.has(cell)) continue;
      if (recent.has(cell)) isComplete = false;
      const refined = one.refine(machine, index, delta.has(cell) ? delta.get(cell) : cell.value);
      if (refined !== one) isStable = false;
      next.set(cell, refined);
    }
    machine.journal.rollback(mark);
    const added = guess(machine, loop, delta, current);
    if (isStable && (isComplete || added.size === 0)) return next;
    wasStable = isStable;
    current = new Map([...next, ...added]);
    recent = added;
  }
  return new Map([...current].map(([cell, one]) => [cell, one.weakest()]));
}
