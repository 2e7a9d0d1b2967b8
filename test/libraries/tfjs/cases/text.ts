/** Cases of texts, and of sparse and ragged tensors. */
import fc from 'fast-check';
import { raggedRows } from '../../../../server/libraries/tfjs/ragged.ts';
import { sparseRows } from '../../../../server/libraries/tfjs/sparse.ts';
import { textRows } from '../../../../server/libraries/tfjs/text.ts';
import { positiveSize, someShape } from '../../arbitraries.ts';
import {
  type Argument,
  booleanArgument,
  numberArgument,
  numbersArgument,
  stringArgument,
  tensorArgument,
} from '../../arguments.ts';
import { casesOf, type OracleCase, rowNamed } from '../../support.ts';

type Arguments = fc.Arbitrary<readonly Argument[]>;

const textRow = rowNamed(textRows);
const sparseRow = rowNamed(sparseRows);

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
  { row: sparseRow('sparseFillEmptyRows'), args: filled },
  { row: sparseRow('sparseReshape'), args: reshaped },
  { row: rowNamed(raggedRows)('raggedRange'), args: ranges },
];
