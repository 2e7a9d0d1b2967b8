/** Reductions: sums, means, extrema along axes, and what else takes axes away. */
import { constant, type Size } from '../symbolic/size.ts';
import { type Shape, sizesOf } from '../tensor/tensor.ts';
import type { Ask } from './ask.ts';
import { withoutAxes } from './axes.ts';

/**
 * The shape that is left of a reduction.
 * @param axes `null` for all of them.
 */
export function reduce(
  ask: Ask,
  shape: Shape,
  axes: readonly Size[] | null,
  keepDims: boolean,
  operation: string,
): Shape {
  if (axes !== null) return withoutAxes(ask, shape, axes, keepDims, operation);
  if (!keepDims) return [];
  const sizes = sizesOf(shape);
  return sizes?.map(() => constant(1)) ?? ask.unknown(`${operation}: the rank is not known`);
}
