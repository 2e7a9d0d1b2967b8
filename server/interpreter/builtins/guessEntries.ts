/** Guesses what the turns of a loop make of the entries of a map or a set. */
import type { ts } from 'ts-morph';
import { type Machine, reasonAt } from '../machine.ts';
import { unknown } from '../unknown.ts';
import { type Entry, incomplete } from './entries.ts';
import { constantly, type Guess, isEntries, isSame } from './guess.ts';

/** How many entries there are, and under which keys, is not known; values that a turn changes are not either. */
export function guessEntries(
  machine: Machine,
  before: readonly Entry[],
  after: readonly Entry[],
  node: ts.Node,
): Guess<readonly Entry[]> {
  const lost = unknown(reasonAt(node, 'changes in every turn'));
  const forget = ([key, value]: Entry): Entry => [key, key === value ? value : lost];
  const old = new Map(before);
  const kept = after.map((entry): Entry => {
    const [key, value] = entry;
    const previous = old.get(key);
    return previous === undefined || isSame(machine, value, previous) ? entry : forget(entry);
  });
  return once(incomplete(kept), constantly(incomplete(after.map(forget))));
}

/** The content that one turn left, if a further turn leaves the same values. */
function once(content: readonly Entry[], lost: Guess<readonly Entry[]>): Guess<readonly Entry[]> {
  const guess: Guess<readonly Entry[]> = {
    at: () => content,
    refine: (machine, _, after) => {
      const isStable =
        isEntries(after) && content.every(([, value], index) => isSame(machine, after[index]?.[1], value));
      return isStable ? guess : lost;
    },
    weakest: () => lost,
  };
  return guess;
}
