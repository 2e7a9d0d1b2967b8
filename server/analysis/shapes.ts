/** Shapes as text, and what is known of a tensor in words. */

import { printSize } from '../symbolic/notation.ts';
import { isUnknown, symbolsOf } from '../symbolic/size.ts';
import type { SizeSymbol } from '../symbolic/symbol.ts';
import { type Dim, type FakeTensor, isSpread, type Shape } from '../tensor/tensor.ts';
import type { TensorState } from './report.ts';

/** `["B", "T", "64"]`. */
export function shapeTexts(shape: Shape): readonly string[] {
  return shape.map(dimText);
}

function dimText(dim: Dim): string {
  if (!isSpread(dim)) return printSize(dim);
  return dim.backing === 'unknown' ? '...' : `...${dim.name}`;
}

/** `[B, T, 64]`. */
export function shapeText(shape: Shape): string {
  return `[${shapeTexts(shape).join(', ')}]`;
}

/** How much is known of a tensor, and why not more. `isMaker` tells of a symbol whether it was made at the expression. */
export function stateOf(
  { shape }: FakeTensor,
  isMaker: (symbol: SizeSymbol) => boolean,
): { readonly state: TensorState; readonly why: string | null } {
  const spread = shape.find(isSpread);
  if (spread !== undefined) return spreadState(shape, spread);
  const symbols = shape.flatMap((dim) => (isSpread(dim) ? [] : symbolsOf(dim)));
  const lost = shape.some((dim) => !isSpread(dim) && isUnknown(dim));
  if (lost) return { state: 'partial', why: reasonOf(symbols, 'unknown') };
  const made = symbols.find((symbol) => symbol.backing === 'opaque' && isMaker(symbol));
  return made === undefined ? { state: 'known', why: null } : { state: 'opaque', why: reasonOf([made], 'opaque') };
}

function spreadState(
  shape: Shape,
  spread: Extract<Dim, { source: unknown }>,
): { state: TensorState; why: string | null } {
  const why = spread.why?.message ?? `the rank of \`${spread.name}\` is not known`;
  return { state: spread.backing === 'unknown' && shape.length === 1 ? 'unknown' : 'partial', why };
}

function reasonOf(symbols: readonly SizeSymbol[], backing: SizeSymbol['backing']): string | null {
  return symbols.find((symbol) => symbol.backing === backing)?.why?.message ?? null;
}
