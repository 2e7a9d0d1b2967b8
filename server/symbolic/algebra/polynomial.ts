/** Sums and products of sizes. */
import { makeSymbol, type SizeSymbol } from '../symbol.ts';
import { boundsByCases } from './cases.ts';
import { interval } from './interval.ts';
import {
  type Atom,
  compareMonomials,
  internAtom,
  internMonomial,
  internSize,
  type Monomial,
  type Size,
  type SymbolAtom,
  type Term,
  UNIT,
} from './node.ts';

/** Beyond this a size is no longer worth its cost, and nobody could read it. */
const MAX_WEIGHT = 600;

/** Small numbers are everywhere: they are held, and found without a key. */
const small = new Map<number, Size>();
const MAX_SMALL = 1024;

export function constant(value: number): Size {
  const known = small.get(value);
  if (known !== undefined) return known;
  if (!Number.isSafeInteger(value)) return tooLarge();
  const size = internSize(value === 0 ? [] : [{ coefficient: value, monomial: UNIT }], boundsByCases);
  if (Math.abs(value) <= MAX_SMALL) small.set(value, size);
  return size;
}

export const ZERO: Size = constant(0);
export const ONE: Size = constant(1);

export function fromSymbol(symbol: SizeSymbol): Size {
  return fromAtom(symbolAtom(symbol));
}

export function symbolAtom(symbol: SizeSymbol): SymbolAtom {
  return internAtom<SymbolAtom>(symbol, '', () => ({
    kind: 'symbol',
    symbol,
    symbols: [symbol],
    names: [],
    bounds: interval(symbol.min ?? -Infinity, symbol.max ?? Infinity),
    weight: 1,
  }));
}

export function fromAtom(atom: Atom): Size {
  atom.size ??= fromTerms([{ coefficient: 1, monomial: internMonomial([{ atom, exponent: 1 }]) }]);
  return atom.size;
}

/** The value of a size without symbols, else `null`. */
export function asConstant(size: Size): number | null {
  const [first, second] = size.terms;
  if (first === undefined) return 0;
  return second === undefined && first.monomial === UNIT ? first.coefficient : null;
}

/** The polynomial of these terms, which are sorted; what has become too large is an unknown size. */
export function fromTerms(terms: readonly Term[]): Size {
  const [first, second] = terms;
  if (first === undefined) return ZERO;
  if (second === undefined && first.monomial === UNIT) return constant(first.coefficient);
  if (terms.some(({ coefficient }) => !Number.isSafeInteger(coefficient))) return tooLarge();
  const size = internSize(terms, boundsByCases);
  return size.weight > MAX_WEIGHT ? tooLarge() : size;
}

/** A new size about which nothing is known, for a result that left what can be represented exactly. */
export function tooLarge(): Size {
  const why = { message: 'numbers too large', place: null };
  return fromSymbol(makeSymbol({ name: '?', origin: '?', backing: 'unknown', min: null, why }));
}

export function add(a: Size, b: Size): Size {
  return combine(a, b, 1);
}

export function subtract(a: Size, b: Size): Size {
  return a === b ? ZERO : combine(a, b, -1);
}

/** `a + factor * b`, merging two sorted lists of terms. */
function combine(a: Size, b: Size, factor: number): Size {
  if (b.terms.length === 0) return a;
  const terms: Term[] = [];
  let i = 0;
  let j = 0;
  while (i < a.terms.length || j < b.terms.length) {
    const left = a.terms[i];
    const right = b.terms[j];
    const order = left === undefined ? 1 : right === undefined ? -1 : compareMonomials(left.monomial, right.monomial);
    if (order < 0) terms.push(left as Term);
    else if (order > 0) terms.push(scaleTerm(right as Term, factor));
    else {
      const coefficient = (left as Term).coefficient + factor * (right as Term).coefficient;
      if (coefficient !== 0) terms.push({ coefficient, monomial: (left as Term).monomial });
    }
    if (order <= 0) i++;
    if (order >= 0) j++;
  }
  return fromTerms(terms);
}

function scaleTerm(term: Term, factor: number): Term {
  return { coefficient: term.coefficient * factor, monomial: term.monomial };
}

export function multiply(a: Size, b: Size): Size {
  const left = asConstant(a);
  if (left !== null) return times(b, left);
  const right = asConstant(b);
  if (right !== null) return times(a, right);
  if (a.terms.length * b.terms.length > MAX_WEIGHT) return tooLarge();
  const products = a.terms.flatMap((x) => b.terms.map((y) => multiplyTerms(x, y)));
  return collect(products);
}

/** The polynomial of terms in any order, like ones added. */
export function collect(terms: readonly Term[]): Size {
  const sorted = [...terms].sort((x, y) => compareMonomials(x.monomial, y.monomial));
  const collected: Term[] = [];
  for (const term of sorted) {
    const last = collected.at(-1);
    if (last?.monomial === term.monomial) {
      collected[collected.length - 1] = { ...last, coefficient: last.coefficient + term.coefficient };
    } else collected.push(term);
  }
  return fromTerms(collected.filter(({ coefficient }) => coefficient !== 0));
}

function multiplyTerms(a: Term, b: Term): Term {
  return { coefficient: a.coefficient * b.coefficient, monomial: multiplyMonomials(a.monomial, b.monomial) };
}

function multiplyMonomials(a: Monomial, b: Monomial): Monomial {
  if (a === UNIT) return b;
  if (b === UNIT) return a;
  const exponents = new Map(a.factors.map(({ atom, exponent }) => [atom, exponent]));
  for (const { atom, exponent } of b.factors) {
    // A truth is 0 or 1, its own square.
    exponents.set(atom, atom.kind === 'truth' ? 1 : (exponents.get(atom) ?? 0) + exponent);
  }
  const factors = [...exponents].map(([atom, exponent]) => ({ atom, exponent }));
  return internMonomial(factors.sort((x, y) => x.atom.id - y.atom.id));
}

export function negate(a: Size): Size {
  return times(a, -1);
}

export function times(a: Size, factor: number): Size {
  if (factor === 1) return a;
  if (factor === 0) return ZERO;
  return fromTerms(a.terms.map((term) => scaleTerm(term, factor)));
}

export function plus(a: Size, amount: number): Size {
  return amount === 0 ? a : add(a, constant(amount));
}

export function sum(sizes: readonly Size[]): Size {
  return sizes.reduce(add, ZERO);
}

export function product(sizes: readonly Size[]): Size {
  return sizes.reduce(multiply, ONE);
}

/** The constant term. */
export function constantTerm(a: Size): number {
  const last = a.terms.at(-1);
  return last !== undefined && last.monomial === UNIT ? last.coefficient : 0;
}
