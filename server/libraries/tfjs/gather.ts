/** TensorFlow.js: elements by their indices, and what depends on the values of tensors. */
import { gather as gatherAxis, gatherBatches, gatherPoints, maskBy, requireScatter } from '../../kernels/gather.ts';
import { topOf, uniqueAlong } from '../../kernels/select.ts';
import { asConstant, constant } from '../../symbolic/size.ts';
import { fakeTensor, rankOf } from '../../tensor/tensor.ts';
import { listDatum, promiseDatum, recordDatum, tensorDatum } from '../datum.ts';
import { any, axis, flag, size, withDefault } from '../parameters.ts';
import { type Row, row } from '../row.ts';
import { newShape } from './create.ts';
import { doc } from './documentation.ts';
import { movable, real, typed } from './numerics.ts';
import { numbersOf } from './ranked.ts';

const atFirst = withDefault(axis, constant(0));

const gather = row(
  'gather',
  { x: real('gather'), indices: typed('int32', 'gather'), axis: atFirst, batchDims: atFirst },
  ({ x, indices, axis: at, batchDims }, ask) => {
    const shape =
      asConstant(batchDims) === 0
        ? gatherAxis(ask, x.shape, indices.shape, at)
        : gatherBatches(ask, x.shape, indices.shape, at, batchDims);
    return tensorDatum(fakeTensor(shape, x.dtype));
  },
  doc('gather'),
);

const gatherND = row(
  'gatherND',
  { x: movable('gatherND'), indices: typed('int32', 'gatherND') },
  ({ x, indices }, ask) => tensorDatum(fakeTensor(gatherPoints(ask, x.shape, indices.shape), x.dtype)),
  doc('gatherND'),
);

const scatterND = row(
  'scatterND',
  { indices: typed('int32', 'scatterND'), updates: real('scatterND'), shape: newShape },
  ({ indices, updates, shape }, ask) => {
    requireScatter(ask, indices.shape, updates.shape, shape, 'scatterND');
    return tensorDatum(fakeTensor(shape, updates.dtype));
  },
  doc('scatterND'),
);

const tensorScatterUpdate = row(
  'tensorScatterUpdate',
  {
    tensor: real('tensorScatterUpdate'),
    indices: typed('int32', 'tensorScatterUpdate'),
    updates: real('tensorScatterUpdate'),
  },
  ({ tensor, indices, updates }, ask) => {
    requireScatter(ask, indices.shape, updates.shape, tensor.shape, 'tensorScatterUpdate');
    return tensorDatum(tensor);
  },
  doc('tensorScatterUpdate'),
);

const sparseToDense = row(
  'sparseToDense',
  {
    sparseIndices: typed('int32', 'sparseToDense'),
    sparseValues: movable('sparseToDense'),
    outputShape: newShape,
    defaultValue: any,
  },
  ({ sparseValues, outputShape }) => tensorDatum(fakeTensor(outputShape, sparseValues.dtype)),
  doc('sparseToDense'),
);

const booleanMaskAsync = row(
  'booleanMaskAsync',
  { tensor: real('booleanMaskAsync'), mask: typed('bool', 'booleanMaskAsync'), axis: atFirst },
  ({ tensor, mask, axis: at }, ask) =>
    promiseDatum(tensorDatum(fakeTensor(maskBy(ask, tensor.shape, mask.shape, at), tensor.dtype))),
  doc('booleanMaskAsync'),
);

const whereAsync = row(
  'whereAsync',
  { condition: typed('bool', 'whereAsync') },
  ({ condition }, ask) => promiseDatum(tensorDatum(fakeTensor([ask.fresh('count'), rankOf(condition.shape)], 'int32'))),
  doc('whereAsync'),
);

const setdiff1dAsync = row(
  'setdiff1dAsync',
  { x: numbersOf([1], 'setdiff1dAsync'), y: numbersOf([1], 'setdiff1dAsync') },
  ({ x }, ask) => {
    const shape = [ask.fresh('count')];
    return promiseDatum(listDatum([tensorDatum(fakeTensor(shape, x.dtype)), tensorDatum(fakeTensor(shape, 'int32'))]));
  },
  doc('setdiff1dAsync'),
);

const topk = row(
  'topk',
  { x: real('topk'), k: withDefault(size, constant(1)), sorted: flag(true) },
  ({ x, k }, ask) => {
    const shape = topOf(ask, x.shape, k);
    return recordDatum({
      values: tensorDatum(fakeTensor(shape, x.dtype)),
      indices: tensorDatum(fakeTensor(shape, 'int32')),
    });
  },
  doc('topk'),
);

const unique = row(
  'unique',
  { x: movable('unique'), axis: atFirst },
  ({ x, axis: at }, ask) => {
    const { values, indices } = uniqueAlong(ask, x.shape, at);
    return recordDatum({
      values: tensorDatum(fakeTensor(values, x.dtype)),
      indices: tensorDatum(fakeTensor(indices, 'int32')),
    });
  },
  doc('unique'),
);

export const gatherRows: Readonly<Record<string, Row>> = {
  booleanMaskAsync,
  gather,
  gatherND,
  scatterND,
  setdiff1dAsync,
  sparseToDense,
  tensorScatterUpdate,
  topk,
  unique,
  whereAsync,
};
