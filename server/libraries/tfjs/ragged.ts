/** TensorFlow.js: ragged tensors, as flat values and the places where their rows begin. */
import { splitFront } from '../../kernels/carve.ts';
import { asConstant, constant, plus } from '../../symbolic/size.ts';
import { fakeTensor } from '../../tensor/tensor.ts';
import { type Datum, listDatum, recordDatum, tensorDatum } from '../datum.ts';
import { any, size } from '../parameters.ts';
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
    const rank = asConstant(ask.facts.simplify(outputRaggedRank));
    const splits = (): Datum => tensorDatum(fakeTensor([ask.fresh('splits')], 'int32'));
    return recordDatum({
      outputNestedSplits:
        rank === null || rank < 0 ? unknownDatum('the ragged rank') : listDatum(Array.from({ length: rank }, splits)),
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

/** The sizes of the result are data. */
const raggedTensorToTensor = row(
  'raggedTensorToTensor',
  { shape: any, values: numeric('raggedTensorToTensor') },
  ({ values }, ask) => {
    const why = { message: 'the shape that a ragged tensor fills depends on data', place: null };
    return tensorDatum(fakeTensor(ask.opaque('padded', why), values.dtype));
  },
  doc('raggedTensorToTensor'),
);

export const raggedRows: Readonly<Record<string, Row>> = {
  raggedGather,
  raggedRange,
  raggedTensorToTensor,
};
