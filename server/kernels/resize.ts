/** Images of another height and width. */
import { lessOrEqual } from '../symbolic/relation.ts';
import { constant, type Size } from '../symbolic/size.ts';
import type { Shape } from '../tensor/tensor.ts';
import type { Ask } from './ask.ts';
import { splitBack } from './carve.ts';
import { rankAtLeast } from './rank.ts';

/** [...batch, H, W, C] to [...batch, height, width, C]. */
export function resize(ask: Ask, shape: Shape, height: Size, width: Size, operation: string): Shape {
  ask.require(rankAtLeast(shape, 3), `${operation}: rank of the images`);
  for (const size of [height, width])
    ask.require(lessOrEqual(constant(0), size), `${operation}: the size is not negative`);
  const [batch, [, , channels]] = splitBack(ask, shape, 3);
  return [...batch, height, width, channels as Size];
}
