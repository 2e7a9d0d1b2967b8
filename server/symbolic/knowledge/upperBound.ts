/** Upper bounds of sizes under facts: their intervals, else an integer program of the facts about them. */
import type { Size } from '../algebra/node.ts';
import { negate } from '../algebra/polynomial.ts';
import { isUnknown } from '../algebra/traverse.ts';
import { boundsOf } from './bounds.ts';
import { asProgram } from './program.ts';
import { isUntouched } from './regions.ts';
import { MAX_VARIABLES, relatedFacts } from './relevant.ts';
import { maximize } from './simplex.ts';
import type { State } from './state.ts';

/** So many facts more cost as much again. */
const FACTS_IN_UNIT = 8;

/** An upper bound of a simplified size, as good as is cheap; at most `goal` ends the search. */
export function upperBound(state: State, size: Size, goal: number): number {
  const { max } = boundsOf(state, size);
  if (max <= goal || size.terms.length > MAX_VARIABLES || isUnknown(size) || !isElastic(state, size)) return max;
  const facts = relatedFacts(state, size);
  state.run.charge(1 + facts.length / FACTS_IN_UNIT);
  if (facts.length === 0) return max;
  const { program, shift } = asProgram(state, size, facts);
  return Math.min(max, maximize(program, goal - shift) + shift);
}

export function lowerBound(state: State, size: Size, goal: number): number {
  return -upperBound(state, negate(size), -goal);
}

/** Whether any fact or any law of an atom could tighten the bounds of the size. */
function isElastic(state: State, size: Size): boolean {
  return (
    !isUntouched(state.numbers, size) ||
    size.terms.some(
      ({ monomial }) => monomial.degree > 1 || monomial.factors.some(({ atom }) => atom.kind !== 'symbol'),
    )
  );
}
