/** Behaviours that users of symbolic sizes elsewhere rely on, as programs. */
import assert from 'node:assert/strict';
import type { FileAnalysis, FunctionReport } from '../../server/analysis/report.ts';
import { analyzePrograms } from './programs.ts';

const PROGRAMS = {
  branch: `
    export function f(x: tf.Tensor1D, y: tf.Tensor1D, z: tf.Tensor1D) {
      if (x.shape[0] % 3 === 0) {
        return x.add(tf.concat([y, z]));
      }
      return x;
    }`,
  bounds: `
    export function f(x: tf.Tensor1D, y: tf.Tensor1D) {
      tf.util.assert(x.shape[0] > 5, () => 'lower');
      tf.util.assert(x.shape[0] < 30, () => 'upper');
      tf.util.assert(x.shape[0] === 2 * y.shape[0], () => 'double');
      const half = y.sub(1);
      return tf.zeros([Math.min(y.shape[0], 14), Math.max(y.shape[0], 3)]);
    }`,
  doubled: `
    export function f(a: tf.Tensor1D, b: tf.Tensor1D) {
      tf.util.assert(a.shape[0] === 2 * b.shape[0], () => 'double');
      return tf.concat([a, b]);
    }`,
  stronger: `
    export function f(a: tf.Tensor1D) {
      tf.util.assert(a.shape[0] > 5, () => '');
      tf.util.assert(a.shape[0] > 12, () => '');
      tf.util.assert(a.shape[0] < 20, () => '');
      tf.util.assert(a.shape[0] < 30, () => '');
      return a;
    }`,
  outer: `
    /**
     * @shape x [n, 1]
     * @shape y [1, m]
     */
    export function f(x: tf.Tensor2D, y: tf.Tensor2D) {
      return x.mul(y);
    }`,
  sums: `
    export function f(a: tf.Tensor1D, b: tf.Tensor1D, c: tf.Tensor1D, d: tf.Tensor1D) {
      return a.add(b).add(tf.concat([c, d]));
    }`,
  product: `
    /**
     * @shape a [1, p]
     * @shape b [q, 1]
     */
    export function f(a: tf.Tensor2D, b: tf.Tensor2D) {
      const out = tf.concat([a.mul(b), a.mul(b)], 0);
      if (out.shape[0] * out.shape[1] > 20) return out;
      throw new Error('too small');
    }`,
  pinned: `
    export function f(x: tf.Tensor1D) {
      const y = tf.cos(x);
      tf.util.assert(x.shape[0] === 3, () => 'three');
      const [a, b] = [x, y];
      return a;
    }`,
  partner: `
    /** @shape x [B] */
    export function f(x: tf.Tensor1D) {
      const y = tf.zeros([5]);
      return x.mul(y);
    }`,
  flattened: `
    export function f(x: tf.Tensor2D, y: tf.Tensor1D) {
      tf.util.assert(y.shape[0] === 12, () => 'twelve');
      return x.reshape([-1]).add(y);
    }`,
  rounded: `
    export function f(x: tf.Tensor1D) {
      const h = x.shape[0];
      return tf.zeros([Math.floor(Math.floor(h / 2) / 2), Math.ceil(Math.ceil(h / 2) / 2)]);
    }`,
} as const;

describe('conformance of programs', () => {
  let reports: Record<keyof typeof PROGRAMS, FileAnalysis>;

  before(() => {
    reports = analyzePrograms(PROGRAMS);
  });

  it('relates the sizes of a sum on the side where it stands', () => {
    const { guards, returns } = rootOf(reports.branch);
    assert.deepEqual(guards.map(guardText), ['x0 == y0 + z0 where x0 % 3 == 0']);
    assert.deepEqual([...new Set(returns.map(({ shape }) => shape?.join()))], ['x0']);
  });

  it('carries asserted bounds over an equality, each with its line', () => {
    const { guards, returns } = rootOf(reports.bounds);
    assert.deepEqual(
      guards.map(({ expr, line }) => [expr, line]),
      [
        ['x0 > 5', 4],
        ['x0 < 30', 5],
        ['x0 == 2 * y0', 6],
      ],
    );
    // 3 <= y0 <= 14 leaves nothing for the minimum and the maximum to do.
    assert.deepEqual(returns[0]?.shape, ['y0', 'y0']);
  });

  it('adds sizes of which one is twice the other', () => {
    const { guards, returns } = rootOf(reports.doubled);
    assert.deepEqual(guards.map(guardText), ['a0 == 2 * b0']);
    assert.deepEqual(returns[0]?.shape, ['3 * b0']);
  });

  it('lists only the stronger of two bounds', () => {
    assert.deepEqual(rootOf(reports.stronger).guards.map(guardText), ['a0 > 12', 'a0 < 20']);
  });

  it('broadcasts ones without a guard, and sums under equalities only', () => {
    const outer = rootOf(reports.outer);
    assert.deepEqual(outer.guards, []);
    assert.deepEqual(outer.returns[0]?.shape, ['n', 'm']);
    const sums = rootOf(reports.sums);
    assert.deepEqual(sums.guards.map(guardText), ['a0 == b0', 'a0 == c0 + d0']);
    assert.deepEqual(sums.returns[0]?.shape, ['a0']);
  });

  it('guards a product of sizes', () => {
    const { guards, returns } = rootOf(reports.product);
    assert.deepEqual(
      returns.map(({ shape }) => shape),
      [['2 * q', 'p']],
    );
    assert.deepEqual(
      guards.map(({ expr }) => expr),
      ['2 * p * q > 20'],
    );
  });

  it('pins a size from the assertion on, and not before', () => {
    const { bindings, diagnostics, functions } = reports.pinned;
    assert.deepEqual(
      bindings.filter(({ hint }) => hint).map(({ text }) => text),
      ['[x0]', '[3]', '[3]'],
    );
    assert.deepEqual(functions[0]?.returns[0]?.shape, ['3']);
    assert.deepEqual(
      diagnostics.map(({ code, line }) => [code, line]),
      [['specialization', 5]],
    );
  });

  it('tells the static partner of a dimension that is declared dynamic', () => {
    const [violation, ...others] = reports.partner.diagnostics;
    assert.deepEqual(others, []);
    assert.equal(violation?.code, 'contract-violation');
    assert.equal(violation?.severity, 'error');
    assert.equal(violation?.line, 6);
    assert.match(violation?.message ?? '', /\bB\b.*\b5\b/);
    assert.match([violation?.message, ...(violation?.related ?? []).map(({ message }) => message)].join('\n'), /`y`/);
  });

  it('keeps a product of two sizes a product', () => {
    const { guards, returns } = rootOf(reports.flattened);
    assert.deepEqual(guards.map(guardText), ['y0 == 12', 'x0 * x1 == 12']);
    assert.deepEqual(returns[0]?.shape, ['12']);
  });

  it('folds nested rounding', () => {
    assert.deepEqual(rootOf(reports.rounded).returns[0]?.shape, ['h // 4', '(h + 3) // 4']);
  });
});

function rootOf({ functions, path }: FileAnalysis): FunctionReport {
  const [root] = functions;
  assert.ok(root, `no root in ${path}`);
  return root;
}

function guardText({ expr, under }: FunctionReport['guards'][number]): string {
  return under.length === 0 ? expr : `${expr} where ${under.join(' and ')}`;
}
