import assert from 'node:assert/strict';
import { expectFix, titles } from './fixing.ts';

describe('a guard is accepted into the contract', function () {
  this.timeout(0);

  it('as one name for two sizes', () => {
    const body = '(x: tf.Tensor2D, w: tf.Tensor2D) { return tf.matMul(x, w); }';
    expectFix(
      'Accept into the contract: @shape x [_, N], @shape w [N, _]',
      `function f${body}`,
      `/**\n * @shape x [_, N]\n * @shape w [N, _]\n */\nfunction f${body}`,
    );
  });

  it('as the name that the contract has', () => {
    const before =
      '/** @shape x [B, K] */\r\nfunction f(x: tf.Tensor2D, w: tf.Tensor2D) {\r\n\treturn tf.matMul(x, w);\r\n}\r\n';
    const after = before.replace('/** @shape x [B, K] */', '/**\r\n * @shape x [B, K]\r\n * @shape w [K, _]\r\n */');
    expectFix('Accept into the contract: @shape w [K, _]', before, after);
  });

  it('as a condition', () => {
    const before = 'function f(x: tf.Tensor2D, heads: number) { return x.reshape([-1, heads]); }';
    assert(
      titles(before).includes('Accept into the contract: @shape x [B, N], @where B * N % heads == 0'),
      titles(before).join(),
    );
    const called = `${before}\nf(tf.zeros([2, 3]), 4);`;
    assert.deepEqual(
      titles(called).filter((title) => title.startsWith('Accept')),
      [],
      'a caller would violate it',
    );
  });

  it('but not where it holds on some paths only', () => {
    const before = 'function f(x: tf.Tensor2D, w: tf.Tensor2D, go: boolean) { return go ? tf.matMul(x, w) : x; }';
    assert.deepEqual(
      titles(before).filter((title) => title.startsWith('Accept')),
      [],
    );
  });
});

describe('a size is pinned by the contract', function () {
  this.timeout(0);

  it('of a tensor', () => {
    const before = 'function f(x: tf.Tensor2D) { return x.add(tf.zeros([32, 1])); }';
    expectFix('Pin x.shape[0] to 32', before, `/** @shape x [32, _] */\n${before}`);
  });

  it('in place of its name', () => {
    const body = '{ return x.add(tf.zeros([32])); }';
    expectFix(
      'Pin B to 32',
      `/**\n * @shape x [B=8]\n * @shape returns [B]\n */\nfunction f(x: tf.Tensor1D) ${body}`,
      `/**\n * @shape x [32]\n * @shape returns [32]\n */\nfunction f(x: tf.Tensor1D) ${body}`,
    );
  });
});

describe('a check at run time is inserted', function () {
  this.timeout(0);

  it('at the start of the function', () => {
    const before =
      "function f(x: tf.Tensor2D, w: tf.Tensor2D) {\r\n\t'use strict';\r\n\treturn tf.matMul(x, w); // ü\r\n}\r\n";
    const check = "tf.util.assert(x.shape[1] === w.shape[0], () => 'x.shape[1] == w.shape[0]');\r\n\t";
    expectFix('Check at run time: x.shape[1] == w.shape[0]', before, before.replace('return', `${check}return`));
  });

  it('where data decides, behind what computed it', () => {
    const before =
      'async function f(x: tf.Tensor2D, m: tf.Tensor1D) {\n  const y = await tf.booleanMaskAsync(x, m);\n  return y.reshape([4, 2]);\n}';
    const words = 'x.shape[1] * y.shape[0]';
    const check = `tf.util.assert(${words} === 8, () => '${words} == 8');\n  return`;
    expectFix(`Check at run time: ${words} == 8`, before, before.replace('return', check));
  });

  const TITLE = 'Check at run time: x.shape[1] == w.shape[0]';
  const CHECK = "tf.util.assert(x.shape[1] === w.shape[0], () => 'x.shape[1] == w.shape[0]');";

  it('in an arrow function, whose expression becomes a block', () => {
    const head = 'export const größe = (x: tf.Tensor2D, w: tf.Tensor2D): tf.Tensor =>';
    expectFix(
      TITLE,
      `${head} tf.matMul(x, w); // 😀\n`,
      `${head} {\n  ${CHECK}\n  return tf.matMul(x, w);\n}; // 😀\n`,
    );
  });

  it('in an arrow function of JavaScript that goes over lines, with its tabs and line ends', () => {
    const head =
      "const rows = [\r\n\t'ü',\r\n];\r\n/**\r\n * @shape x [B, _]\r\n * @shape w [_, H]\r\n */\r\nconst net = async (x, w) =>";
    expectFix(
      'Check at run time: x.shape[1] == w.shape[0]',
      `${head}\r\n\tx\r\n\t\t.matMul(w)\r\n\t\t.relu();\r\n`,
      `${head} {\r\n\t${CHECK}\r\n\treturn x\r\n\t\t.matMul(w)\r\n\t\t.relu();\r\n};\r\n`,
      'program.js',
    );
  });

  it('in an arrow function with a comment before its expression, or parentheses around it', () => {
    const head = 'const f = (x: tf.Tensor2D, w: tf.Tensor2D) => /* both */';
    expectFix(TITLE, `${head} tf.matMul(x, w);`, `${head} {\n  ${CHECK}\n  return tf.matMul(x, w);\n};`);
    const object = 'const f = (x: tf.Tensor2D, w: tf.Tensor2D) =>';
    expectFix(
      TITLE,
      `${object} ({ y: tf.matMul(x, w) });`,
      `${object} {\n  ${CHECK}\n  return ({ y: tf.matMul(x, w) });\n};`,
    );
  });

  it('in a property of an object, with its indentation', () => {
    const head = 'const net = {\n    f: (x: tf.Tensor2D, w: tf.Tensor2D) =>';
    expectFix(
      TITLE,
      `${head} tf.matMul(x, w),\n};`,
      `${head} {\n        ${CHECK}\n        return tf.matMul(x, w);\n    },\n};`,
    );
  });
});
