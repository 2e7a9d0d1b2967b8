/** TensorFlow.js: the same elements in other places. */
import type { Ask } from '../../kernels/ask.ts';
import { requireAxis } from '../../kernels/axes.ts';
import { batchToSpace, depthToSpace as depthToBlocks, spaceToBatch } from '../../kernels/blocks.ts';
import { knownSizes } from '../../kernels/carve.ts';
import { expandTo } from '../../kernels/expand.ts';
import { type Margin, pad as padAround, mirrorPad as padMirrored, tile as repeat } from '../../kernels/pad.ts';
import { transpose as permute } from '../../kernels/permute.ts';
import { constant, maximum, type Size } from '../../symbolic/size.ts';
import { type FakeTensor, fakeTensor, type Shape } from '../../tensor/tensor.ts';
import { tensorDatum } from '../datum.ts';
import { any, axes, choice, optional, size, tensor, wholeAxes } from '../parameters.ts';
import { type Parameter, type Row, row } from '../row.ts';
import { newShape } from './create.ts';
import { doc } from './documentation.ts';
import { margin, margins } from './margins.ts';
import { numeric, real } from './numerics.ts';
import { floatsOf, numbersOf } from './ranked.ts';

const transpose = row(
  'transpose',
  { x: numeric('transpose'), perm: optional(axes) },
  ({ x, perm }, ask) => tensorDatum(fakeTensor(permute(ask, x.shape, perm), x.dtype)),
  doc('transpose'),
);

const tile = row(
  'tile',
  { x: tensor, reps: axes },
  ({ x, reps }, ask) => tensorDatum(fakeTensor(repeat(ask, x.shape, reps), x.dtype)),
  doc('tile'),
);

const broadcastTo = row(
  'broadcastTo',
  { x: real('broadcastTo'), shape: newShape },
  ({ x, shape }, ask) => tensorDatum(fakeTensor(expandTo(ask, x.shape, shape), x.dtype)),
  doc('broadcastTo'),
);

/** The shape, as a tensor, to which two shapes broadcast. */
const broadcastArgs = row(
  'broadcastArgs',
  { s0: numbersOf([1], 'broadcastArgs'), s1: numbersOf([1], 'broadcastArgs') },
  ({ s0, s1 }, ask) => {
    const [[a = constant(0)], [b = constant(0)]] = [knownSizes(ask, s0.shape), knownSizes(ask, s1.shape)];
    return tensorDatum(fakeTensor([ask.facts.simplify(maximum(a, b))], 'int32'));
  },
  doc('broadcastArgs'),
);

const pad = row(
  'pad',
  { x: real('pad'), paddings: margins, constantValue: any },
  ({ x, paddings }, ask) => tensorDatum(fakeTensor(padAround(ask, x.shape, paddings), x.dtype)),
  doc('pad'),
);

const pad1d = row(
  'pad1d',
  { x: real('pad1d'), paddings: margin, constantValue: any },
  ({ x, paddings }, ask) => tensorDatum(fakeTensor(padAround(ask, x.shape, [paddings], 'pad1d'), x.dtype)),
  doc('pad1d'),
);

const mirrorPad = row(
  'mirrorPad',
  { x: real('mirrorPad'), paddings: margins, mode: choice('reflect', 'symmetric') },
  ({ x, paddings, mode }, ask) =>
    tensorDatum(fakeTensor(padMirrored(ask, x.shape, paddings, mode === 'reflect'), x.dtype)),
  doc('mirrorPad'),
);

const reverse = reverseRow('reverse', real('reverse'));

const reverse1d = row('reverse1d', { x: numbersOf([1], 'reverse1d') }, ({ x }) => tensorDatum(x), doc('reverse1d'));

const spaceToBatchND = blockRow('spaceToBatchND', 'paddings', spaceToBatch);

const batchToSpaceND = blockRow('batchToSpaceND', 'crops', batchToSpace);

const depthToSpace = row(
  'depthToSpace',
  { x: floatsOf([4], 'depthToSpace'), blockSize: size, dataFormat: choice('NHWC') },
  ({ x, blockSize }, ask) => tensorDatum(fakeTensor(depthToBlocks(ask, x.shape, blockSize), x.dtype)),
  doc('depthToSpace'),
);

export const moveRows: Readonly<Record<string, Row>> = {
  batchToSpaceND,
  broadcastArgs,
  broadcastTo,
  depthToSpace,
  mirrorPad,
  pad,
  pad1d,
  pad2d: padRow(2),
  pad3d: padRow(3),
  pad4d: padRow(4),
  reverse,
  reverse1d,
  reverse2d: reverseRow('reverse2d', numbersOf([2], 'reverse2d')),
  reverse3d: reverseRow('reverse3d', numbersOf([3], 'reverse3d')),
  reverse4d: reverseRow('reverse4d', numbersOf([4], 'reverse4d')),
  spaceToBatchND,
  tile,
  transpose,
};

function padRow(rank: number): Row {
  return { ...pad, name: `pad${rank}d`, ...doc(`pad${rank}d`) };
}

function reverseRow(name: string, reader: Parameter<FakeTensor>): Row {
  return row(
    name,
    { x: reader, axis: optional(wholeAxes) },
    ({ x, axis }, ask) => {
      for (const one of axis ?? []) requireAxis(ask, x.shape, one, name);
      return tensorDatum(x);
    },
    doc(name),
  );
}

type BlockRule = (ask: Ask, shape: Shape, blocks: readonly Size[], pairs: readonly Margin[]) => Shape;

/** @param pairs what the library calls the numbers that belong to each block */
function blockRow(name: string, pairs: 'paddings' | 'crops', rule: BlockRule): Row {
  return row(
    name,
    { x: real(name), blockShape: axes, [pairs]: margins },
    ({ x, blockShape, ...rest }, ask) => {
      const shape = rule(ask, x.shape, blockShape, rest[pairs] as readonly Margin[]);
      return tensorDatum(fakeTensor(shape, x.dtype));
    },
    doc(name),
  );
}
