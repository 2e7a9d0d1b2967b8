/** TensorFlow.js: convolutions with a bias and an activation in one, `tf.fused`. */
import type { Ask } from '../../kernels/ask.ts';
import { broadcast } from '../../kernels/broadcast.ts';
import { equal } from '../../symbolic/relation.ts';
import { constant } from '../../symbolic/size.ts';
import { fakeTensor, isSpread, type Shape, sizesOf } from '../../tensor/tensor.ts';
import { tensorDatum } from '../datum.ts';
import { any, choice, fields, optional, tensor, withDefault } from '../parameters.ts';
import { type Row, row } from '../row.ts';
import { convolve2d, convolveDepthwise } from './convolve.ts';
import { doc } from './documentation.ts';
import { floatsOf } from './ranked.ts';
import { pad, rounding, type Sliding, tuple } from './windows.ts';

const ONE = constant(1);

export const fusedConvolveRows: Readonly<Record<string, Row>> = {
  conv2d: fused('conv2d', convolve2d),
  depthwiseConv2d: fused('depthwiseConv2d', convolveDepthwise),
};

type Convolve = (ask: Ask, x: Shape, filter: Shape, options: Sliding, operation: string) => Shape;

/** The bias is added as `tf.add` does it. */
function fused(name: string, convolve: Convolve): Row {
  const reader = fields({
    x: floatsOf([3, 4], name),
    filter: floatsOf([4], name),
    strides: tuple,
    pad,
    dataFormat: choice('NHWC', 'NCHW'),
    dilations: withDefault(tuple, ONE),
    dimRoundingMode: rounding,
    bias: optional(tensor),
    activation: any,
    preluActivationWeights: any,
  });
  return row(
    `fused.${name}`,
    { config: reader },
    ({ config: { x, filter, dataFormat, dimRoundingMode, bias, ...rest } }, ask) => {
      const options: Sliding = { ...rest, rounding: dimRoundingMode, layout: dataFormat === 'NHWC' ? 'last' : 'first' };
      const shape = convolve(ask, x.shape, filter.shape, options, name);
      const added = bias === null || dataFormat === 'NCHW' ? shape : withBias(ask, shape, bias.shape, `fused.${name}`);
      return tensorDatum(fakeTensor(added, 'float32'));
    },
    doc(`fused.${name}`),
  );
}

/** An image without a batch gets one before the bias is added, and loses it after. */
function withBias(ask: Ask, shape: Shape, bias: Shape, operation: string): Shape {
  if (sizesOf(shape)?.length !== 3) return broadcast(ask, shape, bias, operation);
  const added = broadcast(ask, [ONE, ...shape], bias, operation);
  const [batch, ...rest] = added;
  if (sizesOf(added)?.length !== 4 || batch === undefined || isSpread(batch)) return added;
  ask.require(equal(batch, ONE), `${operation}: the bias adds no batch`);
  return rest;
}
