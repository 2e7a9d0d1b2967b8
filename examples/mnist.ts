/**
 * A small convolutional network for handwritten digits, and one step of its training written by hand.
 * `main` holds a mistake that is made every day: one call forgets the batch dimension.
 */
import * as tf from '@tensorflow/tfjs';

const CLASSES = 10;
const optimizer = tf.train.adam(0.001);

export function createModel(): tf.Sequential {
  const model = tf.sequential();
  model.add(tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 32, kernelSize: 3, activation: 'relu' }));
  model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
  model.add(tf.layers.conv2d({ filters: 64, kernelSize: 3, activation: 'relu' }));
  model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
  model.add(tf.layers.flatten());
  model.add(tf.layers.dropout({ rate: 0.25 }));
  model.add(tf.layers.dense({ units: CLASSES }));
  return model;
}

/**
 * @shape images [B, 784]
 * @shape labels [B]
 */
export function trainStep(model: tf.Sequential, images: tf.Tensor2D, labels: tf.Tensor1D) {
  const batch = images.reshape([-1, 28, 28, 1]);
  const targets = tf.oneHot(labels.toInt(), CLASSES);
  return optimizer.minimize(() => {
    const predictions = model.predict(batch) as tf.Tensor2D;
    return tf.losses.softmaxCrossEntropy(targets, predictions) as tf.Scalar;
  }, true);
}

export async function main() {
  const model = createModel();
  const images = tf.randomUniform([64, 784]) as tf.Tensor2D;
  const labels = tf.randomUniform([64], 0, CLASSES, 'int32') as tf.Tensor1D;
  for (let step = 0; step < 10; step++) {
    trainStep(model, images, labels)?.dispose();
  }
  const digit = images.slice([0, 0], [1, 784]).reshape([28, 28, 1]);
  const scores = tf.tidy(() => model.predict(digit) as tf.Tensor2D);
  const best = await scores.argMax(-1).data();
  console.log(`looks like a ${best[0]}`);
}
