import assert from 'node:assert/strict';
import { expectFix, titles } from './fixing.ts';

/** The titles of the fixes that replace something. */
function replacements(program: string, name?: string): readonly string[] {
  return titles(program, name).filter((title) => title.startsWith('Replace'));
}

describe('a literal that pins a size is replaced by its source', function () {
  this.timeout(0);

  it('in the operand', () => {
    const before = 'function f(x: tf.Tensor2D) { return x.mul(tf.zeros([5])); }';
    expectFix('Replace 5 by x.shape[1]', before, before.replace('5', 'x.shape[1]'));
  });

  it('in a matrix product', () => {
    const before = 'function f(x: tf.Tensor2D) { return tf.matMul(x, tf.ones([784, 10])); }';
    expectFix('Replace 784 by x.shape[1]', before, before.replace('784', 'x.shape[1]'));
  });

  it('after text that is not ASCII, with CRLF and tabs', () => {
    const before =
      "function f(x: tf.Tensor1D) {\r\n\tconst größe = '∑ 😀';\r\n\treturn x.mul(tf.zeros([5])); // größe\r\n}\r\n";
    expectFix('Replace 5 by x.shape[0]', before, before.replace('5', 'x.shape[0]'));
  });

  it('by the variable that holds the size', () => {
    const before = 'function f(x: tf.Tensor2D) { const [B, C] = x.shape; return x.add(tf.zeros([32, C])); }';
    expectFix('Replace 32 by B', before, before.replace('32', 'B'));
  });

  it('not by a variable that comes later', () => {
    const before =
      'function f(x: tf.Tensor1D) { const y = x.add(tf.zeros([32])); const B = x.shape[0]; return y.reshape([B]); }';
    assert.deepEqual(replacements(before), ['Replace 32 by x.shape[0]']);
  });

  it('not by a name that means something else there', () => {
    const before =
      'function f(x: tf.Tensor1D) { return tf.tidy(() => { { const x = 1; console.log(x); } return x.add(tf.zeros([32])); }); }';
    assert.deepEqual(replacements(before), ['Replace 32 by x.shape[0]']);
    const hidden = 'function f(x: tf.Tensor1D) { return [1].map((x) => tf.zeros([32])).map((y) => x.add(y)); }';
    assert.deepEqual(replacements(hidden), []);
  });

  it('where a constant came from, if that is its only use', () => {
    const before = 'function f(x: tf.Tensor1D) { const BATCH = 32; return x.add(tf.zeros([BATCH])); }';
    assert.deepEqual(replacements(before), ['Replace 32 by x.shape[0]']);
    expectFix('Replace 32 by x.shape[0]', before, before.replace('32', 'x.shape[0]'));
  });

  it('where a constant is used, if it is used elsewhere too or cannot see the size', () => {
    const twice =
      'function f(x: tf.Tensor1D) { const BATCH = 32; console.log(BATCH); return x.add(tf.zeros([BATCH])); }';
    expectFix('Replace BATCH by x.shape[0]', twice, twice.replace('[BATCH]', '[x.shape[0]]'));
    const outside = 'const BATCH = 32;\nfunction f(x: tf.Tensor1D) { return x.add(tf.zeros([BATCH])); }';
    expectFix('Replace BATCH by x.shape[0]', outside, outside.replace('[BATCH]', '[x.shape[0]]'));
    const field = 'const SIZES = { batch: 32 };\nfunction f(x: tf.Tensor1D) { return x.add(tf.zeros([SIZES.batch])); }';
    expectFix('Replace SIZES.batch by x.shape[0]', field, field.replace('[SIZES.batch]', '[x.shape[0]]'));
  });

  it('through variables', () => {
    const before =
      'function f(x: tf.Tensor2D, n: number) { const shape: [number, number] = [n, 7]; const y = tf.zeros(shape); return tf.concat([x, y as tf.Tensor2D], 0); }';
    expectFix('Replace 7 by x.shape[1]', before, before.replace('7', 'x.shape[1]'));
  });

  it('by more than one size, where it takes that', () => {
    const before = 'function f(x: tf.Tensor1D) { return tf.concat([x, x]).add(tf.zeros([64])); }';
    expectFix('Replace 64 by 2 * x.shape[0]', before, before.replace('64', '2 * x.shape[0]'));
  });

  it('in the function that is called', () => {
    const before =
      'const helper = (t: tf.Tensor1D) => t.add(tf.ones([9]));\nfunction f(x: tf.Tensor1D) { return helper(x); }';
    assert.deepEqual(replacements(before), ['Replace 9 by t.shape[0]', 'Replace 9 by t.shape[0]']);
  });

  it('where it contradicts a contract', () => {
    const before = '/** @shape x [B] */\nfunction f(x: tf.Tensor1D) { return x.add(tf.zeros([32])); }';
    assert.deepEqual(replacements(before), ['Replace 32 by x.shape[0]']);
  });

  it('in a reshape, also by -1', () => {
    const before = '/** @shape x [_, 10] */\nfunction f(x: tf.Tensor2D) { return x.reshape([32, 10]); }';
    expectFix('Replace 32 by x.shape[0]', before, before.replace('32', 'x.shape[0]'));
    expectFix('Replace 32 by -1', before, before.replace('32', '-1'));
  });

  it('in JavaScript', () => {
    const before = 'const f = (x) => tf.matMul(x, tf.ones([3, 4]));';
    expectFix('Replace 3 by x.shape.at(-1)', before, before.replace('3', 'x.shape.at(-1)'), 'program.js');
  });

  it('where a divisibility rests on it', () => {
    const before = 'function f(x: tf.Tensor2D) { const [B, T] = x.shape; return x.reshape([32, T, -1]); }';
    expectFix('Replace 32 by B', before, before.replace('32', 'B'));
  });

  it('but not where the finding would stay', () => {
    const before = 'class Net {\n  w = tf.ones([784, 10]);\n  run(x: tf.Tensor2D) { return x.matMul(this.w); }\n}';
    assert.deepEqual(replacements(before), []);
    const other = 'function f(x: tf.Tensor1D) { return x.add(tf.zeros([32]).add(tf.zeros([32]))); }';
    assert.deepEqual(replacements(other), []);
  });

  it('nor where the number is that of what is written out', () => {
    const before = 'function f(x: tf.Tensor1D) { return x.add(tf.tensor([1, 2, 3], [3])); }';
    assert.deepEqual(replacements(before), []);
  });

  it('nor for what is no size', () => {
    const before = 'function f(x: tf.Tensor2D) { if (x.shape[0] !== 3) throw new Error(); return tf.split(x, 2, 1); }';
    assert.deepEqual(replacements(before), []);
  });
});
