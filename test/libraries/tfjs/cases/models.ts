/** Cases of models: what they demand of the data that they are run, evaluated and trained on, and what comes out. */
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import {
  ABSENT,
  type Datum,
  type InstanceDatum,
  listDatum,
  recordDatum,
  stringDatum,
} from '../../../../server/libraries/datum.ts';
import type { Row } from '../../../../server/libraries/row.ts';
import { functionRows } from '../../../../server/libraries/tfjs/functions.ts';
import { LOSSES, METRICS } from '../../../../server/libraries/tfjs/models/compile.ts';
import { positiveSize } from '../../arbitraries.ts';
import {
  type Argument,
  listArgument,
  numberArgument,
  numbersArgument,
  recordArgument,
  sizesArgument,
  stringArgument,
  tensorArgument,
} from '../../arguments.ts';
import { type OracleCase, rowNamed } from '../../support.ts';
import { invoke, layer } from './layers/layerCases.ts';

type Ask = Parameters<Row['run']>[1];

const sequential = rowNamed(functionRows)('sequential');
const model = rowNamed(functionRows)('model');
const input = rowNamed(functionRows)('input');

/** A layer by name, and its configuration. */
interface First {
  readonly name: 'dense' | 'flatten' | 'conv2d' | 'lstm' | 'embedding';
  readonly config: Readonly<Record<string, Argument>>;
  /** The shape of one example. */
  readonly example: readonly number[];
}

const two: Argument = { kind: 'size', value: 2 };

const first: fc.Arbitrary<First> = fc.tuple(fc.nat(4), positiveSize, positiveSize).map(([which, a, b]): First => {
  if (which === 0) return { name: 'flatten', config: {}, example: [a, b] };
  if (which === 1) return { name: 'lstm', config: { units: two }, example: [a, b] };
  if (which === 2)
    return { name: 'conv2d', config: { filters: two, kernelSize: numberArgument(1) }, example: [a, b, 3] };
  if (which === 3) return { name: 'embedding', config: { inputDim: numberArgument(9), outputDim: two }, example: [a] };
  return { name: 'dense', config: { units: two }, example: [a] };
});

/** Data for examples of a shape: mostly right, else of another rank or size. */
function fed(example: readonly number[], batch: number, change: number): Argument {
  const right = [batch, ...example];
  if (change === 0) return tensorArgument(example);
  if (change === 1) return tensorArgument(right.map((size, index) => (index === right.length - 1 ? size + 1 : size)));
  if (change === 2) return tensorArgument([...right, 1]);
  return tensorArgument(right, change === 3 ? 'int32' : 'float32');
}

const run = fc
  .tuple(first, positiveSize, fc.nat(11), fc.constantFrom('predict', 'predictOnBatch', 'apply', 'countParams'))
  .map(([{ name, config, example }, batch, change, method]): readonly Argument[] => [
    stringArgument(name),
    recordArgument({ ...config, inputShape: sizesArgument(example) }),
    stringArgument(method),
    fed(example, batch, change),
  ]);

/** One layer in a sequential model, and what a method of the model gives for data. */
const predicting: OracleCase = {
  row: {
    ...sequential,
    parameters: ['name', 'config', 'method', 'data'],
    run([name, config = ABSENT, method, data = ABSENT], ask) {
      const made = layer(textOf(name), config, ask);
      return invoke(sequentialOf([made], ask), textOf(method), [data], ask);
    },
  },
  args: run,
  real(name: 'dense', config: never, method: 'predict', data: tf.Tensor) {
    return tf.sequential({ layers: [tf.layers[name](config)] })[method](data);
  },
};

