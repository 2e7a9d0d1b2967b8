/** Every kind of finding once, each with what is offered for it. */
import * as tf from '@tensorflow/tfjs';

/** `shape-mismatch`: the inner sizes differ. Offered: to transpose the second operand. */
export function mismatch() {
  const a = tf.zeros([4, 3]);
  const b = tf.zeros([5, 3]);
  return tf.matMul(a, b);
}

/** `specialization`: only batches of 32. Offered: to mark the size dynamic, to replace 32 by its source, to pin it. */
export function pinned(x: tf.Tensor2D) {
  return x.add(tf.zeros([32, 1]));
}

/** `guard`: the inner sizes must be equal. Offered: to accept it into the contract, to check it at run time. */
export function relied(x: tf.Tensor2D, w: tf.Tensor2D) {
  return tf.matMul(x, w);
}

/**
 * `contract-violation`: a dynamic size is pinned, and a comment is wrong. Offered: to correct or remove the comment.
 * @shape x [B, C]
 */
export function contradicted(x: tf.Tensor2D) {
  const total = x.sum(0); // [B, C]
  return total.add(tf.zeros([10]));
}

/** `data-dependent`: how many rows are kept depends on the data. Offered: to check the number at run time. */
export async function kept(x: tf.Tensor2D, mask: tf.Tensor1D) {
  const rows = await tf.booleanMaskAsync(x, mask);
  return rows.reshape([4, 2]);
}

/** `cast-mismatch`: the cast compiles, and hides that the rank is 1. */
export function cast(x: tf.Tensor2D) {
  return x.sum(0) as tf.Tensor as tf.Tensor3D;
}

/** `unused-ignore`: a comment that silences nothing. */
export function quiet(x: tf.Tensor1D) {
  // shapewise-ignore guard
  return x.relu();
}
