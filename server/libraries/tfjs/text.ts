/** TensorFlow.js: tensors of texts, `tf.string`. */
import { lessOrEqual } from '../../symbolic/relation.ts';
import { constant } from '../../symbolic/size.ts';
import { fakeTensor } from '../../tensor/tensor.ts';
import { recordDatum, tensorDatum } from '../datum.ts';
import { any, maybe, size, tensor } from '../parameters.ts';
import { type Row, row } from '../row.ts';
import { doc } from './documentation.ts';
import { typed } from './numerics.ts';

const staticRegexReplace = row(
  'string.staticRegexReplace',
  { input: typed('string', 'staticRegexReplace'), pattern: any, rewrite: any, replaceGlobal: any },
  ({ input }) => tensorDatum(input),
  doc('string.staticRegexReplace'),
);

const stringNGrams = row(
  'string.stringNGrams',
  { data: typed('string', 'stringNGrams'), dataSplits: tensor },
  ({ dataSplits }, ask) =>
    recordDatum({
      nGrams: tensorDatum(fakeTensor([ask.fresh('nGrams')], 'string')),
      nGramsSplits: tensorDatum(fakeTensor(dataSplits.shape, 'int32')),
    }),
  doc('string.stringNGrams'),
);

const stringSplit = row(
  'string.stringSplit',
  { input: typed('string', 'stringSplit'), delimiter: any, skipEmpty: any },
  (_args, ask) => {
    const parts = ask.fresh('parts');
    return recordDatum({
      indices: tensorDatum(fakeTensor([parts, constant(2)], 'int32')),
      values: tensorDatum(fakeTensor([parts], 'string')),
      shape: tensorDatum(fakeTensor([constant(2)], 'int32')),
    });
  },
  doc('string.stringSplit'),
);

const stringToHashBucketFast = row(
  'string.stringToHashBucketFast',
  { input: typed('string', 'stringToHashBucketFast'), numBuckets: maybe(size) },
  ({ input, numBuckets }, ask) => {
    if (numBuckets !== null) {
      const words = (): string => 'Number of buckets must be at least 1';
      ask.require(lessOrEqual(constant(1), numBuckets), 'stringToHashBucketFast: at least one bucket', words);
    }
    return tensorDatum(fakeTensor(input.shape, 'int32'));
  },
  doc('string.stringToHashBucketFast'),
);

/** The members of `tf.string`. */
export const textRows: Readonly<Record<string, Row>> = {
  staticRegexReplace,
  stringNGrams,
  stringSplit,
  stringToHashBucketFast,
};
