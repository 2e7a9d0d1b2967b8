/** The smaller and the larger of sizes. */

import type { NamedCondition } from '../condition.ts';
import type { SizeSymbol } from '../symbol.ts';
import { byCases } from './choice.ts';
import { commonMonomial, content, exactDivide, greatestCommonDivisor } from './exact.ts';
import { merge, ownerOf } from './intern.ts';
import { type ExtremeAtom, internAtom, internMonomial, type Size } from './node.ts';
import { fromAtom, fromTerms, multiply, subtract } from './polynomial.ts';

type Kind = ExtremeAtom['kind'];

export function minimum(a: Size, b: Size): Size {
  return extreme('minimum', a, b);
}

export function maximum(a: Size, b: Size): Size {
  return extreme('maximum', a, b);
}

function extreme(kind: Kind, a: Size, b: Size): Size {
  return byCases([a, b], (a, b) => {
    const operands = withoutBeaten(kind, [...operandsOf(kind, a), ...operandsOf(kind, b)]);
    const [one, another] = operands;
    if (one !== undefined && another === undefined) return one;
    // min(g * x, g * y) == g * min(x, y) for g >= 0; without the factor bounds may tell more.
    const factor = sharedFactor(operands);
    const reduced = withoutBeaten(
      kind,
      operands.map((operand) => exactDivide(operand, factor) ?? operand),
    );
    const [only, second] = reduced;
    if (only !== undefined && second === undefined) return multiply(only, factor);
    return multiply(fromAtom(extremeAtom(kind, [...reduced].sort(inReadingOrder))), factor);
  });
}

/** The greatest product of a number and sizes that divides all of them and is never negative. */
function sharedFactor(sizes: readonly Size[]): Size {
  const divisor = sizes.reduce((all, size) => greatestCommonDivisor(all, content(size)), 0);
  const common = sizes
    .flatMap(({ terms }) => terms.map(({ monomial }) => monomial))
    .reduce((all, monomial) => commonMonomial(all, monomial));
  const shared = common.factors.filter(({ atom }) => atom.bounds.min >= 0);
  return fromTerms([{ coefficient: divisor, monomial: internMonomial(shared) }]);
}

/** min(min(x, y), z) == min(x, y, z), also under a factor that is not negative. */
function operandsOf(kind: Kind, size: Size): readonly Size[] {
  const [term, second] = size.terms;
  if (term === undefined || second !== undefined || term.coefficient < 0) return [size];
  const inner = term.monomial.factors.find(({ atom }) => atom.kind === kind);
  if (inner === undefined) return [size];
  const others = term.monomial.factors.flatMap(({ atom, exponent }) => {
    const left = atom === inner.atom ? exponent - 1 : exponent;
    return left === 0 ? [] : [{ atom, exponent: left }];
  });
  if (others.some(({ atom }) => atom.bounds.min < 0)) return [size];
  const factor = fromTerms([{ coefficient: term.coefficient, monomial: internMonomial(others) }]);
  return (inner.atom as ExtremeAtom).operands.flatMap((operand) => operandsOf(kind, multiply(operand, factor)));
}

/** Leaves out each operand that another one beats or equals, whatever the symbols are. */
function withoutBeaten(kind: Kind, operands: readonly Size[]): readonly Size[] {
  const kept: Size[] = [];
  for (const operand of operands) {
    if (kept.some((other) => beats(kind, other, operand))) continue;
    const staying = kept.filter((other) => !beats(kind, operand, other));
    kept.splice(0, kept.length, ...staying, operand);
  }
  return kept;
}

/** One order whatever the order of the operands was, numbers last. */
function inReadingOrder(a: Size, b: Size): number {
  return Number(a.symbols.length === 0) - Number(b.symbols.length === 0) || a.id - b.id;
}

/** The opposite extreme of x and others never lies beyond x: min(x, max(x, y)) == x. */
function beats(kind: Kind, a: Size, b: Size): boolean {
  if (a === b) return true;
  const opposite = kind === 'minimum' ? 'maximum' : 'minimum';
  if (operandsOf(opposite, b).includes(a)) return true;
  const difference = subtract(b, a);
  const { min, max } = (exactDivide(difference, sharedFactor([difference])) ?? difference).bounds;
  return kind === 'minimum' ? min >= 0 : max <= 0;
}

function extremeAtom(kind: Kind, operands: readonly Size[]): ExtremeAtom {
  const pick = kind === 'minimum' ? Math.min : Math.max;
  const symbols = operands.reduce((all, operand) => merge(all, operand.symbols), [] as readonly SizeSymbol[]);
  const key = `${kind} ${operands.map(({ id }) => id).join(' ')}`;
  return internAtom<ExtremeAtom>(ownerOf(operands), key, () => ({
    kind,
    operands,
    symbols,
    names: operands.reduce((all, operand) => merge(all, operand.names), [] as readonly NamedCondition[]),
    bounds: {
      min: pick(...operands.map(({ bounds }) => bounds.min)),
      max: pick(...operands.map(({ bounds }) => bounds.max)),
    },
    weight: operands.reduce((total, { weight }) => total + weight, 1),
  }));
}
