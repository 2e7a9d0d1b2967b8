/** TensorFlow.js: sparse tensors as lists of indices and values, `tf.sparse`. */
import { type Ask, Refused } from '../../kernels/ask.ts';
import { knownSizes, splitBack, splitFront } from '../../kernels/carve.ts';
import { rankAtLeast } from '../../kernels/rank.ts';
import { requireRows, reshapeDense, segmentRows } from '../../kernels/sparse.ts';
import { plainShape } from '../../kernels/words.ts';
import { equal } from '../../symbolic/relation.ts';
import { constant } from '../../symbolic/size.ts';
import { type Dim, fakeTensor, isSpread, type Shape } from '../../tensor/tensor.ts';
import { recordDatum, tensorDatum } from '../datum.ts';
import { any, constantsOf, tensorOf } from '../parameters.ts';
import { type Parameter, type Row, row } from '../row.ts';
import { doc } from './documentation.ts';
import { numeric } from './numerics.ts';
import { numbersOf } from './ranked.ts';

/** A flat list of integers or a tensor of them, with its numbers where the program states them. */
interface Integers {
  readonly shape: Shape;
  readonly stated: readonly number[] | null;
}

const sparseFillEmptyRows = row(
  'sparse.sparseFillEmptyRows',
  {
    indices: integersOf(2, 'sparseFillEmptyRows'),
    values: numbersOf([1], 'sparseFillEmptyRows'),
    denseShape: integersOf(1, 'sparseFillEmptyRows'),
    defaultValue: any,
  },
  ({ indices, values, denseShape }, ask) => {
    const [places, [depth]] = splitBack(ask, indices.shape, 1);
    const [rows] = denseShape.stated ?? [];
    if (rows === 0) requireNoValues(ask, places);
    const filled = ask.fresh('filled');
    return recordDatum({
      outputIndices: tensorDatum(fakeTensor([filled, depth ?? constant(0)], 'int32')),
      outputValues: tensorDatum(fakeTensor([filled], values.dtype)),
      emptyRowIndicator: tensorDatum(fakeTensor([rows === undefined ? ask.fresh('rows') : constant(rows)], 'bool')),
      reverseIndexMap: tensorDatum(fakeTensor(places, 'int32')),
    });
  },
  doc('sparse.sparseFillEmptyRows'),
);

function requireNoValues(ask: Ask, places: Shape): void {
  const words = (): string =>
    `Received SparseTensor with denseShape[0] = 0 but indices.shape[0] = ${plainShape(places)}`;
  const [count] = knownSizes(ask, places);
  if (count !== undefined) ask.require(equal(count, constant(0)), 'sparseFillEmptyRows: no rows, no values', words);
}

const sparseReshape = row(
  'sparse.sparseReshape',
  {
    inputIndices: integersOf(2, 'sparseReshape'),
    inputShape: integersOf(1, 'sparseReshape'),
    newShape: integersOf(1, 'sparseReshape'),
  },
  ({ inputIndices, inputShape, newShape }, ask) => {
    const [places] = splitBack(ask, inputIndices.shape, 1);
    if (inputShape.stated !== null && newShape.stated !== null) reshapeDense(inputShape.stated, newShape.stated);
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

/** Rows of the data combined by segment; the last segment's number says how many there are. */
function segments(name: string): Row {
  return row(
    `sparse.${name}`,
    { data: numeric(name), indices: integersOf(1, name), segmentIds: integersOf(1, name) },
    ({ data, indices, segmentIds }, ask) => {
      const [first, rest] = rowsAndRest(ask, data.shape, name);
      const { stated } = segmentIds;
      const count = stated === null ? ask.fresh('segments') : constant(segmentRows(stated));
      if (first !== undefined && !isSpread(first)) requireRows(ask, indices.stated ?? [], first);
      return tensorDatum(fakeTensor([count, ...rest], data.dtype));
    },
    doc(`sparse.${name}`),
  );
}

function rowsAndRest(ask: Ask, shape: Shape, name: string): readonly [Dim | undefined, Shape] {
  const words = (): string => 'Data should be at least 1 dimensional but received scalar';
  ask.require(rankAtLeast(shape, 1), `${name}: the data is no scalar`, words);
  const [[first], rest] = splitFront(ask, shape, 1);
  return [first, rest];
}

/** Integers of one rank; literals become integers. */
function integersOf(rank: number, operation: string): Parameter<Integers> {
  const reader = tensorOf([rank], operation);
  return {
    read(argument, ask, name) {
      const { shape, dtype } = reader.read(argument, ask, name);
      if (argument.kind !== 'tensor') return { shape, stated: constantsOf(argument) };
      if (dtype === null || dtype === 'int32') return { shape, stated: null };
      const words = `Argument '${name}' passed to '${operation}' must be int32 tensor, but got ${dtype} tensor`;
      throw new Refused(`${operation}: ${name} is an int32 tensor`, null, words);
    },
  };
}
