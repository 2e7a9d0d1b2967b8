/** TensorFlow.js: `tf.metrics` as functions. */
import { type Ask, Unreadable } from '../../kernels/ask.ts';
import { requireAxis } from '../../kernels/axes.ts';
import { broadcast } from '../../kernels/broadcast.ts';
import { reduce } from '../../kernels/reduce.ts';
import { squeeze } from '../../kernels/reshape.ts';
import { requireSameShape } from '../../kernels/unify.ts';
import { plainShape } from '../../kernels/words.ts';
import { asConstant, constant, plus } from '../../symbolic/size.ts';
import { type FakeTensor, fakeTensor, rankOf, type Shape } from '../../tensor/tensor.ts';
import { tensorDatum } from '../datum.ts';
import { type Row, row } from '../row.ts';
import { doc } from './documentation.ts';
import { real } from './numerics.ts';

type Rule = (ask: Ask, yTrue: Shape, yPred: Shape, name: string) => Shape;

/** One number per example: all but the last dimension. */
const perExample: Rule = (ask, yTrue, yPred, name) => withoutLast(ask, broadcast(ask, yTrue, yPred, name), name);

/** Vectors along the last dimension of both, which are normalised first. */
const perVector: Rule = (ask, yTrue, yPred, name) => {
  for (const shape of [yTrue, yPred]) requireAxis(ask, shape, constant(-1), name);
  return perExample(ask, yTrue, yPred, name);
};

/** Compares the classes that are greatest in both. */
const perClass: Rule = (ask, yTrue, yPred, name) =>
  broadcast(ask, withoutLast(ask, yTrue, name), withoutLast(ask, yPred, name), name);

/** True classes are given by their indices, perhaps in a last dimension of 1. */
const perIndex: Rule = (ask, yTrue, yPred, name) => {
  const [left, right] = [rankOf(yTrue), rankOf(yPred)].map(asConstant);
  if (left === null || right === null) throw new Unreadable({ message: 'the rank is not known', place: null });
  const classes = left === right ? squeeze(ask, yTrue, [constant(-1)]) : yTrue;
  return broadcast(ask, classes, withoutLast(ask, yPred, name), name);
};

/** The library takes the logarithms of both together without broadcasting. */
const perLogit: Rule = (ask, yTrue, yPred, name) => {
  const words = (): string =>
    `logits and labels must have the same shape, but got shapes ${plainShape(yTrue)} and ${plainShape(yPred)}`;
  return reduce(
    ask,
    requireSameShape(ask, yTrue, yPred, `${name}: the same shape`, words),
    [constant(-1)],
    false,
    name,
  );
};

/** The library counts the axis in the predictions, and takes it of the broadcast shape. */
const perDistribution: Rule = (ask, yTrue, yPred, name) => {
  requireAxis(ask, yPred, constant(-1), name);
  return reduce(ask, broadcast(ask, yTrue, yPred, name), [plus(rankOf(yPred), -1)], false, name);
};

const scalar: Rule = (ask, yTrue, yPred, name) => {
  broadcast(ask, yTrue, yPred, name);
  return [];
};

function withoutLast(ask: Ask, shape: Shape, name: string): Shape {
  return reduce(ask, shape, [constant(-1)], false, name);
}

function metric(name: string, rule: Rule): Row {
  const operand = real(name);
  return row(
    `metrics.${name}`,
    { yTrue: operand, yPred: operand },
    (args: { readonly yTrue: FakeTensor; readonly yPred: FakeTensor }, ask) =>
      tensorDatum(fakeTensor(rule(ask, args.yTrue.shape, args.yPred.shape, name), 'float32')),
    doc(`metrics.${name}`),
  );
}

const PER_EXAMPLE = 'binaryAccuracy meanAbsoluteError meanAbsolutePercentageError MAPE mape meanSquaredError MSE mse';

export const metricRows: Readonly<Record<string, Row>> = {
  ...Object.fromEntries(PER_EXAMPLE.split(' ').map((name) => [name, metric(name, perExample)])),
  binaryCrossentropy: metric('binaryCrossentropy', perLogit),
  categoricalCrossentropy: metric('categoricalCrossentropy', perDistribution),
  categoricalAccuracy: metric('categoricalAccuracy', perClass),
  sparseCategoricalAccuracy: metric('sparseCategoricalAccuracy', perIndex),
  cosineProximity: metric('cosineProximity', perVector),
  precision: metric('precision', scalar),
  recall: metric('recall', scalar),
  r2Score: metric('r2Score', scalar),
};
