/** Quotients: the exact rational numbers that a program computes from sizes, such as `c / heads` or `h * 0.5`. */
import { ceilDivide, floorDivide } from './algebra/division.ts';
import { commonFactor, exactDivide } from './algebra/exact.ts';
import type { Size } from './algebra/node.ts';
import { add, constant, multiply, negate, ONE, times } from './algebra/polynomial.ts';
import { divides, type Relation, type RelationOp } from './relation.ts';

/** `numerator / denominator`; the denominator is positive whatever the symbols are. */
export interface Quotient {
  readonly numerator: Size;
  readonly denominator: Size;
}

export function fromSize(size: Size): Quotient {
  return { numerator: size, denominator: ONE };
}

/** Halvings of an integer up to this are exact; other fractions are roundings of something else. */
const MAX_DENOMINATOR = 2 ** 20;

/** The quotient that is exactly this number, or `null`: 0.5 is 1 / 2, but 0.1 is no small fraction in binary. */
export function fromNumber(value: number): Quotient | null {
  if (!Number.isFinite(value)) return null;
  for (let denominator = 1; denominator <= MAX_DENOMINATOR; denominator *= 2) {
    const numerator = value * denominator;
    if (Number.isSafeInteger(numerator))
      return { numerator: constant(numerator + 0), denominator: constant(denominator) };
  }
  return null;
}

/** Leaves out factors that both have; what divides a positive denominator must itself stay positive. */
function reduce(numerator: Size, denominator: Size): Quotient {
  const whole = exactDivide(numerator, denominator);
  if (whole !== null) return fromSize(whole);
  const factor = commonFactor(numerator, denominator);
  const top = exactDivide(numerator, factor);
  const bottom = exactDivide(denominator, factor);
  if (top === null || bottom === null || bottom.bounds.min <= 0) return { numerator, denominator };
  return { numerator: top, denominator: bottom };
}

export function addQuotients(a: Quotient, b: Quotient): Quotient {
  if (a.denominator === b.denominator) return reduce(add(a.numerator, b.numerator), a.denominator);
  const numerator = add(multiply(a.numerator, b.denominator), multiply(b.numerator, a.denominator));
  return reduce(numerator, multiply(a.denominator, b.denominator));
}

export function subtractQuotients(a: Quotient, b: Quotient): Quotient {
  return addQuotients(a, negateQuotient(b));
}

export function negateQuotient({ numerator, denominator }: Quotient): Quotient {
  return { numerator: negate(numerator), denominator };
}

export function multiplyQuotients(a: Quotient, b: Quotient): Quotient {
  return reduce(multiply(a.numerator, b.numerator), multiply(a.denominator, b.denominator));
}

/** `null` where the divisor may be zero or its sign is not known. */
export function divideQuotients(a: Quotient, b: Quotient): Quotient | null {
  const { min, max } = b.numerator.bounds;
  if (min > 0) return multiplyQuotients(a, { numerator: b.denominator, denominator: b.numerator });
  if (max >= 0) return null;
  return multiplyQuotients(a, { numerator: negate(b.denominator), denominator: negate(b.numerator) });
}

/** `Math.floor`. */
export function floorQuotient({ numerator, denominator }: Quotient): Size {
  return floorDivide(numerator, denominator);
}

/** `Math.ceil`. */
export function ceilQuotient({ numerator, denominator }: Quotient): Size {
  return ceilDivide(numerator, denominator);
}

/** `Math.round`: halves go up, `floor(q + 1 / 2)`. */
export function roundQuotient({ numerator, denominator }: Quotient): Size {
  return floorDivide(add(times(numerator, 2), denominator), times(denominator, 2));
}

/** The quotient as a size where it is one for all values of its symbols, else `null`. */
export function asSize({ numerator, denominator }: Quotient): Size | null {
  return exactDivide(numerator, denominator);
}

/** What using the quotient as a size requires: `numerator % denominator == 0`. */
export function integrality({ numerator, denominator }: Quotient): Relation {
  return divides(denominator, numerator);
}

/** `a op b`, multiplied out. */
export function compareQuotients(op: RelationOp, a: Quotient, b: Quotient): Relation {
  if (a.denominator === b.denominator) return { op, left: a.numerator, right: b.numerator };
  return { op, left: multiply(a.numerator, b.denominator), right: multiply(b.numerator, a.denominator) };
}
