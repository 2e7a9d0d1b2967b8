/**
 * Congruences as substitutions: where `n % d == r` is known, a symbol of `n` is written as a multiple of `d` plus
 * something, with a symbol of its own for the quotient. The laws of division then decide the rest.
 */
import { floorDivide } from '../algebra/division.ts';
import { exactDivide, floorModulo, greatestCommonDivisor, longDivide, variableContent } from '../algebra/exact.ts';
import type { Interval } from '../algebra/interval.ts';
import { type Atom, internMonomial, type Size, type Term } from '../algebra/node.ts';
import {
  add,
  asConstant,
  collect,
  constant,
  constantTerm,
  fromAtom,
  fromSymbol,
  fromTerms,
  multiply,
  negate,
  plus,
  subtract,
  symbolAtom,
  times,
  ZERO,
} from '../algebra/polynomial.ts';
import { substitute } from '../algebra/traverse.ts';
import { makeSymbol, type SizeSymbol } from '../symbol.ts';
import { boundsOf } from './bounds.ts';
import { remember } from './memory.ts';
import { soleOccurrence } from './solve.ts';
import type { Congruence, State } from './state.ts';

/** A symbol written as `factor * quotient + rest`. */
interface Multiple {
  readonly symbol: SizeSymbol;
  readonly quotient: SizeSymbol;
  readonly factor: Size;
  readonly rest: Size;
  /** What the quotient is, in the program's own symbols. */
  readonly meaning: Size;
}

export type Multiples = readonly Multiple[];

/** More congruences than this at one point are left to the other laws. */
const MAX_MULTIPLES = 24;
/** Heavier sizes, and congruences of such, are left as they are: each multiple makes them anew. */
const MAX_WEIGHT = 80;

/** The multiples that a size is about: by congruences of its symbols, and of the symbols of those. */
function multiplesOf(state: State, size: Size): Multiples {
  const congruences = size.weight > MAX_WEIGHT ? [] : relatedCongruences(state, size);
  if (congruences.length === 0) return [];
  const key = congruences.map(({ id }) => id).join(' ');
  return remember(state, 'multiples', size, key, () => computeMultiples(state, congruences));
}

function relatedCongruences(state: State, size: Size): readonly Congruence[] {
  const found = new Set<Congruence>();
  const seen = new Set<SizeSymbol>();
  const queue = [...size.symbols];
  for (let symbol = queue.pop(); symbol !== undefined && found.size < MAX_MULTIPLES; symbol = queue.pop()) {
    if (seen.has(symbol)) continue;
    seen.add(symbol);
    for (const congruence of state.congruences.get(symbol) ?? []) {
      const { n, divisor } = congruence;
      if (n.weight + divisor.weight > MAX_WEIGHT || found.size >= MAX_MULTIPLES) continue;
      found.add(congruence);
      queue.push(...n.symbols, ...divisor.symbols);
    }
  }
  return [...found].sort((a, b) => a.id - b.id);
}

/** One multiple may uncover another: with `s == 2 * k`, `s // 2 % 4 == 0` is about `k`. */
function computeMultiples(state: State, congruences: readonly Congruence[]): Multiples {
  const multiples: Multiple[] = [];
  let open = congruences;
  for (let found = true; found; ) {
    const before = multiples.length;
    open = open.filter((congruence) => {
      const multiple = asMultiple(state, multiples, congruence);
      if (multiple !== null) multiples.push(multiple);
      return multiple === null;
    });
    found = multiples.length > before;
  }
  return multiples;
}

function asMultiple(state: State, earlier: Multiples, congruence: Congruence): Multiple | null {
  state.run.charge(1);
  const applied = { ...congruence, n: apply(earlier, congruence.n), divisor: apply(earlier, congruence.divisor) };
  const { n, divisor, remainder } = withUnitCoefficient(withoutCommonDivisor(applied));
  const sole = soleOccurrence(n, (symbol) => !divisor.symbols.includes(symbol));
  if (sole === null) return null;
  const { min, max } = quotientBounds(boundsOf(state, plus(n, -remainder)), boundsOf(state, divisor));
  const quotient = makeSymbol({ name: 'quotient', origin: '', backing: 'data', min, max });
  // n == sign * symbol + others == divisor * quotient + remainder
  const others = subtract(n, times(fromSymbol(sole.symbol), sole.sign));
  return {
    symbol: sole.symbol,
    quotient,
    factor: times(divisor, sole.sign),
    rest: times(plus(negate(others), remainder), sole.sign),
    meaning: floorDivide(n, divisor),
  };
}

