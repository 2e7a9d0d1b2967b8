/** Creation: shapes that the program states, and lengths of ranges. */
import {
  ceilQuotient,
  compareQuotients,
  divideQuotients,
  fromSize,
  negateQuotient,
  type Quotient,
  subtractQuotients,
} from '../symbolic/quotient.ts';
import { equal, lessOrEqual } from '../symbolic/relation.ts';
import { constant, type Size } from '../symbolic/size.ts';
import { elementCount, isSpread, type Shape } from '../tensor/tensor.ts';
import { type Ask, Refused } from './ask.ts';
import { plainShape } from './words.ts';

/** Demands that a stated shape has no negative sizes. */
export function requireSizes(ask: Ask, shape: Shape, operation: string): Shape {
  const words = (): string =>
    `Tensor must have a shape comprised of positive integers but got shape [${plainShape(shape)}].`;
  for (const dim of shape) {
    if (!isSpread(dim)) ask.require(lessOrEqual(constant(0), dim), `${operation}: sizes are not negative`, words);
  }
  return shape;
}

/** Demands that a number of values fills a stated shape. */
export function requireCount(ask: Ask, count: Size, shape: Shape, operation: string): void {
  const wanted = elementCount(shape);
  if (wanted === null) return;
  const words = (): string =>
    `Based on the provided shape, [${plainShape(shape)}], the tensor should have ${plainShape([wanted])} values ` +
    `but has ${plainShape([count])}`;
  ask.require(equal(wanted, count), `${operation}: the shape holds all values`, words);
}

/**
 * The length of `start, start + step, ...` up to but without `stop`; start and stop are assumed to be in order.
 * @param step never 0.
 * @returns `null` where the direction is not known.
 */
export function rangeLength(ask: Ask, start: Quotient, stop: Quotient, step: Quotient): Size | null {
  const isRising = ask.facts.decide(compareQuotients('<', fromSize(constant(0)), step));
  if (isRising === 'unknown') return null;
  const [from, to, by] = isRising === 'yes' ? [start, stop, step] : [stop, start, negateQuotient(step)];
  const inOrder = compareQuotients('<=', from, to);
  if (ask.facts.decide(inOrder) === 'no') return constant(0);
  ask.assume(inOrder, 'range: start and stop are in order');
  const count = divideQuotients(subtractQuotients(to, from), by);
  return count && ceilQuotient(count);
}

/** A square or a rectangle, in batches of rank 1 to 3. */
export function requireBatch(batch: Shape): Shape {
  if (batch.some(isSpread) || (batch.length >= 1 && batch.length <= 3)) return batch;
  throw new Refused(
    'eye: the batch has rank 1 to 3',
    null,
    `eye() does not support a batchShape of rank ${batch.length}`,
  );
}
