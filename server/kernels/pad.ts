/** More of a tensor: padding, tiling. */
import { lessOrEqual } from '../symbolic/relation.ts';
import { add, constant, multiply, plus, type Size } from '../symbolic/size.ts';
import { rankOf, type Shape } from '../tensor/tensor.ts';
import type { Ask } from './ask.ts';
import { knownSizes } from './carve.ts';
import { requireSizes } from './create.ts';
import { rankAtLeast, rankIs } from './rank.ts';
import { plainShape } from './words.ts';

/** How many elements are put before and after one dimension. */
export type Margin = readonly [before: Size, after: Size];

/** @param margins one for each dimension */
export function pad(ask: Ask, shape: Shape, margins: readonly Margin[], operation = 'pad'): Shape {
  ask.require(rankAtLeast(shape, 1), `${operation}: the tensor is no scalar`);
  const words = (): string =>
    `Padding doesn't match input. Must be ${plainShape([rankOf(shape)])}. Got ${margins.length}.`;
  ask.require(rankIs(shape, margins.length), `${operation}: one padding for each dimension`, words);
  return knownSizes(ask, shape).map((size, index) => {
    const [before, after] = margins[index] as Margin;
    return add(size, add(before, after));
  });
}

/**
 * Padding with the tensor's own elements, of which there must be enough.
 * @param isReflecting leaves the outermost elements out of the copy
 */
export function mirrorPad(ask: Ask, shape: Shape, margins: readonly Margin[], isReflecting: boolean): Shape {
  const padded = pad(ask, shape, margins, 'mirrorPad');
  knownSizes(ask, shape).forEach((size, index) => {
    const available = isReflecting ? plus(size, -1) : size;
    for (const margin of margins[index] as Margin) {
      ask.require(lessOrEqual(constant(0), margin), 'mirrorPad: the padding is not negative');
      ask.require(lessOrEqual(margin, available), 'mirrorPad: the padding is no larger than the dimension');
    }
  });
  return padded;
}

/** @param repetitions how often each dimension is repeated */
export function tile(ask: Ask, shape: Shape, repetitions: readonly Size[]): Shape {
  const words = (): string =>
    `Error in transpose: rank of input ${plainShape([rankOf(shape)])} must match length of reps ${plainShape(repetitions)}.`;
  ask.require(rankIs(shape, repetitions.length), 'tile: one repetition for each dimension', words);
  requireSizes(ask, repetitions, 'tile');
  return knownSizes(ask, shape).map((size, index) => multiply(size, repetitions[index] as Size));
}