/** g * n % (g * d) == g * r: n % d == r. */
function withoutCommonDivisor(congruence: Congruence): Congruence {
  const { n, divisor, remainder } = congruence;
  const shift = constantTerm(n);
  const factor = greatestCommonDivisor(variableContent(n), asConstant(divisor) ?? 1);
  const reduced = exactDivide(plus(n, -shift), constant(factor));
  const smaller = exactDivide(divisor, constant(factor));
  const rest = (remainder - shift) / factor;
  if (factor <= 1 || reduced === null || smaller === null || !Number.isInteger(rest)) return congruence;
  return { ...congruence, n: reduced, divisor: smaller, remainder: floorModulo(rest, asConstant(smaller) ?? 1) };
}

/** For a number d that has nothing in common with c: c * s % d == r is s % d == r / c, where c * (1 / c) % d == 1. */
function withUnitCoefficient(congruence: Congruence): Congruence {
  const { n, remainder } = congruence;
  const divisor = asConstant(congruence.divisor);
  if (divisor === null || divisor > MAX_INVERTED || soleOccurrence(n, () => true) !== null) return congruence;
  for (const { coefficient } of n.terms) {
    const inverse = inverseModulo(coefficient, divisor);
    if (inverse === null) continue;
    const scaled = fromTerms(
      n.terms.flatMap((term) => {
        const coefficient = floorModulo(term.coefficient * inverse, divisor);
        return coefficient === 0 ? [] : [{ coefficient, monomial: term.monomial }];
      }),
    );
    if (soleOccurrence(scaled, () => true) === null) continue;
    return { ...congruence, n: scaled, remainder: floorModulo(remainder * inverse, divisor) };
  }
  return congruence;
}

const MAX_INVERTED = 4096;

function inverseModulo(value: number, divisor: number): number | null {
  if (greatestCommonDivisor(value, divisor) !== 1) return null;
  for (let inverse = 1; inverse < divisor; inverse++) {
    if (floorModulo(value * inverse, divisor) === 1) return inverse;
  }
  return null;
}

/** Of an exact quotient by something positive, where the bounds are known; `null` where there is none. */
function quotientBounds(n: Interval, divisor: Interval): { readonly min: number | null; readonly max: number | null } {
  if (divisor.min <= 0) return { min: null, max: null };
  const min = n.min > 0 ? Math.max(1, Math.ceil(n.min / divisor.max)) : Math.ceil(n.min / divisor.min);
  const max = n.max < 0 ? Math.min(-1, Math.floor(n.max / divisor.max)) : Math.floor(n.max / divisor.min);
  return { min: Number.isFinite(min) ? min + 0 : null, max: Number.isFinite(max) ? max + 0 : null };
}

/** The size with every symbol that is a multiple written as one. */
export function withMultiples(state: State, size: Size): Size {
  return apply(multiplesOf(state, size), size);
}

/** The size written with multiples, reduced by the laws of division, and in the program's own symbols again. */
export function throughMultiples(state: State, size: Size): Size {
  const multiples = multiplesOf(state, size);
  let result = apply(multiples, size);
  for (const multiple of [...multiples].reverse()) {
    if (result.symbols.includes(multiple.quotient)) result = restore(result, multiple);
  }
  return result;
}

function apply(multiples: Multiples, size: Size): Size {
  let result = size;
  for (const { symbol, quotient, factor, rest } of multiples) {
    if (!result.symbols.includes(symbol)) continue;
    const value = add(multiply(factor, fromSymbol(quotient)), rest);
    result = substitute(result, (other) => (other === symbol ? value : null));
  }
  return result;
}

/** `factor * quotient` is `symbol - rest` again; a quotient without its factor is what it means. */
function restore(size: Size, { symbol, quotient, factor, rest, meaning }: Multiple): Size {
  const atom = symbolAtom(quotient);
  const value = subtract(fromSymbol(symbol), rest);
  let result = size;
  for (let turn = 0; turn < 4; turn++) {
    const { inner, outer } = splitBy(result, atom);
    const { quotient: whole, remainder } = longDivide(inner, factor);
    if (whole === ZERO) break;
    result = add(add(outer, multiply(remainder, fromAtom(atom))), multiply(whole, value));
  }
  return substitute(result, (other) => (other === quotient ? meaning : null));
}

/** `size == inner * atom + outer`, the atom taken out once. */
function splitBy(size: Size, atom: Atom): { readonly inner: Size; readonly outer: Size } {
  const inner: Term[] = [];
  const outer: Term[] = [];
  for (const term of size.terms) {
    const factor = term.monomial.factors.find((one) => one.atom === atom);
    if (factor === undefined) outer.push(term);
    else {
      const factors = term.monomial.factors.flatMap((one) => {
        if (one !== factor) return [one];
        return one.exponent === 1 ? [] : [{ atom, exponent: one.exponent - 1 }];
      });
      inner.push({ coefficient: term.coefficient, monomial: internMonomial(factors) });
    }
  }
  return { inner: collect(inner), outer: collect(outer) };
}
