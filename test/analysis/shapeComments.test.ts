import assert from 'node:assert/strict';
import { findings } from './fixing.ts';
import { hints } from './hints.ts';

/** The findings of a function `f(x: tf.Tensor2D)` with the contract `x [B, C]`. */
function inContract(body: string, name?: string): readonly string[] {
  return findings(`/** @shape x [B, C] */\nfunction f(x: tf.Tensor2D, n: number) {\n${body}\n}`, name);
}

describe('shape comments', function () {
  this.timeout(0);

  it('name the sizes of a value', () => {
    assert.deepEqual(hints('function f(x: tf.Tensor2D) {\n  const y = x.relu(); // [N, D]\n  const z = y.sum(0);\n}'), [
      'y [N, D]',
      'z [D]',
    ]);
  });

  it('are believed where nothing else is known', () => {
    const program =
      'function f(model: any, x: any) {\n  const y = model.run(x); // [N, 10]\n  const z = tf.relu(y);\n}';
    assert.deepEqual(hints(program), ['y [N, 10]', 'z [N, 10]']);
    assert.deepEqual(findings(program), []);
  });

  it('that are true are silent', () => {
    assert.deepEqual(inContract('const y = x.transpose(); // [C, B]\nconst z = y.sum(0, true); /* [1, B] */'), []);
    assert.deepEqual(
      inContract('const y = tf.concat([x, x]); // [2 * B, C]\nconst z = y.expandDims(); // [..., C]'),
      [],
    );
  });

  it('that are wrong are told at the dimension', () => {
    assert.deepEqual(
      inContract('const a = tf.zeros([4, 3]); // [four, 3]\nconst b = tf.zeros([5, 3]); // [ four, 3]'),
      ['contract-violation "four": the value has 5 where the comment says four (4)'],
    );
    assert.deepEqual(inContract('const y = tf.zeros([2, 11]); // [_, 2 * 5]\r\n', 'program.js'), [
      'contract-violation "2 * 5": the value has 11 where the comment says 2 * 5 (10)',
    ]);
  });

  it('that tie a declared size are violations', () => {
    assert.deepEqual(inContract('const y = x.transpose(); // [B, C]'), [
      'contract-violation "B": B and C are declared independent, but the code needs C == B (the shape comment)',
    ]);
  });

  it('of another rank are wrong only where their names are those of sizes', () => {
    assert.deepEqual(inContract('const y = x.sum(0); // [B, C]'), [
      'contract-violation "[B, C]": the value has 1 dimension, but the comment says 2 dimensions',
    ]);
    assert.deepEqual(inContract('const y = x.sum(0); // [row, column]\nconst z = x.sum(0); // [n, 1]'), []);
  });

  it('of numbers only are never wrong', () => {
    assert.deepEqual(inContract('const y = x.relu(); // [32, 10]\nconst z = tf.zeros([2, 3]); // [2, 4]'), []);
  });

  it('may be no shapes at all', () => {
    assert.deepEqual(inContract('const p = tf.tensor1d([n]); // [n]\nconst q = tf.zeros([3]); // [see above]'), []);
    assert.deepEqual(inContract('const a = tf.zeros([3]), b = tf.zeros([4]); // [B, C]\nconst text = "a"; // [B]'), []);
  });

  it('mean other sizes in every turn and in every call', () => {
    assert.deepEqual(findings('for (const n of [1, 2]) {\n  const w = tf.zeros([n, 4]); // [N, four]\n}'), []);
    const called = 'function g(x: tf.Tensor1D) {\n  const y = x.relu(); // [N]\n  return y;\n}\n';
    assert.deepEqual(findings(`${called}g(tf.zeros([2]));\ng(tf.zeros([3]));`), []);
  });

  it('of an accumulator that begins empty name nothing', () => {
    const body = 'let h = tf.zeros([0, 4]); // [T, four]\nconst y = x.relu(); // [T, C]';
    assert.deepEqual(inContract(body), []);
  });
});
