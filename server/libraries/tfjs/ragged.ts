/** TensorFlow.js: ragged tensors, as flat values and the places where their rows begin. */
import type { Ask } from '../../kernels/ask.ts';
import { splitFront } from '../../kernels/carve.ts';
import { rankIs } from '../../kernels/rank.ts';
import { plainShape } from '../../kernels/words.ts';
import { asConstant, constant, plus } from '../../symbolic/size.ts';
import { fakeTensor, rankOf, type Shape } from '../../tensor/tensor.ts';
import { type Datum, listDatum, recordDatum, tensorDatum } from '../datum.ts';
import { any, constantsOf, listedLength, size } from '../parameters.ts';
import { type Row, row } from '../row.ts';
import { doc } from './documentation.ts';
import { numeric } from './numerics.ts';
import { unknownDatum } from './unknowns.ts';

/** The dense values keep their inner sizes. */
const raggedGather = row(
  'raggedGather',
  { paramsNestedSplits: any, paramsDenseValues: numeric('raggedGather'), indices: any, outputRaggedRank: size },
  ({ paramsDenseValues: { shape, dtype }, outputRaggedRank }, ask) => {
    const [, inner] = splitFront(ask, shape, 1);
    const stated = asConstant(ask.facts.simplify(outputRaggedRank));
    const rank = stated !== null && stated >= 0 ? listedLength(stated, 'outputRaggedRank') : null;
    const splits = (): Datum => tensorDatum(fakeTensor([ask.fresh('splits')], 'int32'));
    return recordDatum({
      outputNestedSplits:
        rank === null ? unknownDatum('the ragged rank') : listDatum(Array.from({ length: rank }, splits)),
      outputDenseValues: tensorDatum(fakeTensor([ask.fresh('values'), ...inner], dtype)),
    });
  },
  doc('raggedGather'),
);

/** One range for each start, limit and delta; those that are scalars serve all ranges. */
const raggedRange = row(
  'raggedRange',
  { starts: numeric('raggedRange'), limits: numeric('raggedRange'), deltas: numeric('raggedRange') },
  ({ starts, limits, deltas }, ask) => {
    const [list = []] = [starts, limits, deltas].map(({ shape }) => shape).filter((shape) => shape.length > 0);
    const [ranges = constant(1)] = splitFront(ask, list, Math.min(1, list.length))[0];
    return recordDatum({
      rtNestedSplits: tensorDatum(fakeTensor([plus(ranges, 1)], 'int32')),
      rtDenseValues: tensorDatum(fakeTensor([ask.fresh('values')], starts.dtype)),
    });
  },
  doc('raggedRange'),
);

/** Sizes that are stated hold; those of -1 are as wide as the widest row, which is data. */
const raggedTensorToTensor = row(
  'raggedTensorToTensor',
  {
    shape: any,
    values: numeric('raggedTensorToTensor'),
    defaultValue: any,
    rowPartitionTensors: any,
    rowPartitionTypes: any,
  },
  ({ shape, values, rowPartitionTypes }, ask) => {
    const stated = constantsOf(shape);
    if (stated === null) {
      const why = { message: 'the shape that a ragged tensor fills depends on data', place: null };
      return tensorDatum(fakeTensor(ask.opaque('padded', why), values.dtype));
    }
    requireRaggedRank(ask, stated, values.shape, raggedRankOf(rowPartitionTypes));
    const sizes = stated.map((size) => (size < 0 ? ask.fresh('padded') : constant(size)));
    return tensorDatum(fakeTensor(sizes, values.dtype));
  },
  doc('raggedTensorToTensor'),
);

/** How many dimensions the partitions split; the size of the first may stand before them. */
function raggedRankOf(types: Datum): number | null {
  if (types.kind !== 'list') return null;
  const names = types.items.map((item) => (item.kind === 'string' ? item.value : null));
  if (names.includes(null)) return null;
  return names[0] === 'FIRST_DIM_SIZE' ? names.length - 1 : names.length;
}

function requireRaggedRank(ask: Ask, stated: readonly number[], values: Shape, raggedRank: number | null): void {
  if (raggedRank === null) return;
  const words = (): string =>
    `rt input.shape and shape=${stated.join()} are incompatible: rt input.rank = ` +
    `${plainShape([plus(rankOf(values), raggedRank)])}, but shape.rank = ${stated.length}`;
  ask.require(rankIs(values, stated.length - raggedRank), 'raggedTensorToTensor: the rank', words);
}

export const raggedRows: Readonly<Record<string, Row>> = {
  raggedGather,
  raggedRange,
  raggedTensorToTensor,
};
