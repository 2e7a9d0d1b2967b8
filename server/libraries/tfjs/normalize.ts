/** TensorFlow.js: normalisation and dropout: results of the input's shape. */
import { type Ask, Refused } from '../../kernels/ask.ts';
import { broadcast } from '../../kernels/broadcast.ts';
import { sameRank } from '../../kernels/rank.ts';
import { equal } from '../../symbolic/relation.ts';
import { asConstant, constant, type Size } from '../../symbolic/size.ts';
import { type FakeTensor, fakeTensor, isSpread, type Shape } from '../../tensor/tensor.ts';
import { tensorDatum } from '../datum.ts';
import { any, isAbsent, list, maybe, number, optional, size, tensor, tensorOf } from '../parameters.ts';
import { type Parameter, type Row, row } from '../row.ts';
import { doc } from './documentation.ts';
import { numeric, typed } from './numerics.ts';

const ONE = constant(1);

/**
 * Normalisation by given statistics.
 * @param rank the rank of `x`, or `null` for any.
 */
function batchNorm(name: string, rank: number | null): Row {
  const x = rank === null ? tensor : tensorOf([rank], name);
  const statistic = rank === null ? numeric(name) : tensorOf([1, rank], name);
  return row(
    name,
    {
      x,
      mean: statistic,
      variance: statistic,
      offset: optional(statistic),
      scale: optional(statistic),
      varianceEpsilon: any,
    },
    (args, ask) => {
      for (const [other, what] of [
        [args.variance, 'variance'],
        [args.offset, 'offset'],
        [args.scale, 'scale'],
      ] as const) {
        if (other !== null) requireSameRank(ask, args.mean, other, what);
      }
      assumeBroadcasts(ask, args.x.shape, args.mean.shape, name);
      return tensorDatum(args.x);
    },
    doc(name),
  );
}

function requireSameRank(ask: Ask, mean: FakeTensor, other: FakeTensor, what: string): void {
  const words = (): string => `Batch normalization gradient requires mean and ${what} to have equal ranks.`;
  ask.require(sameRank(mean.shape, other.shape), `batchNorm: mean and ${what} have one rank`, words);
}

/** Statistics have the input's last sizes. Not every backend insists: another size is no error. */
function assumeBroadcasts(ask: Ask, shape: Shape, statistic: Shape, name: string): void {
  const sizes = [...shape].reverse();
  [...statistic].reverse().forEach((dim, index) => {
    const wanted = sizes[index];
    if (wanted === undefined || isSpread(wanted) || isSpread(dim) || asConstant(dim) === 1) return;
    const claim = equal(wanted, dim);
    if (ask.facts.decide(claim) === 'unknown') ask.assume(claim, `${name}: the statistics' shape`);
  });
}

const localResponseNormalization = row(
  'localResponseNormalization',
  { x: tensorOf([3, 4], 'localResponseNormalization'), depthRadius: any, bias: any, alpha: any, beta: any },
  ({ x }) => tensorDatum(x),
  doc('localResponseNormalization'),
);

/** The shape of the noise; `null` in it stands for the input's size. */
const noiseShape: Parameter<readonly (Size | null)[]> = {
  read: (argument, ask, name) =>
    list.read(argument, ask, name).map((item) => (isAbsent(item) ? null : size.read(item, ask, name))),
};

const dropout = row(
  'dropout',
  { x: typed('float32', 'dropout'), rate: maybe(number), noiseShape: optional(noiseShape), seed: any },
  ({ x, rate, noiseShape: noise }, ask) => {
    const value = rate && (asConstant(rate.numerator) ?? Number.NaN) / (asConstant(rate.denominator) ?? 1);
    if (value !== null && (value < 0 || value >= 1)) {
      throw new Refused('dropout: rate in [0, 1)', null, `rate must be a float in the range [0, 1), but got ${value}.`);
    }
    if (noise === null || value === 0) return tensorDatum(x);
    const shape = noise.map((dim, index) => dim ?? sameSize(x.shape, index));
    return tensorDatum(fakeTensor(broadcast(ask, x.shape, shape, 'dropout'), 'float32'));
  },
  doc('dropout'),
);

function sameSize(shape: Shape, index: number): Size {
  const dim = shape[index];
  return dim === undefined || isSpread(dim) ? ONE : dim;
}

export const normalizeRows: Readonly<Record<string, Row>> = {
  batchNorm: batchNorm('batchNorm', null),
  batchNorm2d: batchNorm('batchNorm2d', 2),
  batchNorm3d: batchNorm('batchNorm3d', 3),
  batchNorm4d: batchNorm('batchNorm4d', 4),
  localResponseNormalization,
  dropout,
};
