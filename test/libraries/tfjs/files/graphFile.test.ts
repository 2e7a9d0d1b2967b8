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

const NOTHING = { valueOf: () => null, spreads: new Map<string, readonly number[]>() };

type Attributes = Readonly<Record<string, object>>;

interface Node {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly attr?: Attributes;
}

interface Weight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: 'int32' | 'float32';
  readonly values: readonly number[];
}

const ints = (name: string, values: readonly number[], shape = [values.length]): Weight => ({
  name,
  shape,
  dtype: 'int32',
  values,
});

const floats = (name: string, shape: readonly number[]): Weight => ({
  name,
  shape,
  dtype: 'float32',
  values: Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => 0.5),
});

const text = (value: string) => ({ s: Buffer.from(value).toString('base64') });
const integers = (...values: readonly number[]) => ({ list: { i: values.map(String) } });
const shapeOf = (...sizes: readonly number[]) => ({ dim: sizes.map((size) => ({ size: String(size) })) });

const image: Node = {
  name: 'image',
  op: 'Placeholder',
  attr: { dtype: { type: 'DT_FLOAT' }, shape: { shape: shapeOf(-1, 12, 10, 3) } },
};

/** Nodes, each of whose tensors the library and the rules must give alike, from an image and some weights. */
const NODES: readonly Node[] = [
  {
    name: 'conv',
    op: '_FusedConv2D',
    input: ['image', 'filter', 'bias'],
    attr: {
      strides: integers(1, 2, 1, 1),
      dilations: integers(1, 1, 1, 1),
      padding: text('SAME'),
      data_format: text('NHWC'),
      num_args: { i: '1' },
      fused_ops: { list: { s: [text('BiasAdd').s, text('Relu').s] } },
    },
  },
  {
    name: 'explicit',
    op: 'Conv2D',
    input: ['image', 'filter'],
    attr: {
      strides: integers(1, 1, 1, 1),
      dilations: integers(1, 1, 1, 1),
      padding: text('EXPLICIT'),
      explicit_paddings: integers(0, 0, 1, 2, 0, 3, 0, 0),
      data_format: text('NHWC'),
    },
  },
  {
    name: 'depthwise',
    op: 'DepthwiseConv2dNative',
    input: ['image', 'filter'],
    attr: {
      strides: integers(1, 1, 1, 1),
      dilations: integers(1, 1, 1, 1),
      padding: text('VALID'),
      data_format: text('NHWC'),
    },
  },
  {
    name: 'pooled',
    op: 'MaxPool',
    input: ['conv'],
    attr: { ksize: integers(1, 2, 2, 1), strides: integers(1, 2, 2, 1), padding: text('VALID') },
  },
  { name: 'mean', op: 'Mean', input: ['pooled', 'axes'], attr: { keep_dims: { b: false } } },
  {
    name: 'logits',
    op: 'MatMul',
    input: ['mean', 'matrix'],
    attr: { transpose_a: { b: false }, transpose_b: { b: true } },
  },
  { name: 'probabilities', op: 'Softmax', input: ['logits'] },
  { name: 'class', op: 'ArgMax', input: ['logits', 'one'] },
  { name: 'sizes', op: 'Shape', input: ['pooled'] },
  {
    name: 'batch',
    op: 'StridedSlice',
    input: ['sizes', 'zero1', 'one1', 'one1'],
    attr: { shrink_axis_mask: { i: '1' }, begin_mask: { i: '0' } },
  },
  { name: 'target', op: 'Pack', input: ['batch', 'minus'], attr: { axis: { i: '0' }, N: { i: '2' } } },
  { name: 'flat', op: 'Reshape', input: ['pooled', 'target'] },
  { name: 'swapped', op: 'Transpose', input: ['pooled', 'order'] },
  { name: 'joined', op: 'ConcatV2', input: ['pooled', 'pooled', 'three'] },
  { name: 'parts', op: 'Split', input: ['three', 'joined'], attr: { num_split: { i: '4' } } },
  { name: 'part', op: 'Identity', input: ['parts:2'] },
  { name: 'padded', op: 'Pad', input: ['pooled', 'margins'] },
  { name: 'wider', op: 'ExpandDims', input: ['mean', 'one'] },
  { name: 'narrow', op: 'Squeeze', input: ['wider'], attr: { squeeze_dims: integers(1) } },
  { name: 'bigger', op: 'ResizeBilinear', input: ['image', 'sides'], attr: { align_corners: { b: false } } },
  { name: 'whole', op: 'Cast', input: ['logits'], attr: { DstT: { type: 'DT_INT32' } } },
  {
    name: 'middle',
    op: 'StridedSlice',
    input: ['image', 'begin4', 'end4', 'step4'],
    attr: { begin_mask: { i: '9' }, end_mask: { i: '9' } },
  },
];

