/** Classifies the picture of an <img> element: plain JavaScript, without a single type. */
import * as tf from '@tensorflow/tfjs';

const SIZE = 224;
const CHANNELS = 3;

/** Scales the picture to a square, with values from -1 to 1. */
function preprocess(image) {
  return tf.tidy(() => {
    const pixels = tf.browser.fromPixels(image, CHANNELS);
    const square = tf.image.resizeBilinear(pixels, [SIZE, SIZE]);
    const centred = square.toFloat().div(127.5).sub(1);
    return centred.expandDims(0);
  });
}

/** Averages over the picture, then one dense layer. */
class Classifier {
  constructor(classes) {
    this.kernel = tf.variable(tf.randomNormal([CHANNELS, classes]));
    this.bias = tf.variable(tf.zeros([classes]));
  }

  predict(batch) {
    const features = batch.mean([1, 2]);
    return tf.softmax(features.matMul(this.kernel).add(this.bias));
  }
}

export async function classify(image, labels) {
  const classifier = new Classifier(labels.length);
  const batch = preprocess(image);
  const scores = classifier.predict(batch);
  const { values, indices } = tf.topk(scores.squeeze(), 3);
  const confidence = await values.data();
  const order = await indices.data();
  batch.dispose();
  return Array.from(order, (label, i) => ({ label: labels[label], confidence: confidence[i] }));
}
