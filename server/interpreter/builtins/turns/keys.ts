/** Guesses what the turns of a loop make of the keys of an object. */
import { less } from '../../../symbolic/relation.ts';
import { constant } from '../../../symbolic/size.ts';
import { joinOrders } from '../../contents.ts';
import type { KeyOrder } from '../../values.ts';
import { isKeyOrder } from './content.ts';
import { constantly, type Guess } from './guess.ts';

/** Those of the first turn, if a further turn leaves the same; where there may be no turn, none of them is certain. */
export function guessKeys(before: KeyOrder, after: KeyOrder): Guess<KeyOrder> {
  const uncertain = (content: KeyOrder): KeyOrder => ({ ...joinOrders([before, after, content]), isCertain: false });
  const guess: Guess<KeyOrder> = {
    at: (machine, turns) => {
      const begun = machine.decide(less(constant(0), turns));
      if (begun === 'unknown') return joinOrders([before, after]);
      return begun === 'yes' ? after : before;
    },
    refine: (_machine, _turns, content) => {
      if (!isKeyOrder(content)) return constantly(uncertain(after));
      const keys = [...after.keys];
      const isSame = content.keys.length === keys.length && [...content.keys].every((key, i) => key === keys[i]);
      return isSame ? guess : constantly(uncertain(content));
    },
    adopt: () => guess,
    weakest: () => constantly(uncertain(after)),
  };
  return guess;
}
