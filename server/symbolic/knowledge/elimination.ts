/** Upper bounds by elimination: facts are added to a size so that what has no bound cancels. Few rounds, bounded. */
import { greatestCommonDivisor } from '../algebra/exact.ts';
import type { Interval } from '../algebra/interval.ts';
import type { Atom, Monomial, Size, Term } from '../algebra/node.ts';
import { UNIT } from '../algebra/node.ts';
import { asConstant, constant, fromAtom, multiply, negate, subtract, times } from '../algebra/polynomial.ts';
import { boundsOf } from './bounds.ts';
import { isUntouched, type State } from './state.ts';

const MAX_ROUNDS = 4;
const MAX_STEPS = 48;
const MAX_TERMS = 24;
/** Of the many facts about one symbol only the latest are tried. */
const MAX_FORMS = 40;

/** A known relation: `form` lies within `bounds`. */
interface Fact {
  readonly form: Size;
  readonly bounds: Interval;
}

interface Search {
  readonly state: State;
  /** The search ends when the bound is at most this. */
  readonly goal: number;
  steps: number;
}

/** An upper bound of a simplified size, as good as is cheap; at most `goal` ends the search. */
export function upperBound(state: State, size: Size, goal: number): number {
  return eliminate({ state, goal, steps: MAX_STEPS }, size, [], 1);
}

export function lowerBound(state: State, size: Size, goal: number): number {
  return -upperBound(state, negate(size), -goal);
}

/** The bound of `size / divisor`, rounded down, where the facts in `used` have been added already. */
function eliminate(search: Search, size: Size, used: readonly Fact[], divisor: number): number {
  let best = Math.floor(boundsOf(search.state, size).max / divisor);
  const isHopeless = used.length === MAX_ROUNDS || size.terms.length > MAX_TERMS || !isElastic(search.state, size);
  if (best <= search.goal || isHopeless) return best;
  for (const term of size.terms) {
    if (term.monomial === UNIT) continue;
    for (const fact of factsAbout(search.state, term.monomial)) {
      if (used.some(({ form }) => form === fact.form)) continue;
      if (search.steps-- <= 0) return best;
      best = Math.min(best, cancel(search, size, term, fact, used, divisor));
      if (best <= search.goal) return best;
    }
  }
  return best;
}

/** Whether any fact or any law of an atom could tighten the bounds of the size. */
function isElastic(state: State, size: Size): boolean {
  return (
    !isUntouched(state, size) ||
    size.terms.some(({ monomial }) => monomial.factors.some(({ atom }) => atom.kind !== 'symbol'))
  );
}

/** Adds the multiple of the fact that makes the term vanish. */
function cancel(search: Search, size: Size, term: Term, fact: Fact, used: readonly Fact[], divisor: number): number {
  const inFact = fact.form.terms.find(({ monomial }) => monomial === term.monomial);
  if (inFact === undefined) return Infinity;
  const common = greatestCommonDivisor(term.coefficient, inFact.coefficient);
  const scale = Math.abs(inFact.coefficient) / common;
  const factor = (Math.sign(inFact.coefficient) * term.coefficient) / common;
  const limit = factor > 0 ? fact.bounds.max : fact.bounds.min;
  if (!Number.isFinite(limit) || !Number.isSafeInteger(factor * limit)) return Infinity;
  const rest = subtract(times(size, scale), subtract(times(fact.form, factor), constant(factor * limit)));
  return eliminate(search, rest, [...used, fact], divisor * scale);
}

/** The facts in which a monomial occurs: those assumed, and those that its atoms bring along. */
function factsAbout(state: State, monomial: Monomial): readonly Fact[] {
  const facts: Fact[] = [];
  // Every form with the monomial is listed under each of its symbols.
  const [symbol] = monomial.symbols;
  for (const form of ((symbol && state.formsOf.get(symbol)) ?? []).slice(-MAX_FORMS)) {
    const bounds = state.forms.get(form);
    const isAbout = form.terms.length > 1 && form.terms.some((term) => term.monomial === monomial);
    if (bounds !== undefined && isAbout) facts.push({ form, bounds });
  }
  return [...facts, ...monomial.factors.flatMap(({ atom }) => factsOfAtom(state, atom))];
}

/** What an atom's meaning says about it and its operands. */
function factsOfAtom(state: State, atom: Atom): readonly Fact[] {
  const self = fromAtom(atom);
  switch (atom.kind) {
    case 'floorDivide':
      return [...factsOfDivision(state, self, atom.left, atom.right), ...atMost(state, self, atom.left, atom.right)];
    case 'modulo':
      return [...atMost(state, self, atom.left, atom.right), ...belowDivisor(state, self, atom.right)];
    case 'minimum':
      return atom.operands.map((operand) => ({ form: subtract(self, operand), bounds: { min: -Infinity, max: 0 } }));
    case 'maximum':
      return atom.operands.map((operand) => ({ form: subtract(self, operand), bounds: { min: 0, max: Infinity } }));
    default:
      return [];
  }
}

/** n >= 0, d > 0: n // d <= n and n % d <= n; a positive size divided by more than 1 becomes smaller. */
function atMost(state: State, self: Size, n: Size, d: Size): readonly Fact[] {
  const [dividend, divisor] = [boundsOf(state, n), boundsOf(state, d)];
  if (divisor.min <= 0 || dividend.min < 0) return [];
  const isSmaller =
    self.terms[0]?.monomial.factors[0]?.atom.kind === 'floorDivide' && dividend.min > 0 && divisor.min > 1;
  return [{ form: subtract(self, n), bounds: { min: -Infinity, max: isSmaller ? -1 : 0 } }];
}

/** d > 0: n % d < d. */
function belowDivisor(state: State, self: Size, d: Size): readonly Fact[] {
  return boundsOf(state, d).min > 0 ? [{ form: subtract(self, d), bounds: { min: -Infinity, max: -1 } }] : [];
}

/** d > 0: d * (n // d) <= n < d * (n // d) + d. */
function factsOfDivision(state: State, quotient: Size, n: Size, d: Size): readonly Fact[] {
  if (boundsOf(state, d).min <= 0) return [];
  const rest = subtract(n, multiply(d, quotient));
  const divisor = asConstant(d);
  if (divisor !== null) return [{ form: rest, bounds: { min: 0, max: divisor - 1 } }];
  return [
    { form: rest, bounds: { min: 0, max: Infinity } },
    { form: subtract(rest, d), bounds: { min: -Infinity, max: -1 } },
  ];
}
