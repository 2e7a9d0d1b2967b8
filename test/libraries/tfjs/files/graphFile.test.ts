/** Graphs in files: run on fake tensors they give what the library gives, and demand what it demands. */
import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { Refused } from '../../../../server/kernels/ask.ts';
import {
  type Datum,
  type InstanceDatum,
  recordDatum,
  stringDatum,
  tensorDatum,
} from '../../../../server/libraries/datum.ts';
import { openSize } from '../../../../server/libraries/tfjs/layers/open.ts';
import type { GraphModelState } from '../../../../server/libraries/tfjs/models/graphModel.ts';
import { loaderRows } from '../../../../server/libraries/tfjs/models/loaders.ts';
import { constant, type Size } from '../../../../server/symbolic/size.ts';
import type { DType } from '../../../../server/tensor/dtype.ts';
import { fakeTensor } from '../../../../server/tensor/tensor.ts';
import { assertAgrees } from '../../agree.ts';
import { RecordingAsk } from '../../recordingAsk.ts';
import { invoke } from '../cases/layers/layerCases.ts';
import { DECIDING, FUNCTIONS, image, NODES, type Node, shapeOf, WEIGHTS } from './exampleGraph.ts';

const NOTHING = { valueOf: () => null, spreads: new Map<string, readonly number[]>() };

describe('tfjs graphs in files', () => {
  before(() => tf.setBackend('cpu'));

  it('gives what the library gives, for each operation', async () => {
    const real = await realModel();
    const ask = new RecordingAsk();
    const model = load(ask);
    for (const { name } of NODES) {
      const fake = invoke(model, 'execute', [fed([2, 12, 10, 3]), stringDatum(name)], ask);
      const isComplete = assertAgrees(fake, real.execute(tf.ones([2, 12, 10, 3]), name), NOTHING);
      assert.ok(isComplete, name);
    }
    assert.deepEqual(ask.guards, []);
  });

  it('gives what nodes that decide and repeat state', async () => {
    const nodes = [...NODES, ...DECIDING];
    const real = await realModel(nodes);
    const ask = new RecordingAsk();
    const model = load(ask, nodes);
    for (const { name } of DECIDING) {
      const fake = invoke(model, 'execute', [fed([2, 12, 10, 3]), stringDatum(name)], ask);
      assert.ok(assertAgrees(fake, await real.executeAsync(tf.ones([2, 12, 10, 3]), name), NOTHING), name);
    }
    assert.deepEqual(ask.guards, []);
  });

  it('keeps a batch that is not known', () => {
    const ask = new RecordingAsk();
    const batch = openSize('n');
    const result = invoke(load(ask), 'execute', [fed([batch, 12, 10, 3]), stringDatum('flat')], ask);
    assert.deepEqual(result.kind === 'tensor' && result.tensor.shape, [batch, constant(60)]);
  });

  it('takes inputs and gives outputs by the names of the signature', async () => {
    const ask = new RecordingAsk();
    const named = recordDatum({ picture: fed([2, 12, 10, 3]) });
    const result = invoke(load(ask), 'predict', [named], ask);
    const real = (await realModel()).predict({ picture: tf.ones([2, 12, 10, 3]) });
    assert.ok(assertAgrees(result, real, NOTHING));
  });

  it('refuses in the words of the library what the placeholder does not take', async () => {
    const real = await realModel();
    const ask = new RecordingAsk();
    const model = load(ask);
    const inputs: readonly (readonly [readonly number[], DType])[] = [
      [[12, 10, 3], 'float32'],
      [[1, 12, 10, 4], 'float32'],
      [[1, 12, 10, 3], 'int32'],
    ];
    for (const [shape, dtype] of inputs) {
      const words = errorOf(() => real.predict(tf.ones([...shape], dtype)));
      assert.equal(
        errorOf(() => invoke(model, 'predict', [fed(shape, dtype)], ask)),
        words,
      );
    }
  });

  it('gives what the signature states where an operation is not known', () => {
    const ask = new RecordingAsk();
    const nodes = [...NODES, { name: 'strange', op: 'Mystery', input: ['image'] }];
    const outputs = { out: { name: 'strange:0', dtype: 'DT_FLOAT', tensorShape: shapeOf(-1, 7) } };
    const result = invoke(load(ask, nodes, outputs), 'predict', [fed([2, 12, 10, 3])], ask);
    assert.equal(result.kind === 'tensor' && result.tensor.shape.length, 2);
    assert.equal(result.kind === 'tensor' && result.tensor.shape[1], constant(7));
  });

  it('says why a file is not read, and ends on graphs with loops', () => {
    const ask = new RecordingAsk();
    ask.files = new Map([['graph.json', { path: 'graph.json', text: '{"modelTopology":{}}', bytes: () => null }]]);
    assert.match(stateOf(loaded(ask)).why.message, /holds no graph of operations/);
    const loop = [
      { name: 'a', op: 'Add', input: ['b', 'image'] },
      { name: 'b', op: 'Add', input: ['a', 'image'] },
    ];
    const result = invoke(load(ask, loop), 'execute', [fed([2, 12, 10, 3]), stringDatum('a')], ask);
    assert.ok(result.kind === 'tensor' && result.tensor.shape.length > 0);
  });
});

