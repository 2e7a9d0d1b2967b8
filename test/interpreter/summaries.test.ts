import assert from 'node:assert/strict';
import { dirname, join } from 'node:path';
import { createAnalyzer } from '../../server/analysis/analyzer.ts';
import { BUDGET } from '../../server/interpreter/machine.ts';
import { openWorkspace } from '../../server/workspace.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';

const ROOT = join(import.meta.dirname, '../..');

/** What an analysis says, without its order and the names that it made up. */
function saidOf(path: string, text?: string) {
  const workspace = openWorkspace([dirname(path)]);
  if (text !== undefined) workspace.setOverlay(path, text);
  const { functions, tensors, diagnostics } = createAnalyzer(workspace, DEFAULT_SETTINGS).analyze(path);
  return {
    returns: functions.map(({ name, returns }) => [name, returns]),
    guards: functions.map(({ name, guards }) => [
      name,
      guards.map(({ text: guard, line }) => `${line} ${guard}`).sort(),
    ]),
    untold: functions.map(({ name, untold }) => [name, untold.map(({ line, reason }) => `${line} ${reason}`).sort()]),
    shapes: tensors.map(({ start, end, state, shape }) => [start, end, state, shape]),
    errors: diagnostics.filter(({ severity }) => severity === 'error').map(({ line, message }) => [line, message]),
  };
}

/** The same where every call is run. */
function saidWithout(path: string, text?: string) {
  const { summary } = BUDGET;
  BUDGET.summary = 0;
  try {
    return saidOf(path, text);
  } finally {
    BUDGET.summary = summary;
  }
}

