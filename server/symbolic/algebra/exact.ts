/** Exact division of polynomials, and common factors. */
import { type Atom, type Factor, internMonomial, type Monomial, type Size, type Term, UNIT } from './node.ts';
import { collect, fromTerms, multiply, ONE, subtract, ZERO } from './polynomial.ts';

/** `a / b` where it is a monomial, else `null`. */
export function divideMonomials(a: Monomial, b: Monomial): Monomial | null {
  if (b === UNIT) return a;
  // Most do not divide: that is seen before anything is made.
  if (b.degree > a.degree || !b.factors.every(({ atom, exponent }) => exponentOf(a, atom) >= exponent)) return null;
  const factors: Factor[] = [];
  for (const { atom, exponent } of a.factors) {
    const rest = exponent - exponentOf(b, atom);
    if (rest > 0) factors.push({ atom, exponent: rest });
  }
  return internMonomial(factors);
}

function exponentOf({ factors }: Monomial, atom: Atom): number {
  for (const factor of factors) if (factor.atom === atom) return factor.exponent;
  return 0;
}

function divideTerms(a: Term, b: Term): Term | null {
  const coefficient = a.coefficient / b.coefficient;
  if (!Number.isInteger(coefficient)) return null;
  const monomial = divideMonomials(a.monomial, b.monomial);
  return monomial && { coefficient, monomial };
}

/** `a / b` where that is a polynomial with integer coefficients, else `null`. */
export function exactDivide(a: Size, b: Size): Size | null {
  const { quotient, remainder } = longDivide(a, b);
  return remainder === ZERO ? quotient : null;
}

/**
 * Splits `a` into `quotient * b + remainder`, taking out what `b` divides and leaving the rest.
 * With more than one term in `b`, a remainder that is no shorter than `a` is not worth having.
 */
export function longDivide(a: Size, b: Size): { readonly quotient: Size; readonly remainder: Size } {
  const [lead, second] = b.terms;
  if (lead === undefined) return { quotient: ZERO, remainder: a };
  if (second === undefined) return divideByTerm(a, lead);
  let quotient = ZERO;
  let remainder = a;
  for (let turn = 0; turn < a.terms.length + b.terms.length; turn++) {
    const next = remainder.terms.map((term) => divideTerms(term, lead)).find((term) => term !== null);
    if (next === undefined) break;
    const part = fromTerms([next]);
    quotient = collect([...quotient.terms, next]);
    remainder = subtract(remainder, multiply(part, b));
  }
  return remainder.terms.length < a.terms.length ? { quotient, remainder } : { quotient: ZERO, remainder: a };
}

function divideByTerm(a: Size, divisor: Term): { readonly quotient: Size; readonly remainder: Size } {
  const quotient: Term[] = [];
  const remainder: Term[] = [];
  for (const term of a.terms) {
    const exact = divideTerms(term, divisor);
    if (exact === null) remainder.push(term);
    else quotient.push(exact);
  }
  return { quotient: collect(quotient), remainder: fromTerms(remainder) };
}

/** The greatest term that divides both: a positive number times a product of atoms. */
export function commonFactor(a: Size, b: Size): Size {
  const terms = [...a.terms, ...b.terms];
  const [first] = terms;
  if (first === undefined) return ONE;
  let coefficient = 0;
  let { monomial } = first;
  for (const term of terms) {
    coefficient = greatestCommonDivisor(coefficient, term.coefficient);
    if (monomial !== UNIT) monomial = commonMonomial(monomial, term.monomial);
  }
  return fromTerms([{ coefficient, monomial }]);
}

export function commonMonomial(a: Monomial, b: Monomial): Monomial {
  if (a === b) return a;
  if (a === UNIT || b === UNIT) return UNIT;
  const exponents = new Map(b.factors.map(({ atom, exponent }) => [atom, exponent]));
  return internMonomial(
    a.factors.flatMap(({ atom, exponent }) => {
      const shared = Math.min(exponent, exponents.get(atom) ?? 0);
      return shared === 0 ? [] : [{ atom, exponent: shared }];
    }),
  );
}

export function greatestCommonDivisor(a: number, b: number): number {
  let x = Math.abs(a);
  let y = Math.abs(b);
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}

/** The remainder that has the sign of the divisor. */
export function floorModulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}

/** The greatest number that divides every coefficient. */
export function content(a: Size): number {
  return a.terms.reduce((divisor, { coefficient }) => greatestCommonDivisor(divisor, coefficient), 0);
}

/** The greatest number that divides every coefficient but the constant term's; 0 for a constant. */
export function variableContent(a: Size): number {
  return a.terms.reduce(
    (divisor, { coefficient, monomial }) => (monomial === UNIT ? divisor : greatestCommonDivisor(divisor, coefficient)),
    0,
  );
}
