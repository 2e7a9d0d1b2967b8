/** Layers that merge several tensors into one. */
import { type Ask, Refused } from '../../../kernels/ask.ts';
import { broadcast } from '../../../kernels/broadcast.ts';
import { concatenate as join } from '../../../kernels/join.ts';
import { requireSameShape } from '../../../kernels/unify.ts';
import { any as anyOf, negation, relationCondition } from '../../../symbolic/condition.ts';
import { equal, less } from '../../../symbolic/relation.ts';
import { asConstant, constant, type Size } from '../../../symbolic/size.ts';
import { promote } from '../../../tensor/dtype.ts';
import { type FakeTensor, fakeTensor, rankOf, type Shape, sizesOf } from '../../../tensor/tensor.ts';
import { axis, withDefault } from '../../parameters.ts';
import type { Row } from '../../row.ts';
import { isSymbolic } from '../models/graph.ts';
import { layerRow } from './define.ts';
import { dot } from './dot.ts';
import { isOpen, openShapeText } from './open.ts';
import { batchAndExample, type LayerRule, NONE, NOTHING_BUILT } from './rule.ts';

const CONCATENATE_WORDS = 'A `Concatenate` layer should be called on a list of at least 2 inputs';

const concatenate = layerRow(
  'concatenate',
  'Concatenate',
  { axis: withDefault(axis, constant(-1)) },
  ({ axis: at }) => ({
    build(ask, shapes) {
      requireAlikeBut(ask, shapes, asConstant(at));
      return NOTHING_BUILT;
    },
    call(ask, inputs) {
      refuseFew(inputs.length, CONCATENATE_WORDS);
      const runs = inputs.map(({ shape }) => ({ count: constant(1), shape }));
      return [fakeTensor(join(ask, runs, joinedAxis(ask, inputs, at)), inputs[0]?.dtype ?? null)];
    },
  }),
);

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
  refuseFew(
    inputs.length,
    `A merge layer should be called on an Array of at least 2 inputs. Got ${inputs.length} input(s).`,
  );
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

function refuseFew(count: number, words: string): void {
  if (count < 2) throw new Refused('merge: at least two inputs', null, words);
}

/** Where the layer runs, the library takes every negative axis for the last one, and the rank as well. */
function joinedAxis(ask: Ask, inputs: readonly FakeTensor[], at: Size): Size {
  if (inputs.every(isSymbolic)) return at;
  const [first = NONE] = inputs;
  const isLast = anyOf(relationCondition(less(at, constant(0))), relationCondition(equal(at, rankOf(first.shape))));
  if (ask.facts.decide(isLast) === 'yes') return constant(-1);
  if (ask.facts.decide(isLast) === 'unknown')
    ask.assume(negation(isLast), 'concatenate: the axis is one of the dimensions');
  return at;
}

/** Before it runs the first time, the library compares the shapes without the size at the axis, counted as it is stated. */
function requireAlikeBut(ask: Ask, shapes: readonly Shape[], at: number | null): void {
  refuseFew(shapes.length, CONCATENATE_WORDS);
  const words = (): string =>
    'A `Concatenate` layer requires inputs with matching shapes except for the concat axis. ' +
    `Got input shapes: [${shapes.map(openShapeText)}]`;
  const [first, ...others] = shapes.map(sizesOf);
  if (at === null || first === null || first === undefined) return;
  for (const other of others) {
    if (other === null) continue;
    const [expected, found] = [first.toSpliced(at, 1), other.toSpliced(at, 1)];
    // Sizes that a model leaves open are told where it runs.
    const isKnown = [...expected, ...found].every((size) => !isOpen(size));
    if (isKnown) requireSameShape(ask, expected, found, 'concatenate: the other dimensions', words);
  }
}
