/** The normal form of sizes: integer polynomials over atoms, every node interned, with its bounds. */
import type { Condition } from '../condition.ts';
import type { Relation } from '../relation.ts';
import type { SizeSymbol } from '../symbol.ts';
import { freshId, intern, mergeSymbols } from './intern.ts';
import { type Interval, multiplyIntervals, powerInterval } from './interval.ts';

/** What every node knows about itself. `symbols` are in order of id. */
interface Node {
  readonly id: number;
  readonly symbols: readonly SizeSymbol[];
  /** Bounds that hold for all values of its symbols, without any facts. */
  readonly bounds: Interval;
  /** How many nodes it is made of, shared ones counted each time. */
  readonly weight: number;
}

/** An integer expression. Equal normal forms are the same object; the fields are for this folder only. */
export interface Size extends Node {
  /** Sorted by {@link compareMonomials}, no zero coefficients. */
  readonly terms: readonly Term[];
}

export interface Term {
  readonly coefficient: number;
  readonly monomial: Monomial;
}

/** A product of atoms with positive exponents, in order of the atoms' ids. */
export interface Monomial extends Node {
  readonly factors: readonly Factor[];
  readonly degree: number;
}

export interface Factor {
  readonly atom: Atom;
  readonly exponent: number;
}

export type Atom = SymbolAtom | DivisionAtom | ExtremeAtom | TruthAtom;

export interface SymbolAtom extends Node {
  readonly kind: 'symbol';
  readonly symbol: SizeSymbol;
}

/** `left // right` or `left % right`, with floor semantics. */
export interface DivisionAtom extends Node {
  readonly kind: 'floorDivide' | 'modulo';
  readonly left: Size;
  readonly right: Size;
}

export interface ExtremeAtom extends Node {
  readonly kind: 'minimum' | 'maximum';
  readonly operands: readonly Size[];
}

/** 1 where the condition holds, else 0: `c ? a : b` is `truth(c) * (a - b) + b`. */
export interface TruthAtom extends Node {
  readonly kind: 'truth';
  readonly condition: TruthCondition;
}

export type TruthCondition = Extract<Condition, { kind: 'named' | 'relation' }>;

/** Interns an atom; `key` determines it among those of the same symbols. */
export function internAtom<A extends Atom>(key: string, fields: Omit<A, 'id'>): A {
  return intern(fields.symbols, `atom ${key}`, () => ({ ...fields, id: freshId() }) as A);
}

export function internMonomial(factors: readonly Factor[]): Monomial {
  const symbols = factors.reduce((all, { atom }) => mergeSymbols(all, atom.symbols), [] as readonly SizeSymbol[]);
  const key = factors.map(({ atom, exponent }) => `${atom.id}^${exponent}`).join('*');
  return intern(symbols, `product ${key}`, () => ({
    id: freshId(),
    symbols,
    factors,
    degree: factors.reduce((total, { exponent }) => total + exponent, 0),
    weight: factors.reduce((total, { atom, exponent }) => total + atom.weight + exponent - 1, 0),
    bounds: productBounds(factors),
  }));
}

function productBounds(factors: readonly Factor[]): Interval {
  return factors.reduce<Interval>(
    (bounds, { atom, exponent }) => multiplyIntervals(bounds, powerInterval(atom.bounds, exponent)),
    { min: 1, max: 1 },
  );
}

/** Interns a polynomial whose terms are sorted and free of zeros; `boundsOf` is asked once. */
export function internSize(terms: readonly Term[], boundsOf: (terms: readonly Term[]) => Interval): Size {
  const symbols = terms.reduce((all, { monomial }) => mergeSymbols(all, monomial.symbols), [] as readonly SizeSymbol[]);
  const key = terms.map(({ coefficient, monomial }) => `${coefficient}*${monomial.id}`).join('+');
  return intern(symbols, `sum ${key}`, () => ({
    id: freshId(),
    symbols,
    terms,
    weight: terms.reduce((total, { monomial }) => total + monomial.weight + 1, 0),
    bounds: boundsOf(terms),
  }));
}

/** The empty product; a term with it is the constant term. Held here, for it has no symbol to hold it. */
export const UNIT: Monomial = internMonomial([]);

/** Graded lexicographic order, larger first; multiplication keeps it. */
export function compareMonomials(a: Monomial, b: Monomial): number {
  if (a === b) return 0;
  if (a.degree !== b.degree) return b.degree - a.degree;
  for (let i = 0; i < a.factors.length; i++) {
    const left = a.factors[i] as Factor;
    const right = b.factors[i] as Factor;
    if (left.atom !== right.atom) return left.atom.id - right.atom.id;
    if (left.exponent !== right.exponent) return right.exponent - left.exponent;
  }
  return 0;
}

/** Equal for relations between the same two sizes, whichever of two equal ones is named first. */
export function relationKey({ op, left, right }: Relation): string {
  const isMirrored = (op === '==' || op === '!=') && left.id > right.id;
  return isMirrored ? `${right.id} ${op} ${left.id}` : `${left.id} ${op} ${right.id}`;
}
