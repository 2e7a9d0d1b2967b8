/** TensorFlow.js: `tf.norm`, whose rule depends on the order of the norm. */
import { type Ask, Refused } from '../../kernels/ask.ts';
import { requireAxis } from '../../kernels/axes.ts';
import { rankAtLeast } from '../../kernels/rank.ts';
import { reduce } from '../../kernels/reduce.ts';
import { plainShape } from '../../kernels/words.ts';
import { asConstant, constant, type Size } from '../../symbolic/size.ts';
import { type FakeTensor, fakeTensor, rankOf, type Shape } from '../../tensor/tensor.ts';
import { type Datum, tensorDatum } from '../datum.ts';
import { any, flag, optional, wholeAxes } from '../parameters.ts';
import { type Row, row } from '../row.ts';
import { doc } from './documentation.ts';
import { numeric } from './numerics.ts';

/** The order of a norm; `null` where it is not known. */
type Order = 'euclidean' | 'fro' | 1 | 2 | 'infinite' | 'other' | null;

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
    const isPlain = axis?.length !== 2 || order === 'euclidean' || order === 'fro' || isAscending(axis.map(asConstant));
    const shape = isPlain
      ? reduce(ask, x.shape, axis, keepDims, 'norm')
      : ask.unknown('norm takes two axes in ascending order');
    return fakeTensor(shape, dtype === 'bool' ? null : dtype);
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
  const isStepwise = !isVector && (order === 1 || order === 'infinite' || order === null);
  const shape = isStepwise
    ? oneAfterTheOther(ask, x.shape, axis, keepDims, order)
    : reduce(ask, x.shape, axis, keepDims, 'norm');
  return fakeTensor(shape, dtype === 'bool' && (order === 1 || !isVector) ? 'int32' : dtype);
}

/**
 * Some norms of matrices reduce one axis and then the other in what is left, as if the second came later: the order 1 takes
 * the second one place before, the infinite ones the first as it is. Other axes than such are missed, or do not exist.
 */
function oneAfterTheOther(ask: Ask, shape: Shape, axes: readonly Size[], keepDims: boolean, order: Order): Shape {
  const rank = asConstant(rankOf(shape)) ?? 0;
  const known = axes.map((axis) => asConstant(ask.facts.simplify(axis)));
  const [first, second] = known;
  if (first == null || second == null) return ask.unknown('norm takes two axes that are known');
  for (const axis of axes) if (keepDims) requireAxis(ask, shape, axis, 'norm');
  if (order === null && !isAscending(known)) return ask.unknown('norm takes two axes in ascending order');
  const steps = order === 'infinite' ? [second, first] : [first, second - 1];
  const rest = steps.reduce((left, axis) => reduce(ask, left, [constant(axis)], false, 'norm'), shape);
  if (!keepDims) return rest;
  const places = new Set([first, second].map((axis) => (axis < 0 ? axis + rank : axis)));
  if (places.size < 2) return ask.unknown('norm takes two different axes');
  const sizes = [...rest];
  return Array.from({ length: rank }, (_, index) => (places.has(index) ? constant(1) : (sizes.shift() ?? constant(1))));
}

/** Whether the second of two axes comes later, as the library takes for granted. */
function isAscending([first, second]: readonly (number | null)[]): boolean {
  return first != null && second != null && first >= 0 && first < second;
}

function orderOf(datum: Datum, ask: Ask): Order {
  if (datum.kind === 'absent') return 'euclidean';
  if (datum.kind === 'string') return datum.value === 'euclidean' || datum.value === 'fro' ? datum.value : null;
  if (datum.kind === 'number' && datum.double !== undefined)
    return Number.isFinite(datum.double) || Number.isNaN(datum.double) ? 'other' : 'infinite';
  if (datum.kind !== 'number' || datum.value === null) return null;
  const value = asConstant(ask.facts.simplify(datum.value.numerator));
  return asConstant(datum.value.denominator) === 1 && (value === 1 || value === 2) ? value : 'other';
}
