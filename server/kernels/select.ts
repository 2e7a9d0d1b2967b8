/** Elements chosen by their values: the largest ones, the different ones. */
import { lessOrEqual } from '../symbolic/relation.ts';
import { constant, type Size } from '../symbolic/size.ts';
import type { Shape } from '../tensor/tensor.ts';
import type { Ask } from './ask.ts';
import { requireAxis } from './axes.ts';
import { cutAt, splitBack } from './carve.ts';
import { rankAtLeast } from './rank.ts';
import { plainShape } from './words.ts';

/** [...S, n] to [...S, k]. */
export function topOf(ask: Ask, shape: Shape, k: Size): Shape {
  const rankWords = (): string => 'topk() expects the input to be of rank 1 or higher';
  ask.require(rankAtLeast(shape, 1), 'topk: the tensor is no scalar', rankWords);
  ask.require(lessOrEqual(constant(0), k), 'topk: k is not negative');
  const [front, back] = splitBack(ask, shape, 1);
  const words = (): string =>
    `'k' passed to topk() must be <= the last dimension (${plainShape(back)}) but got ${plainShape([k])}`;
  ask.require(lessOrEqual(k, back[0] as Size), 'topk: k and the last dimension', words);
  return [...front, k];
}

/** The different slices along `axis`, of a number that depends on the data, and the index of each among them. */
export function uniqueAlong(ask: Ask, shape: Shape, axis: Size): { readonly values: Shape; readonly indices: Shape } {
  ask.require(rankAtLeast(shape, 1), 'unique: the tensor is no scalar');
  requireAxis(ask, shape, axis, 'unique');
  const { before, size, after } = cutAt(ask, shape, axis, 'unique: the axis is within the rank');
  const least = ask.facts.decide(lessOrEqual(constant(1), size)) === 'yes' ? 1 : 0;
  return { values: [...before, ask.fresh('unique', least), ...after], indices: [size] };
}
