/** Names in the configurations of layers: what is refused here is refused by the library. */
import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { Refused } from '../../../../server/kernels/ask.ts';
import { recordDatum, stringDatum } from '../../../../server/libraries/datum.ts';
import { fromNumber } from '../../../../server/symbolic/quotient.ts';
import { RecordingAsk } from '../../recordingAsk.ts';
import { layer } from '../cases/layers/layerCases.ts';

const NAMES: Readonly<Record<string, readonly string[]>> = {
  activation: [
    ...['relu', 'ReLU', 'Relu', 'RELU', 'relu6', 'softMax', 'Softmax', 'softmax', 'hard_sigmoid', 'hardSigmoid'],
    ...['log_softmax', 'Tanh', 'tanh', 'ELU', 'Elu', 'gelu_new', 'geluNew', 'Linear', 'mish'],
  ],
  kernelInitializer: ['glorot_uniform', 'glorotUniform', 'GlorotUniform', 'he_normal', 'heNormal', 'HENormal', 'Zeros'],
};

const PLACES: readonly (readonly [string, object])[] = [
  ['dense', { units: 2 }],
  ['conv2d', { filters: 2, kernelSize: 2 }],
  ['lstm', { units: 2 }],
  ['separableConv2d', { filters: 2, kernelSize: 2 }],
];

describe('names in configurations of layers', () => {
  for (const [field, names] of Object.entries(NAMES)) {
    for (const [name, config] of PLACES) {
      it(`${field} of ${name}`, () => {
        for (const text of names) {
          const real = errorOf(() => make(name, { ...config, [field]: text }));
          const fields = Object.entries(config).map(([key, value]) => [
            key,
            { kind: 'number', value: fromNumber(value) },
          ]);
          const datum = recordDatum({ ...Object.fromEntries(fields), [field]: stringDatum(text) });
          const fake = errorOf(() => layer(name, datum, new RecordingAsk()));
          if (fake !== null) assert.ok(real?.startsWith(fake), `${text}: ${fake} against ${real}`);
          if (real?.startsWith(`Unknown ${field === 'activation' ? 'activation' : 'initializer'}`)) {
            const isTold = fake !== null || (name === 'separableConv2d' && field !== 'activation');
            assert.ok(isTold, `${text} is refused by the library: ${real}`);
          }
        }
      });
    }
  }
});

function make(name: string, config: object): unknown {
  return (tf.layers as unknown as Record<string, (config: object) => unknown>)[name]?.(config);
}

function errorOf(run: () => unknown): string | null {
  try {
    run();
    return null;
  } catch (error) {
    return error instanceof Refused ? error.words : (error as Error).message;
  }
}
