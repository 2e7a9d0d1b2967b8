import { asConstant, constant, fromSymbol, type Size } from '../symbolic/size.ts';
import { makeSymbol } from '../symbolic/symbol.ts';
import { rankOf, type Shape } from '../tensor/tensor.ts';
import type { Ask } from './ask.ts';
import { cutAt } from './carve.ts';
import { rankAtLeast } from './rank.ts';

/**
 * The shape with the dimensions at `axes` replaced by 1 (`keepDims`) or taken away.
 * @param operation names the caller in guards: "sum".
 */
export function withoutAxes(
  ask: Ask,
  shape: Shape,
  axes: readonly Size[],
  keepDims: boolean,
  operation: string,
): Shape {
  // A mark in their place keeps the other axes where they are until all are found.
  const mark = fromSymbol(makeSymbol({ name: 'reduced', origin: 'reduced' }));
  let marked = shape;
  for (const axis of axes) {
    requireAxis(ask, marked, axis, operation);
    const { before, after } = cutAt(ask, marked, axis, axisReason(operation));
    marked = [...before, mark, ...after];
  }
  return keepDims ? marked.map((dim) => (dim === mark ? constant(1) : dim)) : marked.filter((dim) => dim !== mark);
}

/** Demands that an axis is one of the shape's, counted from either end. */
export function requireAxis(ask: Ask, shape: Shape, axis: Size, operation: string): void {
  const index = asConstant(ask.facts.simplify(axis));
  if (index === null) return;
  const rank = rankOf(shape);
  const words = (): string => {
    const count = asConstant(rank);
    return `All values in axis param must be in range [-${count}, ${count}) but got axis ${index}`;
  };
  ask.require(rankAtLeast(shape, index >= 0 ? index + 1 : -index), axisReason(operation), words);
}

function axisReason(operation: string): string {
  return `${operation}: the axis is within the rank`;
}
