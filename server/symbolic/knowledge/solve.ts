/** Solving equalities: which symbol, product or atom an equality determines. */
import type { Monomial, Size } from '../algebra/node.ts';
import { fromTerms, subtract, times } from '../algebra/polynomial.ts';
import type { Backing, SizeSymbol } from '../symbol.ts';
import type { Rule } from './state.ts';

interface Occurrence {
  readonly symbol: SizeSymbol;
  readonly sign: 1 | -1;
}

/** The symbol to solve `size == 0` for: it occurs once, as a term of its own with coefficient 1 or -1. */
export function soleOccurrence(size: Size, isAllowed: (symbol: SizeSymbol) => boolean): Occurrence | null {
  let best: Occurrence | null = null;
  for (const { coefficient, monomial } of size.terms) {
    const [factor] = monomial.factors;
    if (Math.abs(coefficient) !== 1 || monomial.degree !== 1 || factor?.atom.kind !== 'symbol') continue;
    const { symbol } = factor.atom;
    const isSole = size.terms.every((term) => term.monomial === monomial || !term.monomial.symbols.includes(symbol));
    if (!isSole || !isAllowed(symbol)) continue;
    if (best === null || goesBefore(symbol, best.symbol)) best = { symbol, sign: coefficient > 0 ? 1 : -1 };
  }
  return best;
}

/** Inputs represent what is computed from data, and those represent what nothing states. */
const ELIMINATED_FIRST: readonly Backing[] = ['unknown', 'opaque', 'data', 'input'];

/** Whether `a` is to be replaced rather than `b`: the less stated, the undeclared, the younger one. */
function goesBefore(a: SizeSymbol, b: SizeSymbol): boolean {
  if (a.backing !== b.backing) return ELIMINATED_FIRST.indexOf(a.backing) < ELIMINATED_FIRST.indexOf(b.backing);
  if (a.declared !== b.declared) return b.declared;
  return a.id > b.id;
}

interface Solution {
  readonly symbol: SizeSymbol;
  readonly value: Size;
}

/** Larger values would make every size that they are put into unreadable. */
const MAX_WEIGHT = 60;

/** `size == 0` solved for a symbol, if it can be. */
export function solveForSymbol(size: Size): Solution | null {
  if (size.weight > MAX_WEIGHT) return null;
  const sole = soleOccurrence(size, () => true);
  if (sole === null) return null;
  const own = size.terms.filter(({ monomial }) => monomial.factors[0]?.atom.kind === 'symbol' && monomial.degree === 1);
  const term = own.find(({ monomial }) => monomial.symbols[0] === sole.symbol);
  if (term === undefined) return null;
  return { symbol: sole.symbol, value: times(subtract(size, fromTerms([term])), -sole.sign) };
}

/** `size == 0` as a rule for its heaviest product or atom, if one is heavier than the others. */
export function solveForProduct(size: Size): Rule | null {
  const [first, second] = [...size.terms].sort((a, b) => difficulty(b.monomial) - difficulty(a.monomial));
  if (first === undefined || size.weight > MAX_WEIGHT) return null;
  if (second !== undefined && difficulty(second.monomial) === difficulty(first.monomial)) return null;
  const replacement = times(subtract(size, fromTerms([first])), -Math.sign(first.coefficient));
  return { coefficient: Math.abs(first.coefficient), product: first.monomial, replacement };
}

/** Grows with degree and nesting, so that a rule always leads to something easier. */
function difficulty({ weight, degree }: Monomial): number {
  return degree === 0 ? 0 : weight;
}
