/** TensorFlow.js: parts of a tensor. */
import type { Ask } from '../../kernels/ask.ts';
import { slice as sliceShape } from '../../kernels/slice.ts';
import { stridedSlice as strideShape } from '../../kernels/stride.ts';
import type { Size } from '../../symbolic/size.ts';
import { type FakeTensor, fakeTensor } from '../../tensor/tensor.ts';
import { type Datum, tensorDatum } from '../datum.ts';
import { axes, integer, list, optional, size, wanted, withDefault } from '../parameters.ts';
import { type Parameter, type Row, row } from '../row.ts';
import { doc } from './documentation.ts';
import { movable } from './numerics.ts';
import { numbersOf } from './ranked.ts';

/** One number or a list; what is not known is a number unless its type says otherwise. */
const places: Parameter<readonly Size[]> = {
  read: (argument, ask, name) => axes.read(wanted(argument, { kind: 'size' }), ask, name),
};

const slice = sliceRow('slice', movable('slice'));

const slice1d = row(
  'slice1d',
  { x: numbersOf([1], 'slice1d'), begin: size, size },
  ({ x, begin, size: length }, ask) => sliced(ask, x, [begin], [length]),
  doc('slice1d'),
);

const mask = withDefault(integer, 0);

const stridedSlice = row(
  'stridedSlice',
  {
    x: movable('stridedSlice'),
    begin: axes,
    end: axes,
    strides: optional(integers()),
    beginMask: mask,
    endMask: mask,
    ellipsisMask: mask,
    newAxisMask: mask,
    shrinkAxisMask: mask,
  },
  ({ x, begin, strides, ...rest }, ask) => {
    const options = { ...rest, begin, strides: strides ?? begin.map(() => 1) };
    return tensorDatum(fakeTensor(strideShape(ask, x.shape, options), x.dtype));
  },
  doc('stridedSlice'),
);

export const sliceRows: Readonly<Record<string, Row>> = {
  slice,
  slice1d,
  slice2d: sliceRow('slice2d', numbersOf([2], 'slice2d')),
  slice3d: sliceRow('slice3d', numbersOf([3], 'slice3d')),
  slice4d: sliceRow('slice4d', numbersOf([4], 'slice4d')),
  stridedSlice,
};

function sliceRow(name: string, reader: Parameter<FakeTensor>): Row {
  return row(
    name,
    { x: reader, begin: places, size: optional(places) },
    ({ x, begin, size: lengths }, ask) => sliced(ask, x, begin, lengths ?? []),
    doc(name),
  );
}

function sliced(ask: Ask, x: FakeTensor, begins: readonly Size[], lengths: readonly Size[]): Datum {
  return tensorDatum(fakeTensor(sliceShape(ask, x.shape, begins, lengths), x.dtype));
}

function integers(): Parameter<readonly number[]> {
  return {
    read: (argument, ask, name) => list.read(argument, ask, name).map((item) => integer.read(item, ask, name)),
  };
}