/** Losses, metrics, data and targets; most are right, so that both answers are tried. */
const trained = fc
  .tuple(
    fc.record({ loss: fc.constantFrom(...LOSSES), units: positiveSize, batch: positiveSize, more: positiveSize }),
    fc.nat(9),
    fc.nat(9),
    fc.uniqueArray(fc.constantFrom(...METRICS), { maxLength: 2 }),
    fc.constantFrom('fit', 'trainOnBatch', 'evaluate'),
  )
  .map(([{ loss, units, batch, more }, onData, onTarget, metrics, method]): readonly Argument[] => {
    const right = loss === 'sparseCategoricalCrossentropy' ? [batch, 1] : [batch, units];
    const targets = [[batch], [batch, more], [more, units], [batch, units, 1]];
    return [
      recordArgument({ units: { kind: 'size', value: units }, inputShape: numbersArgument([3]) }),
      stringArgument(loss),
      listArgument((method === 'fit' ? [] : metrics.filter(isPlain)).map(stringArgument)),
      stringArgument(method),
      fed([3], batch, onData),
      tensorArgument(targets[onTarget] ?? right),
    ];
  });

/** Metrics that demand nothing of shapes that the loss does not. */
function isPlain(metric: string): boolean {
  return ['mse', 'MSE', 'mae', 'MAE', 'mape', 'MAPE'].includes(metric);
}

const training: OracleCase = {
  row: {
    ...sequential,
    parameters: ['config', 'loss', 'metrics', 'method', 'x', 'y'],
    run([config = ABSENT, loss = ABSENT, metrics = ABSENT, method, x = ABSENT, y = ABSENT], ask) {
      const made = sequentialOf([layer('dense', config, ask)], ask);
      invoke(made, 'compile', [recordDatum({ optimizer: stringDatum('sgd'), loss, metrics })], ask);
      const result = invoke(made, textOf(method), [x, y, recordDatum({})], ask);
      return textOf(method) === 'fit' ? ABSENT : result;
    },
  },
  args: trained,
  async real(config: never, loss: string, metrics: string[], method: 'fit', x: tf.Tensor, y: tf.Tensor) {
    const made = tf.sequential({ layers: [tf.layers.dense(config)] });
    made.compile({ optimizer: 'sgd', loss, metrics });
    return made[method](x, y, { epochs: 1, verbose: 0 });
  },
};

/** A model of two inputs and two outputs, fed with as many tensors, mostly. */
const several = fc
  .tuple(positiveSize, positiveSize, positiveSize, fc.nat(9), fc.nat(9))
  .map(([a, b, batch, change, count]): readonly Argument[] => {
    const data = [fed([a], batch, 9), fed([b], change === 9 ? batch + 1 : batch, change === 9 ? 9 : change)];
    return [
      { kind: 'size', value: a },
      { kind: 'size', value: b },
      listArgument(count === 0 ? data.slice(1) : count === 1 ? [...data, ...data] : data),
    ];
  });

const functional: OracleCase = {
  row: {
    ...model,
    parameters: ['a', 'b', 'data'],
    run([a = ABSENT, b = ABSENT, data = ABSENT], ask) {
      const ends = [a, b].map((size) => input.run([recordDatum({ shape: listDatum([size]) })], ask));
      const joined = invoke(layer('concatenate', recordDatum({}), ask), 'apply', [listDatum(ends)], ask);
      const units = recordDatum({ units: a });
      const dense = invoke(layer('dense', units, ask), 'apply', [joined], ask);
      const config = recordDatum({ inputs: listDatum(ends), outputs: listDatum([joined, dense]) });
      return invoke(model.run([config], ask) as InstanceDatum, 'predict', [data], ask);
    },
  },
  args: several,
  real(a: number, b: number, data: tf.Tensor[]) {
    const ends = [a, b].map((size) => tf.input({ shape: [size] }));
    const joined = tf.layers.concatenate().apply(ends) as tf.SymbolicTensor;
    const dense = tf.layers.dense({ units: a }).apply(joined) as tf.SymbolicTensor;
    return tf.model({ inputs: ends, outputs: [joined, dense] }).predict(data);
  },
};

export const modelCases: readonly OracleCase[] = [predicting, training, functional];

function sequentialOf(layers: readonly Datum[], ask: Ask): InstanceDatum {
  return sequential.run([recordDatum({ layers: listDatum(layers) })], ask) as InstanceDatum;
}

function textOf(datum: Datum | undefined): string {
  return datum?.kind === 'string' ? (datum.value ?? '') : '';
}
