/** Models of layers are read from the files that the library itself writes, and are what the library makes of them. */
import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import {
  ABSENT,
  type Datum,
  type InstanceDatum,
  listDatum,
  stringDatum,
  tensorDatum,
} from '../../../../server/libraries/datum.ts';
import { loaderRows } from '../../../../server/libraries/tfjs/models/loaders.ts';
import { modelState } from '../../../../server/libraries/tfjs/models/state.ts';
import { constant } from '../../../../server/symbolic/size.ts';
import { fakeTensor } from '../../../../server/tensor/tensor.ts';
import { assertAgrees } from '../../agree.ts';
import { RecordingAsk } from '../../recordingAsk.ts';
import { invoke } from '../cases/layers/layerCases.ts';

const NOTHING = { valueOf: () => null, spreads: new Map<string, readonly number[]>() };

describe('tfjs models of layers in files', () => {
  before(() => tf.setBackend('cpu'));

  it('reads a sequential model', async () => {
    const model = tf.sequential({
      layers: [
        tf.layers.conv2d({ filters: 4, kernelSize: 3, inputShape: [28, 28, 1], activation: 'relu' }),
        tf.layers.maxPooling2d({ poolSize: 2, strides: 2 }),
        tf.layers.depthwiseConv2d({ kernelSize: [2, 3], depthMultiplier: 2, padding: 'same' }),
        tf.layers.batchNormalization(),
        tf.layers.dropout({ rate: 0.5 }),
        tf.layers.flatten(),
        tf.layers.dense({ units: 10, activation: 'softmax' }),
      ],
    });
    await assertRead(model, [[3, 28, 28, 1]]);
  });

  it('reads recurrent layers with their cells and wrappers', async () => {
    const cells = [tf.layers.lstmCell({ units: 4 }), tf.layers.gruCell({ units: 3 })];
    const model = tf.sequential({
      layers: [
        tf.layers.embedding({ inputDim: 20, outputDim: 6, inputLength: 5 }),
        tf.layers.bidirectional({
          layer: tf.layers.lstm({ units: 7, returnSequences: true }) as tf.RNN,
          mergeMode: 'concat',
        }),
        tf.layers.timeDistributed({ layer: tf.layers.dense({ units: 9 }) }),
        tf.layers.rnn({ cell: cells, returnSequences: true }),
        tf.layers.gru({ units: 2 }),
      ],
    });
    await assertRead(model, [[2, 5]]);
  });

  it('reads a model with several inputs and outputs, shared layers and a model inside', async () => {
    const left = tf.input({ shape: [8], name: 'left_side' });
    const right = tf.input({ shape: [8] });
    const shared = tf.layers.dense({ units: 4, name: 'shared_dense' });
    const inner = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [4] })] });
    const [a, b] = [left, right].map((one) => shared.apply(one)) as [tf.SymbolicTensor, tf.SymbolicTensor];
    const joined = tf.layers.concatenate().apply([a, b]) as tf.SymbolicTensor;
    const outputs = [tf.layers.add().apply([a, b]), inner.apply(b), inner.apply(a), joined] as tf.SymbolicTensor[];
    await assertRead(tf.model({ inputs: [left, right], outputs }), [
      [5, 8],
      [5, 8],
    ]);
  });

  it('finds layers by their names', async () => {
    const model = tf.sequential({
      layers: [
        tf.layers.dense({ units: 4, inputShape: [3], name: 'first_one' }),
        tf.layers.dense({ units: 2, name: 'last_one' }),
      ],
    });
    const ask = new RecordingAsk();
    const read = await readBack(model, ask);
    const layer = invoke(read, 'getLayer', [stringDatum('first_one')], ask) as InstanceDatum;
    const output = layer.type.properties.output?.(layer, ask);
    assert.equal(output?.kind === 'tensor' && output.tensor.shape[1], constant(4));
  });

  it('says why a file is not read', () => {
    const files = {
      'none.json': /no file/,
      'text.json': /is not JSON/,
      'list.json': /holds no object/,
      'deep.json': /nested too deeply/,
      'empty.json': /class of the model is not stated/,
      'custom.json': /the layer Mine of the file is not known/,
      'stuck.json': /what the layer a of the file is applied to is not there/,
      'unfit.json': /the layers of the file do not fit/,
    };
    const texts = {
      'text.json': '<html>',
      'list.json': '[]',
      'deep.json': `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
      'empty.json': '{}',
      'custom.json': sequentialText([{ class_name: 'Mine', config: {} }]),
      'stuck.json': JSON.stringify({
        class_name: 'Model',
        config: {
          layers: [
            { class_name: 'Dense', config: { units: 2 }, name: 'a', inbound_nodes: [[['b', 0, 0, {}]]] },
            { class_name: 'Dense', config: { units: 2 }, name: 'b', inbound_nodes: [[['a', 0, 0, {}]]] },
          ],
          input_layers: [],
          output_layers: [],
        },
      }),
      'unfit.json': sequentialText([
        { class_name: 'Dense', config: { units: 2, batch_input_shape: [null, 3] } },
        { class_name: 'LSTM', config: { units: 2 } },
      ]),
    };
    const ask = new RecordingAsk();
    ask.files = new Map(Object.entries(texts).map(([path, text]) => [path, { path, text, bytes: () => null }]));
    for (const [path, words] of Object.entries(files)) {
      assert.match(modelState(load(path, ask)).why?.message ?? 'it was read', words);
    }
  });
});

function sequentialText(layers: readonly object[]): string {
  return JSON.stringify({ modelTopology: { class_name: 'Sequential', config: { name: 'm', layers } } });
}

async function assertRead(real: tf.LayersModel, shapes: readonly (readonly number[])[]): Promise<void> {
  const ask = new RecordingAsk();
  const read = await readBack(real, ask);
  assert.equal(modelState(read).why, null);
  assert.deepEqual(ask.guards, []);
  const inputs = shapes.map((shape) => tf.ones([...shape]));
  const fakes = shapes.map((shape) => tensorDatum(fakeTensor(shape.map(constant), 'float32')));
  assertAgrees(invoke(read, 'predict', [alone(fakes)], ask), real.predict(inputs), NOTHING);
  assertAgrees(invoke(read, 'getWeights', [], ask), real.getWeights(), NOTHING);
  assertAgrees(invoke(read, 'countParams', [], ask), real.countParams(), NOTHING);
}

function alone(data: readonly Datum[]): Datum {
  return data.length === 1 ? (data[0] ?? ABSENT) : listDatum(data);
}

async function readBack(real: tf.LayersModel, ask: RecordingAsk): Promise<InstanceDatum> {
  let text = '';
  const handler = tf.io.withSaveHandler(async ({ modelTopology, format }) => {
    text = JSON.stringify({ format, modelTopology });
    return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
  });
  await real.save(handler);
  ask.files = new Map([['model.json', { path: 'model.json', text, bytes: () => null }]]);
  return load('model.json', ask);
}

function load(path: string, ask: RecordingAsk): InstanceDatum {
  const loading = loaderRows.loadLayersModel?.run([stringDatum(path)], ask);
  assert.ok(loading?.kind === 'promise' && loading.value.kind === 'instance');
  return loading.value;
}
