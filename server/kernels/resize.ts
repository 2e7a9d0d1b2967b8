/** Images of another height and width. */
import { lessOrEqual } from '../symbolic/relation.ts';
import { constant, type Size } from '../symbolic/size.ts';
import { rankOf, type Shape } from '../tensor/tensor.ts';
import type { Ask } from './ask.ts';
import { splitBack } from './carve.ts';

/** [...batch, H, W, C] to [...batch, height, width, C]. */
export function resize(ask: Ask, shape: Shape, height: Size, width: Size, operation: string): Shape {
  ask.require(lessOrEqual(constant(3), rankOf(shape)), `${operation}: rank of the images`);
  const [batch, [, , channels]] = splitBack(ask, shape, 3);
  return [...batch, height, width, channels as Size];
}
