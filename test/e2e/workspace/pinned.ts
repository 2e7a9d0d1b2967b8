import * as tf from '@tensorflow/tfjs';

export function scores(x: tf.Tensor2D) {
  const größe = '📐';
  const out = x.add(tf.zeros([32, 1]));
  return out.sum(0);
}
