/** The operations of graphs: each is one of the library's functions, with its arguments read from the node. */

import { constant } from '../../../symbolic/size.ts';
import { ABSENT, type Datum, listDatum, stringDatum } from '../../datum.ts';
import { entryOf } from '../../entryOf.ts';
import type { Row } from '../../row.ts';
import { contractRows } from '../contract.ts';
import { convertRows } from '../convert.ts';
import { convolveRows } from '../convolve.ts';
import { countRows } from '../count.ts';
import { createRows } from '../create.ts';
import { elementwiseRows } from '../elementwise.ts';
import { gatherRows } from '../gather.ts';
import { imageRows } from '../image.ts';
import { joinRows } from '../join.ts';
import { moveRows } from '../move.ts';
import { normalizeRows } from '../normalize.ts';
import { poolRows } from '../pool.ts';
import { reduceRows } from '../reduce.ts';
import { reshapeRows } from '../reshape.ts';
import { sliceRows } from '../slice.ts';
import { CONTROL_FLOW } from './controlFlow.ts';
import { dtypeOf } from './graphFile.ts';
import { type NodeRun, numberDatum, sizesDatum } from './graphValue.ts';
import { malformed } from './json.ts';

/** The functions that operations are. */
const ROWS: Readonly<Record<string, Row>> = {
  ...contractRows,
  ...convertRows,
  ...convolveRows,
  ...countRows,
  ...createRows,
  ...elementwiseRows,
  ...gatherRows,
  ...imageRows,
  ...joinRows,
  ...moveRows,
  ...normalizeRows,
  ...poolRows,
  ...reduceRows,
  ...reshapeRows,
  ...sliceRows,
};

/** What a node gives: a tensor, or a list of them. */
type Operation = (run: NodeRun) => Datum;

/** How the operation of a node is run; `null` for one that is not known. */
export function operationOf(name: string): Operation | null {
  return entryOf(OPERATIONS, name) ?? null;
}

const SAME = 'Identity Snapshot StopGradient PlaceholderWithDefault FakeQuantWithMinMaxVars Print PreventGradient';

const UNARY: Readonly<Record<string, string>> = named(
  'abs acos acosh asin asinh atan atanh ceil clone cos cosh elu erf exp expm1 floor log log1p logSoftmax neg ' +
    'reciprocal relu relu6 round rsqrt selu sigmoid sign sin sinh softmax softplus sqrt square tan tanh ' +
    'onesLike zerosLike logicalNot',
);

const BINARY: Readonly<Record<string, string>> = {
  ...named(
    'add atan2 div divNoNan equal floorDiv greater greaterEqual less lessEqual logicalAnd logicalOr maximum minimum ' +
      'mod mul notEqual pow squaredDifference sub',
  ),
  AddV2: 'add',
  BiasAdd: 'add',
  BiasAddV1: 'add',
  FloorMod: 'mod',
  RealDiv: 'div',
};

const REDUCTIONS: Readonly<Record<string, string>> = named('all any max mean min prod sum');

