import assert from 'node:assert/strict';
import type { BindingReport, FunctionReport } from '../../server/analysis/report.ts';
import { inferredContract } from '../../server/features/contract.ts';
import { analysed, binding, func, guard, spanOf, symbol } from './analysed.ts';

/** The contract of the function that makes up all of `text`; `shapes` are those of its parameters, by name. */
function contract(text: string, shapes: Readonly<Record<string, string>>, rest: Partial<FunctionReport>, name = 'f') {
  const bindings: BindingReport[] = Object.entries(shapes).map(([parameter, shape]) =>
    binding(spanOf(text, parameter, 0), 'parameter', shape),
  );
  const report = func(spanOf(text, text), name, rest);
  const { analysis, document } = analysed(text, { bindings, functions: [report] });
  return inferredContract(analysis, { document, func: report });
}

describe('the inferred contract', () => {
  const text = 'function f(q, k) { return q.map((inner) => inner); }';
  const at = spanOf(text, 'q.map');

  it('has the parameters and the result', () => {
    const returns = [{ shape: ['B', 'T', '64'], dtype: 'float32', under: [] }];
    assert.deepEqual(contract(text, { q: '[B, T]', k: '[...S, C]' }, { returns }), [
      '@shape q [B, T]',
      '@shape k [...S, C]',
      '@shape returns [B, T, 64]',
    ]);
  });

  it('leaves out parameters of inner functions, and what has several shapes', () => {
    const returns = [
      { shape: ['B'], dtype: null, under: ['a'] },
      { shape: ['T'], dtype: null, under: ['b'] },
    ];
    assert.deepEqual(contract(text, { q: '[B] | [T]', k: '[T]', inner: '[B]' }, { returns }), ['@shape k [T]']);
  });

  it('writes one name for sizes that are equal, and the number of a pinned one', () => {
    const guards = [
      guard(at, 'k0 == q0'),
      guard(at, 'q1 == k1'),
      guard(at, 'q2 == 32', { specialization: true }),
      guard(at, 'k2 == q2'),
    ];
    assert.deepEqual(contract(text, { q: '[q0, q1, q2]', k: '[k0, k1, k2]' }, { guards }), [
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
    assert.deepEqual(contract(text, { q: '[B, T, C]' }, { guards, symbols }), [
      '@shape q [B, T, C]',
      '@where C % heads == 0, T <= 1024',
    ]);
  });

  it('leaves a size open that is not known', () => {
    assert.deepEqual(contract(text, { q: '[B, ?]' }, {}), ['@shape q [B, _]']);
  });

  it('is empty for a module', () => {
    assert.deepEqual(contract(text, { q: '[B]' }, {}, '<module>'), []);
  });

  for (const [form, source, name] of [
    ['a method', 'forward(x, y = f(1)) { return (inner) => inner; }', 'Net.forward'],
    ['an arrow with one name', 'const f = async x => g((inner) => inner)', 'f'],
    ['an arrow with parameters', 'const f = (x /* (x) of f */) => { return (inner) => inner; }', 'f'],
    ['a property', 'this.f = (x) => { return (inner) => inner; }', 'Net.f'],
    ['a default that looks like a comment', "function f(x, u = 'http://a)') { return (inner) => inner; }", 'f'],
    ['a function behind a comment', '/** f(inner) is best. */ function f(x) { return (inner) => inner; }', 'f'],
  ] as const) {
    it(`is found for ${form}`, () => {
      const x = source.includes('(x') ? source.indexOf('(x') + 1 : source.indexOf('x =>');
      const inner = source.lastIndexOf('(inner)') + 1;
      const bindings = [x, inner].map((start) =>
        binding({ start, end: start + 1, line: 1, column: 1 }, 'parameter', '[B]'),
      );
      const report = func(spanOf(source, source), name);
      const { analysis, document } = analysed(source, { bindings, functions: [report] });
      assert.deepEqual(inferredContract(analysis, { document, func: report }), ['@shape x [B]']);
    });
  }

  it('is found where the span of a function begins behind its name', () => {
    const source = 'const other = 1;\nconst f: (u: T) => T = (x) => x.relu();';
    const report = func(spanOf(source, '(x) => x.relu()'), 'f');
    const bindings = [binding(spanOf(source, 'x', 0), 'parameter', '[B]')];
    const { analysis, document } = analysed(source, { bindings, functions: [report] });
    assert.deepEqual(inferredContract(analysis, { document, func: report }), ['@shape x [B]']);
  });
});
