/** An image classifier in the manner of MobileNet: depthwise separable convolutions, each normalized by learned statistics. */
import * as tf from '@tensorflow/tfjs';

interface Statistics {
  readonly mean: tf.Tensor1D;
  readonly variance: tf.Tensor1D;
  readonly shift: tf.Tensor1D;
  readonly scale: tf.Tensor1D;
}

interface Separable {
  readonly depthwise: tf.Tensor4D;
  readonly depthwiseStatistics: Statistics;
  readonly pointwise: tf.Tensor4D;
  readonly pointwiseStatistics: Statistics;
  readonly stride: 1 | 2;
}

export interface MobileNetWeights {
  readonly stem: tf.Tensor4D;
  readonly stemStatistics: Statistics;
  readonly blocks: readonly Separable[];
  readonly head: tf.Tensor2D;
  readonly headBias: tf.Tensor1D;
}

/** Output channels and stride of each block, for a width of 1. */
const BLOCKS: readonly (readonly [number, 1 | 2])[] = [
  [64, 1],
  [128, 2],
  [128, 1],
  [256, 2],
  [256, 1],
  [512, 2],
  [512, 1],
  [512, 1],
  [512, 1],
  [512, 1],
  [512, 1],
  [1024, 2],
  [1024, 1],
];

function makeStatistics(channels: number): Statistics {
  return {
    mean: tf.zeros([channels]),
    variance: tf.ones([channels]),
    shift: tf.zeros([channels]),
    scale: tf.ones([channels]),
  };
}

function makeSeparable(inputs: number, outputs: number, stride: 1 | 2): Separable {
  return {
    depthwise: tf.randomNormal([3, 3, inputs, 1]),
    depthwiseStatistics: makeStatistics(inputs),
    pointwise: tf.randomNormal([1, 1, inputs, outputs]),
    pointwiseStatistics: makeStatistics(outputs),
    stride,
  };
}

export function makeWeights(classes: number): MobileNetWeights {
  const blocks: Separable[] = [];
  let channels = 32;
  for (const [outputs, stride] of BLOCKS) {
    blocks.push(makeSeparable(channels, outputs, stride));
    channels = outputs;
  }
  return {
    stem: tf.randomNormal([3, 3, 3, 32]),
    stemStatistics: makeStatistics(32),
    blocks,
    head: tf.randomNormal([channels, classes]),
    headBias: tf.zeros([classes]),
  };
}

function normalize(x: tf.Tensor4D, { mean, variance, shift, scale }: Statistics): tf.Tensor4D {
  return tf.clipByValue(tf.batchNorm(x, mean, variance, shift, scale, 1e-3), 0, 6) as tf.Tensor4D;
}

function runSeparable(x: tf.Tensor4D, block: Separable): tf.Tensor4D {
  const filtered = tf.depthwiseConv2d(x, block.depthwise, block.stride, 'same');
  const normalized = normalize(filtered, block.depthwiseStatistics);
  const mixed = tf.conv2d(normalized, block.pointwise, 1, 'same');
  return normalize(mixed, block.pointwiseStatistics);
}

export function prepare(image: tf.Tensor3D, size: number): tf.Tensor4D {
  const [height, width] = image.shape;
  const side = Math.min(height, width);
  const top = Math.floor((height - side) / 2);
  const left = Math.floor((width - side) / 2);
  const square = image.slice([top, left, 0], [side, side, 3]);
  const resized = tf.image.resizeBilinear(square, [size, size]);
  return resized.toFloat().div(127.5).sub(1).expandDims(0);
}

export function features(images: tf.Tensor4D, weights: MobileNetWeights): tf.Tensor4D {
  const stem = tf.conv2d(images, weights.stem, 2, 'same');
  let x = normalize(stem, weights.stemStatistics);
  for (const block of weights.blocks) x = runSeparable(x, block);
  return x;
}

export function classify(images: tf.Tensor4D, weights: MobileNetWeights): tf.Tensor2D {
  const pooled = features(images, weights).mean([1, 2]) as tf.Tensor2D;
  const scores = tf.matMul(pooled, weights.head).add(weights.headBias) as tf.Tensor2D;
  return tf.softmax(scores);
}

export function topClasses(image: tf.Tensor3D, weights: MobileNetWeights, count: number): tf.Tensor2D {
  const probabilities = classify(prepare(image, 224), weights);
  const { values, indices } = tf.topk(probabilities, count);
  return tf.concat([values, indices.toFloat()], 0) as tf.Tensor2D;
}

export function accuracy(images: tf.Tensor4D, labels: tf.Tensor1D, weights: MobileNetWeights): tf.Scalar {
  const predicted = classify(images, weights).argMax(1);
  return predicted.equal(labels.toInt()).toFloat().mean();
}
