/** Sizes in their simplest form under facts. */
import { divideMonomials } from '../algebra/exact.ts';
import { maximum, minimum } from '../algebra/extremes.ts';
import { divideIntervals } from '../algebra/interval.ts';
import type { Atom, ExtremeAtom, Size } from '../algebra/node.ts';
import { add, constant, fromAtom, fromTerms, multiply, ONE, subtract, times, ZERO } from '../algebra/polynomial.ts';
import { mapAtom, rebuild } from '../algebra/traverse.ts';
import type { SizeSymbol } from '../symbol.ts';
import { boundsOf } from './bounds.ts';
import { decideCondition } from './decide.ts';
import { remember } from './memory.ts';
import { throughMultiples } from './multiples.ts';
import { isUntouched } from './regions.ts';
import type { Rule, State } from './state.ts';
import { upperBound } from './upperBound.ts';

const MAX_ROUNDS = 8;
/** Heavier operands are not held against each other: that takes an integer program, wherever the size occurs. */
const MAX_COMPARED = 40;

/** So much weight more costs as much as another answer. */
const WEIGHT_IN_UNIT = 20;
/** And so many rules. */
const RULES_IN_UNIT = 8;

/** Representatives put in, and what the facts decide about `//`, `%`, `min`, `max` and conditions carried out. */
export function simplify(state: State, size: Size): Size {
  if (size.symbols.length === 0 ? !hasAtoms(size) : isUntouched(state.numbers, size) && !hasTruth(size)) return size;
  return remember(state, 'simplified', size, size, () => computeSimplified(state, size));
}

function hasAtoms(size: Size): boolean {
  return size.terms.some(({ monomial }) => monomial.degree > 0);
}

/** Named booleans are no symbols; only a walk finds them. */
function hasTruth(size: Size): boolean {
  return size.terms.some(({ monomial }) =>
    monomial.factors.some(({ atom }) => {
      if (atom.kind === 'symbol') return false;
      if (atom.kind === 'truth') return true;
      return ('operands' in atom ? atom.operands : [atom.left, atom.right]).some(hasTruth);
    }),
  );
}

function computeSimplified(state: State, size: Size): Size {
  state.run.charge(size.weight / WEIGHT_IN_UNIT);
  let result = size;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const next = applyRules(
      state,
      rebuild(result, (atom) => simplifyAtom(state, atom)),
    );
    if (next === result) break;
    result = next;
  }
  return withCongruences(state, result);
}

/** What only the congruences show, where that makes the size simpler. */
function withCongruences(state: State, size: Size): Size {
  if (!hasCompound(size)) return size;
  const result = throughMultiples(state, size);
  return result.weight < size.weight ? result : size;
}

function hasCompound(size: Size): boolean {
  return size.terms.some(({ monomial }) => monomial.factors.some(({ atom }) => atom.kind !== 'symbol'));
}

function applyRules(state: State, size: Size): Size {
  let result = size;
  const rules = size.symbols.flatMap((symbol) => rulesFrom(state, symbol));
  state.run.charge(rules.length / RULES_IN_UNIT);
  for (const { coefficient, product, replacement } of rules) {
    for (const term of result.terms) {
      if (term.coefficient % coefficient !== 0) continue;
      const rest = divideMonomials(term.monomial, product);
      if (rest === null) continue;
      const others = fromTerms([{ coefficient: term.coefficient / coefficient, monomial: rest }]);
      result = add(subtract(result, fromTerms([term])), multiply(others, replacement));
    }
  }
  return result;
}

/** The rules whose product has this symbol as its youngest: each rule is found once. */
function rulesFrom(state: State, symbol: SizeSymbol): readonly Rule[] {
  return state.rules.get(symbol)?.filter(({ product }) => product.symbols.at(-1) === symbol) ?? [];
}

function simplifyAtom(state: State, atom: Atom): Size {
  if (atom.kind === 'symbol') {
    const value = state.solved.get(atom.symbol);
    return value === undefined ? fromAtom(atom) : simplify(state, value);
  }
  if (atom.kind === 'truth') {
    // Without cases: each is learned in a state of its own, where the same atom would be asked about again.
    const verdict = decideCondition(state, atom.condition, 0);
    if (verdict !== 'unknown') return verdict === 'yes' ? ONE : ZERO;
  }
  const mapped = mapAtom(atom, (size) => simplify(state, size));
  const [term, second] = mapped.terms;
  const [factor] = term?.monomial.factors ?? [];
  if (second !== undefined || factor === undefined || term?.coefficient !== 1 || term.monomial.degree !== 1)
    return mapped;
  return byBounds(state, factor.atom);
}

/** What the bounds of the operands decide about an atom. */
function byBounds(state: State, atom: Atom): Size {
  switch (atom.kind) {
    case 'floorDivide': {
      const quotient = constantQuotient(state, atom.left, atom.right);
      return quotient === null ? fromAtom(atom) : constant(quotient);
    }
    case 'modulo': {
      const quotient = constantQuotient(state, atom.left, atom.right);
      return quotient === null ? fromAtom(atom) : subtract(atom.left, times(atom.right, quotient));
    }
    case 'minimum':
    case 'maximum':
      return withoutBeaten(state, atom);
    default:
      return fromAtom(atom);
  }
}

function constantQuotient(state: State, n: Size, d: Size): number | null {
  const { min, max } = divideIntervals(boundsOf(state, n), boundsOf(state, d));
  if (min === max && Number.isFinite(min)) return min;
  const isProper =
    n.weight + d.weight <= MAX_COMPARED && boundsOf(state, n).min >= 0 && upperBound(state, subtract(n, d), -1) <= -1;
  return isProper ? 0 : null;
}

function withoutBeaten(state: State, atom: ExtremeAtom): Size {
  const { kind, operands } = atom;
  if (atom.weight > MAX_COMPARED) return fromAtom(atom);
  const kept: Size[] = [];
  for (const operand of operands) {
    if (kept.some((other) => beats(state, kind, other, operand))) continue;
    const staying = kept.filter((other) => !beats(state, kind, operand, other));
    kept.splice(0, kept.length, ...staying, operand);
  }
  return kept.reduce(kind === 'minimum' ? minimum : maximum);
}

function beats(state: State, kind: ExtremeAtom['kind'], a: Size, b: Size): boolean {
  const difference = kind === 'minimum' ? subtract(a, b) : subtract(b, a);
  return upperBound(state, difference, 0) <= 0;
}
