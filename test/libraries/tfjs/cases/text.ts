/** Cases of texts, and of sparse and ragged tensors. */
import fc from 'fast-check';
import { raggedRows } from '../../../../server/libraries/tfjs/ragged.ts';
import { sparseRows } from '../../../../server/libraries/tfjs/sparse.ts';
import { textRows } from '../../../../server/libraries/tfjs/text.ts';
import { positiveSize, someShape } from '../../arbitraries.ts';
import {
  type Argument,
  booleanArgument,
  listArgument,
  numberArgument,
  numbersArgument,
  stringArgument,
  tensorArgument,
} from '../../arguments.ts';
import { casesOf, type OracleCase, rowNamed } from '../../support.ts';

type Arguments = fc.Arbitrary<readonly Argument[]>;

const textRow = rowNamed(textRows);
const sparseRow = rowNamed(sparseRows);
const ragged = rowNamed(raggedRows);

const texts = fc
  .tuple(someShape(0, 3, positiveSize), fc.constantFrom('string', 'string', 'string', 'float32'))
  .map(([shape, dtype]) => tensorArgument(shape, dtype as 'string'));

const splits: Arguments = positiveSize.map((count) => [
  tensorArgument([count], 'string'),
  tensorArgument([2], 'int32', [0, count]),
  stringArgument(' '),
  numbersArgument([1, 2]),
  stringArgument(''),
  stringArgument(''),
  numberArgument(0),
  booleanArgument(false),
]);

/** Rows of a matrix, or of more, combined in two segments. */
const segments: Arguments = fc
  .tuple(someShape(0, 3, positiveSize), fc.constantFrom<'int32' | 'float32'>('int32', 'int32', 'int32', 'float32'))
  .map(([shape, dtype]) => [
    tensorArgument(shape),
    tensorArgument([2], dtype, [0, 0]),
    tensorArgument([2], 'int32', [0, 1]),
  ]);

const filled: Arguments = fc
  .tuple(positiveSize, fc.nat(6))
  .map(([rows, change]) => [
    tensorArgument(change === 0 ? [2] : [1, 2], 'int32', [0, 0]),
    tensorArgument(change === 1 ? [1, 1] : [1]),
    tensorArgument([2], 'int32', [rows, 2]),
    numberArgument(3),
  ]);

const reshaped: Arguments = fc
  .tuple(positiveSize, positiveSize, fc.nat(5))
  .map(([a, b, change]) => [
    tensorArgument(change === 0 ? [2] : [1, 2], 'int32', [0, 0]),
    tensorArgument([2], 'int32', [a, b]),
    change < 3 ? tensorArgument([1], 'int32', [a * b]) : tensorArgument([3], 'int32', [1, b, a]),
  ]);

/** The same with literal lists, whose numbers are read. */
const statedSegments: Arguments = fc
  .tuple(
    someShape(1, 2, positiveSize),
    fc.array(fc.tuple(fc.integer({ min: -1, max: 4 }), fc.integer({ min: -1, max: 2 })), { maxLength: 3 }),
    fc.boolean(),
  )
  .map(([shape, taken, isSorted]) => {
    const ids = taken.map(([, id]) => id);
    return [
      tensorArgument(shape),
      numbersArgument(taken.map(([index]) => index)),
      numbersArgument(isSorted ? ids.toSorted((a, b) => a - b) : ids),
    ];
  });

const statedReshape: Arguments = fc
  .tuple(
    someShape(1, 3, positiveSize),
    fc.array(fc.constantFrom(-1, -1, -2, 0, 1, 2, 3, 4, 6), { minLength: 1, maxLength: 3 }),
  )
  .map(([shape, target]) => [
    tensorArgument([1, shape.length], 'int32', new Array<number>(shape.length).fill(0)),
    numbersArgument(shape),
    numbersArgument(target),
  ]);

const statedRows: Arguments = fc
  .tuple(fc.nat(3), fc.boolean())
  .map(([rows, isEmpty]) => [
    tensorArgument(isEmpty ? [0, 2] : [1, 2], 'int32', isEmpty ? [] : [0, 0]),
    tensorArgument(isEmpty ? [0] : [1]),
    numbersArgument([rows, 2]),
    numberArgument(3),
  ]);

/** Rows of 2, 0 and 1 values, filled to a stated shape or to the widest row. */
const padded: Arguments = fc
  .tuple(fc.constantFrom(-1, 1, 3, 4), fc.constantFrom(-1, 2, 3), fc.nat(5))
  .map(([rows, width, change]) => [
    numbersArgument(change === 0 ? [rows, width, 2] : [rows, width]),
    tensorArgument([3]),
    numberArgument(0),
    listArgument([tensorArgument([4], 'int32', [0, 2, 2, 3])]),
    listArgument([stringArgument('ROW_SPLITS')]),
  ]);

const gatheredRows: Arguments = positiveSize.map((count) => [
  listArgument([tensorArgument([4], 'int32', [0, 2, 2, 3])]),
  tensorArgument([3, 2]),
  tensorArgument([count], 'int32', new Array<number>(count).fill(1)),
  numberArgument(1),
]);

const ranges: Arguments = fc
  .tuple(positiveSize, fc.boolean())
  .map(([count, isScalar]) => [
    tensorArgument(isScalar ? [] : [count], 'int32', new Array<number>(isScalar ? 1 : count).fill(0)),
    tensorArgument([count], 'int32', new Array<number>(count).fill(3)),
    tensorArgument([], 'int32', [1]),
  ]);

export const textCases: readonly OracleCase[] = [
  {
    row: textRow('staticRegexReplace'),
    args: fc.tuple(texts, fc.constant(stringArgument('a')), fc.constant(stringArgument('b'))),
  },
  { row: textRow('stringNGrams'), args: splits },
  {
    row: textRow('stringSplit'),
    args: fc.tuple(
      fc.constantFrom([3], [2]).map((shape) => tensorArgument(shape, 'string')),
      fc.constant(stringArgument(' ')),
    ),
  },
  {
    row: textRow('stringToHashBucketFast'),
    args: fc.tuple(texts, fc.constantFrom(0, 1, 10).map(numberArgument)),
  },
  ...casesOf(sparseRows, 'sparseSegmentMean sparseSegmentSum', segments),
  ...casesOf(sparseRows, 'sparseSegmentMean sparseSegmentSum', statedSegments),
  { row: sparseRow('sparseReshape'), args: statedReshape },
  { row: sparseRow('sparseFillEmptyRows'), args: statedRows },
  { row: ragged('raggedTensorToTensor'), args: padded },
  { row: ragged('raggedGather'), args: gatheredRows },
  { row: sparseRow('sparseFillEmptyRows'), args: filled },
  { row: sparseRow('sparseReshape'), args: reshaped },
  { row: ragged('raggedRange'), args: ranges },
];
