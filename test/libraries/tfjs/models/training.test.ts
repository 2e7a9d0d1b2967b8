/** Training demands of data and targets what the library demands, for every loss, and knows its names. */
import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { Refused } from '../../../../server/kernels/ask.ts';
import {
  type Datum,
  type InstanceDatum,
  listDatum,
  recordDatum,
  stringDatum,
  tensorDatum,
} from '../../../../server/libraries/datum.ts';
import { functionRows } from '../../../../server/libraries/tfjs/functions.ts';
import { LOSSES, METRICS, OPTIMIZERS } from '../../../../server/libraries/tfjs/models/compile.ts';
import { fromNumber } from '../../../../server/symbolic/quotient.ts';
import { constant } from '../../../../server/symbolic/size.ts';
import { fakeTensor } from '../../../../server/tensor/tensor.ts';
import { assertAgrees } from '../../agree.ts';
import { RecordingAsk } from '../../recordingAsk.ts';
import { invoke, layer } from '../cases/layers/layerCases.ts';

const NOTHING = { valueOf: () => null, spreads: new Map<string, readonly number[]>() };

const size = fc.integer({ min: 1, max: 3 });
const shape = fc.array(size, { minLength: 1, maxLength: 3 });

describe('tfjs training', () => {
  before(() => tf.setBackend('cpu'));

  it('knows the losses, the metrics and the optimizers', () => {
    const dense = () => tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] });
    const isKnown = (args: object) => throws(() => dense().compile(args as tf.ModelCompileArgs)) === null;
    const odd = [
      'mse',
      'MSE',
      'mae',
      'rmse',
      'categorical_crossentropy',
      'softmaxCrossEntropy',
      'huber',
      'auc',
      'Adam2',
    ];
    for (const name of [...LOSSES, ...METRICS, ...OPTIMIZERS, ...odd]) {
      assert.equal(isKnown({ optimizer: 'sgd', loss: name }), LOSSES.includes(name), name);
      assert.equal(isKnown({ optimizer: 'sgd', loss: 'hinge', metrics: [name] }), METRICS.includes(name), name);
      assert.equal(isKnown({ optimizer: name, loss: 'hinge' }), OPTIMIZERS.includes(name), name);
    }
  });

  it('says in the words of the library which names it does not know', () => {
    const names: readonly (readonly [string, string])[] = [
      ['loss', 'mse'],
      ['loss', 'softmaxCrossEntropy'],
      ['metrics', 'rmse'],
      ['optimizer', 'Momentum'],
    ];
    for (const [field, name] of names) {
      const args = { optimizer: 'sgd', loss: 'hinge', [field]: name };
      const real = throws(() => realModel(2, 1).compile(args));
      const ask = new RecordingAsk();
      const fields = Object.entries(args).map(([key, value]) => [key, stringDatum(value)]);
      assert.equal(
        throws(() => invoke(fakeModel(2, 1, ask), 'compile', [recordDatum(Object.fromEntries(fields))], ask)),
        real,
      );
    }
  });

  it('demands of targets what the library demands', async function () {
    this.timeout(0);
    const cases = fc.tuple(fc.constantFrom(...LOSSES), size, size, shape, fc.integer({ min: 0, max: 9 }));
    await fc.assert(
      fc.asyncProperty(cases, async ([loss, units, count, target, change]) => {
        // Most targets are nearly right, so that both answers are tried.
        const right = loss === 'sparseCategoricalCrossentropy' ? [count, 1] : [count, units];
        const y = change < 5 ? right : change < 7 ? [count] : target;
        const real = realModel(units, 1);
        real.compile({ optimizer: 'sgd', loss });
        const thrown = await rejects(() => real.trainOnBatch(tf.ones([count, 3]), tf.ones(y)));
        const ask = new RecordingAsk();
        const model = fakeModel(units, 1, ask);
        invoke(model, 'compile', [recordDatum({ loss: stringDatum(loss) })], ask);
        const refused = throws(() => invoke(model, 'trainOnBatch', [ones([count, 3]), ones(y)], ask));
        assert.equal(refused === null, thrown === null, `${loss} ${units} [${y}]: ${refused} against ${thrown}`);
        assert.deepEqual(ask.guards, []);
      }),
      { numRuns: 120 },
    );
  });

  it('counts the figures of models with several outputs', () => {
    const ask = new RecordingAsk();
    for (const outputs of [1, 2]) {
      for (const metrics of [[], ['mse'], ['mse', 'accuracy']]) {
        const real = realModel(2, outputs);
        real.compile({ optimizer: 'sgd', loss: 'meanSquaredError', metrics });
        const model = fakeModel(2, outputs, ask);
        const config = { loss: stringDatum('meanSquaredError'), metrics: listDatum(metrics.map(stringDatum)) };
        invoke(model, 'compile', [recordDatum(config)], ask);
        const ys = Array.from({ length: outputs }, () => tf.ones([4, 2]));
        const expected = real.evaluate(tf.ones([4, 3]), outputs === 1 ? (ys[0] as tf.Tensor) : ys);
        const fakes = ys.map(() => ones([4, 2]));
        const result = invoke(model, 'evaluate', [ones([4, 3]), outputs === 1 ? ones([4, 2]) : listDatum(fakes)], ask);
        assert.ok(assertAgrees(result, expected, NOTHING));
      }
    }
  });
});

function realModel(units: number, outputs: number): tf.LayersModel {
  const input = tf.input({ shape: [3] });
  const ends = Array.from({ length: outputs }, () => tf.layers.dense({ units }).apply(input) as tf.SymbolicTensor);
  return tf.model({ inputs: input, outputs: ends });
}

function fakeModel(units: number, outputs: number, ask: RecordingAsk): InstanceDatum {
  const input = functionRows.input?.run([recordDatum({ shape: listDatum([number(3)]) })], ask) as Datum;
  const ends = Array.from({ length: outputs }, () =>
    invoke(layer('dense', recordDatum({ units: number(units) }), ask), 'apply', [input], ask),
  );
  const config = recordDatum({ inputs: input, outputs: listDatum(ends) });
  return functionRows.model?.run([config], ask) as InstanceDatum;
}

function number(value: number): Datum {
  return { kind: 'number', value: fromNumber(value) };
}

function ones(sizes: readonly number[]): Datum {
  return tensorDatum(fakeTensor(sizes.map(constant), 'float32'));
}

function throws(run: () => unknown): string | null {
  try {
    run();
    return null;
  } catch (error) {
    return error instanceof Refused ? (error.words ?? error.reason) : (error as Error).message;
  }
}

async function rejects(run: () => Promise<unknown>): Promise<string | null> {
  try {
    await run();
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}
