/** A recurrent loop in plain JavaScript: the states of all steps are gathered, and only the last is used. */
import * as tf from '@tensorflow/tfjs';

/**
 * One step of a simple recurrent cell.
 * @shape x [B, D]
 * @shape h [B, H]
 * @shape returns [B, H]
 */
function step(x, h, { kernel, recurrent }) {
  return tf.tanh(x.matMul(kernel).add(h.matMul(recurrent)));
}

/** @shape sequence [B, T, D] */
export function encode(sequence, hidden) {
  const [B, T, D] = sequence.shape;
  const weights = {
    kernel: tf.randomNormal([D, hidden]),
    recurrent: tf.randomNormal([hidden, hidden]),
  };
  let h = tf.zeros([B, hidden]);
  const states = [];
  for (let t = 0; t < T; t++) {
    const x = sequence.slice([0, t, 0], [-1, 1, -1]).squeeze([1]); // [B, D]
    h = step(x, h, weights);
    states.push(h);
  }
  const all = tf.stack(states, 1);
  return all.slice([0, T - 1, 0], [-1, 1, -1]).squeeze([1]);
}
