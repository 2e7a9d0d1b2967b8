/**
 * A transformer block with its contract. Every size has a name, and callers are held to the condition on `heads`.
 */
import * as tf from '@tensorflow/tfjs';

interface Weights {
  readonly queryKeyValue: tf.Tensor2D;
  readonly output: tf.Tensor2D;
  readonly expand: tf.Tensor2D;
  readonly contract: tf.Tensor2D;
}

/**
 * @shape x [B=8, T=128, C=512]
 * @shape returns [B, heads, T, C // heads]
 * @where C % heads == 0
 */
function splitHeads(x: tf.Tensor3D, heads: number) {
  const [B, T, C] = x.shape;
  return x
    .reshape([B, T, heads, C / heads])
    .transpose([0, 2, 1, 3]);
}

export function block(x: tf.Tensor3D, weights: Weights) {
  const [B, T, C] = x.shape;
  const packed = tf.matMul(x.reshape([B * T, C]), weights.queryKeyValue);
  const [q, k, v] = tf.split(packed.reshape([B, T, 3 * C]), 3, 2);
  const [query, key, value] = [q, k, v].map((one) => splitHeads(one as tf.Tensor3D, 8));
  const scores = tf.matMul(query, key, false, true).div(Math.sqrt(C / 8)); // [B, 8, T, T]
  const attended = tf.matMul(tf.softmax(scores), value)
    .transpose([0, 2, 1, 3])
    .reshape([B * T, C]);
  const added = x.add(tf.matMul(attended as tf.Tensor2D, weights.output).reshape([B, T, C]));
  const hidden = tf.relu(tf.matMul(added.reshape([B * T, C]), weights.expand));
  return added.add(tf.matMul(hidden as tf.Tensor2D, weights.contract).reshape([B, T, C]));
}
