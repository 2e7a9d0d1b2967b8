/** The normal form of sizes: integer polynomials over atoms, every node interned, with its bounds. */
import type { Condition, NamedCondition } from '../condition.ts';
import type { SizeSymbol } from '../symbol.ts';
import { freshId, intern, merge, type Owner, younger } from './intern.ts';
import { type Interval, multiplyIntervals, powerInterval } from './interval.ts';

/** What every node knows about itself. `symbols` are in order of id. */
interface Node {
  readonly id: number;
  readonly symbols: readonly SizeSymbol[];
  /** The named booleans that it depends on, in order of id. */
  readonly names: readonly NamedCondition[];
  /** What keeps it. */
  readonly owner: Owner | null;
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

interface AtomNode extends Node {
  /** The atom as a size, once that was asked for. */
  size: Size | null;
}

export interface SymbolAtom extends AtomNode {
  readonly kind: 'symbol';
  readonly symbol: SizeSymbol;
}

/** `left // right` or `left % right`, with floor semantics. */
export interface DivisionAtom extends AtomNode {
  readonly kind: 'floorDivide' | 'modulo';
  readonly left: Size;
  readonly right: Size;
}

export interface ExtremeAtom extends AtomNode {
  readonly kind: 'minimum' | 'maximum';
  readonly operands: readonly Size[];
}

/** 1 where the condition holds, else 0: `c ? a : b` is `truth(c) * (a - b) + b`. */
export interface TruthAtom extends AtomNode {
  readonly kind: 'truth';
  readonly condition: TruthCondition;
}

export type TruthCondition = Extract<Condition, { kind: 'named' | 'relation' }>;

/** Interns an atom; `key` determines it among those of the same owner. */
export function internAtom<A extends Atom>(owner: Owner | null, key: string, make: () => Omit<A, NewFields>): A {
  return intern(owner, `atom ${key}`, () => {
    const fields: object = { ...make(), owner, id: freshId(), size: null };
    return fields as A;
  });
}

const NOTHING: readonly NamedCondition[] = [];
const NO_SYMBOLS: readonly SizeSymbol[] = [];

type NewFields = 'id' | 'owner' | 'size';

export function internMonomial(factors: readonly Factor[]): Monomial {
  let owner: Owner | null = null;
  let key = 'product ';
  for (const { atom, exponent } of factors) {
    owner = younger(owner, atom.owner);
    key += `${atom.id}^${exponent}*`;
  }
  return intern(owner, key, () => ({
    id: freshId(),
    symbols: factors.reduce((all, { atom }) => merge(all, atom.symbols), NO_SYMBOLS),
    names: factors.reduce((all, { atom }) => merge(all, atom.names), NOTHING),
    owner,
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
  let owner: Owner | null = null;
  let key = 'sum ';
  for (const { coefficient, monomial } of terms) {
    owner = younger(owner, monomial.owner);
    key += `${coefficient}*${monomial.id}+`;
  }
  return intern(owner, key, () => ({
    id: freshId(),
    symbols: terms.reduce((all, { monomial }) => merge(all, monomial.symbols), NO_SYMBOLS),
    names: terms.reduce((all, { monomial }) => merge(all, monomial.names), NOTHING),
    owner,
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
