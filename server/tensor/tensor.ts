/** The fake tensor: a shape and a data type, no data. */
import type { Facts } from '../symbolic/facts.ts';
import { constant, product, type Size, sum } from '../symbolic/size.ts';
import type { DType } from './dtype.ts';
import { Spread } from './spread.ts';

/** One size, or (at most once in a shape) a run of sizes of unknown number. */
export type Dim = Size | Spread;

export type Shape = readonly Dim[];

export interface FakeTensor {
  readonly shape: Shape;
  /** `null` where it is not known. */
  readonly dtype: DType | null;
}

export function fakeTensor(shape: Shape, dtype: DType | null): FakeTensor {
  return { shape, dtype };
}

export function isSpread(dim: Dim | undefined): dim is Spread {
  return dim instanceof Spread;
}

/** The sizes of a shape of known rank, else `null`. */
export function sizesOf(shape: Shape): readonly Size[] | null {
  return shape.some(isSpread) ? null : (shape as readonly Size[]);
}

/** The shape as the facts know it: spreads of known rank written out, sizes in their simplest form. */
export function resolveShape(facts: Facts, shape: Shape): Shape {
  return shape.flatMap((dim): Dim[] => {
    if (!isSpread(dim)) return [facts.simplify(dim)];
    return dim.expand(facts)?.map((size) => facts.simplify(size)) ?? [dim];
  });
}

/** The rank as a size: a constant, or an expression over the rank of the tensor that a spread came from. */
export function rankOf(shape: Shape): Size {
  return sum(shape.map((dim) => (isSpread(dim) ? dim.count : constant(1))));
}

/** The number of elements, where the rank is known. */
export function elementCount(shape: Shape): Size | null {
  const sizes = sizesOf(shape);
  return sizes && product(sizes);
}