const OPERATIONS: Readonly<Record<string, Operation>> = {
  ...CONTROL_FLOW,
  ...each(SAME.split(' '), () => (run) => run.tensor(0)),
  ...each(Object.keys(UNARY), (name) => (run) => call(run, UNARY[name], [run.tensor(0)])),
  ...each(Object.keys(BINARY), (name) => (run) => call(run, BINARY[name], [run.tensor(0), run.tensor(1)])),
  ...each(Object.keys(REDUCTIONS), (name) => (run) => reduction(run, REDUCTIONS[name])),
  ...each(['Conv2D', '_FusedConv2D'], () => (run) => convolution(run, 'conv2d')),
  ...each(
    ['DepthwiseConv2d', 'DepthwiseConv2dNative', 'FusedDepthwiseConv2dNative'],
    () => (run) => convolution(run, 'depthwiseConv2d'),
  ),
  ...each(['MatMul', '_FusedMatMul'], () => (run) => product(run, 'transpose_a', 'transpose_b')),
  ...each(['BatchMatMul', 'BatchMatMulV2'], () => (run) => product(run, 'adj_x', 'adj_y')),
  ...each(
    ['FusedBatchNorm', 'FusedBatchNormV2', 'FusedBatchNormV3'],
    () => (run) => listDatum([run.tensor(0), ...Array.from({ length: 5 }, () => run.tensor(1))]),
  ),
  ...each(['Concat'], () => (run) => call(run, 'concat', [listDatum(run.tensors(1)), run.number(0)])),
  ...each(['Select', 'SelectV2'], () => (run) => call(run, 'where', run.tensors(0, 3))),
  ...each(['Pad', 'PadV2', 'MirrorPad'], () => padding),
  ...each(
    ['Gather', 'GatherV2'],
    () => (run) => call(run, 'gather', [...run.tensors(0, 2), run.inputs.length > 2 ? run.number(2) : ABSENT]),
  ),
  AddN: (run) => call(run, 'addN', [listDatum(run.tensors())]),
  ArgMax: (run) => call(run, 'argMax', [run.tensor(0), run.number(1)]),
  ArgMin: (run) => call(run, 'argMin', [run.tensor(0), run.number(1)]),
  AvgPool: (run) => pooling(run, 'avgPool'),
  BroadcastTo: (run) => call(run, 'broadcastTo', [run.tensor(0), run.list(1)]),
  BatchToSpaceND: (run) => call(run, 'batchToSpaceND', [run.tensor(0), run.list(1), pairsOf(run, 2)]),
  Cast: (run) => call(run, 'cast', [run.tensor(0), stringDatum(dtypeOf(run.type('DstT')))]),
  ClipByValue: (run) => run.tensor(0),
  ConcatV2: (run) => call(run, 'concat', [listDatum(run.tensors(0, -1)), run.number(run.inputs.length - 1)]),
  Cumprod: (run) => call(run, 'cumprod', [run.tensor(0), run.number(1)]),
  Cumsum: (run) => call(run, 'cumsum', [run.tensor(0), run.number(1)]),
  DepthToSpace: (run) => call(run, 'depthToSpace', [run.tensor(0), integer(run.integer('block_size'))]),
  Einsum: (run) => call(run, 'einsum', [stringDatum(run.text('equation', '')), ...run.tensors()]),
  ExpandDims: (run) => call(run, 'expandDims', [run.tensor(0), run.number(1)]),
  Fill: (run) => call(run, 'fill', [run.list(0), run.tensor(1)]),
  GatherNd: (run) => call(run, 'gatherND', run.tensors(0, 2)),
  LeakyRelu: (run) => call(run, 'leakyRelu', [run.tensor(0)]),
  LRN: (run) => run.tensor(0),
  MaxPool: (run) => pooling(run, 'maxPool'),
  OneHot: (run) => call(run, 'oneHot', [run.tensor(0), run.number(1)]),
  Pack: (run) => call(run, 'stack', [listDatum(run.tensors()), integer(run.integer('axis'))]),
  Prelu: (run) => call(run, 'prelu', run.tensors(0, 2)),
  Range: (run) => call(run, 'range', [run.number(0), run.number(1), run.number(2), stringDatum('int32')]),
  Reshape: (run) => call(run, 'reshape', [run.tensor(0), run.list(1)]),
  ResizeBilinear: (run) => call(run, 'resizeBilinear', [run.tensor(0), run.list(1)]),
  ResizeNearestNeighbor: (run) => call(run, 'resizeNearestNeighbor', [run.tensor(0), run.list(1)]),
  ReverseV2: (run) => call(run, 'reverse', [run.tensor(0), run.list(1)]),
  Slice: (run) => call(run, 'slice', [run.tensor(0), run.list(1), run.list(2)]),
  SpaceToBatchND: (run) => call(run, 'spaceToBatchND', [run.tensor(0), run.list(1), pairsOf(run, 2)]),
  Split: (run) => call(run, 'split', [run.tensor(1), integer(run.integer('num_split')), run.number(0)]),
  SplitV: (run) => call(run, 'split', [run.tensor(0), run.list(1), run.number(2)]),
  Squeeze: (run) => {
    const axes = run.integers('squeeze_dims').map(constant);
    return call(run, 'squeeze', [run.tensor(0), axes.length === 0 ? ABSENT : sizesDatum(axes)]);
  },
  StridedSlice: (run) =>
    call(run, 'stridedSlice', [run.tensor(0), run.list(1), run.list(2), run.list(3), ...masksOf(run)]),
  Tile: (run) => call(run, 'tile', [run.tensor(0), run.list(1)]),
  TopKV2: (run) => topK(run),
  Transpose: (run) => call(run, 'transpose', [run.tensor(0), run.list(1)]),
  Unpack: (run) => call(run, 'unstack', [run.tensor(0), integer(run.integer('axis'))]),
};

