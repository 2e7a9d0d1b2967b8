/** Models that programs describe: with layers of their own that they register, and in forms that the library does not read. */
import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { analyzePrograms } from '../../../analysis/programs.ts';

const DOUBLED = `class Doubled extends tf.layers.Layer {
  constructor(config) { super(config); this.times = config.times; }
  build(inputShape) { this.kernel = this.addWeight('kernel', [inputShape[1], this.times], 'float32', tf.initializers.ones()); }
  call(inputs) { return tf.matMul(Array.isArray(inputs) ? inputs[0] : inputs, this.kernel.read()); }
  computeOutputShape(inputShape) { return [inputShape[0], this.times]; }
  getConfig() { return { ...super.getConfig(), times: this.times }; }
  static get className() { return 'Doubled'; }
}
tf.serialization.registerClass(Doubled);`;

const dense = { class_name: 'Dense', config: { units: 3, batch_input_shape: [null, 4], name: 'first' } };
const own = { class_name: 'Doubled', config: { times: 6, name: 'own' } };

const sequential = { class_name: 'Sequential', config: { name: 'written', layers: [dense, own] } };

const functional = {
  class_name: 'Model',
  config: {
    name: 'connected',
    layers: [
      {
        class_name: 'InputLayer',
        name: 'in',
        config: { name: 'in', batch_input_shape: [null, 4] },
        inbound_nodes: [],
      },
      { ...own, name: 'own', inbound_nodes: [[['in', 0, 0, {}]]] },
    ],
    input_layers: [['in', 0, 0]],
    output_layers: [['own', 0, 0]],
  },
};

const keras3 = {
  class_name: 'Sequential',
  config: {
    layers: [
      { class_name: 'InputLayer', config: { batch_shape: [null, 4], dtype: 'float32', name: 'in' } },
      { class_name: 'Dense', config: { units: 3, name: 'dense' } },
    ],
  },
};

const keras3Functional = {
  class_name: 'Functional',
  config: {
    layers: [
      { class_name: 'InputLayer', name: 'in', config: { batch_shape: [null, 4], name: 'in' }, inbound_nodes: [] },
      {
        class_name: 'Dense',
        name: 'dense',
        config: { units: 3, name: 'dense' },
        inbound_nodes: [
          { args: [{ class_name: '__keras_tensor__', config: { keras_history: ['in', 0, 0] } }], kwargs: {} },
        ],
      },
    ],
    input_layers: [['in', 0, 0]],
    output_layers: [['dense', 0, 0]],
  },
};

const READ = { sequential, functional };
const UNREAD = { keras3, keras3Functional };

function programOf(name: string, description: object): string {
  const body = `const model = await tf.models.modelFromJSON({ modelTopology: ${JSON.stringify(description)} });
    return model.predict(tf.ones([2, 4]));`;
  return `${DOUBLED}\nexport async function ${name}() { ${body} }`;
}

describe('models that programs describe', () => {
  before(() => tf.setBackend('cpu'));

  const reports = analyzePrograms(
    Object.fromEntries(
      Object.entries({ ...READ, ...UNREAD }).map(([name, description]) => [name, programOf(name, description)]),
    ),
  );

  for (const [name, description] of Object.entries(READ)) {
    it(`have layers that the program registers: ${name}`, async () => {
      const text = `${programOf(name, description).replace('export ', '')}\nreturn ${name}();`;
      const real = (await new Function('tf', text)(tf)) as tf.Tensor;
      const returned = reports[name]?.functions.find((one) => one.name === name)?.returns ?? [];
      assert.deepEqual(
        returned.map(({ shape }) => shape),
        [real.shape.map(String)],
      );
    });
  }

  for (const [name, description] of Object.entries(UNREAD)) {
    it(`are not known where the library does not read them: ${name}`, async () => {
      await assert.rejects(tf.models.modelFromJSON({ modelTopology: description } as never));
      const calls = reports[name]?.tensors ?? [];
      assert.ok(calls.some(({ why }) => why?.includes('Keras 3')));
      assert.deepEqual(
        reports[name]?.diagnostics.filter(({ severity }) => severity === 'error'),
        [],
      );
    });
  }
});
