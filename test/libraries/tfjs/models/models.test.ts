/** Models agree with the library: graphs, what they demand of their inputs and targets, and their weights. */
import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { Refused } from '../../../../server/kernels/ask.ts';
import {
  ABSENT,
  type Datum,
  type InstanceDatum,
  listDatum,
  recordDatum,
  stringDatum,
  tensorDatum,
} from '../../../../server/libraries/datum.ts';
import { functionRows } from '../../../../server/libraries/tfjs/functions.ts';
import { fromNumber } from '../../../../server/symbolic/quotient.ts';
import { constant } from '../../../../server/symbolic/size.ts';
import type { DType } from '../../../../server/tensor/dtype.ts';
import { fakeTensor } from '../../../../server/tensor/tensor.ts';
import { assertAgrees } from '../../agree.ts';
import { RecordingAsk } from '../../recordingAsk.ts';
import { invoke, layer } from '../cases/layers/layerCases.ts';

type Plain = number | string | boolean | null | readonly Plain[] | { readonly [name: string]: Plain };

const NOTHING = { valueOf: () => null, spreads: new Map<string, readonly number[]>() };

describe('tfjs models', () => {
  before(() => tf.setBackend('cpu'));

  it('predicts with two branches', () => {
    const input = tf.input({ shape: [8] });
    const left = tf.layers.dense({ units: 4 }).apply(input) as tf.SymbolicTensor;
    const right = tf.layers.dense({ units: 4 }).apply(input) as tf.SymbolicTensor;
    const sum = tf.layers.add().apply([left, right]) as tf.SymbolicTensor;
    const both = tf.layers.concatenate().apply([left, right]) as tf.SymbolicTensor;
    const real = tf.model({ inputs: input, outputs: [sum, both] }).predict(tf.ones([3, 8]));

    const ask = new RecordingAsk();
    const start = call('input', [{ shape: [8] }], ask);
    const one = apply('dense', { units: 4 }, start, ask);
    const other = apply('dense', { units: 4 }, start, ask);
    const ends = [
      apply('add', {}, listDatum([one, other]), ask),
      apply('concatenate', {}, listDatum([one, other]), ask),
    ];
    const model = functionRows.model?.run(
      [recordDatum({ inputs: start, outputs: listDatum(ends) })],
      ask,
    ) as InstanceDatum;
    assertAgrees(invoke(model, 'predict', [ones([3, 8])], ask), real, NOTHING);
    assert.deepEqual(ask.guards, []);
  });

  it('says in the words of the library what an input must look like', () => {
    const real = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [10], name: 'first' })] });
    const ask = new RecordingAsk();
    const model = sequential(ask, ['dense', { units: 2, inputShape: [10], name: 'first' }]);
    for (const shape of [[2, 3], [10], [2, 10, 1]]) {
      const expected = errorOf(() => real.predict(tf.ones(shape)));
      const actual = errorOf(() => invoke(model, 'predict', [ones(shape)], ask));
      assert.equal(actual, expected);
    }
  });

  it('leaves open what the program leaves open', () => {
    const shape = [null, null, 3];
    const real = tf.sequential({
      layers: [
        tf.layers.conv2d({ filters: 4, kernelSize: 3, inputShape: shape, name: 'first' }),
        tf.layers.maxPooling2d({ poolSize: 2 }),
        tf.layers.globalAveragePooling2d({}),
      ],
    });
    const ask = new RecordingAsk();
    const model = sequential(
      ask,
      ['conv2d', { filters: 4, kernelSize: 3, inputShape: shape, name: 'first' }],
      ['maxPooling2d', { poolSize: 2 }],
      ['globalAveragePooling2d', {}],
    );
    assert.deepEqual(ask.guards, []);
    assertAgrees(invoke(model, 'predict', [ones([2, 9, 7, 3])], ask), real.predict(tf.ones([2, 9, 7, 3])), NOTHING);
    const small = errorOf(() => invoke(model, 'predict', [ones([2, 9, 7, 1])], ask));
    assert.equal(
      small,
      errorOf(() => real.predict(tf.ones([2, 9, 7, 1]))),
    );
  });

  it('refuses to flatten open sizes and to begin without a shape', () => {
    const ask = new RecordingAsk();
    const flatten = (): unknown =>
      sequential(ask, ['conv1d', { filters: 2, kernelSize: 2, inputShape: [null, 3] }], ['flatten', {}]);
    assert.throws(flatten, Refused);
    assert.throws(() => sequential(ask, ['dense', { units: 2 }]), /first layer in a Sequential model/);
    assert.throws(
      () => tf.sequential({ layers: [tf.layers.dense({ units: 2 })] }),
      /first layer in a Sequential model/,
    );
  });

  it('has the weights of the library, in their order', () => {
    const real = tf.sequential({
      layers: [
        tf.layers.dense({ units: 4, inputShape: [3] }),
        tf.layers.batchNormalization({}),
        tf.layers.reshape({ targetShape: [2, 2] }),
        tf.layers.bidirectional({ layer: tf.layers.lstm({ units: 5 }) as tf.RNN, mergeMode: 'concat' }),
      ],
    });
    const ask = new RecordingAsk();
    const model = sequential(
      ask,
      ['dense', { units: 4, inputShape: [3] }],
      ['batchNormalization', {}],
      ['reshape', { targetShape: [2, 2] }],
    );
    const wrapped = recordDatum({ layer: layer('lstm', datumOf({ units: 5 }), ask) });
    invoke(model, 'add', [layer('bidirectional', wrapped, ask)], ask);
    assertAgrees(invoke(model, 'getWeights', [], ask), real.getWeights(), NOTHING);
    assertAgrees(invoke(model, 'predict', [ones([7, 3])], ask), real.predict(tf.ones([7, 3])), NOTHING);
    assertAgrees(invoke(model, 'countParams', [], ask), real.countParams(), NOTHING);
  });

  it('steps with a layer through time', () => {
    const inner = { units: 4 };
    const real = tf.layers.timeDistributed({ layer: tf.layers.dense(inner) }).apply(tf.ones([2, 3, 5])) as tf.Tensor;
    const ask = new RecordingAsk();
    const wrapper = layer('timeDistributed', recordDatum({ layer: layer('dense', datumOf(inner), ask) }), ask);
    assertAgrees(invoke(wrapper, 'apply', [ones([2, 3, 5])], ask), real, NOTHING);
  });

  it('runs a stack of cells', () => {
    const cells = [tf.layers.lstmCell({ units: 4 }), tf.layers.gruCell({ units: 3 })];
    const real = tf.layers.rnn({ cell: cells, returnState: true }).apply(tf.ones([2, 5, 6])) as unknown as tf.Tensor[];
    const ask = new RecordingAsk();
    const fake = listDatum([
      layer('lstmCell', datumOf({ units: 4 }), ask),
      layer('gruCell', datumOf({ units: 3 }), ask),
    ]);
    const stack = layer('rnn', recordDatum({ cell: fake, returnState: { kind: 'boolean', value: true } }), ask);
    assertAgrees(invoke(stack, 'apply', [ones([2, 5, 6])], ask), real, NOTHING);
  });

  it('checks targets against the loss', async () => {
    const losses = ['meanSquaredError', 'sparseCategoricalCrossentropy', 'categoricalCrossentropy'];
    for (const loss of losses) {
      for (const target of [[4, 2], [4, 1], [4], [4, 3]]) {
        const real = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3], activation: 'softmax' })] });
        real.compile({ optimizer: 'sgd', loss });
        const expected = await real.fit(tf.ones([4, 3]), tf.zeros(target), { epochs: 1, verbose: 0 }).then(
          () => null,
          () => 'threw',
        );
        const ask = new RecordingAsk();
        const model = sequential(ask, ['dense', { units: 2, inputShape: [3], activation: 'softmax' }]);
        invoke(model, 'compile', [datumOf({ optimizer: 'sgd', loss })], ask);
        const actual = errorOf(() => invoke(model, 'fit', [ones([4, 3]), ones(target)], ask)) === null ? null : 'threw';
        assert.equal(actual, expected, `${loss} with a target of shape [${target}]`);
      }
    }
  });

  it('evaluates to a loss, and a figure for each metric', () => {
    for (const metrics of [[], ['accuracy']]) {
      const real = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [3] })] });
      real.compile({ optimizer: 'sgd', loss: 'meanSquaredError', metrics });
      const ask = new RecordingAsk();
      const model = sequential(ask, ['dense', { units: 1, inputShape: [3] }]);
      invoke(model, 'compile', [datumOf({ loss: 'meanSquaredError', metrics })], ask);
      const result = invoke(model, 'evaluate', [ones([4, 3]), ones([4, 1])], ask);
      assertAgrees(result, real.evaluate(tf.ones([4, 3]), tf.ones([4, 1])), NOTHING);
    }
  });

  it('is a layer of another model', () => {
    const inner = tf.sequential({ layers: [tf.layers.dense({ units: 6, inputShape: [4] })] });
    const real = tf.sequential({ layers: [inner, tf.layers.dense({ units: 2 })] });
    const ask = new RecordingAsk();
    const part = sequential(ask, ['dense', { units: 6, inputShape: [4] }]);
    const model = functionRows.sequential?.run([], ask) as InstanceDatum;
    invoke(model, 'add', [part], ask);
    invoke(model, 'add', [layer('dense', datumOf({ units: 2 }), ask)], ask);
    assertAgrees(invoke(model, 'predict', [ones([5, 4])], ask), real.predict(tf.ones([5, 4])), NOTHING);
  });

  it('has opaque outputs where it is loaded', () => {
    const ask = new RecordingAsk();
    const loaded = functionRows.loadLayersModel?.run([stringDatum('model.json')], ask);
    const model = loaded?.kind === 'promise' ? (loaded.value as InstanceDatum) : assert.fail('a promise');
    const output = invoke(model, 'predict', [ones([1, 4])], ask);
    assert.equal(output.kind, 'tensor');
    const features = model.type.properties.inputs?.(model, ask) ?? ABSENT;
    const last = invoke(model, 'getLayer', [stringDatum('conv')], ask) as InstanceDatum;
    const cut = recordDatum({ inputs: features, outputs: last.type.properties.output?.(last, ask) ?? ABSENT });
    const short = functionRows.model?.run([cut], ask) as InstanceDatum;
    assert.equal(invoke(short, 'predict', [ones([1, 224, 224, 3])], ask).kind, 'tensor');
    assert.deepEqual(ask.guards, []);
  });
});