const MASKS = ['begin_mask', 'end_mask', 'ellipsis_mask', 'new_axis_mask', 'shrink_axis_mask'];

function masksOf(run: NodeRun): readonly Datum[] {
  return MASKS.map((name) => integer(run.integer(name)));
}

/** Runs one of the library's functions. */
function call(run: NodeRun, name: string | undefined, args: readonly Datum[]): Datum {
  const row = name === undefined ? undefined : entryOf(ROWS, name);
  return row?.run(args, run.ask) ?? malformed(`the operation ${run.node.operation} is not known`);
}

function reduction(run: NodeRun, name: string | undefined): Datum {
  const isKept = run.flag('keep_dims') || run.flag('keepDims');
  return call(run, name, [run.tensor(0), run.list(1), { kind: 'boolean', value: isKept }]);
}

/** Sizes of windows and strides stand between those of the batch and the channels, in whatever layout. */
function spatial(run: NodeRun, name: string): Datum {
  const [, height = 1, width = 1] = run.integers(name);
  return sizesDatum([constant(height), constant(width)]);
}

function padOf(run: NodeRun): Datum {
  const padding = run.text('padding', 'VALID').toLowerCase();
  if (padding !== 'explicit') return stringDatum(padding);
  const margins = run.integers('explicit_paddings');
  const pairs = Array.from({ length: margins.length / 2 }, (_, index) => margins.slice(2 * index, 2 * index + 2));
  return listDatum(pairs.map((pair) => sizesDatum(pair.map(constant))));
}

function convolution(run: NodeRun, name: string): Datum {
  const layout = stringDatum(run.text('data_format', 'NHWC').toUpperCase());
  const args = [...run.tensors(0, 2), spatial(run, 'strides'), padOf(run), layout, spatial(run, 'dilations')];
  return call(run, name, args);
}

function pooling(run: NodeRun, name: string): Datum {
  return call(run, name, [run.tensor(0), spatial(run, 'ksize'), spatial(run, 'strides'), padOf(run)]);
}

function product(run: NodeRun, left: string, right: string): Datum {
  const [transposeA, transposeB] = [left, right].map((name): Datum => ({ kind: 'boolean', value: run.flag(name) }));
  return call(run, 'matMul', [...run.tensors(0, 2), transposeA ?? ABSENT, transposeB ?? ABSENT]);
}

function padding(run: NodeRun): Datum {
  const written = pairsOf(run, 1);
  if (run.node.operation !== 'MirrorPad') return call(run, 'pad', [run.tensor(0), written]);
  return call(run, 'mirrorPad', [run.tensor(0), written, stringDatum(run.text('mode', 'REFLECT').toLowerCase())]);
}

/** The numbers of an input, two by two. */
function pairsOf(run: NodeRun, index: number): Datum {
  const numbers = run.valuesOf(index);
  const pairs = Array.from({ length: numbers.length / 2 }, (_, pair) => numbers.slice(2 * pair, 2 * pair + 2));
  return listDatum(pairs.map(sizesDatum));
}

function topK(run: NodeRun): Datum {
  const found = call(run, 'topk', [run.tensor(0), run.number(1)]);
  return found.kind === 'record' ? listDatum([found.get('values'), found.get('indices')]) : found;
}

function integer(value: number): Datum {
  return numberDatum(constant(value));
}

/** The library's names by those of TensorFlow, which begin with a capital letter. */
function named(names: string): Readonly<Record<string, string>> {
  return Object.fromEntries(names.split(' ').map((name) => [name.charAt(0).toUpperCase() + name.slice(1), name]));
}

function each(names: readonly string[], make: (name: string) => Operation): Readonly<Record<string, Operation>> {
  return Object.fromEntries(names.map((name) => [name, make(name)]));
}
