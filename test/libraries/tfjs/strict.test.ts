/** The strict operations of old versions: like their namesakes on tensors of the same shape, and refused on others. */
import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { analyzePrograms } from '../../analysis/programs.ts';

const PLAIN = ['add', 'sub', 'mul', 'div', 'maximum', 'minimum', 'equal', 'lessEqual'] as const;

const operations: Readonly<Record<(typeof PLAIN)[number], (a: tf.Tensor, b: tf.Tensor) => tf.Tensor>> = tf;

const reports = analyzePrograms({
  same: `export function same() {
    const [a, b] = [tf.ones([2, 3], 'int32'), tf.ones([2, 3])];
    return [${PLAIN.map((name) => `tf.${name}Strict(a, b)`).join(', ')}];
  }`,
  other: 'export const other = () => tf.addStrict(tf.ones([2, 3]), tf.ones([3]));',
  guarded: `export const guarded = (x: tf.Tensor2D, y: tf.Tensor2D) => tf.subStrict(x, y);`,
});

describe('strict operations', () => {
  before(() => tf.setBackend('cpu'));

  it('give what their namesakes give', () => {
    const calls = reports.same.tensors.filter(({ node }) => node === 'CallExpression').slice(-PLAIN.length);
    for (const [index, name] of PLAIN.entries()) {
      const real = operations[name](tf.ones([2, 3], 'int32'), tf.ones([2, 3]));
      assert.deepEqual(calls[index]?.shape, real.shape.map(String), name);
      assert.equal(calls[index]?.dtype, real.dtype, name);
    }
  });

  it('do not broadcast', () => {
    assert.deepEqual(
      reports.other.diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code),
      ['shape-mismatch'],
    );
    const guards = reports.guarded.functions.flatMap((one) => one.guards);
    assert.deepEqual(
      guards.map(({ text, kind }) => [text, kind]),
      [
        ['x.shape[0] == y.shape[0]', 'requires'],
        ['x.shape[1] == y.shape[1]', 'requires'],
      ],
    );
  });
});
