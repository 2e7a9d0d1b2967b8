import * as tf from '@tensorflow/tfjs';

/**
 * @shape x [B, T, C]
 * @shape returns [B, T]
 */
export function average(x) {
  const mean = x.mean(-1); // [B, T]
  const wrong = x.mean(-1); // [B, T, C]
  return mean;
}
