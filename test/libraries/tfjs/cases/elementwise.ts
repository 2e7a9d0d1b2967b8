/** Cases of the operations element by element. */
import fc from 'fast-check';
import { elementwiseMethods, elementwiseRows } from '../../../../server/libraries/tfjs/elementwise.ts';
import type { DType } from '../../../../server/tensor/dtype.ts';
import { anyDType, broadcastShapes, numericDType, positiveSize, someShape, someTensor } from '../../arbitraries.ts';
import { type Argument, booleanArgument, listArgument, numberArgument, tensorArgument } from '../../arguments.ts';
import { casesOf, type OracleCase, rowNamed } from '../../support.ts';

const UNARY =
  'acos acosh asin asinh atan atanh expm1 log1p neg reciprocal relu relu6 round selu sign sinh softplus square logSigmoid ' +
  'ceil cos cosh elu floor log rsqrt sigmoid sin sqrt tan tanh isFinite isInf isNaN abs exp erf logicalNot';

const BINARY =
  'add sub mul div divNoNan pow mod squaredDifference atan2 maximum minimum floorDiv prelu ' +
  'equal notEqual greater greaterEqual less lessEqual logicalAnd logicalOr logicalXor';

const literal: fc.Arbitrary<Argument> = fc.oneof(
  fc.integer({ min: -3, max: 3 }).map(numberArgument),
  fc.boolean().map(booleanArgument),
  fc
    .array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 4 })
    .map((values) => listArgument(values.map(numberArgument))),
);

const one = fc.oneof({ weight: 4, arbitrary: someTensor(someShape(), anyDType) }, { weight: 1, arbitrary: literal });

function several(...dtypes: readonly fc.Arbitrary<DType>[]): fc.Arbitrary<Argument[]> {
  return broadcasting(broadcastShapes(dtypes.length), dtypes);
}

/** `tf.where` does not get sizes of 0 right. */
function severalWithData(...dtypes: readonly fc.Arbitrary<DType>[]): fc.Arbitrary<Argument[]> {
  return broadcasting(broadcastShapes(dtypes.length, 4, positiveSize), dtypes);
}

function broadcasting(
  manyShapes: fc.Arbitrary<number[][]>,
  dtypes: readonly fc.Arbitrary<DType>[],
): fc.Arbitrary<Argument[]> {
  const tensors = fc.tuple(manyShapes, fc.tuple(...dtypes));
  return tensors.map(([shapes, types]) => shapes.map((shape, index) => tensorArgument(shape, types[index])));
}

const two = fc.oneof(
  { weight: 4, arbitrary: several(numericDType, numericDType) },
  { weight: 1, arbitrary: several(anyDType, anyDType) },
  { weight: 1, arbitrary: several(fc.constant('bool'), fc.constant('bool')) },
  { weight: 1, arbitrary: fc.tuple(someTensor(), literal) },
);

const row = rowNamed(elementwiseRows);

const boolean: fc.Arbitrary<DType> = fc.oneof(
  { weight: 8, arbitrary: fc.constant<DType>('bool') },
  { weight: 1, arbitrary: anyDType },
);

const same: fc.Arbitrary<readonly Argument[]> = fc
  .tuple(someShape(), someShape(), fc.array(fc.integer({ min: 0, max: 8 }), { maxLength: 4 }), numericDType)
  .map(([shape, other, kinds, dtype]) => [
    listArgument(kinds.map((kind) => tensorArgument(kind === 0 ? other : shape, kind === 1 ? 'int32' : dtype))),
  ]);

const pairOfSame: fc.Arbitrary<readonly Argument[]> = fc
  .tuple(broadcastShapes(2), fc.constantFrom<DType>('int32', 'int32', 'int32', 'float32'))
  .map(([shapes, dtype]) => shapes.map((shape) => tensorArgument(shape, dtype)));

export const elementwiseCases: readonly OracleCase[] = [
  ...casesOf(elementwiseRows, UNARY, fc.tuple(one)),
  ...casesOf(elementwiseRows, BINARY, two),
  { row: row('step'), args: fc.tuple(one, fc.constant(numberArgument(0.5))) },
  { row: row('leakyRelu'), args: fc.tuple(one, fc.constant(numberArgument(0.5))) },
  {
    row: row('clipByValue'),
    args: fc.tuple(
      one,
      fc.integer({ min: 0, max: 3 }).map(numberArgument),
      fc.integer({ min: 1, max: 4 }).map(numberArgument),
    ),
  },
  { row: row('addN'), args: same },
  { row: row('where'), args: severalWithData(boolean, numericDType, numericDType) },
  { row: row('bitwiseAnd'), args: pairOfSame },
  {
    row: rowNamed(elementwiseMethods)('where'),
    method: 'where',
    args: severalWithData(numericDType, fc.constant('bool'), numericDType),
  },
];
