/** The smaller and the larger of sizes. */

import type { SizeSymbol } from '../symbol.ts';
import { byCases } from './choice.ts';
import { content, exactDivide, greatestCommonDivisor } from './exact.ts';
import { mergeSymbols } from './intern.ts';
import { type ExtremeAtom, internAtom, type Size } from './node.ts';
import { constant, fromAtom, subtract, times } from './polynomial.ts';

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
    const [only] = operands;
    if (only !== undefined && operands.length === 1) return only;
    // min(g * x, g * y) == g * min(x, y) for g > 0
    const factor = operands.reduce((divisor, operand) => greatestCommonDivisor(divisor, content(operand)), 0);
    const reduced = operands.map((operand) => exactDivide(operand, constant(factor)) ?? operand);
    return times(fromAtom(extremeAtom(kind, reduced.sort(inReadingOrder))), factor);
  });
}

/** min(min(x, y), z) == min(x, y, z), also under a common positive factor. */
function operandsOf(kind: Kind, size: Size): readonly Size[] {
  const [term, second] = size.terms;
  const [factor] = term?.monomial.factors ?? [];
  if (term === undefined || second !== undefined || factor === undefined) return [size];
  if (term.coefficient < 0 || term.monomial.degree !== 1 || factor.atom.kind !== kind) return [size];
  return factor.atom.operands.map((operand) => times(operand, term.coefficient));
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
  const { min, max } = subtract(b, a).bounds;
  return kind === 'minimum' ? min >= 0 : max <= 0;
}

function extremeAtom(kind: Kind, operands: readonly Size[]): ExtremeAtom {
  const pick = kind === 'minimum' ? Math.min : Math.max;
  return internAtom<ExtremeAtom>(`${kind} ${operands.map(({ id }) => id).join(' ')}`, {
    kind,
    operands,
    symbols: operands.reduce((all, { symbols }) => mergeSymbols(all, symbols), [] as readonly SizeSymbol[]),
    bounds: {
      min: pick(...operands.map(({ bounds }) => bounds.min)),
      max: pick(...operands.map(({ bounds }) => bounds.max)),
    },
    weight: operands.reduce((total, { weight }) => total + weight, 1),
  });
}
