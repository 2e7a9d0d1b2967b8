import assert from 'node:assert/strict';
import { findings } from './fixing.ts';
import { hints } from './hints.ts';

const SPLIT = `/**
 * @shape x [B, T, C]
 * @where C % heads == 0, T <= 1024
 */
function split(x: tf.Tensor, heads: number) { return x.relu(); }
`;

describe('contracts at calls', function () {
  this.timeout(0);

  it('that keep them are silent', () => {
    assert.deepEqual(findings(`${SPLIT}split(tf.zeros([2, 10, 8]), 4);`), []);
  });

  it('are violated by another rank, at the argument', () => {
    assert.deepEqual(findings(`${SPLIT}split(tf.zeros([2, 10]), 4);`), [
      'contract-violation "tf.zeros([2, 10])": `x` has 2 dimensions, but the contract of `split` says 3 dimensions',
    ]);
  });

  it('are violated by sizes that a condition refuses', () => {
    assert.deepEqual(findings(`${SPLIT}split(tf.zeros([2, 10, 8]), 3);`), [
      'contract-violation "split(tf.zeros([2, 10, 8]), 3)": the contract of `split` needs C % heads == 0',
    ]);
  });

  it('are violated by sizes that have one name and differ', () => {
    const same =
      '/**\n * @shape a [N]\n * @shape b [N]\n */\nfunction same(a: tf.Tensor, b: tf.Tensor) { return a; }\n';
    assert.deepEqual(findings(`${same}same(tf.zeros([2]), tf.zeros([3]));`), [
      'contract-violation "tf.zeros([3])": `b` has 3 where the contract of `same` says 2',
    ]);
  });

  it('are guards of the caller where its sizes are open', () => {
    const call = 'function f(y: tf.Tensor3D) { return split(y, 4); }';
    assert.deepEqual(findings(`${SPLIT}${call}`).slice(0, 2), [
      'guard "split(y, 4)": assumes y.shape[2] % 4 == 0 (the contract of `split`)',
      'guard "split(y, 4)": assumes y.shape[1] <= 1024 (the contract of `split`)',
    ]);
  });

  it('tell the result of what cannot be followed', () => {
    const native = '/**\n * @shape a [N, M]\n * @shape returns [M, N, P]\n */\ndeclare function native(a: any): any;\n';
    assert.deepEqual(hints(`${native}const r = native(tf.zeros([2, 3]));`), ['r [3, 2, P]']);
    const opaque = '/** @shape returns [N, 4] */\nfunction load(model: any) { return model.run(); }\n';
    assert.deepEqual(hints(`${opaque}function f(m: any) { const r = load(m).relu(); }`), ['r [N, 4]']);
  });
});