function sequential(ask: RecordingAsk, ...layers: readonly (readonly [string, Plain])[]): InstanceDatum {
  const model = functionRows.sequential?.run([], ask) as InstanceDatum;
  for (const [name, config] of layers) invoke(model, 'add', [layer(name, datumOf(config), ask)], ask);
  return model;
}

function call(name: string, args: readonly Plain[], ask: RecordingAsk): Datum {
  return functionRows[name]?.run(args.map(datumOf), ask) ?? ABSENT;
}

function apply(name: string, config: Plain, input: Datum, ask: RecordingAsk): Datum {
  return invoke(layer(name, datumOf(config), ask), 'apply', [input], ask);
}

function ones(shape: readonly number[], dtype: DType = 'float32'): Datum {
  return tensorDatum(fakeTensor(shape.map(constant), dtype));
}

function datumOf(value: Plain): Datum {
  if (value === null) return ABSENT;
  if (typeof value === 'number') return { kind: 'number', value: fromNumber(value) };
  if (typeof value === 'string') return stringDatum(value);
  if (typeof value === 'boolean') return { kind: 'boolean', value };
  if (Array.isArray(value)) return listDatum(value.map(datumOf));
  return recordDatum(Object.fromEntries(Object.entries(value).map(([name, field]) => [name, datumOf(field)])));
}

function errorOf(run: () => unknown): string | null {
  try {
    run();
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}
