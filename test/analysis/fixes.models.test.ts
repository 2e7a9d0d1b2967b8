import assert from 'node:assert/strict';
import { expectFix, titles } from './fixing.ts';

describe('a model that does not fit its data', function () {
  this.timeout(0);

  it('gets one example as a batch', () => {
    const before = `
const model = tf.sequential({ layers: [
  tf.layers.conv2d({ inputShape: [28, 28, 3], filters: 8, kernelSize: 3 }), tf.layers.flatten(),
] });
export function f(image: HTMLImageElement) {
  const pixels = tf.browser.fromPixels(image).resizeBilinear([28, 28]);
  return model.predict(pixels);
}`;
    const title = 'Add a batch dimension to pixels';
    expectFix(title, before, before.replace('(pixels)', '(pixels.expandDims(0))'));
    assert.deepEqual(
      titles(before).filter((one) => !one.startsWith('Silence')),
      [title],
    );
  });

  it('loses the batch in the shape of its input', () => {
    const before = `
export function f() {
  const model = tf.sequential();
  model.add(tf.layers.flatten({ inputShape: [32, 28, 28] }));
  model.add(tf.layers.dense({ units: 10 }));
  return model.predict(tf.zeros([32, 28, 28]));
}`;
    expectFix('Leave the batch size 32 out of inputShape', before, before.replace('[32, 28, 28] }', '[28, 28] }'));
  });

  it('gets the loss for its targets', () => {
    const before = `
export async function f() {
  const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [4], units: 3, activation: 'softmax' })] });
  model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });
  await model.fit(tf.zeros([150, 4]), tf.zeros([150, 1]));
}`;
    const after = before.replace('categorical', 'sparseCategorical');
    expectFix('Use the loss sparseCategoricalCrossentropy', before, after);
    const oneHot = after.replace('[150, 1]', '[150, 3]');
    expectFix(
      'Use the loss categoricalCrossentropy',
      oneHot,
      oneHot.replace('sparseCategoricalCrossentropy', 'categoricalCrossentropy'),
    );
  });

  it('is left alone where nothing helps', () => {
    const before = `
const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [28, 28, 3], units: 8 })] });
export function f() { return model.predict(tf.zeros([28, 27, 1])); }`;
    assert.deepEqual(
      titles(before).filter((one) => !one.startsWith('Silence')),
      [],
    );
  });
});
