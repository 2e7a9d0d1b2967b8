/** TensorFlow.js: sparse tensors as lists of indices and values, `tf.sparse`. */
import { type Ask, Refused } from '../../kernels/ask.ts';
import { knownSizes, splitBack, splitFront } from '../../kernels/carve.ts';
import { rankAtLeast } from '../../kernels/rank.ts';
import { constant } from '../../symbolic/size.ts';
import { type FakeTensor, fakeTensor, type Shape } from '../../tensor/tensor.ts';
import { recordDatum, tensorDatum } from '../datum.ts';
import { any, tensorOf } from '../parameters.ts';
import { type Parameter, type Row, row } from '../row.ts';
import { doc } from './documentation.ts';
import { numeric } from './numerics.ts';
import { numbersOf } from './ranked.ts';

const sparseFillEmptyRows = row(
  'sparse.sparseFillEmptyRows',
  {
    indices: integersOf(2, 'sparseFillEmptyRows'),
    values: numbersOf([1], 'sparseFillEmptyRows'),
    denseShape: integersOf(1, 'sparseFillEmptyRows'),
    defaultValue: any,
  },
  ({ indices, values }, ask) => {
    const [places, [depth]] = splitBack(ask, indices.shape, 1);
    const filled = ask.fresh('filled');
    return recordDatum({
      outputIndices: tensorDatum(fakeTensor([filled, depth ?? constant(0)], 'int32')),
      outputValues: tensorDatum(fakeTensor([filled], values.dtype)),
      emptyRowIndicator: tensorDatum(fakeTensor([ask.fresh('rows')], 'bool')),
      reverseIndexMap: tensorDatum(fakeTensor(places, 'int32')),
    });
  },
  doc('sparse.sparseFillEmptyRows'),
);

const sparseReshape = row(
  'sparse.sparseReshape',
  {
    inputIndices: integersOf(2, 'sparseReshape'),
    inputShape: integersOf(1, 'sparseReshape'),
    newShape: integersOf(1, 'sparseReshape'),
  },
  ({ inputIndices, newShape }, ask) => {
    const [places] = splitBack(ask, inputIndices.shape, 1);
    return recordDatum({
      outputIndices: tensorDatum(fakeTensor([...places, ...knownSizes(ask, newShape.shape)], 'int32')),
      outputShape: tensorDatum(fakeTensor(newShape.shape, 'int32')),
    });
  },
  doc('sparse.sparseReshape'),
);

/** The members of `tf.sparse`. */
export const sparseRows: Readonly<Record<string, Row>> = {
  sparseFillEmptyRows,
  sparseReshape,
  sparseSegmentMean: segments('sparseSegmentMean'),
  sparseSegmentSum: segments('sparseSegmentSum'),
};

/** Rows of the data combined by segment; the last segment's number, which is data, says how many there are. */
function segments(name: string): Row {
  return row(
    `sparse.${name}`,
    { data: numeric(name), indices: integersOf(1, name), segmentIds: integersOf(1, name) },
    ({ data }, ask) =>
      tensorDatum(fakeTensor([ask.fresh('segments'), ...withoutFirst(ask, data.shape, name)], data.dtype)),
    doc(`sparse.${name}`),
  );
}

function withoutFirst(ask: Ask, shape: Shape, name: string): Shape {
  const words = (): string => 'Data should be at least 1 dimensional but received scalar';
  ask.require(rankAtLeast(shape, 1), `${name}: the data is no scalar`, words);
  const [, rest] = splitFront(ask, shape, 1);
  return rest;
}

/** Integers of one rank; literals become integers. */
function integersOf(rank: number, operation: string): Parameter<FakeTensor> {
  const reader = tensorOf([rank], operation);
  return {
    read(argument, ask, name) {
      const { shape, dtype } = reader.read(argument, ask, name);
      if (argument.kind !== 'tensor' || dtype === null || dtype === 'int32') return fakeTensor(shape, 'int32');
      const words = `Argument '${name}' passed to '${operation}' must be int32 tensor, but got ${dtype} tensor`;
      throw new Refused(`${operation}: ${name} is an int32 tensor`, null, words);
    },
  };
}
