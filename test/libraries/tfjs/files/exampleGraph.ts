/** A graph as a file describes it: nodes, functions and weights that the library itself can run. */

type Attributes = Readonly<Record<string, object>>;

export interface Node {
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
export const shapeOf = (...sizes: readonly number[]) => ({ dim: sizes.map((size) => ({ size: String(size) })) });

export const image: Node = {
  name: 'image',
  op: 'Placeholder',
  attr: { dtype: { type: 'DT_FLOAT' }, shape: { shape: shapeOf(-1, 12, 10, 3) } },
};

/** Nodes, each of whose tensors the library and the rules must give alike, from an image and some weights. */
export const NODES: readonly Node[] = [
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
export const DECIDING: readonly Node[] = [
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
export const FUNCTIONS = [
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

export const WEIGHTS: readonly Weight[] = [
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
