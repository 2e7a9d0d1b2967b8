/** Guesses what the turns of a loop make of the entries of a map or a set. */
import { reasonAt } from '../../machine.ts';
import { unknown } from '../../unknown.ts';
import { type Entry, incomplete } from '../entries.ts';
import { isEntries } from './content.ts';
import { hasForm } from './form.ts';
import { constantly, type Guess, type Loop } from './guess.ts';

/** How many entries there are, and under which keys, is not known; values that a turn changes are not either. */
export function guessEntries(before: readonly Entry[], after: readonly Entry[], loop: Loop): Guess<readonly Entry[]> {
  const lost = unknown(reasonAt(loop.node, 'changes in every turn'));
  const forget = ([key, value]: Entry): Entry => [key, key === value ? value : lost];
  const old = new Map(before.map(([key, value]) => [key, value]));
  const kept = after.map((entry): Entry => {
    const previous = old.get(entry[0]);
    return previous === undefined || previous === entry[1] ? entry : forget(entry);
  });
  return once(incomplete(kept), loop, constantly(incomplete(after.map(forget))));
}

/** The content that one turn left, if a further turn leaves the same values. */
function once(content: readonly Entry[], loop: Loop, lost: Guess<readonly Entry[]>): Guess<readonly Entry[]> {
  const guess: Guess<readonly Entry[]> = {
    at: () => content,
    refine: (machine, _, after) => {
      if (!isEntries(after)) return lost;
      const isStable = content.every(([, value], index) => {
        const now = after[index]?.[1];
        return now !== undefined && hasForm(machine, now, value, loop.mark);
      });
      return isStable ? guess : lost;
    },
    adopt: (_, after) => (isEntries(after) ? once(incomplete(after), loop, lost) : guess),
    weakest: () => lost,
  };
  return guess;
}
