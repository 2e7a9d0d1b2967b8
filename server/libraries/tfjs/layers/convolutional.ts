/** Layers that slide windows: convolutions, and what goes with them. */

import { type Ask, Refused } from '../../../kernels/ask.ts';
import { broadcast } from '../../../kernels/broadcast.ts';
import { knownSizes } from '../../../kernels/carve.ts';
import { type Convolution, convolve, type Layout } from '../../../kernels/convolve.ts';
import type { Window } from '../../../kernels/window.ts';
import { add, constant, maximum, multiply, type Size, subtract } from '../../../symbolic/size.ts';
import { type FakeTensor, fakeTensor, type Shape } from '../../../tensor/tensor.ts';
import { choice, flag, maybe, size, text, withDefault } from '../../parameters.ts';
import type { Row } from '../../row.ts';
import { isSymbolic } from '../models/graph.ts';
import { component, type Tuple, tuple } from '../windows.ts';
import { activated } from './activations.ts';
import { layerRow } from './define.ts';
import { type LayerRule, NONE, requireDefined, sizeAt, type Weight, weight } from './rule.ts';

const ONE = constant(1);

/** The library builds such a layer, and does not run it. */
const CAUSAL_WORDS = 'The support for CAUSAL padding mode in conv1dWithBias is not implemented yet.';

/** The library reads channels that come first in one dimension, and writes them last. */
function isTurned({ dataFormat }: WindowConfig, spatial: number, x: FakeTensor): boolean {
  return spatial === 1 && dataFormat === 'channelsFirst' && !isSymbolic(x);
}

function turned(shape: Shape): Shape {
  return [...shape.slice(0, -2), ...shape.slice(-1), ...shape.slice(-2, -1)];
}

/** The fields that all these layers have. */
export const windowFields = {
  kernelSize: tuple,
  strides: withDefault(tuple, ONE),
  padding: choice('valid', 'same', 'causal'),
  dataFormat: choice('channelsLast', 'channelsFirst'),
  dilationRate: withDefault(tuple, ONE),
  useBias: flag(true),
  activation: maybe(text),
};

export interface WindowConfig {
  readonly kernelSize: Tuple;
  readonly strides: Tuple;
  readonly padding: 'valid' | 'same' | 'causal';
  readonly dataFormat: 'channelsLast' | 'channelsFirst';
  readonly dilationRate: Tuple;
  readonly useBias: boolean;
  readonly activation: string | null;
}

export const convolutionalRows: Readonly<Record<string, Row>> = {
  conv1d: layerRow('conv1d', 'Conv1D', { ...windowFields, filters: size }, (config) =>
    convolution(config, config.filters, 1),
  ),
  conv2d: layerRow('conv2d', 'Conv2D', { ...windowFields, filters: size }, (config) =>
    convolution(config, config.filters, 2),
  ),
  conv3d: layerRow('conv3d', 'Conv3D', { ...windowFields, filters: size }, (config) =>
    convolution(config, config.filters, 3),
  ),
  conv2dTranspose: layerRow('conv2dTranspose', 'Conv2DTranspose', { ...windowFields, filters: size }, (config) =>
    transposedConvolution(config, config.filters, 2),
  ),
  conv3dTranspose: layerRow('conv3dTranspose', 'Conv3DTranspose', { ...windowFields, filters: size }, (config) =>
    transposedConvolution(config, config.filters, 3),
  ),
  depthwiseConv2d: layerRow(
    'depthwiseConv2d',
    'DepthwiseConv2D',
    { ...windowFields, depthMultiplier: withDefault(size, ONE) },
    (config) => depthwiseConvolution(config, config.depthMultiplier),
  ),
  separableConv2d: layerRow(
    'separableConv2d',
    'SeparableConv2D',
    { ...windowFields, filters: size, depthMultiplier: withDefault(size, ONE) },
    (config) => separableConvolution(config, config.filters, config.depthMultiplier),
  ),
};

function convolution(config: WindowConfig, filters: Size, spatial: number): LayerRule {
  return {
    rank: spatial + 2,
    ...(spatial === 3 ? {} : { floats: ['x', 'conv2d'] as const }),
    build(ask, [input = []], layer) {
      const depth = depthOf(ask, input, config, layer);
      const kernel = weight('kernel', [...kernelOf(config, spatial), depth, filters]);
      return { fixed: new Map([[channelAxis(config, spatial), depth]]), weights: withBias(config, [kernel], filters) };
    },
    call(ask, [x = NONE], layer) {
      if (config.padding === 'causal' && !isSymbolic(x)) throw new Refused(`${layer}: padding`, null, CAUSAL_WORDS);
      const { shape } = slide(ask, x, config, spatial, () => filters, layer);
      const isFloat = spatial < 3 || config.useBias;
      const output = fakeTensor(isTurned(config, spatial, x) ? turned(shape) : shape, isFloat ? 'float32' : x.dtype);
      return [isSymbolic(x) ? output : activated(output, config.activation)];
    },
  };
}

