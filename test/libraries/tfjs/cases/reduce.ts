/** Cases of the reductions. */
import fc from 'fast-check';
import { reduceRows } from '../../../../server/libraries/tfjs/reduce.ts';
import type { DType } from '../../../../server/tensor/dtype.ts';
import { anyDType, maybeAbsent, numericDType, positiveSize, someAxes, someAxis, someShape } from '../../arbitraries.ts';
import {
  type Argument,
  absent,
  booleanArgument,
  numberArgument,
  stringArgument,
  tensorArgument,
} from '../../arguments.ts';
import { casesOf, type OracleCase, rowNamed } from '../../support.ts';

type Arguments = fc.Arbitrary<readonly Argument[]>;

const keepDims = maybeAbsent(fc.boolean().map(booleanArgument));

const oftenBool: fc.Arbitrary<DType> = fc.oneof(
  { weight: 8, arbitrary: fc.constant<DType>('bool') },
  { weight: 1, arbitrary: anyDType },
);

function alongAxes(dtypes: fc.Arbitrary<DType>): Arguments {
  return fc
    .tuple(someShape(), dtypes)
    .chain(([shape, dtype]) => fc.tuple(fc.constant(tensorArgument(shape, dtype)), someAxes(shape.length), keepDims));
}

function alongAxis(dtypes: fc.Arbitrary<DType>, size?: fc.Arbitrary<number>): Arguments {
  return fc
    .tuple(someShape(0, 5, size), dtypes)
    .chain(([shape, dtype]) =>
      fc.tuple(fc.constant(tensorArgument(shape, dtype)), maybeAbsent(someAxis(shape.length).map(numberArgument))),
    );
}

/** The library counts the axis of a running sum from the front only. */
const running: Arguments = fc
  .tuple(someShape(1, 4, positiveSize), anyDType)
  .chain(([shape, dtype]) =>
    fc.tuple(
      fc.constant(tensorArgument(shape, dtype)),
      maybeAbsent(fc.nat(shape.length - 1).map(numberArgument)),
      maybeAbsent(fc.boolean().map(booleanArgument)),
    ),
  );

const order = fc.oneof(
  fc.constantFrom<Argument>(absent, stringArgument('euclidean'), stringArgument('fro')),
  fc.constantFrom(1, 2, 3, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY).map(numberArgument),
);

const row = rowNamed(reduceRows);

const normed: Arguments = fc
  .tuple(someShape(), numericDType, order)
  .chain(([shape, dtype, ord]) =>
    fc.tuple(fc.constant(tensorArgument(shape, dtype)), fc.constant(ord), someAxes(shape.length), keepDims),
  );

export const reduceCases: readonly OracleCase[] = [
  ...casesOf(reduceRows, 'sum prod mean max min logSumExp moments', alongAxes(anyDType)),
  ...casesOf(reduceRows, 'any all', alongAxes(oftenBool)),
  ...casesOf(reduceRows, 'argMax argMin softmax logSoftmax', alongAxis(anyDType)),
  ...casesOf(reduceRows, 'cumsum cumprod', running),
  { row: row('norm'), args: normed },
  { row: row('euclideanNorm'), args: normed.map(([x = absent, , axis = absent, keep = absent]) => [x, axis, keep]) },
];
