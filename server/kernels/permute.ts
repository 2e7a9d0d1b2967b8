/** The same dimensions in another order. */
import { less, lessOrEqual } from '../symbolic/relation.ts';
import { asConstant, constant, type Size } from '../symbolic/size.ts';
import { rankOf, type Shape } from '../tensor/tensor.ts';
import { type Ask, Unreadable } from './ask.ts';
import { knownSizes } from './carve.ts';
import { rankIs } from './rank.ts';
import { plainShape } from './words.ts';

/**
 * The dimensions in the order of `permutation`, which counts from the front.
 * @param permutation `null` reverses them.
 */
export function transpose(ask: Ask, shape: Shape, permutation: readonly Size[] | null): Shape {
  if (permutation === null) return knownSizes(ask, shape).toReversed();
  const rank = rankOf(shape);
  const words = (): string =>
    `Error in transpose: rank of input ${plainShape([rank])} must match length of perm ${plainShape(permutation)}.`;
  ask.require(rankIs(shape, permutation.length), 'transpose: rank and length of the permutation', words);
  const sizes = knownSizes(ask, shape);
  return permutation.map((axis) => sizes[indexOf(ask, axis, permutation)] as Size);
}

function indexOf(ask: Ask, axis: Size, permutation: readonly Size[]): number {
  const rank = permutation.length;
  const words = (): string =>
    `All entries in 'perm' must be between 0 and ${rank - 1} but got ${plainShape(permutation)}`;
  ask.require(lessOrEqual(constant(0), axis), 'transpose: axes of the permutation', words);
  ask.require(less(axis, constant(rank)), 'transpose: axes of the permutation', words);
  const index = asConstant(ask.facts.simplify(axis));
  if (index === null) throw new Unreadable({ message: 'an axis of the permutation is not a constant', place: null });
  return index;
}