function depthwiseConvolution(config: WindowConfig, multiplier: Size): LayerRule {
  const outputDepth = (depth: Size): Size => multiply(depth, multiplier);
  // The library's layer does not dilate.
  const undilated = { ...config, dilationRate: ONE };
  return {
    minRank: 4,
    floats: ['x', 'depthwiseConv2d'],
    build(ask, [input = []], layer) {
      const depth = depthOf(ask, input, config, layer);
      const kernel = weight('depthwise_kernel', [...kernelOf(config, 2), depth, multiplier]);
      return {
        fixed: new Map([[channelAxis(config, 2), depth]]),
        weights: withBias(config, [kernel], outputDepth(depth)),
      };
    },
    call: (ask, [x = NONE], layer) => [slide(ask, x, undilated, 2, outputDepth, layer)],
  };
}

function separableConvolution(config: WindowConfig, filters: Size, multiplier: Size): LayerRule {
  return {
    rank: 4,
    floats: ['x', 'depthwiseConv2d'],
    build(ask, [input = []], layer) {
      const depth = depthOf(ask, input, config, layer);
      const depthwise = weight('depthwise_kernel', [...kernelOf(config, 2), depth, multiplier]);
      const pointwise = weight('pointwise_kernel', [ONE, ONE, multiply(depth, multiplier), filters]);
      return {
        fixed: new Map([[channelAxis(config, 2), depth]]),
        weights: withBias(config, [depthwise, pointwise], filters),
      };
    },
    call(ask, [x = NONE], layer) {
      const output = slide(ask, x, config, 2, () => filters, layer);
      const isMisplaced = config.useBias && config.dataFormat === 'channelsFirst' && !isSymbolic(x);
      return [isMisplaced ? biasedByRow(ask, output, filters) : output];
    },
  };
}

/** The library convolves with the channels last, and adds the bias as if they were first: to the rows. */
function biasedByRow(ask: Ask, { shape, dtype }: FakeTensor, filters: Size): FakeTensor {
  const [batch = ONE, channels = ONE, rows = ONE, columns = ONE] = knownSizes(ask, shape);
  const biased = broadcast(ask, [batch, rows, columns, channels], [ONE, filters, ONE, ONE], 'add');
  const [first = ONE, height = ONE, width = ONE, last = ONE] = knownSizes(ask, biased);
  return fakeTensor([first, last, height, width], dtype);
}

/** `size * stride`, and for `valid` as much more as the kernel is larger than the stride. */
function transposedConvolution(config: WindowConfig, filters: Size, spatial: number): LayerRule {
  const isLast = config.dataFormat === 'channelsLast';
  return {
    rank: spatial + 2,
    build(ask, [input = []], layer) {
      const depth = depthOf(ask, input, config, layer);
      const kernel = weight('kernel', [...kernelOf(config, spatial), filters, depth]);
      return { fixed: new Map([[channelAxis(config, spatial), depth]]), weights: withBias(config, [kernel], filters) };
    },
    call(ask, [x = NONE]) {
      const [batch = ONE, ...rest] = knownSizes(ask, x.shape);
      const sizes = isLast ? rest.slice(0, -1) : rest.slice(1);
      const grown = sizes.map((length, index) => {
        const stride = component(config.strides, index);
        const strided = multiply(length, stride);
        if (config.padding === 'same') return strided;
        return add(strided, maximum(subtract(component(config.kernelSize, index), stride), constant(0)));
      });
      return [fakeTensor(isLast ? [batch, ...grown, filters] : [batch, filters, ...grown], 'float32')];
    },
  };
}

/** Slides windows as the configuration says. */
export function slide(
  ask: Ask,
  x: FakeTensor,
  config: WindowConfig,
  spatial: number,
  outputDepth: (depth: Size) => Size,
  layer: string,
): FakeTensor {
  const layout: Layout = config.dataFormat === 'channelsLast' ? 'last' : 'first';
  const windows = Array.from({ length: spatial }, (_, index) => windowOf(config, index));
  const convolution: Convolution = { windows, layout, inputDepth: null, outputDepth, isStated: isSymbolic(x) };
  return fakeTensor(convolve(ask, x.shape, convolution, layer), 'float32');
}

/** The shape of a convolution of images. */
export function convolutionalShape(ask: Ask, x: Shape, config: WindowConfig, filters: Size, layer: string): Shape {
  return slide(ask, fakeTensor(x, 'float32'), config, 2, () => filters, layer).shape;
}

function windowOf({ kernelSize, strides, dilationRate, padding }: WindowConfig, index: number): Window {
  return {
    size: component(kernelSize, index),
    stride: component(strides, index),
    dilation: component(dilationRate, index),
    padding: { kind: padding === 'same' ? 'same' : 'valid' },
    rounding: 'truncate',
    overhang: 'counted',
  };
}

function kernelOf({ kernelSize }: WindowConfig, spatial: number): readonly Size[] {
  return Array.from({ length: spatial }, (_, index) => component(kernelSize, index));
}

function withBias({ useBias }: WindowConfig, kernels: readonly Weight[], size: Size): readonly Weight[] {
  return useBias ? [...kernels, weight('bias', [size])] : kernels;
}

function channelAxis({ dataFormat }: WindowConfig, spatial: number): number {
  return dataFormat === 'channelsFirst' ? 1 : spatial + 1;
}

function depthOf(ask: Ask, input: Shape, { dataFormat }: WindowConfig, layer: string): Size {
  const depth = sizeAt(ask, input, dataFormat === 'channelsFirst' ? 1 : -1);
  return requireDefined(depth, layer, 'The channel dimension of the input should be defined. Found null');
}