/** Nodes that decide, and what they need; the library runs them one after the other. */
const DECIDING: readonly Node[] = [
  { name: 'isMore', op: 'Greater', input: ['three', 'one'] },
  {
    name: 'decided',
    op: 'StatelessIf',
    input: ['isMore', 'logits'],
    attr: {
      then_branch: { func: { name: 'then' } },
      else_branch: { func: { name: 'else' } },
      output_shapes: { list: { shape: [shapeOf(-1, 5)] } },
      Tout: { list: { type: ['DT_FLOAT'] } },
    },
  },
  {
    name: 'repeated',
    op: 'StatelessWhile',
    input: ['three', 'logits'],
    attr: {
      cond: { func: { name: 'isLeft' } },
      body: { func: { name: 'turn' } },
      output_shapes: { list: { shape: [shapeOf(), shapeOf(-1, 5)] } },
      T: { list: { type: ['DT_INT32', 'DT_FLOAT'] } },
    },
  },
  { name: 'after', op: 'Softmax', input: ['repeated:1'] },
  { name: 'summed', op: 'Cumsum', input: ['logits', 'one'], attr: { exclusive: { b: false }, reverse: { b: false } } },
  { name: 'reversed', op: 'ReverseV2', input: ['logits', 'one1'] },
  { name: 'blocks', op: 'SpaceToBatchND', input: ['pooled', 'two2', 'margins2'] },
];

/** The functions that they call. */
const FUNCTIONS = [
  functionOf('then', [['x', 'DT_FLOAT']], [['y', 'DT_FLOAT', 'r']], [{ name: 'r', op: 'Relu', input: ['x'] }]),
  functionOf('else', [['x', 'DT_FLOAT']], [['y', 'DT_FLOAT', 'r']], [{ name: 'r', op: 'Neg', input: ['x'] }]),
  functionOf(
    'isLeft',
    [
      ['n', 'DT_INT32'],
      ['x', 'DT_FLOAT'],
    ],
    [['y', 'DT_BOOL', 'r']],
    [
      { name: 'r', op: 'NotEqual', input: ['n', 'm'] },
      { name: 'm', op: 'Neg', input: ['n'] },
    ],
  ),
  functionOf(
    'turn',
    [
      ['n', 'DT_INT32'],
      ['x', 'DT_FLOAT'],
    ],
    [
      ['left', 'DT_INT32', 'l'],
      ['y', 'DT_FLOAT', 'r'],
    ],
    [
      { name: 'l', op: 'Sub', input: ['n', 'n'] },
      { name: 'r', op: 'Relu', input: ['x'] },
    ],
  ),
];

function functionOf(
  name: string,
  inputs: readonly (readonly [name: string, type: string])[],
  outputs: readonly (readonly [name: string, type: string, node: string])[],
  nodes: readonly Node[],
) {
  const named = ([arg, type]: readonly [string, string, ...unknown[]]) => ({ name: arg, type });
  return {
    signature: { name, inputArg: inputs.map(named), outputArg: outputs.map(named) },
    nodeDef: nodes,
    ret: Object.fromEntries(outputs.map(([arg, , node]) => [arg, `${node}:0`])),
  };
}

const WEIGHTS: readonly Weight[] = [
  floats('filter', [3, 3, 3, 4]),
  floats('bias', [4]),
  ints('axes', [1, 2]),
  floats('matrix', [5, 4]),
  ints('one', [1], []),
  ints('three', [3], []),
  ints('zero1', [0]),
  ints('one1', [1]),
  ints('minus', [-1], []),
  ints('order', [0, 3, 1, 2]),
  ints('margins', [0, 0, 1, 2, 0, 1, 0, 0], [4, 2]),
  ints('sides', [20, 30]),
  ints('begin4', [0, 2, 1, 0]),
  ints('end4', [0, 9, 8, 0]),
  ints('step4', [1, 3, 2, 1]),
  ints('two2', [2, 2]),
  ints('margins2', [0, 1, 0, 1], [2, 2]),
];

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
