/** A language model in the manner of GPT-2 small: token and position embeddings, blocks of attention, tied output weights. */
import * as tf from '@tensorflow/tfjs';

export interface GptConfig {
  readonly vocabularySize: number;
  readonly contextLength: number;
  readonly width: number;
  readonly heads: number;
  readonly layers: number;
}

export const GPT2_SMALL: GptConfig = { vocabularySize: 50257, contextLength: 1024, width: 768, heads: 12, layers: 12 };

interface Normalization {
  readonly gain: tf.Tensor1D;
  readonly shift: tf.Tensor1D;
}

interface Projection {
  readonly kernel: tf.Tensor2D;
  readonly bias: tf.Tensor1D;
}

interface Block {
  readonly before: Normalization;
  readonly attention: Projection;
  readonly merge: Projection;
  readonly after: Normalization;
  readonly expand: Projection;
  readonly contract: Projection;
}

export interface GptWeights {
  readonly tokens: tf.Tensor2D;
  readonly positions: tf.Tensor2D;
  readonly blocks: readonly Block[];
  readonly final: Normalization;
}

function makeNormalization(width: number): Normalization {
  return { gain: tf.ones([width]), shift: tf.zeros([width]) };
}

function makeProjection(inputs: number, outputs: number): Projection {
  return { kernel: tf.randomNormal([inputs, outputs], 0, 0.02), bias: tf.zeros([outputs]) };
}

function makeBlock({ width }: GptConfig): Block {
  return {
    before: makeNormalization(width),
    attention: makeProjection(width, 3 * width),
    merge: makeProjection(width, width),
    after: makeNormalization(width),
    expand: makeProjection(width, 4 * width),
    contract: makeProjection(4 * width, width),
  };
}

export function makeWeights(config: GptConfig): GptWeights {
  const blocks: Block[] = [];
  for (let layer = 0; layer < config.layers; layer++) blocks.push(makeBlock(config));
  return {
    tokens: tf.randomNormal([config.vocabularySize, config.width], 0, 0.02),
    positions: tf.randomNormal([config.contextLength, config.width], 0, 0.02),
    blocks,
    final: makeNormalization(config.width),
  };
}

function normalize(x: tf.Tensor, { gain, shift }: Normalization): tf.Tensor {
  const mean = x.mean(-1, true);
  const centred = x.sub(mean);
  const variance = centred.square().mean(-1, true);
  return centred.div(variance.add(1e-5).sqrt()).mul(gain).add(shift);
}

function project(x: tf.Tensor3D, { kernel, bias }: Projection): tf.Tensor3D {
  const [batch, time, width] = x.shape;
  const flat = x.reshape([batch * time, width]) as tf.Tensor2D;
  const y = tf.matMul(flat, kernel).add(bias);
  return y.reshape([batch, time, kernel.shape[1]]);
}

function gelu(x: tf.Tensor): tf.Tensor {
  const inner = x.add(x.pow(3).mul(0.044715)).mul(Math.sqrt(2 / Math.PI));
  return x.mul(0.5).mul(inner.tanh().add(1));
}

function splitHeads(x: tf.Tensor3D, heads: number): tf.Tensor4D {
  const [batch, time, width] = x.shape;
  return x.reshape([batch, time, heads, width / heads]).transpose([0, 2, 1, 3]) as tf.Tensor4D;
}

function causalMask(time: number): tf.Tensor2D {
  const rows = tf.range(0, time).expandDims(1);
  const columns = tf.range(0, time).expandDims(0);
  return tf.greaterEqual(rows, columns).toFloat().sub(1).mul(1e9) as tf.Tensor2D;
}

function attend(x: tf.Tensor3D, block: Block, heads: number): tf.Tensor3D {
  const [batch, time, width] = x.shape;
  const joined = project(x, block.attention);
  const parts = tf.split(joined, 3, 2).map((part) => splitHeads(part as tf.Tensor3D, heads));
  const [query, key, value] = parts as [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D];
  const scores = tf.matMul(query, key, false, true).div(Math.sqrt(width / heads));
  const masked = scores.add(causalMask(time));
  const mixed = tf.matMul(tf.softmax(masked), value);
  const merged = mixed.transpose([0, 2, 1, 3]).reshape([batch, time, width]) as tf.Tensor3D;
  return project(merged, block.merge);
}

function feedForward(x: tf.Tensor3D, block: Block): tf.Tensor3D {
  const hidden = gelu(project(x, block.expand)) as tf.Tensor3D;
  return project(hidden, block.contract);
}

function runBlock(x: tf.Tensor3D, block: Block, heads: number): tf.Tensor3D {
  const attended = x.add(attend(normalize(x, block.before) as tf.Tensor3D, block, heads)) as tf.Tensor3D;
  return attended.add(feedForward(normalize(attended, block.after) as tf.Tensor3D, block));
}

export function logits(ids: tf.Tensor2D, weights: GptWeights, config: GptConfig): tf.Tensor3D {
  const [batch, time] = ids.shape;
  const embedded = tf.gather(weights.tokens, ids.toInt());
  const places = weights.positions.slice([0, 0], [time, config.width]);
  let x = embedded.add(places) as tf.Tensor3D;
  for (const block of weights.blocks) x = runBlock(x, block, config.heads);
  const flat = normalize(x, weights.final).reshape([batch * time, config.width]) as tf.Tensor2D;
  return tf.matMul(flat, weights.tokens, false, true).reshape([batch, time, config.vocabularySize]);
}

export function loss(ids: tf.Tensor2D, weights: GptWeights, config: GptConfig): tf.Scalar {
  const [batch, length] = ids.shape;
  const inputs = ids.slice([0, 0], [batch, length - 1]);
  const targets = ids.slice([0, 1], [batch, length - 1]);
  const predicted = logits(inputs, weights, config);
  const oneHot = tf.oneHot(targets.toInt(), config.vocabularySize);
  return tf.losses.softmaxCrossEntropy(oneHot, predicted) as tf.Scalar;
}

export function sample(ids: tf.Tensor2D, weights: GptWeights, config: GptConfig, count: number): tf.Tensor2D {
  let sequence = ids;
  for (let step = 0; step < count; step++) {
    const [batch, time] = sequence.shape;
    const last = logits(sequence, weights, config).slice([0, time - 1, 0], [batch, 1, config.vocabularySize]);
    const next = last.argMax(-1) as tf.Tensor2D;
    sequence = tf.concat([sequence, next], 1);
  }
  return sequence;
}
