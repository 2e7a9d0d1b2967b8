/** TensorFlow.js: `tf.norm`, whose rule depends on the order of the norm. */
import { type Ask, Refused } from '../../kernels/ask.ts';
import { rankAtLeast } from '../../kernels/rank.ts';
import { reduce } from '../../kernels/reduce.ts';
import { plainShape } from '../../kernels/words.ts';
import { asConstant, type Size } from '../../symbolic/size.ts';
import { type FakeTensor, fakeTensor, rankOf } from '../../tensor/tensor.ts';
import { type Datum, tensorDatum } from '../datum.ts';
import { any, flag, optional, wholeAxes } from '../parameters.ts';
import { type Row, row } from '../row.ts';
import { doc } from './documentation.ts';
import { numeric } from './numerics.ts';

/** The order of a norm; `null` where it is not known. */
type Order = 'euclidean' | 'fro' | 1 | 2 | 'other' | null;

export const norm: Row = row(
  'norm',
  { x: numeric('norm'), ord: any, axis: optional(wholeAxes), keepDims: flag(false) },
  (args, ask) => tensorDatum(normOf(ask, args.x, orderOf(args.ord, ask), args.axis, args.keepDims)),
  doc('norm'),
);

function normOf(ask: Ask, x: FakeTensor, order: Order, axis: readonly Size[] | null, keepDims: boolean): FakeTensor {
  const rank = asConstant(rankOf(x.shape));
  const dtype = x.dtype === 'complex64' ? 'float32' : x.dtype;
  if (rank === 0) return fakeTensor(reduce(ask, x.shape, keepDims ? axis : null, keepDims, 'norm'), dtype);
  if (rank === null) {
    if (axis !== null) ask.assume(rankAtLeast(x.shape, 1), 'norm: no scalar');
    return fakeTensor(reduce(ask, x.shape, axis, keepDims, 'norm'), dtype === 'bool' ? null : dtype);
  }
  const isVector = rank === 1 || axis === null || axis.length === 1;
  if (!isVector && axis.length !== 2)
    throw new Refused('norm: one axis or two', null, `Error in norm: invalid axis: ${plainShape(axis)}`);
  if (order === 'other' || order === (isVector ? 'fro' : 2))
    throw new Refused('norm: the order', null, `Error in norm: invalid ord value: ${order}`);
  if ((order === 'euclidean' || order === 'fro' || order === 2) && dtype !== null && dtype !== 'float32') {
    throw new Refused(
      'norm: a float32 tensor',
      null,
      `Argument 'x' passed to 'sqrt' must be float32 tensor, but got ${dtype} tensor`,
    );
  }
  const isExact = isVector || order === 'euclidean' || order === 'fro' || isAscending(axis);
  const shape = isExact
    ? reduce(ask, x.shape, axis, keepDims, 'norm')
    : ask.unknown('norm takes two axes in ascending order');
  return fakeTensor(shape, dtype === 'bool' && (order === 1 || !isVector) ? 'int32' : dtype);
}

/** Some norms of matrices reduce one axis after the other, and miss the second where it does not come later. */
function isAscending(axes: readonly Size[]): boolean {
  const [first, second] = axes.map((axis) => asConstant(axis) ?? -1);
  return first !== undefined && second !== undefined && first >= 0 && first < second;
}

function orderOf(datum: Datum, ask: Ask): Order {
  if (datum.kind === 'absent') return 'euclidean';
  if (datum.kind === 'string') return datum.value === 'euclidean' || datum.value === 'fro' ? datum.value : null;
  if (datum.kind !== 'number' || datum.value === null) return null;
  const value = asConstant(ask.facts.simplify(datum.value.numerator));
  return asConstant(datum.value.denominator) === 1 && (value === 1 || value === 2) ? value : 'other';
}
