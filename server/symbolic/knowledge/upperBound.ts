/** Upper bounds of sizes under facts: their intervals, else an integer program of the facts about them. */
import { type Monomial, type Size, UNIT } from '../algebra/node.ts';
import { negate } from '../algebra/polynomial.ts';
import { isUnknown } from '../algebra/traverse.ts';
import { boundsOf, monomialBounds } from './bounds.ts';
import { asProgram } from './program.ts';
import { isUntouched } from './regions.ts';
import { type Fact, MAX_VARIABLES, relatedFacts } from './relevant.ts';
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
  if (hasFreeTerm(state, size, facts)) return max;
  const { program, shift } = asProgram(state, size, facts);
  return Math.min(max, maximize(program, goal - shift) + shift);
}

export function lowerBound(state: State, size: Size, goal: number): number {
  return -upperBound(state, negate(size), -goal);
}

/** Whether a product of the size may grow without end, whatever the others are: then no program has a maximum. */
function hasFreeTerm(state: State, size: Size, facts: readonly Fact[]): boolean {
  return size.terms.some(({ coefficient, monomial }) => {
    if (monomial === UNIT) return false;
    const { min, max } = monomialBounds(state, monomial);
    const isRising = coefficient > 0;
    return (isRising ? max === Infinity : min === -Infinity) && !facts.some((fact) => limits(fact, monomial, isRising));
  });
}

/** Whether a fact may keep a product from rising, or from falling. */
function limits({ form, bounds }: Fact, monomial: Monomial, isRising: boolean): boolean {
  return form.terms.some((term) => {
    if (term.monomial !== monomial) return false;
    return Number.isFinite(term.coefficient > 0 === isRising ? bounds.max : bounds.min);
  });
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
