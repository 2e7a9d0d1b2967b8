/** Generators of arguments: shapes, tensors, shapes that broadcast together, axes. */
import fc from 'fast-check';
import type { DType } from '../../server/tensor/dtype.ts';
import { type Argument, absent, numberArgument, tensorArgument } from './arguments.ts';

/** Sizes from 2 to 4, with a 1 often and a 0 seldom. */
export const someSize: fc.Arbitrary<number> = fc.oneof(
  { weight: 16, arbitrary: fc.integer({ min: 2, max: 4 }) },
  { weight: 6, arbitrary: fc.constant(1) },
  { weight: 1, arbitrary: fc.constant(0) },
);

/** Sizes that are not 0, for operations that need data. */
export const positiveSize: fc.Arbitrary<number> = fc.integer({ min: 1, max: 4 });

export function someShape(minRank = 0, maxRank = 5, size = someSize): fc.Arbitrary<number[]> {
  return fc.array(size, { minLength: minRank, maxLength: maxRank });
}

export const numericDType: fc.Arbitrary<DType> = fc.constantFrom('float32', 'float32', 'int32', 'bool');

export const anyDType: fc.Arbitrary<DType> = fc.oneof(
  { weight: 12, arbitrary: numericDType },
  { weight: 1, arbitrary: fc.constantFrom<DType>('complex64', 'string') },
);

export function someTensor(shape = someShape(), dtype: fc.Arbitrary<DType> = numericDType): fc.Arbitrary<Argument> {
  return fc.tuple(shape, dtype).map(([dims, type]) => tensorArgument(dims, type));
}

/** Some shapes that mostly broadcast to one: leading dimensions dropped, others made 1, seldom one that is wrong. */
export function broadcastShapes(count: number, maxRank = 4, size = someSize): fc.Arbitrary<number[][]> {
  return someShape(0, maxRank, size).chain((base) => {
    const one = fc.tuple(
      fc.integer({ min: 0, max: base.length }),
      fc.array(fc.integer({ min: 0, max: 11 }), { minLength: base.length, maxLength: base.length }),
    );
    const shapes = fc.array(one, { minLength: count, maxLength: count });
    return shapes.map((changes) =>
      changes.map(([dropped, kinds]) => base.map((size, index) => changed(size, kinds[index] ?? 0)).slice(dropped)),
    );
  });
}

function changed(size: number, kind: number): number {
  if (kind === 0) return size + 1;
  return kind <= 3 ? 1 : size;
}

/** Mostly an axis of the rank, from either end; now and then one that is out of bounds. */
export function someAxis(rank: number): fc.Arbitrary<number> {
  const within = rank === 0 ? fc.constant(0) : fc.integer({ min: -rank, max: rank - 1 });
  return fc.oneof({ weight: 12, arbitrary: within }, { weight: 1, arbitrary: fc.constantFrom(rank, -rank - 1) });
}

/** An axis, a list of different ones, or none. */
export function someAxes(rank: number): fc.Arbitrary<Argument> {
  const list = fc.uniqueArray(someAxis(rank), { maxLength: rank, selector: (axis) => (axis < 0 ? axis + rank : axis) });
  return fc.oneof(
    fc.constant(absent),
    someAxis(rank).map(numberArgument),
    list.map((axes): Argument => ({ kind: 'list', items: axes.map(numberArgument) })),
  );
}

/** The argument, or nothing. */
export function maybeAbsent(argument: fc.Arbitrary<Argument>): fc.Arbitrary<Argument> {
  return fc.oneof({ weight: 2, arbitrary: argument }, { weight: 1, arbitrary: fc.constant(absent) });
}
