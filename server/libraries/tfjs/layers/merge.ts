/** Layers that merge several tensors into one. */
import { type Ask, Refused } from '../../../kernels/ask.ts';
import { broadcast } from '../../../kernels/broadcast.ts';
import { knownSizes } from '../../../kernels/carve.ts';
import { concatenate as join } from '../../../kernels/join.ts';
import { requireSameShape } from '../../../kernels/unify.ts';
import { equal, less } from '../../../symbolic/relation.ts';
import { asConstant, constant, type Size } from '../../../symbolic/size.ts';
import { promote } from '../../../tensor/dtype.ts';
import { type FakeTensor, fakeTensor } from '../../../tensor/tensor.ts';
import { axes as axesList, axis, withDefault } from '../../parameters.ts';
import type { Row } from '../../row.ts';
import { isSymbolic } from '../models/graph.ts';
import { layerRow } from './define.ts';
import { openShapeText } from './open.ts';
import { batchAndExample, type LayerRule } from './rule.ts';

const concatenate = layerRow(
  'concatenate',
  'Concatenate',
  { axis: withDefault(axis, constant(-1)) },
  ({ axis: at }) => ({
    call(ask, inputs) {
      refuseFew(inputs, 'A `Concatenate` layer should be called on a list of at least 2 inputs');
      const runs = inputs.map(({ shape }) => ({ count: constant(1), shape }));
      // When the library runs the layer, it takes every negative axis for the last one.
      const isFromEnd = ask.facts.decide(less(at, constant(0))) === 'yes' && !inputs.every(isSymbolic);
      return [fakeTensor(join(ask, runs, isFromEnd ? constant(-1) : at), inputs[0]?.dtype ?? null)];
    },
  }),
);

const dot = layerRow('dot', 'Dot', { axes: axesList }, ({ axes }) => ({
  call(ask, [a, b]) {
    if (a === undefined || b === undefined)
      throw new Refused('dot: two inputs', null, 'A `Dot` layer should be called on a list of exactly 2 inputs.');
    const [left, right] = [knownSizes(ask, a.shape), knownSizes(ask, b.shape)];
    if (left.length > 3 || right.length > 3) {
      throw new Refused('dot: rank at most 3', null, 'Dot layer does not support tensors of 4D or higher rank yet.');
    }
    const [first = constant(-1), second = first] = axes;
    const [from, to] = [placeIn(left, first), placeIn(right, second)];
    const [size, other] = [left[from] ?? constant(1), right[to] ?? constant(1)];
    ask.require(
      equal(size, other),
      'dot: the sizes along the axes',
      () => `Dimension incompatibility: ${openShapeText([size])} !== ${openShapeText([other])}`,
    );
    const rest = [
      ...left.filter((_, index) => index !== from),
      ...right.filter((_, index) => index !== to && index !== 0),
    ];
    return [fakeTensor(rest.length === 1 ? [...rest, constant(1)] : rest, 'float32')];
  },
}));

export const mergeRows: Readonly<Record<string, Row>> = {
  add: elementwise('add', 'Add'),
  average: elementwise('average', 'Average'),
  concatenate,
  dot,
  maximum: elementwise('maximum', 'Maximum'),
  minimum: elementwise('minimum', 'Minimum'),
  multiply: elementwise('multiply', 'Multiply'),
};

function elementwise(name: string, className: string): Row {
  const rule: LayerRule = { call: (ask, inputs) => [mergeAll(ask, inputs, name)] };
  return layerRow(name, className, {}, () => rule);
}

/** Examples broadcast; the batches must be equal. */
function mergeAll(ask: Ask, inputs: readonly FakeTensor[], name: string): FakeTensor {
  refuseFew(inputs, `A merge layer should be called on an Array of at least 2 inputs. Got ${inputs.length} input(s).`);
  const words = (): string =>
    `Can not merge tensors with different batch sizes. Got tensors with shapes: [${inputs.map(({ shape }) => openShapeText(shape))}].`;
  return inputs.reduce((a, b) => {
    const [[batch, example], [other, others]] = [
      batchAndExample(ask, a.shape, name),
      batchAndExample(ask, b.shape, name),
    ];
    const common = requireSameShape(ask, batch, other, `${name}: the batches`, words);
    return fakeTensor([...common, ...broadcast(ask, example, others, name)], promote(a.dtype, b.dtype));
  });
}

function refuseFew(inputs: readonly FakeTensor[], words: string): void {
  if (inputs.length < 2) throw new Refused('merge: at least two inputs', null, words);
}

function placeIn(sizes: readonly Size[], at: Size): number {
  const index = asConstant(at) ?? -1;
  return index < 0 ? index + sizes.length : index;
}
