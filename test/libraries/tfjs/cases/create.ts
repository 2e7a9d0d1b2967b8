/** Cases of the creation of tensors from shapes, and of their conversion. */
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { convertMethods, convertRows } from '../../../../server/libraries/tfjs/convert.ts';
import { createMethods, createRows } from '../../../../server/libraries/tfjs/create.ts';
import { gridRows } from '../../../../server/libraries/tfjs/linalg.ts';
import { randomRows } from '../../../../server/libraries/tfjs/random.ts';
import type { DType } from '../../../../server/tensor/dtype.ts';
import {
  anyDType,
  broadcastShapes,
  maybeAbsent,
  numericDType,
  positiveSize,
  someShape,
  someSize,
  someTensor,
} from '../../arbitraries.ts';
import {
  type Argument,
  absent,
  booleanArgument,
  numberArgument,
  recordArgument,
  sizesArgument,
  stringArgument,
  tensorArgument,
} from '../../arguments.ts';
import { casesOf, type OracleCase, rowNamed } from '../../support.ts';

type Arguments = fc.Arbitrary<readonly Argument[]>;

/** Mostly a shape; now and then one with a negative size. */
const shapes: fc.Arbitrary<Argument> = fc
  .tuple(someShape(0, 4), fc.nat(12))
  .map(([shape, change]) => sizesArgument(change === 0 ? [...shape, -1] : shape));

const dtypes = fc.constantFrom<DType>('float32', 'int32', 'bool').map(stringArgument);

const size: fc.Arbitrary<Argument> = someSize.map((value): Argument => ({ kind: 'size', value }));

const mean = fc.constant(numberArgument(0));

const values = fc.constantFrom<Argument>(numberArgument(3), booleanArgument(true), stringArgument('a'));

const bounds = fc
  .integer({ min: -4, max: 6 })
  .map((value): Argument => (value > 0 ? { kind: 'size', value } : numberArgument(value)));

const ranges: Arguments = fc.tuple(
  bounds,
  bounds,
  maybeAbsent(fc.constantFrom(-2, -1, -0.5, 0, 0.25, 1, 1.5, 2, 3).map(numberArgument)),
  maybeAbsent(dtypes),
);

const eyes: Arguments = fc.tuple(size, maybeAbsent(size), maybeAbsent(shapes), maybeAbsent(dtypes));

const indices: Arguments = fc
  .tuple(
    someShape(0, 3),
    fc.constantFrom<DType>('int32', 'int32', 'int32', 'float32'),
    fc.integer({ min: 1, max: 5 }),
    maybeAbsent(dtypes),
  )
  .map(([shape, dtype, value, type]) => [tensorArgument(shape, dtype), { kind: 'size', value }, absent, absent, type]);

const pairs: Arguments = fc
  .tuple(broadcastShapes(2, 3), fc.boolean(), numericDType)
  .map(([[a = [], b = []], isSame, dtype]) => [tensorArgument(a, dtype), tensorArgument(isSame ? a : b)]);

const grids: Arguments = fc.tuple(
  someTensor(someShape(0, 2, positiveSize)),
  someTensor(someShape(0, 2, positiveSize)),
  maybeAbsent(
    fc.constantFrom('xy', 'ij', 'foo').map((indexing) => recordArgument({ indexing: stringArgument(indexing) })),
  ),
);

const logits: Arguments = fc
  .tuple(
    fc.oneof(
      { weight: 5, arbitrary: someShape(1, 2, positiveSize) },
      { weight: 1, arbitrary: someShape(0, 3, positiveSize) },
    ),
    size,
  )
  .map(([shape, samples]) => [tensorArgument(shape), samples]);

const create = rowNamed(createRows);
const random = rowNamed(randomRows);
const asMethod = rowNamed(convertMethods);

const one = fc.tuple(someTensor(someShape(), anyDType));
const complex = fc.tuple(someTensor(someShape(), fc.constantFrom<DType>('complex64', 'complex64', 'float32')));

export const createCases: readonly OracleCase[] = [
  ...casesOf(createRows, 'zeros ones', fc.tuple(shapes, maybeAbsent(dtypes))),
  ...casesOf(createRows, 'zerosLike onesLike', one),
  ...casesOf(createRows, 'real imag', complex),
  { row: create('fill'), args: fc.tuple(shapes, values, maybeAbsent(dtypes)) },
  { row: create('range'), args: ranges },
  { row: create('linspace'), args: fc.tuple(mean, mean, size) },
  { row: create('eye'), args: eyes },
  { row: create('oneHot'), args: indices },
  { row: rowNamed(createMethods)('oneHot'), method: 'oneHot', args: indices },
  { row: create('diag'), args: fc.tuple(someTensor(someShape(0, 2), fc.constant('float32'))) },
  { row: rowNamed(gridRows)('meshgrid'), args: grids },
  { row: create('complex'), args: pairs },
  ...casesOf(randomRows, 'randomNormal truncatedNormal', fc.tuple(shapes, mean, mean, maybeAbsent(dtypes))),
  { row: random('randomStandardNormal'), args: fc.tuple(shapes, maybeAbsent(dtypes)) },
  {
    row: random('randomGamma'),
    args: fc.tuple(shapes, fc.constant(numberArgument(1)), fc.constant(numberArgument(1)), maybeAbsent(dtypes)),
  },
  { row: random('randomUniform'), args: fc.tuple(shapes, mean, mean, maybeAbsent(dtypes)) },
  { row: random('randomUniformInt'), args: fc.tuple(shapes, mean, fc.constant(numberArgument(5))) },
  {
    row: random('rand'),
    args: fc.tuple(shapes, fc.constant(absent), maybeAbsent(dtypes)),
    real: (shape: number[], _: unknown, dtype?: 'int32') => tf.rand(shape, () => 1, dtype),
  },
  { row: random('multinomial'), args: logits },
  {
    row: rowNamed(convertRows)('cast'),
    args: fc.tuple(someTensor(someShape(), anyDType), anyDType.map(stringArgument)),
  },
  { row: rowNamed(convertRows)('clone'), args: one },
  ...['asType'].map((method) => ({ row: asMethod(method), method, args: fc.tuple(someTensor(), dtypes) })),
  ...['toFloat', 'toInt', 'toBool'].map((method) => ({ row: asMethod(method), method, args: fc.tuple(someTensor()) })),
  ...['dataSync', 'data'].map((method) => ({ row: asMethod(method), method, args: one })),
  ...['arraySync', 'array'].map((method) => ({
    row: asMethod(method),
    method,
    args: fc.tuple(someTensor(someShape(0, 5, positiveSize), anyDType)),
  })),
];
