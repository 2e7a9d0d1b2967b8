/** Sums whose terms depend on conditions: which ones, and what remains in each case. */
import { addIntervals, type Interval, scaleInterval, uniteIntervals } from './interval.ts';
import { internMonomial, type Monomial, type Term, type TruthAtom } from './node.ts';

/** More conditions than this in one size are not told apart. */
const MAX_CASES = 4;

/** The conditions that a sum depends on directly, in order of appearance. */
export function truthsOf(terms: readonly Term[]): readonly TruthAtom[] {
  const truths = new Set<TruthAtom>();
  for (const { monomial } of terms) {
    for (const { atom } of monomial.factors) if (atom.kind === 'truth') truths.add(atom);
  }
  return [...truths];
}

/** The terms, in no order, where a condition is known to hold (or not to). */
export function restrictTerms(terms: readonly Term[], truth: TruthAtom, holds: boolean): readonly Term[] {
  const sums = new Map<Monomial, number>();
  for (const { coefficient, monomial } of terms) {
    const depends = monomial.factors.some(({ atom }) => atom === truth);
    if (depends && !holds) continue;
    const rest = depends ? internMonomial(monomial.factors.filter(({ atom }) => atom !== truth)) : monomial;
    sums.set(rest, (sums.get(rest) ?? 0) + coefficient);
  }
  return [...sums].flatMap(([monomial, coefficient]) => (coefficient === 0 ? [] : [{ coefficient, monomial }]));
}

/** The bounds of a sum: the sum of its terms' bounds, in every case of its conditions. */
export function boundsByCases(terms: readonly Term[]): Interval {
  const truths = truthsOf(terms);
  const [truth] = truths;
  if (truth === undefined || truths.length > MAX_CASES) return sumBounds(terms);
  return uniteIntervals(
    boundsByCases(restrictTerms(terms, truth, true)),
    boundsByCases(restrictTerms(terms, truth, false)),
  );
}

function sumBounds(terms: readonly Term[]): Interval {
  let bounds: Interval = { min: 0, max: 0 };
  for (const { coefficient, monomial } of terms) {
    bounds = addIntervals(bounds, scaleInterval(monomial.bounds, coefficient));
  }
  return bounds;
}
