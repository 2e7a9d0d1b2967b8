import assert from 'node:assert/strict';
import { expectFix, findings, offeredFixes, titles } from './fixing.ts';

const BODY = '{ return x.add(tf.zeros([32, 1])); }';
const MARK = 'Mark x.shape[0] dynamic: @shape x [B, _]';

describe('marking a size dynamic writes the contract', function () {
  this.timeout(0);

  it('above a function', () => {
    expectFix(
      MARK,
      `export function f(x: tf.Tensor2D) ${BODY}\n`,
      `/** @shape x [B, _] */\nexport function f(x: tf.Tensor2D) ${BODY}\n`,
    );
  });

  it('which makes pinning the size a violation', () => {
    const [fix] = offeredFixes(`export function f(x: tf.Tensor2D) ${BODY}\n`);
    assert.equal(fix?.finding.code, 'specialization');
    assert.deepEqual(findings(fix?.after ?? ''), [
      'contract-violation "x.add(tf.zeros([32, 1]))": B is declared dynamic, but the code needs B == 32 (add: broadcast)',
    ]);
  });

  it('with the name that the author gave the size', () => {
    const body = '{ const [rows] = x.shape; return x.reshape([rows, -1]).add(tf.zeros([32, 1])); }';
    const title = 'Mark x.shape[0] dynamic: @shape x [rows, _]';
    expectFix(
      title,
      `function f(x: tf.Tensor2D) ${body}`,
      `/** @shape x [rows, _] */\nfunction f(x: tf.Tensor2D) ${body}`,
    );
  });

  it('for a tensor that only what is called reads', () => {
    const program = `interface Options { mask: tf.Tensor2D }
const masked = ({ mask }: Options) => mask.add(tf.zeros([32, 1]));
export function f(options: Options) { return masked(options); }`;
    const title = 'Mark options.mask.shape[0] dynamic: @shape options.mask [B, _]';
    expectFix(title, program, program.replace('export', '/** @shape options.mask [B, _] */\nexport'));
  });

  it('with a letter that the function does not use', () => {
    assert(
      titles('function f(x: tf.Tensor1D, B: number) { return x.add(tf.zeros([32])); }').includes(
        'Mark x.shape[0] dynamic: @shape x [N]',
      ),
    );
  });

  it('of one line, which becomes several', () => {
    const after = `/**\n * Adds.\n * @shape x [B, _]\n */\nfunction f(x: tf.Tensor2D) ${BODY}`;
    expectFix(MARK, `/** Adds. */\nfunction f(x: tf.Tensor2D) ${BODY}`, after);
  });

  it('of several lines, at its end', () => {
    const after = `/**\n * Adds.\n * @param x rows\n * @shape x [B, _]\n */\nfunction f(x: tf.Tensor2D) ${BODY}`;
    expectFix(MARK, `/**\n * Adds.\n * @param x rows\n */\nfunction f(x: tf.Tensor2D) ${BODY}`, after);
  });

  it('below the lines that it has', () => {
    const before = `/**\n * @shape y [B]\n *\n * Adds.\n */\nfunction f(x: tf.Tensor2D, y: tf.Tensor1D) ${BODY}`;
    const after = `/**\n * @shape y [B]\n * @shape x [N, _]\n *\n * Adds.\n */\nfunction f(x: tf.Tensor2D, y: tf.Tensor1D) ${BODY}`;
    expectFix('Mark x.shape[0] dynamic: @shape x [N, _]', before, after);
  });

  it('in the line of the tensor, in place of `_`', () => {
    const before = `// @shape x [_, C]\nfunction f(x: tf.Tensor2D) ${BODY}`;
    expectFix('Mark x.shape[0] dynamic: @shape x [B, C]', before, before.replace('_', 'B'));
  });

  it('in the line of the tensor, split off its spread', () => {
    const before = '/** @shape x [..., 10] */\nfunction f(x: tf.Tensor) { return tf.matMul(tf.ones([7, 32]), x); }';
    const after = before.replace('..., 10', '..., N, 10');
    expectFix('Mark x.shape.at(-2) dynamic: @shape x [..., N, 10]', before, after);
  });

  it('not over a comment that belongs to the file', () => {
    const before = `/** About the file. */\n\nfunction f(x: tf.Tensor2D) ${BODY}`;
    expectFix(MARK, before, before.replace('function', '/** @shape x [B, _] */\nfunction'));
  });

  it('above a method, indented as it is, with tabs and CRLF', () => {
    const before = `class Net {\r\n\t/** Größe ∑ 😀. */\r\n\trun(x: tf.Tensor2D) ${BODY}\r\n}\r\n`;
    const comment = '/**\r\n\t * Größe ∑ 😀.\r\n\t * @shape x [B, _]\r\n\t */';
    expectFix(MARK, before, before.replace('/** Größe ∑ 😀. */', comment));
  });

  it('above a method without a comment', () => {
    const before = `class Net {\r\n\trun(x: tf.Tensor2D) ${BODY}\r\n}\r\n`;
    expectFix(MARK, before, before.replace('run', '/** @shape x [B, _] */\r\n\trun'));
  });

  it('above the variable of an arrow function', () => {
    const before = `export const f = (x: tf.Tensor2D) => ${BODY};\n`;
    expectFix(MARK, before, `/** @shape x [B, _] */\n${before}`);
  });

  it('above a field and a property that hold a function', () => {
    const field = `class Net {\n  run = (x: tf.Tensor2D) => ${BODY};\n}`;
    expectFix(MARK, field, field.replace('run', '/** @shape x [B, _] */\n  run'));
    const property = `export const ops = {\n  run: (x: tf.Tensor2D) => ${BODY},\n};`;
    expectFix(MARK, property, property.replace('run', '/** @shape x [B, _] */\n  run'));
  });

  it('beside a function that does not begin its line', () => {
    const before = `register((x: tf.Tensor2D) => ${BODY}); declare function register(f: unknown): void;`;
    expectFix(MARK, before, before.replace('(x', '/** @shape x [B, _] */ (x'));
  });

  it('in JavaScript', () => {
    const before = 'module.exports.f = function (x) { return tf.matMul(x, tf.ones([3, 4])); };';
    expectFix(
      'Mark x.shape.at(-1) dynamic: @shape x [..., N]',
      before,
      `/** @shape x [..., N] */\n${before}`,
      'program.js',
    );
  });

  it('for a property and a destructured parameter', () => {
    const property = 'function f(options: { x: tf.Tensor1D }) { return options.x.add(tf.zeros([5])); }';
    assert.deepEqual(titles(property).slice(0, 2), [
      'Mark options.x.shape[0] dynamic: @shape options.x [B]',
      'Replace 5 by options.x.shape[0]',
    ]);
    const destructured = 'function f({ x }: { x: tf.Tensor1D }) { return x.add(tf.zeros([5])); }';
    expectFix('Mark x.shape[0] dynamic: @shape x [B]', destructured, `/** @shape x [B] */\n${destructured}`);
  });

  it('for an optional tensor', () => {
    const before = 'function f(x?: tf.Tensor1D) { return x ? x.add(tf.zeros([32])) : null; }';
    assert(titles(before).includes('Mark x.shape[0] dynamic: @shape x [B] | undefined'));
  });

  it('for a number', () => {
    const before =
      'function f(n: number) { return tf.zeros([n, 2]).concat(tf.zeros([4, n]), 0).add(tf.zeros([n + 4, 2])); }';
    expectFix('Mark n dynamic: @where n >= 1', before, `/** @where n >= 1 */\n${before}`);
  });

  it('together with the size that another contract states', () => {
    const before = '/** @shape y [32] */\nfunction f(x: tf.Tensor1D, y: tf.Tensor1D) { return x.add(y); }';
    const title = 'Mark x.shape[0] and y.shape[0] dynamic: @shape x [B], @shape y [B]';
    const after =
      '/**\n * @shape y [B]\n * @shape x [B]\n */\nfunction f(x: tf.Tensor1D, y: tf.Tensor1D) { return x.add(y); }';
    expectFix(title, before, after);
  });

  it('not where nobody can type the size', () => {
    assert.deepEqual(
      titles('const model = tf.sequential();\nexport const out = tf.zeros([5]).add(tf.zeros([1]));'),
      [],
    );
  });
});
