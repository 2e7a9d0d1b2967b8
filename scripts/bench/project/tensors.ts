/** Functions on tensors, as layers and models have them; `$` is the function's name, `^` the same with a capital, `#` a size, `@` another function. */
import type { Kind, Template } from './generate.ts';

type TensorKind = Exclude<Kind, 'words' | 'number'>;

/** Functions that call no other. */
export const TENSORS: Readonly<Record<TensorKind, readonly Template[]>> = {
  rows: [
    template(`
/** A residual layer of # units. */
export function $(x: tf.Tensor2D): tf.Tensor2D {
  const [rows, columns] = x.shape;
  const kernel = tf.randomNormal([columns, #], 0, 0.1);
  const hidden = tf.relu(tf.matMul(x, kernel as tf.Tensor2D));
  const back = tf.matMul(hidden, tf.zeros([#, columns]));
  console.assert(back.shape[0] === rows);
  return x.add(back) as tf.Tensor2D;
}`),
    template(`
/** Every column with mean 0 and variance 1. */
export function $(x: tf.Tensor2D): tf.Tensor2D {
  const { mean, variance } = tf.moments(x, 0, true);
  const spread = variance.add(1e-5).sqrt();
  return x.sub(mean).div(spread) as tf.Tensor2D;
}`),
    template(`
class ^Layer {
  private readonly kernel: tf.Tensor2D;
  private readonly bias: tf.Tensor1D;

  constructor(inputs: number, outputs: number) {
    this.kernel = tf.randomNormal([inputs, outputs]);
    this.bias = tf.zeros([outputs]);
  }

  apply(x: tf.Tensor2D): tf.Tensor2D {
    return tf.matMul(x, this.kernel).add(this.bias) as tf.Tensor2D;
  }
}

export function $(x: tf.Tensor2D): tf.Tensor2D {
  const width = x.shape[1];
  const layers = [new ^Layer(width, #), new ^Layer(#, width)];
  return layers.reduce((state, layer) => layer.apply(state), x);
}`),
  ],
  sequence: [
    template(`
/** Attention of a sequence to itself. */
export function $(x: tf.Tensor3D): tf.Tensor3D {
  const [batch, time, width] = x.shape;
  const scores = tf.matMul(x, x, false, true).div(Math.sqrt(width));
  const weights = tf.softmax(scores.reshape([batch, time, time]));
  return tf.matMul(weights, x) as tf.Tensor3D;
}`),
    template(`
/** A recurrent layer that keeps a running mean. */
export function $(x: tf.Tensor3D): tf.Tensor3D {
  const [batch, time, width] = x.shape;
  let state: tf.Tensor = tf.zeros([batch, width]);
  const states: tf.Tensor[] = [];
  for (let step = 0; step < time; step++) {
    const now = x.slice([0, step, 0], [batch, 1, width]).reshape([batch, width]);
    state = state.mul(0.9).add(now.mul(0.1));
    states.push(state);
  }
  return tf.stack(states, 1) as tf.Tensor3D;
}`),
    template(`
/** A layer of # units that is applied to every step. */
export function $(x: tf.Tensor3D): tf.Tensor3D {
  const [batch, time, width] = x.shape;
  const flat = x.reshape([batch * time, width]) as tf.Tensor2D;
  const kernel: tf.Tensor2D = tf.randomNormal([width, #]);
  const hidden = tf.tanh(tf.matMul(flat, kernel));
  const back = tf.matMul(hidden, kernel, false, true);
  return back.reshape([batch, time, width]);
}`),
  ],
  images: [
    template(`
/** A depthwise separable convolution that keeps height and width. */
export function $(x: tf.Tensor4D): tf.Tensor4D {
  const channels = x.shape[3];
  const depthwise: tf.Tensor4D = tf.randomNormal([3, 3, channels, 1]);
  const pointwise: tf.Tensor4D = tf.randomNormal([1, 1, channels, channels]);
  const filtered = tf.depthwiseConv2d(x, depthwise, 1, 'same');
  return tf.relu6(tf.conv2d(filtered, pointwise, 1, 'same'));
}`),
    template(`
/** Half the height and width, and back. */
export function $(x: tf.Tensor4D): tf.Tensor4D {
  const [, height, width] = x.shape;
  const small = tf.avgPool(x, 2, 2, 'same');
  const large = tf.image.resizeBilinear(small, [height, width]);
  return x.add(large).mul(0.5) as tf.Tensor4D;
}`),
    template(`
/** Scales each channel by what is learned of all of them. */
export function $(x: tf.Tensor4D): tf.Tensor4D {
  const channels = x.shape[3];
  const pooled = x.mean([1, 2]) as tf.Tensor2D;
  const squeezed = tf.relu(tf.matMul(pooled, tf.zeros([channels, #])));
  const gates = tf.sigmoid(tf.matMul(squeezed, tf.zeros([#, channels])));
  return x.mul(gates.expandDims(1).expandDims(1)) as tf.Tensor4D;
}`),
  ],
};

/** Functions that call another one of their kind. */
export const CHAINED: Readonly<Record<Kind, readonly Template[]>> = {
  rows: chained('tf.Tensor2D'),
  sequence: chained('tf.Tensor3D'),
  images: chained('tf.Tensor4D'),
  words: [],
  number: [],
};

function chained(type: string): readonly Template[] {
  return [
    template(`
/** Applies a function and adds what it was given. */
export function $(x: ${type}, rate = 0.1): ${type} {
  const inner = @(x);
  const dropped = tf.dropout(inner, rate);
  return x.add(dropped) as ${type};
}`),
    template(`
export interface ^Options {
  readonly scale: number;
  readonly training: boolean;
}

export function $(x: ${type}, options?: ^Options): ${type} {
  const scaled = x.mul(options?.scale ?? 1) as ${type};
  if (options?.training) {
    const noise = tf.randomNormal(x.shape, 0, 0.01);
    return @(scaled.add(noise));
  }
  return @(scaled);
}`),
    template(`
/** Applies a function, and says how far its result is from zero. */
export function $(x: ${type}): ${type} {
  return tf.tidy(() => {
    const result = @(x);
    const distance = result.square().mean().sqrt();
    return result.div(distance.add(1e-3)) as ${type};
  });
}`),
  ];
}

export function template(text: string): Template {
  return (name, call, size) =>
    text
      .replaceAll('$', name)
      .replaceAll('^', name.charAt(0).toUpperCase() + name.slice(1))
      .replaceAll('@', call)
      .replaceAll('#', String(size));
}
