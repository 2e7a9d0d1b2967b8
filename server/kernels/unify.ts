/** Two shapes that an operation demands to be the same. */
import { equal } from '../symbolic/relation.ts';
import { asConstant } from '../symbolic/size.ts';
import { type Dim, isSpread, resolveShape, type Shape, sizesOf } from '../tensor/tensor.ts';
import type { Ask } from './ask.ts';
import { sameRank } from './rank.ts';

/**
 * Demands that two shapes are equal.
 * @param words the library's text where they are not.
 * @returns the shape as the better known of the two says it.
 */
export function requireSameShape(ask: Ask, a: Shape, b: Shape, reason: string, words?: () => string): Shape {
  if (hasSameSpread(a, b)) return a.map((dim, index) => sameDim(ask, dim, b[index] as Dim, reason, words));
  ask.require(sameRank(a, b), reason, words);
  const [left, right] = [resolveShape(ask.facts, a), resolveShape(ask.facts, b)];
  if (sizesOf(left) === null || sizesOf(right) === null) return sizesOf(left) === null ? right : left;
  return left.map((dim, index) => sameDim(ask, dim, right[index] as Dim, reason, words));
}

function hasSameSpread(a: Shape, b: Shape): boolean {
  const index = a.findIndex(isSpread);
  const [left, right] = [a[index], b[index]];
  return a.length === b.length && isSpread(left) && isSpread(right) && left.isSame(right);
}

/** A number says more than a symbol that must equal it. */
function sameDim(ask: Ask, a: Dim, b: Dim, reason: string, words?: () => string): Dim {
  if (isSpread(a) || isSpread(b)) return a;
  ask.require(equal(a, b), reason, words);
  return asConstant(b) === null ? a : b;
}
