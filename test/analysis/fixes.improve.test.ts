import assert from 'node:assert/strict';
import { expectFix, findings, offeredFixes, titles } from './fixing.ts';

describe('an operation that cannot work', function () {
  this.timeout(0);

  it('gets a batch dimension', () => {
    const before =
      'const m = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [4] })] });\nm.predict(tf.zeros([4]));';
    expectFix(
      'Add a batch dimension to tf.zeros([4])',
      before,
      before.replace('zeros([4])', 'zeros([4]).expandDims(0)'),
      'program.js',
    );
  });

  it('gets a transposed operand', () => {
    const before = 'tf.matMul(tf.zeros([2, 3]), tf.zeros([4, 3]));';
    expectFix('Transpose tf.zeros([4, 3])', before, before.replace('3]));', '3]), false, true);'));
    const method = 'tf.zeros([2, 3]).matMul(tf.zeros([2, 4]));';
    expectFix('Transpose tf.zeros([2, 3])', method, method.replace('4]));', '4]), true);'));
  });
});

describe('a wrong shape comment', function () {
  this.timeout(0);
  const before =
    '/** @shape x [B, C] */\nfunction f(x: tf.Tensor2D) {\n\tconst z = x.sum(0); \t// [B, C]\n\treturn z;\n}';

  it('is corrected', () => {
    expectFix('Correct the shape comment: [C]', before, before.replace('// [B, C]', '// [C]'));
  });

  it('is removed', () => {
    expectFix('Remove the shape comment', before, before.replace(' \t// [B, C]', ''));
  });
});

describe('a finding is silenced', function () {
  this.timeout(0);
  const before = 'function f() {\r\n\treturn tf.matMul(tf.zeros([2, 3]), tf.zeros([2, 5])); // ü\r\n}\r\n';

  it('on its line', () => {
    const after = before.replace('\treturn', '\t// shapewise-ignore shape-mismatch\r\n\treturn');
    expectFix('Silence shape-mismatch on this line', before, after);
    assert.deepEqual(findings(after), []);
  });

  it('in its file', () => {
    const fix = offeredFixes(before).find(({ title }) => title === 'Silence shape-mismatch in this file');
    assert(fix);
    assert(fix.after.length > 0);
  });

  it('but not inside a template', () => {
    const inside = '`\n$'.concat('{tf.matMul(tf.zeros([2, 3]), tf.zeros([2, 5]))}`;');
    assert.deepEqual(titles(inside), ['Transpose tf.zeros([2, 3])', 'Silence shape-mismatch in this file']);
  });
});

describe('a comment that silences nothing', function () {
  this.timeout(0);

  it('is removed with its line, or from the end of one', () => {
    const line = 'function f() {\r\n\t// shapewise-ignore guard: why\r\n\treturn 1; // shapewise-ignore\r\n}';
    const [first, second] = offeredFixes(line).filter(({ title }) => title === 'Remove the comment');
    assert.equal(first?.after, 'function f() {\r\n\treturn 1; // shapewise-ignore\r\n}');
    assert.equal(second?.after.endsWith('\treturn 1;\r\n}'), true);
  });
});