const INPUTS = { picture: { name: 'image:0', dtype: 'DT_FLOAT', tensorShape: shapeOf(-1, 12, 10, 3) } };
const OUTPUTS = { scores: { name: 'probabilities:0', dtype: 'DT_FLOAT', tensorShape: shapeOf(-1, 5) } };

function topologyOf(nodes: readonly Node[]) {
  const constants = WEIGHTS.map(({ name, dtype }) => ({
    name,
    op: 'Const',
    attr: { dtype: { type: dtype === 'int32' ? 'DT_INT32' : 'DT_FLOAT' } },
  }));
  return { node: [image, ...constants, ...nodes], library: { function: FUNCTIONS }, versions: {} };
}

const SPECS = WEIGHTS.map(({ name, shape, dtype }) => ({ name, shape: [...shape], dtype }));

function weightBytes(): Uint8Array {
  const parts = WEIGHTS.map(({ dtype, values }) =>
    dtype === 'int32' ? new Int32Array(values) : new Float32Array(values),
  );
  return Buffer.concat(parts.map((part) => new Uint8Array(part.buffer)));
}

async function realModel(nodes = NODES): Promise<tf.GraphModel> {
  const artifacts = {
    modelTopology: topologyOf(nodes),
    weightSpecs: SPECS,
    weightData: new Uint8Array(weightBytes()).buffer,
    signature: { inputs: INPUTS, outputs: OUTPUTS },
  };
  return tf.loadGraphModel(tf.io.fromMemory(artifacts as unknown as tf.io.ModelArtifacts));
}

function load(ask: RecordingAsk, nodes = NODES, outputs: object = OUTPUTS): InstanceDatum {
  const file = {
    format: 'graph-model',
    signature: { inputs: INPUTS, outputs },
    modelTopology: topologyOf(nodes),
    weightsManifest: [{ paths: ['weights.bin'], weights: SPECS }],
  };
  const bytes = weightBytes();
  ask.files = new Map([
    [
      'graph.json',
      {
        path: 'graph.json',
        text: JSON.stringify(file),
        bytes: (_names: readonly string[], start: number, length: number) => bytes.slice(start, start + length),
      },
    ],
  ]);
  return loaded(ask);
}

function loaded(ask: RecordingAsk): InstanceDatum {
  const loading = loaderRows.loadGraphModel?.run([stringDatum('graph.json')], ask);
  assert.ok(loading?.kind === 'promise' && loading.value.kind === 'instance');
  return loading.value;
}

function stateOf(model: InstanceDatum): GraphModelState {
  return model.state as GraphModelState;
}

function fed(shape: readonly (number | Size)[], dtype: DType = 'float32'): Datum {
  return tensorDatum(
    fakeTensor(
      shape.map((size) => (typeof size === 'number' ? constant(size) : size)),
      dtype,
    ),
  );
}

function errorOf(run: () => unknown): string {
  try {
    run();
    return 'no error';
  } catch (error) {
    return error instanceof Refused ? (error.words ?? error.reason) : (error as Error).message;
  }
}
