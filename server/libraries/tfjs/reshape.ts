/** TensorFlow.js: the same elements in another shape. */
import type { Ask } from '../../kernels/ask.ts';
import {
  countElements,
  expandDims as expand,
  squeeze as squeezeDims,
  reshape as toShape,
} from '../../kernels/reshape.ts';
import { constant, type Size } from '../../symbolic/size.ts';
import { type FakeTensor, fakeTensor, type Shape } from '../../tensor/tensor.ts';
import { type Datum, tensorDatum } from '../datum.ts';
import { axis, optional, size, sizes, tensor, wholeAxes, withDefault } from '../parameters.ts';
import { type Row, row } from '../row.ts';
import { doc } from './documentation.ts';

const reshape = row(
  'reshape',
  { x: tensor, shape: sizes },
  ({ x, shape }, ask) => reshaped(ask, x, shape),
  doc('reshape'),
);

const expandDims = row(
  'expandDims',
  { x: tensor, axis: withDefault(axis, constant(0)) },
  ({ x, axis: at }, ask) => tensorDatum(fakeTensor(expand(ask, x.shape, at), x.dtype)),
  doc('expandDims'),
);

const squeeze = row(
  'squeeze',
  { x: tensor, axis: optional(wholeAxes) },
  ({ x, axis: at }, ask) => tensorDatum(fakeTensor(squeezeDims(ask, x.shape, at), x.dtype)),
  doc('squeeze'),
);

const flatten = row(
  'flatten',
  { x: tensor },
  ({ x }, ask) => tensorDatum(fakeTensor([countElements(ask, x.shape)], x.dtype)),
  doc('tf.Tensor.flatten'),
);

const reshapeAs = row('reshapeAs', { x: tensor, other: tensor }, ({ x, other }, ask) => reshaped(ask, x, other.shape));

const asScalar = row('asScalar', { x: tensor }, ({ x }, ask) => reshaped(ask, x, []), doc('tf.Tensor.asScalar'));

const as2D = row('as2D', { x: tensor, rows: size, columns: size }, ({ x, rows, columns }, ask) =>
  reshaped(ask, x, [rows, columns]),
);

const as3D = row('as3D', { x: tensor, rows: size, columns: size, depth: size }, ({ x, ...dims }, ask) =>
  reshaped(ask, x, valuesOf(dims)),
);

const as4D = row('as4D', { x: tensor, rows: size, columns: size, depth: size, depth2: size }, ({ x, ...dims }, ask) =>
  reshaped(ask, x, valuesOf(dims)),
);

const as5D = row(
  'as5D',
  { x: tensor, rows: size, columns: size, depth: size, depth2: size, depth3: size },
  ({ x, ...dims }, ask) => reshaped(ask, x, valuesOf(dims)),
);

export const reshapeRows: Readonly<Record<string, Row>> = { expandDims, reshape, squeeze };

export const reshapeMethods: Readonly<Record<string, Row>> = {
  as1D: flatten,
  as2D,
  as3D,
  as4D,
  as5D,
  asScalar,
  flatten,
  reshapeAs,
};

function reshaped(ask: Ask, x: FakeTensor, shape: Shape): Datum {
  return tensorDatum(fakeTensor(toShape(ask, x.shape, shape), x.dtype));
}

function valuesOf(dims: Readonly<Record<string, Size>>): readonly Size[] {
  return Object.values(dims);
}
