/** Functions inside a function that it calls with different inputs: what the report says holds for every call. */
import assert from 'node:assert/strict';
import type { TensorReport } from '../../server/analysis/report.ts';
import { evaluateText } from './evaluate.ts';
import { analyzePrograms, PREFIX } from './programs.ts';

const PROGRAMS = {
  layers: `
    export function layers(channels: number) {
      function convolution(filters: number, size: number) {
        return tf.zeros([size, size, channels, 2 * filters]);
      }
      return [convolution(32, 3), convolution(64, 5)];
    }`,
  counted: `
    export function counted() {
      let inputs = 3;
      const layer = (units: number) => {
        const kernel = tf.zeros([inputs, units]);
        inputs = units;
        return kernel;
      };
      return [layer(16), layer(8)];
    }`,
  mapped: `
    export function mapped(x: tf.Tensor2D, y: tf.Tensor2D) {
      return [x, y].map((one) => tf.concat([one, one], 1));
    }`,
};

const reports = analyzePrograms(PROGRAMS);

/** The first call in the text whose callee is a function of the library. */
function callIn(name: keyof typeof reports, callee: string): TensorReport | undefined {
  const at = PROGRAMS[name].indexOf(callee) + PREFIX.length;
  return reports[name].tensors.find(({ node, start }) => node === 'CallExpression' && start === at);
}

describe('functions that are called with different inputs', () => {
  it('have shapes in terms of their parameters', () => {
    const call = callIn('layers', 'tf.zeros');
    assert.equal(call?.state, 'known');
    for (const [filters, size] of [
      [32, 3],
      [64, 5],
    ]) {
      const world = new Map(Object.entries({ channels: 7, filters, size }));
      assert.deepEqual(
        call.shape?.map((text) => evaluateText(text, world)),
        [size, size, 7, 2 * (filters ?? 0)],
      );
    }
    assert.equal(call.alternatives.length, 2);
  });

  it('have none where a variable around them changes from call to call', () => {
    const call = callIn('counted', 'tf.zeros');
    assert.equal(call?.state, 'partial');
    assert.deepEqual(call.shape, ['?', '?']);
  });

  it('keep what the calls agree on', () => {
    const call = callIn('mapped', 'tf.concat');
    assert.deepEqual([call?.state, call?.shape], ['known', ['one0', '2 * one1']]);
  });
});
