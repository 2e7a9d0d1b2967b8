/** TensorFlow.js: convolutions. */
import { type Ask, Refused, Unreadable } from '../../kernels/ask.ts';
import { knownSizes, splitBack } from '../../kernels/carve.ts';
import { type Convolution, convolve, type Layout } from '../../kernels/convolve.ts';
import { sameRank } from '../../kernels/rank.ts';
import { printSize } from '../../symbolic/notation.ts';
import { equal } from '../../symbolic/relation.ts';
import { constant, multiply, type Size } from '../../symbolic/size.ts';
import { fakeTensor, type Shape } from '../../tensor/tensor.ts';
import { tensorDatum } from '../datum.ts';
import { choice, sizes, withDefault } from '../parameters.ts';
import { type Parameter, type Row, row } from '../row.ts';
import { doc } from './documentation.ts';
import { floatsOf, numbersOf } from './ranked.ts';
import {
  component,
  isSingle,
  pad,
  requireOneOfThem,
  requireStrides,
  rounding,
  type Sliding,
  tuple,
  windowsOf,
} from './windows.ts';

type Depths = Omit<Convolution, 'windows' | 'layout'>;

const ONE = constant(1);

const sliding = { strides: tuple, pad, dataFormat: choice('NHWC', 'NCHW'), dilations: withDefault(tuple, ONE) };

const conv2d = row(
  'conv2d',
  { x: floatsOf([3, 4], 'conv2d'), filter: floatsOf([4], 'conv2d'), ...sliding, dimRoundingMode: rounding },
  ({ x, filter, dataFormat, dimRoundingMode, ...rest }, ask) => {
    const shape = convolve2d(
      ask,
      x.shape,
      filter.shape,
      { ...rest, rounding: dimRoundingMode, layout: layoutOf(dataFormat) },
      'conv2d',
    );
    return tensorDatum(fakeTensor(shape, 'float32'));
  },
  doc('conv2d'),
);

const conv1d = row(
  'conv1d',
  {
    x: floatsOf([2, 3], 'conv1d'),
    filter: floatsOf([3], 'conv1d'),
    stride: tuple,
    pad,
    dataFormat: choice('NWC'),
    dilation: withDefault(tuple, ONE),
    dimRoundingMode: rounding,
  },
  ({ x, filter, stride, dilation, pad: padding, dimRoundingMode }, ask) => {
    const all: Sliding = {
      strides: stride,
      dilations: dilation,
      pad: padding,
      rounding: dimRoundingMode,
      layout: 'last',
    };
    return tensorDatum(fakeTensor(convolve1d(ask, x.shape, filter.shape, all), 'float32'));
  },
  doc('conv1d'),
);

const conv3d = row(
  'conv3d',
  {
    x: numbersOf([4, 5], 'conv3d'),
    filter: numbersOf([5], 'conv3d'),
    strides: tuple,
    pad,
    dataFormat: choice('NDHWC'),
    dilations: withDefault(tuple, ONE),
  },
  ({ x, filter, strides, dilations, pad: padding }, ask) => {
    const all: Sliding = { strides, dilations, pad: padding, rounding: null, layout: 'last' };
    return tensorDatum(fakeTensor(convolve3d(ask, x.shape, filter.shape, all), x.dtype));
  },
  doc('conv3d'),
);

const depthwiseConv2d = row(
  'depthwiseConv2d',
  {
    x: floatsOf([3, 4], 'depthwiseConv2d'),
    filter: floatsOf([4], 'depthwiseConv2d'),
    ...sliding,
    dimRoundingMode: rounding,
  },
  ({ x, filter, dataFormat, dimRoundingMode, ...rest }, ask) => {
    const all: Sliding = { ...rest, rounding: dimRoundingMode, layout: layoutOf(dataFormat) };
    return tensorDatum(fakeTensor(convolveDepthwise(ask, x.shape, filter.shape, all, 'depthwiseConv2d'), 'float32'));
  },
  doc('depthwiseConv2d'),
);

