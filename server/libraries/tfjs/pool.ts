/** TensorFlow.js: pools. */
import { type Ask, Refused } from '../../kernels/ask.ts';
import { convolve } from '../../kernels/convolve.ts';
import { constant, type Size } from '../../symbolic/size.ts';
import { type FakeTensor, fakeTensor, type Shape } from '../../tensor/tensor.ts';
import { recordDatum, tensorDatum } from '../datum.ts';
import { choice, withDefault } from '../parameters.ts';
import { type Parameter, type Row, row } from '../row.ts';
import { doc } from './documentation.ts';
import { floatsOf, numbersOf } from './ranked.ts';
import { component, pad, requireOneOfThem, rounding, type Sliding, tuple, windowsOf } from './windows.ts';

const ONE = constant(1);

const avgPool = pool2d('avgPool', floatsOf([3, 4], 'avgPool'));

const maxPool = pool2d('maxPool', numbersOf([3, 4], 'maxPool'));

const avgPool3d = pool3d('avgPool3d', floatsOf([4, 5], 'avgPool3d'));

const maxPool3d = pool3d('maxPool3d', numbersOf([4, 5], 'maxPool3d'));

const maxPoolWithArgmax = row(
  'maxPoolWithArgmax',
  { x: numbersOf([4], 'maxPoolWithArgmax'), filterSize: tuple, strides: tuple, pad },
  ({ x, filterSize, strides, pad: padding }, ask) => {
    const options: Sliding = { strides, dilations: ONE, pad: padding, rounding: null, layout: 'last' };
    const shape = slidePool(
      ask,
      x.shape,
      [component(filterSize, 0), component(filterSize, 1)],
      options,
      'maxPoolWithArgmax',
    );
    return recordDatum({
      result: tensorDatum(fakeTensor(shape, x.dtype)),
      indexes: tensorDatum(fakeTensor(shape, 'int32')),
    });
  },
  doc('maxPoolWithArgmax'),
);

const pool = row(
  'pool',
  {
    input: numbersOf([3, 4], 'pool'),
    windowShape: tuple,
    poolingType: choice('max', 'avg'),
    pad,
    dilations: withDefault(tuple, ONE),
    strides: withDefault(tuple, ONE),
    dimRoundingMode: rounding,
  },
  ({ input, windowShape, pad: padding, dilations, strides, dimRoundingMode }, ask) => {
    const options: Sliding = { strides, dilations, pad: padding, rounding: dimRoundingMode, layout: 'last' };
    requireOneOfThem(ask, options, 'pool');
    const shape = slidePool(ask, input.shape, [component(windowShape, 0), component(windowShape, 1)], options, 'pool');
    return tensorDatum(fakeTensor(shape, input.dtype));
  },
  doc('pool'),
);

export const poolRows: Readonly<Record<string, Row>> = {
  avgPool,
  avgPool3d,
  maxPool,
  maxPool3d,
  maxPoolWithArgmax,
  pool,
};

function pool2d(name: string, x: Parameter<FakeTensor>): Row {
  return row(
    name,
    { x, filterSize: tuple, strides: tuple, pad, dimRoundingMode: rounding },
    ({ x: input, filterSize, strides, pad: padding, dimRoundingMode }, ask) => {
      const options: Sliding = { strides, dilations: ONE, pad: padding, rounding: dimRoundingMode, layout: 'last' };
      const shape = slidePool(ask, input.shape, [component(filterSize, 0), component(filterSize, 1)], options, name);
      return tensorDatum(fakeTensor(shape, input.dtype));
    },
    doc(name),
  );
}

/** The library's pools over three dimensions give floats, whatever they get. */
function pool3d(name: string, x: Parameter<FakeTensor>): Row {
  return row(
    name,
    {
      x,
      filterSize: withDefault(tuple, ONE),
      strides: tuple,
      pad,
      dimRoundingMode: rounding,
      dataFormat: choice('NDHWC'),
    },
    ({ x: input, filterSize, strides, pad: padding, dimRoundingMode }, ask) => {
      if (Array.isArray(padding)) throw new Refused(`${name}: pad is same, valid or a number`);
      const options: Sliding = { strides, dilations: ONE, pad: padding, rounding: dimRoundingMode, layout: 'last' };
      const sizes = [0, 1, 2].map((index) => component(filterSize, index));
      return tensorDatum(fakeTensor(slidePool(ask, input.shape, sizes, options, name), 'float32'));
    },
    doc(name),
  );
}

/** The shape of a pool over [...batch, ...spatial, channels]. */
function slidePool(ask: Ask, x: Shape, sizes: readonly Size[], options: Sliding, operation: string): Shape {
  const windows = windowsOf(sizes, options, operation);
  return convolve(ask, x, { windows, layout: 'last', inputDepth: null, outputDepth: (depth) => depth }, operation);
}