describe('calls by summary', function () {
  this.timeout(0);

  for (const name of ['examples/attention.ts', 'examples/transformer.ts', 'examples/mnist.ts', 'bench/mobilenet.ts']) {
    it(`say of ${name} what running every call says`, () => {
      const path = join(ROOT, name);
      assert.deepEqual(saidOf(path), saidWithout(path));
    });
  }

  const path = join(ROOT, 'examples/calls.ts');
  const say = (body: string) => {
    const text = `import * as tf from '@tensorflow/tfjs';\n${body}`;
    const said = saidOf(path, text);
    assert.deepEqual(said, saidWithout(path, text));
    return said;
  };

  it('tell a requirement that a caller does not keep', () => {
    const { errors } = say(`
function dense(x: tf.Tensor2D, w: tf.Tensor2D) { return x.matMul(w); }
export function right(x: tf.Tensor2D) { return dense(x, tf.zeros([x.shape[1], 4])); }
export function wrong() { return dense(tf.zeros([2, 3]), tf.zeros([4, 5])); }
`);
    assert.equal(errors.length, 1);
  });

  it('keep what a caller changes before it calls', () => {
    say(`
let width = 3;
function make(x: tf.Tensor2D) { return x.reshape([-1, width]); }
export function first(x: tf.Tensor2D) { return make(x); }
export function second(x: tf.Tensor2D) { width = 5; return make(x); }
`);
    say(`
const sizes = { width: 3 };
function make(x: tf.Tensor2D) { return x.reshape([-1, sizes.width]); }
export function second(x: tf.Tensor2D) { sizes.width = 5; return make(x); }
export function first(x: tf.Tensor2D) { return make(x); }
`);
  });

  it('leave functions to be run that gather their arguments', () => {
    const { returns } = say(`
function gathered(...lists: number[][]) { return tf.zeros([lists.length, 3]); }
export function one() { return gathered([4, 5]); }
`);
    assert.deepEqual(returns.at(-1), ['one', [{ shape: ['1', '3'], dtype: 'float32', under: [] }]]);
  });

  it('take a root for what its own run told', () => {
    say(`
export function scaled(x: tf.Tensor2D, width: number) { return x.reshape([-1, width]).mul(width); }
export function twice(x: tf.Tensor2D, width: number) { return scaled(scaled(x, width) as tf.Tensor2D, 2 * width); }
export function wide(options: { x: tf.Tensor2D }) { options.x = tf.zeros([2, 3]); return options.x; }
export function wider(options: { x: tf.Tensor2D }) { return tf.concat([wide(options), options.x], 1); }
`);
  });

  it('leave functions that write for their callers to be run', () => {
    say(`
const kept: tf.Tensor[] = [];
function keep(x: tf.Tensor2D) { kept.push(x); return kept.length; }
export function twice(x: tf.Tensor2D) { keep(x); return tf.zeros([keep(x), 2]); }
function rename(config: { size: number }) { config.size = 7; return config.size; }
export function renamed() { const config = { size: 3 }; rename(config); return tf.zeros([config.size]); }
`);
  });

  it('keep what is one thing one', () => {
    say(`
function same(list: number[]) { return list; }
export function aliased() { const a = [1]; const b = same(a); b.push(2); return tf.zeros([a.length]); }
const SHARED = [4, 5];
function shared() { return SHARED; }
export function grown() { shared().push(6); return tf.zeros([shared().length]); }
function twins() { const list = [1]; return { first: list, second: list }; }
export function paired() { const { first, second } = twins(); first.push(2); return tf.zeros([second.length]); }
function counted() { return new Map([[1, 2], [3, 4]]); }
export function entries() { return tf.zeros([counted().size]); }
function isOne(a: { n: number }, b: { n: number }) { return a === b ? 1 : 2; }
export function compared() { const c = { n: 1 }; return tf.zeros([isOne(c, c), isOne(c, { n: 1 })]); }
`);
  });

  it('broadcast sizes of one, and sizes that are numbers', () => {
    say(`
function shifted(x: tf.Tensor2D, shift: tf.Tensor2D) { return x.add(shift); }
export function rows(x: tf.Tensor2D) { return shifted(x, tf.zeros([1, 4])); }
export function all(x: tf.Tensor2D) { return shifted(shifted(x, x), tf.zeros([3, 1])); }
function halves(x: tf.Tensor2D, count: number) { return x.reshape([count, -1]); }
export function split(n: number) { return halves(tf.zeros([n, 6]), 3); }
`);
  });

  it('tell what a function loses, and what more is known of special sizes', () => {
    const { returns } = say(`
interface Layer { kernel: tf.Tensor4D; stride: number }
function layered(x: tf.Tensor4D, layers: Layer[]) {
  let y = x;
  for (const { kernel, stride } of layers) y = tf.conv2d(y, kernel, stride, 'same');
  return y.mul(2) as tf.Tensor4D;
}
export function general(x: tf.Tensor4D, layers: Layer[]) { return layered(x, layers).mean([1, 2]); }
export function joined(x: tf.Tensor4D, layers: Layer[]) { return layered(x, layers).add(tf.ones([1, 2, 3, 4])); }
export function known() { return layered(tf.zeros([1, 8, 8, 3]), [{ kernel: tf.zeros([3, 3, 3, 5]), stride: 2 }]); }
export function none(x: tf.Tensor4D) { return layered(x, []); }
export function square(x: tf.Tensor3D, layers: Layer[]) { return layered(tf.stack([x, x], 1) as tf.Tensor4D, layers); }
export function bounded(x: tf.Tensor4D, layers: Layer[]) {
  if (layers.length > 0) return x;
  return layered(x, layers);
}
function reshaped(x: tf.Tensor4D, y: tf.Tensor4D, layers: Layer[]) {
  return tf.add(layered(x, layers).sum(), y.reshape([2 * x.shape[0], 3]));
}
export function apart(a: tf.Tensor4D, b: tf.Tensor4D, layers: Layer[]) { return reshaped(a, b, layers); }
export function same(a: tf.Tensor4D, layers: Layer[]) { return reshaped(a, a, layers); }
export function tied(a: tf.Tensor4D, b: tf.Tensor4D, layers: Layer[]) {
  tf.concat([a, b.reshape([4, -1, 2, 3])]);
  return reshaped(a, b, layers);
}
`);
    assert.deepEqual(new Map(returns as [string, { shape: unknown }[]][]).get('known')?.[0]?.shape, [
      '1',
      '4',
      '4',
      '5',
    ]);
  });

  it('see every turn of a recursion', () => {
    say(`
export function grown(x: tf.Tensor2D, depth = 2): tf.Tensor {
  if (depth === 0) return x;
  return tf.concat([grown(x, depth - 1), x]);
}
`);
  });
});