const separableConv2d = row(
  'separableConv2d',
  {
    x: floatsOf([3, 4], 'separableConv2d'),
    depthwiseFilter: floatsOf([4], 'separableConv2d'),
    pointwiseFilter: floatsOf([4], 'separableConv2d'),
    strides: tuple,
    pad,
    dilation: withDefault(tuple, ONE),
    dataFormat: choice('NHWC'),
  },
  ({ x, depthwiseFilter, pointwiseFilter, strides, dilation, pad: padding }, ask) => {
    const all: Sliding = { strides, dilations: dilation, pad: padding, rounding: null, layout: 'last' };
    return tensorDatum(
      fakeTensor(convolveSeparable(ask, x.shape, depthwiseFilter.shape, pointwiseFilter.shape, all), 'float32'),
    );
  },
  doc('separableConv2d'),
);

const conv2dTranspose = transposed('conv2dTranspose', [3, 4], { dimRoundingMode: rounding });

const conv3dTranspose = transposed('conv3dTranspose', [4, 5], {});

const dilation2d = row(
  'dilation2d',
  {
    x: numbersOf([3, 4], 'dilation2d'),
    filter: numbersOf([3], 'dilation2d'),
    strides: tuple,
    pad,
    dilations: withDefault(tuple, ONE),
    dataFormat: choice('NHWC'),
  },
  ({ x, filter, strides, dilations, pad: padding }, ask) => {
    const [height, width, depth] = knownSizes(ask, filter.shape) as [Size, Size, Size];
    const windows = windowsOf(
      [height, width],
      { strides, dilations, pad: padding, rounding: null, layout: 'last' },
      'dilation2d',
    );
    const convolution: Convolution = { windows, layout: 'last', inputDepth: depth, outputDepth: (input) => input };
    return tensorDatum(fakeTensor(convolve(ask, x.shape, convolution, 'dilation2d'), x.dtype));
  },
  doc('dilation2d'),
);

export const convolveRows: Readonly<Record<string, Row>> = {
  conv1d,
  conv2d,
  conv3d,
  conv2dTranspose,
  conv3dTranspose,
  depthwiseConv2d,
  dilation2d,
  separableConv2d,
};

/** @param filter [height, width, inputDepth, outputDepth] */
export function convolve2d(ask: Ask, x: Shape, filter: Shape, options: Sliding, operation: string): Shape {
  const [height, width, inputDepth, outputDepth] = knownSizes(ask, filter) as [Size, Size, Size, Size];
  requireStrides(ask, options, operation);
  const windows = windowsOf([height, width], options, operation);
  return convolve(
    ask,
    x,
    { windows, layout: options.layout, ...depths(inputDepth, () => outputDepth, operation) },
    operation,
  );
}

/** @param filter [height, width, inputDepth, multiplier] */
export function convolveDepthwise(ask: Ask, x: Shape, filter: Shape, options: Sliding, operation: string): Shape {
  const [height, width, inputDepth, multiplier] = knownSizes(ask, filter) as [Size, Size, Size, Size];
  // What the library does here differs from backend to backend.
  if (options.layout === 'first') throw new Unreadable({ message: `${operation} reads NCHW as NHWC`, place: null });
  requireOneOfThem(ask, options, operation);
  const windows = windowsOf([height, width], options, operation);
  const outputDepth = (input: Size): Size => multiply(input, multiplier);
  return convolve(ask, x, { windows, layout: 'last', ...depths(inputDepth, outputDepth, operation) }, operation);
}

