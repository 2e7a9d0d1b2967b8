/** Relations between sizes, kept as the author would say them. */
import { modulo } from './algebra/division.ts';
import type { Size } from './algebra/node.ts';
import { constant, fromAtom, subtract } from './algebra/polynomial.ts';
import { ofBoolean, type Verdict } from './verdict.ts';

export type RelationOp = '==' | '!=' | '<' | '<=';

export interface Relation {
  readonly op: RelationOp;
  readonly left: Size;
  readonly right: Size;
}

export function equal(left: Size, right: Size): Relation {
  return { op: '==', left, right };
}

export function notEqual(left: Size, right: Size): Relation {
  return { op: '!=', left, right };
}

export function less(left: Size, right: Size): Relation {
  return { op: '<', left, right };
}

export function lessOrEqual(left: Size, right: Size): Relation {
  return { op: '<=', left, right };
}

export function greater(left: Size, right: Size): Relation {
  return less(right, left);
}

export function greaterOrEqual(left: Size, right: Size): Relation {
  return lessOrEqual(right, left);
}

/** `n % divisor == 0`, without a factor that both have in common. */
export function divides(divisor: Size, n: Size): Relation {
  return equal(withoutFactor(modulo(n, divisor)), constant(0));
}

/** What a size is 0 together with: `2 * T * (n % 32)` is 0 where `n % 32` is, as T is at least 1. */
function withoutFactor(size: Size): Size {
  const [term] = size.terms;
  if (size.terms.length !== 1 || term === undefined) return size;
  const [remainder] = term.monomial.factors.filter(({ atom }) => atom.kind === 'modulo');
  const others = term.monomial.factors.filter((factor) => factor !== remainder);
  if (remainder === undefined || !others.every(({ atom }) => atom.bounds.min > 0)) return size;
  return fromAtom(remainder.atom);
}

/** The relation that holds exactly where the other does not. */
export function negateRelation({ op, left, right }: Relation): Relation {
  switch (op) {
    case '==':
      return { op: '!=', left, right };
    case '!=':
      return { op: '==', left, right };
    case '<':
      return { op: '<=', left: right, right: left };
    case '<=':
      return { op: '<', left: right, right: left };
  }
}

/** Whether two numbers are in that relation. */
export function holds(op: RelationOp, left: number, right: number): boolean {
  switch (op) {
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
  }
}

/** What the normal forms and the symbols' own bounds say, without any facts. */
export function decideAlone({ op, left, right }: Relation): Verdict {
  if (left === right) return ofBoolean(op === '==' || op === '<=');
  const { min, max } = subtract(left, right).bounds;
  return decideByBounds(op, min, max);
}

/** What the bounds of `left - right` say about `left op right`. */
export function decideByBounds(op: RelationOp, min: number, max: number): Verdict {
  switch (op) {
    case '==':
      return min === 0 && max === 0 ? 'yes' : min > 0 || max < 0 ? 'no' : 'unknown';
    case '!=':
      return min > 0 || max < 0 ? 'yes' : min === 0 && max === 0 ? 'no' : 'unknown';
    case '<':
      return max < 0 ? 'yes' : min >= 0 ? 'no' : 'unknown';
    case '<=':
      return max <= 0 ? 'yes' : min > 0 ? 'no' : 'unknown';
  }
}
