/** TensorFlow.js: reductions along axes, and operations along one axis. */
import { type Ask, Refused } from '../../kernels/ask.ts';
import { requireAxis } from '../../kernels/axes.ts';
import { reduce } from '../../kernels/reduce.ts';
import { plainShape } from '../../kernels/words.ts';
import { equal } from '../../symbolic/relation.ts';
import { asConstant, constant, plus, type Size } from '../../symbolic/size.ts';
import type { DType } from '../../tensor/dtype.ts';
import { type FakeTensor, fakeTensor, rankOf, type Shape } from '../../tensor/tensor.ts';
import { type Datum, recordDatum, stringDatum, tensorDatum } from '../datum.ts';
import { any, axis, flag, optional, wholeAxes, withDefault } from '../parameters.ts';
import { type Parameter, type Row, row } from '../row.ts';
import { doc } from './documentation.ts';
import { norm } from './norm.ts';
import { numeric, real, typed } from './numerics.ts';

const along = { axis: optional(wholeAxes), keepDims: flag(false) };

function reduction(name: string, x: Parameter<FakeTensor>, result: (dtype: DType | null) => DType | null): Row {
  return row(
    name,
    { x, ...along },
    (args, ask) =>
      tensorDatum(fakeTensor(reduce(ask, args.x.shape, args.axis, args.keepDims, name), result(args.x.dtype))),
    doc(name),
  );
}

/** The index of the greatest or the least element along one axis, by default the first. */
function argument(name: string): Row {
  return row(
    name,
    { x: real(name), axis: withDefault(wholeAxes, [constant(0)]) },
    (args, ask) => {
      if (args.axis.length !== 1) throw new Refused(`${name}: one axis`);
      return tensorDatum(fakeTensor(reduce(ask, args.x.shape, args.axis, false, name), 'int32'));
    },
    doc(name),
  );
}

/** Sums or products of all elements so far. */
function cumulative(name: string): Row {
  return row(
    name,
    { x: real(name), axis: withDefault(axis, constant(0)), exclusive: any, reverse: any },
    (args, ask) => {
      const index = asConstant(args.axis);
      const isFromFront = index === null || index >= 0;
      const shape = isFromFront ? args.x.shape : ask.unknown(`${name} does not count axes from the end`);
      return tensorDatum(fakeTensor(shape, summed(args.x.dtype)));
    },
    doc(name),
  );
}

function softmax(name: string, logits: Parameter<FakeTensor>, dimension: string): Row {
  const parameters = { logits, [dimension]: withDefault(axis, constant(-1)) };
  return row(
    name,
    parameters,
    (args, ask) => {
      const found = args.logits as FakeTensor;
      requireLastAxis(ask, found.shape, args[dimension] as Size, name);
      return tensorDatum(fakeTensor(found.shape, 'float32'));
    },
    doc(name),
  );
}

function requireLastAxis(ask: Ask, shape: Shape, dim: Size, name: string): void {
  requireAxis(ask, shape, constant(-1), name);
  if (asConstant(dim) === -1) return;
  const rank = rankOf(shape);
  const words = (): string =>
    `${name === 'softmax' ? 'Softmax' : 'Log Softmax'} along a non-last dimension is not yet supported. ` +
    `Logits was rank ${plainShape([rank])} and dim was ${plainShape([dim])}`;
  ask.require(equal(dim, plus(rank, -1)), `${name}: the last axis`, words);
}

const moments = row(
  'moments',
  { x: numeric('moments'), ...along },
  (args, ask): Datum => {
    const moment = tensorDatum(fakeTensor(reduce(ask, args.x.shape, args.axis, args.keepDims, 'moments'), 'float32'));
    return recordDatum({ mean: moment, variance: moment });
  },
  doc('moments'),
);

function summed(dtype: DType | null): DType | null {
  return dtype === 'bool' ? 'int32' : dtype;
}

const same = (dtype: DType | null): DType | null => dtype;
const float = (): DType => 'float32';

/** `tf.norm` of the order 2. */
const euclideanNorm = row(
  'euclideanNorm',
  { x: any, axis: any, keepDims: any },
  (args, ask) => norm.run([args.x, stringDatum('euclidean'), args.axis, args.keepDims], ask),
  doc('euclideanNorm'),
);

export const reduceRows: Readonly<Record<string, Row>> = {
  sum: reduction('sum', real('sum'), summed),
  prod: reduction('prod', real('prod'), summed),
  mean: reduction('mean', numeric('mean'), float),
  max: reduction('max', real('max'), same),
  min: reduction('min', real('min'), same),
  any: reduction('any', typed('bool', 'any'), same),
  all: reduction('all', typed('bool', 'all'), same),
  logSumExp: reduction('logSumExp', real('logSumExp'), float),
  argMax: argument('argMax'),
  argMin: argument('argMin'),
  cumsum: cumulative('cumsum'),
  cumprod: cumulative('cumprod'),
  softmax: softmax('softmax', typed('float32', 'softmax'), 'dim'),
  logSoftmax: softmax('logSoftmax', real('logSoftmax'), 'axis'),
  moments,
  norm,
  euclideanNorm,
};
