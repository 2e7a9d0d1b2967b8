/** Saying a relation more plainly, where rounding hides that it is about divisibility. */
import { modulo } from './algebra/division.ts';
import type { DivisionAtom, Size } from './algebra/node.ts';
import {
  add,
  asConstant,
  constant,
  constantTerm,
  fromAtom,
  multiply,
  negate,
  plus,
  subtract,
  times,
} from './algebra/polynomial.ts';
import { equal, type Relation } from './relation.ts';

/** `32 * ((h + 31) // 32) == h` is `h % 32 == 0`; `H * (C // H) == C` is `C % H == 0`. Others stay as they are. */
export function restate(relation: Relation): Relation {
  return withOneConstant(asCongruence(relation));
}

/** `n - 2 >= 0` is `n >= 2`, `10 - h > 3` is `h < 7`. */
function withOneConstant({ op, left, right }: Relation): Relation {
  const isLeft = asConstant(right) !== null;
  const shift = constantTerm(isLeft ? left : right);
  if (shift === 0 || (!isLeft && asConstant(left) === null) || (asConstant(left) !== null && isLeft)) {
    return { op, left, right };
  }
  const [a, b] = [plus(left, -shift), plus(right, -shift)];
  const isNegative = (isLeft ? a : b).terms.every(({ coefficient }) => coefficient < 0);
  return isNegative ? { op, left: negate(b), right: negate(a) } : { op, left: a, right: b };
}

function asCongruence(relation: Relation): Relation {
  if (relation.op !== '==' && relation.op !== '!=') return relation;
  const difference = subtract(relation.left, relation.right);
  for (const atom of quotientsIn(difference)) {
    for (const sign of [1, -1]) {
      // n - d * (n // d) == n % d
      const remainder = subtract(atom.left, multiply(atom.right, fromAtom(atom)));
      const rest = asConstant(add(difference, times(remainder, sign)));
      if (rest !== null) return { ...congruence(atom, sign * rest), op: relation.op };
    }
  }
  return relation;
}

function quotientsIn(size: Size): readonly DivisionAtom[] {
  return size.terms.flatMap(({ monomial }) =>
    monomial.factors.flatMap(({ atom }) => (atom.kind === 'floorDivide' ? [atom] : [])),
  );
}

/** `n % d == r`, the constant of `n` on the other side where `d` is a number. */
function congruence({ left, right }: DivisionAtom, remainder: number): Relation {
  const shift = constantTerm(left);
  if (asConstant(right) === null || shift === 0) return equal(modulo(left, right), constant(remainder));
  return equal(modulo(plus(left, -shift), right), modulo(constant(remainder - shift), right));
}