/** @param filter [width, inputDepth, outputDepth] */
function convolve1d(ask: Ask, x: Shape, filter: Shape, options: Sliding): Shape {
  const [width, inputDepth, outputDepth] = knownSizes(ask, filter) as [Size, Size, Size];
  requireStrides(ask, options, 'conv1d');
  // The library runs it as a convolution of height 1, and there padding by a number adds rows, which it refuses.
  if (isSingle(options.pad)) ask.require(equal(options.pad, constant(0)), 'conv1d: padding by a number');
  const strides = [ONE, component(options.strides, 0)];
  const dilations = [ONE, component(options.dilations, 0)];
  const windows = windowsOf([ONE, width], { ...options, strides, dilations }, 'conv1d').slice(1);
  return convolve(ask, x, { windows, layout: 'last', ...depths(inputDepth, () => outputDepth, 'conv1d') }, 'conv1d');
}

/** @param filter [depth, height, width, inputDepth, outputDepth] */
function convolve3d(ask: Ask, x: Shape, filter: Shape, options: Sliding): Shape {
  const [depth, height, width, inputDepth, outputDepth] = knownSizes(ask, filter) as [Size, Size, Size, Size, Size];
  if (Array.isArray(options.pad)) throw new Refused('conv3d: pad is same, valid or a number');
  requireStrides(ask, options, 'conv3d');
  const windows = windowsOf([depth, height, width], options, 'conv3d');
  return convolve(ask, x, { windows, layout: 'last', ...depths(inputDepth, () => outputDepth, 'conv3d') }, 'conv3d');
}

function convolveSeparable(ask: Ask, x: Shape, depthwise: Shape, pointwise: Shape, options: Sliding): Shape {
  const [height, width, depth] = knownSizes(ask, pointwise) as [Size, Size, Size];
  ask.require(equal(height, ONE), 'separableConv2d: the first dimension of the pointwise filter');
  ask.require(equal(width, ONE), 'separableConv2d: the second dimension of the pointwise filter');
  const [, , inputDepth, multiplier] = knownSizes(ask, depthwise) as [Size, Size, Size, Size];
  ask.require(
    equal(depth, multiply(inputDepth, multiplier)),
    'separableConv2d: the third dimension of the pointwise filter',
  );
  const middle = convolveDepthwise(ask, x, depthwise, options, 'separableConv2d');
  return convolve2d(
    ask,
    middle,
    pointwise,
    { ...options, strides: ONE, dilations: ONE, pad: 'valid' },
    'separableConv2d',
  );
}

/** A transposed convolution has the shape that it is told; the library does not ask whether the input fits to it. */
function transposed(
  name: string,
  ranks: readonly [number, number],
  more: Readonly<Record<string, Parameter<unknown>>>,
): Row {
  const [without, rank] = ranks;
  return row(
    name,
    {
      x: numbersOf([without, rank], name),
      filter: numbersOf([rank], name),
      outputShape: sizes,
      strides: tuple,
      pad,
      ...more,
    },
    ({ x, filter, outputShape }, ask) => {
      ask.require(sameRank(outputShape, x.shape), `${name}: length of outputShape and rank of the input`);
      const [inputDepth, outputDepth] = knownSizes(ask, filter.shape).slice(-2) as [Size, Size];
      ask.require(equal(lastOf(ask, outputShape), inputDepth), `${name}: depth of outputShape and of the filter`);
      ask.require(equal(lastOf(ask, x.shape), outputDepth), `${name}: depth of the input and of the filter`);
      return tensorDatum(fakeTensor(outputShape, 'float32'));
    },
    doc(name),
  );
}

function depths(inputDepth: Size, outputDepth: (input: Size) => Size, operation: string): Depths {
  const depthWords = (depth: Size): string =>
    `Error in ${operation}: depth of input (${printSize(depth)}) must match input depth for filter ${printSize(inputDepth)}.`;
  return { inputDepth, outputDepth, depthWords };
}

function layoutOf(dataFormat: 'NHWC' | 'NCHW'): Layout {
  return dataFormat === 'NHWC' ? 'last' : 'first';
}

function lastOf(ask: Ask, shape: Shape): Size {
  return splitBack(ask, shape, 1)[1][0] as Size;
}
