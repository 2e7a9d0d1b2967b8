/** Factors that are at least 1: `B * T * n == B * T * m` says `n == m`, and so does `(T + i) * n == (T + i) * m`. */
import { commonMonomial, divideMonomials, exactDivide } from '../algebra/exact.ts';
import { internMonomial, type Size, type SymbolAtom, type Term, UNIT } from '../algebra/node.ts';
import { asConstant, collect, fromTerms, multiply, negate, ONE, subtract, symbolAtom } from '../algebra/polynomial.ts';
import type { Relation } from '../relation.ts';
import { atomBounds, boundsOf } from './bounds.ts';
import type { State } from './state.ts';

/** A sum that a product of two sums cannot be shorter than. */
const FEWEST_TERMS = 4;

/** The size without its factors that are at least 1: it is 0, below or above where the size is. */
export function withoutPositiveFactor(state: State, size: Size): Size {
  const factor = positiveFactor(state, size);
  return factor === ONE ? size : (exactDivide(size, factor) ?? size);
}

/** The same relation between smaller sizes. */
export function reduced(state: State, relation: Relation): Relation {
  const { op, left, right } = relation;
  const whole = subtract(left, right);
  const factor = positiveFactor(state, whole);
  // What is all of it is what the relation is about: `n <= 0` is not `1 <= 0`.
  if (factor === ONE || asConstant(exactDivide(whole, factor) ?? ONE) !== null) return relation;
  const [above, below] = [exactDivide(left, factor), exactDivide(right, factor)];
  if (above !== null && below !== null) return { op, left: above, right: below };
  const difference = exactDivide(whole, factor);
  return difference === null ? relation : { op, left: positive(difference), right: positive(negate(difference)) };
}

/** The terms with positive coefficients. */
function positive(size: Size): Size {
  return fromTerms(size.terms.filter(({ coefficient }) => coefficient > 0));
}

function positiveFactor(state: State, size: Size): Size {
  let common = size.terms[0]?.monomial ?? UNIT;
  for (const { monomial } of size.terms) common = commonMonomial(common, monomial);
  const atoms = common.factors.filter(({ atom }) => atomBounds(state, atom).min > 0);
  const product = atoms.length === 0 ? ONE : fromTerms([{ coefficient: 1, monomial: internMonomial(atoms) }]);
  if (size.terms.length < FEWEST_TERMS) return product;
  const rest = product === ONE ? size : (exactDivide(size, product) ?? size);
  return multiply(product, positiveSum(state, rest));
}

/** A sum by which all of the size can be divided, found as what stands beside a symbol; 1 where there is none. */
function positiveSum(state: State, size: Size): Size {
  for (const symbol of size.symbols) {
    const beside = coefficientOf(size, symbolAtom(symbol));
    if (beside === null || beside.terms.length < 2) continue;
    const sum = (beside.terms[0]?.coefficient ?? 0) < 0 ? negate(beside) : beside;
    if (boundsOf(state, sum).min > 0 && exactDivide(size, sum) !== null) return sum;
  }
  return ONE;
}

/** What an atom is multiplied with; `null` where it occurs in another power. */
function coefficientOf(size: Size, atom: SymbolAtom): Size | null {
  const alone = internMonomial([{ atom, exponent: 1 }]);
  const terms: Term[] = [];
  for (const { coefficient, monomial } of size.terms) {
    const rest = divideMonomials(monomial, alone);
    if (rest !== null) terms.push({ coefficient, monomial: rest });
    if ((rest ?? monomial).symbols.includes(atom.symbol)) return null;
  }
  return collect(terms);
}
