/** Guards that ask for several divisors of one size, as one: `x % 4 == 0` and `x % 6 == 0` are `x % 12 == 0`. */
import { modulo } from './algebra/division.ts';
import type { Size } from './algebra/node.ts';
import { asConstant, constant } from './algebra/polynomial.ts';
import { conditionKey, relationCondition } from './condition.ts';
import type { Guard } from './guard.ts';
import { printCondition } from './notation.ts';
import { equal } from './relation.ts';

interface Divisibility {
  readonly size: Size;
  readonly divisor: number;
}

/** Each stands where the last of them stood, since all of them throw; what only assumes is left alone. */
export function withMergedCongruences(guards: readonly Guard[]): readonly Guard[] {
  const merged: Guard[] = [];
  for (const guard of guards) {
    const index = merged.findIndex((other) => mergeable(other, guard));
    const earlier = merged[index];
    if (earlier === undefined) {
      merged.push(guard);
      continue;
    }
    merged.splice(index, 1);
    merged.push(together(earlier, guard));
  }
  return merged;
}

function mergeable(a: Guard, b: Guard): boolean {
  if (a.kind !== 'requires' || b.kind !== 'requires') return false;
  const [first, second] = [divisibility(a), divisibility(b)];
  if (first === null || second?.size !== first.size) return false;
  const pathOf = ({ under }: Guard) => under.map(conditionKey).join(' | ');
  return pathOf(a) === pathOf(b);
}

function together(earlier: Guard, later: Guard): Guard {
  const [first, second] = [divisibility(earlier), divisibility(later)];
  if (first === null || second === null) return later;
  const divisor = (first.divisor / greatestCommonDivisor(first.divisor, second.divisor)) * second.divisor;
  const message = `${printCondition(earlier.condition)} (${earlier.reason})`;
  return {
    ...later,
    condition: relationCondition(equal(modulo(first.size, constant(divisor)), constant(0))),
    related: [...later.related, { place: earlier.place, message }, ...earlier.related],
  };
}

/** What `n % d == 0` says; `null` for every other condition. */
function divisibility({ condition }: Guard): Divisibility | null {
  if (condition.kind !== 'relation' || condition.relation.op !== '==') return null;
  const { left, right } = condition.relation;
  const [term, second] = left.terms;
  if (asConstant(right) !== 0 || term === undefined || second !== undefined || term.coefficient !== 1) return null;
  const [factor, other] = term.monomial.factors;
  if (factor === undefined || other !== undefined || factor.exponent !== 1 || factor.atom.kind !== 'modulo')
    return null;
  const divisor = asConstant(factor.atom.right);
  return divisor === null || divisor <= 0 ? null : { size: factor.atom.left, divisor };
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
