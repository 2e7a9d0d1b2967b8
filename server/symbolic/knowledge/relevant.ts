/** The facts in which a product of sizes occurs: those assumed, and those that its meaning brings along. */
import { divideMonomials } from '../algebra/exact.ts';
import type { Interval } from '../algebra/interval.ts';
import { type Atom, internMonomial, type Monomial, type Size, UNIT } from '../algebra/node.ts';
import { add, asConstant, fromAtom, fromTerms, multiply, subtract, times } from '../algebra/polynomial.ts';
import { atomBounds, boundsOf, monomialBounds } from './bounds.ts';
import { remember } from './memory.ts';
import type { State } from './state.ts';

/** Of the many facts about one symbol only the latest are tried. */
const MAX_FORMS = 40;
/** What is farther away from a question than that is left out. */
const MAX_FACTS = 40;
export const MAX_VARIABLES = 16;

/** A known relation: `form` lies within `bounds`. */
export interface Fact {
  readonly form: Size;
  readonly bounds: Interval;
}

/** The facts about the products of the size, then about the other products in those, nearest first. */
export function relatedFacts(state: State, size: Size): readonly Fact[] {
  const seen = new Set<Monomial>();
  const known = new Set<string>();
  const facts: Fact[] = [];
  const see = (form: Size) => {
    for (const { monomial } of form.terms) if (monomial !== UNIT) seen.add(monomial);
  };
  see(size);
  // What is added to the set while it is walked is walked too.
  for (const monomial of seen) {
    for (const fact of factsAbout(state, monomial)) {
      if (facts.length >= MAX_FACTS) return facts;
      const key = `${fact.form.id} ${fact.bounds.min} ${fact.bounds.max}`;
      if (known.has(key)) continue;
      const added = fact.form.terms.filter((term) => term.monomial !== UNIT && !seen.has(term.monomial));
      if (seen.size + added.length > MAX_VARIABLES) continue;
      known.add(key);
      facts.push(fact);
      see(fact.form);
    }
  }
  return facts;
}

/** The facts in which a monomial occurs: those assumed, and those that its atoms bring along. */
function factsAbout(state: State, monomial: Monomial): readonly Fact[] {
  return remember(state, 'related', monomial, monomial, () => collectFacts(state, monomial));
}

function collectFacts(state: State, monomial: Monomial): readonly Fact[] {
  const facts: Fact[] = [];
  // Every form with the monomial is listed under each of its symbols.
  const [symbol] = monomial.symbols;
  for (const form of ((symbol && state.formsOf.get(symbol)) ?? []).slice(-MAX_FORMS)) {
    const bounds = state.forms.get(form);
    const isAbout = form.terms.length > 1 && form.terms.some((term) => term.monomial === monomial);
    if (bounds !== undefined && isAbout) facts.push({ form, bounds });
  }
  const ofAtoms = monomial.factors.flatMap(({ atom }) => factsOfAtom(state, atom));
  return [...facts, ...ofAtoms, ...factsOfProduct(state, monomial)];
}

/** For x >= l and y >= m: (x - l) * (y - m) >= 0; likewise where one of them has an upper bound (McCormick 1976). */
function factsOfProduct(state: State, monomial: Monomial): readonly Fact[] {
  if (monomial.degree < 2) return [];
  const self = fromTerms([{ coefficient: 1, monomial }]);
  return monomial.factors.flatMap(({ atom }) => {
    const others = divideMonomials(monomial, internMonomial([{ atom, exponent: 1 }]));
    if (others === null) return [];
    const x = fromAtom(atom);
    const y = fromTerms([{ coefficient: 1, monomial: others }]);
    const [ofX, ofY] = [atomBounds(state, atom), monomialBounds(state, others)];
    const corner = (l: number, m: number, isBelow: boolean): readonly Fact[] => {
      if (!Number.isSafeInteger(l * m) || !Number.isSafeInteger(l) || !Number.isSafeInteger(m)) return [];
      const bounds = isBelow ? { min: -l * m, max: Infinity } : { min: -Infinity, max: -l * m };
      return [{ form: subtract(self, add(times(y, l), times(x, m))), bounds }];
    };
    return [
      ...corner(ofX.min, ofY.min, true),
      ...corner(ofX.max, ofY.max, true),
      ...corner(ofX.max, ofY.min, false),
      ...corner(ofX.min, ofY.max, false),
    ];
  });
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
