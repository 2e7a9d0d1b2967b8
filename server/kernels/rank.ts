/** Claims about ranks, said of the tensor that a shape's spread came from: `rank(x) >= 3`. */
import { equal, lessOrEqual, type Relation } from '../symbolic/relation.ts';
import { constant, plus, type Size } from '../symbolic/size.ts';
import { isSpread, type Shape } from '../tensor/tensor.ts';

/** The shape has at least `count` dimensions. */
export function rankAtLeast(shape: Shape, count: number): Relation {
  const { rank, more } = partsOf(shape);
  return lessOrEqual(constant(count - more), rank);
}

/** The shape has at most `count` dimensions. */
export function rankAtMost(shape: Shape, count: number): Relation {
  const { rank, more } = partsOf(shape);
  return lessOrEqual(rank, constant(count - more));
}

/** The shape has `count` dimensions. */
export function rankIs(shape: Shape, count: number): Relation {
  const { rank, more } = partsOf(shape);
  return equal(rank, constant(count - more));
}

/** Both shapes have as many dimensions. */
export function sameRank(a: Shape, b: Shape): Relation {
  const [left, right] = [partsOf(a), partsOf(b)];
  return equal(left.rank, plus(right.rank, right.more - left.more));
}

/** The rank of the tensor that the spread came from, and how many more dimensions the shape has. */
function partsOf(shape: Shape): { readonly rank: Size; readonly more: number } {
  const spread = shape.find(isSpread);
  if (spread === undefined) return { rank: constant(shape.length), more: 0 };
  return { rank: spread.source.rank, more: shape.length - 1 - spread.skipFront - spread.skipBack };
}
