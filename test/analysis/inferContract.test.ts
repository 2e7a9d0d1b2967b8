import assert from 'node:assert/strict';
import { inferContract } from '../../server/analysis/inferContract.ts';
import type { FunctionReport } from '../../server/analysis/report.ts';
import { func, guard, spanOf, symbol } from '../features/analysed.ts';
import { analysed } from './fixing.ts';

const TEXT = 'function f(q, k) { return q.map((inner) => inner); }';

/** The contract of a function whose parameters have these shapes. */
function contract(shapes: Readonly<Record<string, string>>, rest: Partial<FunctionReport>) {
  const report = func(spanOf(TEXT, TEXT), 'f', rest);
  return inferContract(
    report,
    Object.entries(shapes).map(([name, shape]) => ({ name, shape })),
  );
}

describe('the inferred contract', () => {
  const at = spanOf(TEXT, 'q.map');

  it('has the parameters and the result', () => {
    const returns = [{ shape: ['B', 'T', '64'], dtype: 'float32', under: [] }];
    assert.deepEqual(contract({ q: '[B, T]', k: '[...S, C]' }, { returns }), [
      '@shape q [B, T]',
      '@shape k [...S, C]',
      '@shape returns [B, T, 64]',
    ]);
  });

  it('leaves out what has several shapes', () => {
    const returns = [
      { shape: ['B'], dtype: null, under: ['a'] },
      { shape: ['T'], dtype: null, under: ['b'] },
    ];
    assert.deepEqual(contract({ q: '[B] | [T]', k: '[T]' }, { returns }), ['@shape k [T]']);
  });

  it('writes one name for sizes that are equal, and the number of a pinned one', () => {
    const guards = [
      guard(at, 'k0 == q0'),
      guard(at, 'q1 == k1'),
      guard(at, 'q2 == 32', { specialization: true }),
      guard(at, 'k2 == q2'),
    ];
    assert.deepEqual(contract({ q: '[q0, q1, q2]', k: '[k0, k1, k2]' }, { guards }), [
      '@shape q [q0, q1, 32]',
      '@shape k [q0, q1, 32]',
    ]);
  });

  it('states other relations, over sizes and number parameters that a reader knows', () => {
    const guards = [
      guard(at, 'C % heads == 0'),
      guard(at, 'T <= 1024'),
      guard(at, 'min(T, hidden) > 1'),
      guard(at, 'B == 1', { under: ['training'] }),
    ];
    const symbols = [symbol('heads', 'heads'), symbol('hidden', 'cfg.hidden')];
    assert.deepEqual(contract({ q: '[B, T, C]' }, { guards, symbols }), [
      '@shape q [B, T, C]',
      '@where C % heads == 0, T <= 1024',
    ]);
  });

  it('leaves a size open that is not known', () => {
    assert.deepEqual(contract({ q: '[B, ?]' }, {}), ['@shape q [B, _]']);
  });

  it('leaves a size of the result open that no input tells', () => {
    const returns = [{ shape: ['B', 'n', '2 * n', '3'], dtype: 'float32', under: [] }];
    assert.deepEqual(contract({ q: '[B]' }, { returns }), ['@shape q [B]', '@shape returns [B, _, _, 3]']);
  });

  for (const [form, program] of [
    ['a method', 'class Net { forward(x: tf.Tensor2D) { return [1].map((inner) => inner) && x.relu(); } }'],
    ['an arrow', 'const f = async (x: tf.Tensor2D) => x.relu();'],
    ['a property', 'class Net { f = (x: tf.Tensor2D) => x.relu(); }'],
  ] as const) {
    it(`is found for ${form}`, () => {
      const { analyzer, path } = analysed(program, 'program.ts');
      const contracts = analyzer.analyze(path).contracts.filter(({ inferred }) => inferred.length > 0);
      assert.deepEqual(
        contracts.map(({ inferred }) => inferred),
        [['@shape x [B, N]', '@shape returns [B, N]']],
      );
    });
  }
});
