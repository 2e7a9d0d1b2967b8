import assert from 'node:assert/strict';
import type { Range } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { BindingReport } from '../../server/analysis/report.ts';
import { inlayHints } from '../../server/features/inlay-hints.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../shared/settings.ts';
import { analysed, binding, everything, rangeAt, spanOf } from './analysed.ts';

interface Options {
  readonly show?: Partial<Settings['inlayHints']>;
  readonly range?: (document: TextDocument) => Range;
}

/** The text with its hints in `⟦ ⟧`, as an editor would show it. */
function shown(text: string, bindings: readonly BindingReport[], { show, range = everything }: Options = {}): string {
  const { document, analysis } = analysed(text, { bindings });
  const hints = inlayHints(analysis.bindings, {
    document,
    range: range(document),
    show: { ...DEFAULT_SETTINGS.inlayHints, ...show },
  });
  const edits = hints.map(({ position, label, paddingLeft }) => {
    return { range: { start: position, end: position }, newText: `⟦${paddingLeft ? ' ' : ''}${label}⟧` };
  });
  return TextDocument.applyEdits(document, edits);
}

describe('inlay hints', () => {
  const text = 'const y = f(x);\nconst z = g(y);\n';
  const y = binding(spanOf(text, 'y', 0), 'variable', '[B, 10]');
  const z = binding(spanOf(text, 'z', 0), 'variable', '[B, 1]');

  it('stand after the name', () => {
    assert.equal(shown(text, [y, z]), 'const y⟦: [B, 10]⟧ = f(x);\nconst z⟦: [B, 1]⟧ = g(y);\n');
  });

  it('are given for the range only', () => {
    const range = (document: TextDocument) => rangeAt(document, 'const z = g(y);');
    assert.equal(shown(text, [y, z], { range }), 'const y = f(x);\nconst z⟦: [B, 1]⟧ = g(y);\n');
  });

  it('name a dtype that is not float32', () => {
    assert.equal(
      shown('let i = f();', [binding(spanOf('let i = f();', 'i'), 'variable', '[N]', 'int32')]),
      'let i⟦: [N] int32⟧ = f();',
    );
  });

  it('name no dtype that is not known', () => {
    const bare = { ...binding(spanOf('let a = f();', 'a'), 'variable', '[N]'), dtype: null };
    assert.equal(shown('let a = f();', [bare]), 'let a⟦: [N]⟧ = f();');
  });

  it('show the shapes of all paths', () => {
    const either = binding(spanOf('let a = f();', 'a'), 'variable', '[B, 10] | [B, 1]');
    assert.equal(shown('let a = f();', [either]), 'let a⟦: [B, 10] | [B, 1]⟧ = f();');
  });

  it('have no second colon before a type annotation', () => {
    const source = 'function f(q: tf.Tensor, k?: tf.Tensor) {}';
    const bindings = [
      binding(spanOf(source, 'q'), 'parameter', '[B, T]'),
      binding(spanOf(source, 'k'), 'parameter', '[B, S]'),
    ];
    assert.equal(shown(source, bindings), 'function f(q⟦ [B, T]⟧: tf.Tensor, k⟦ [B, S]⟧?: tf.Tensor) {}');
  });

  it('stand after a returned expression', () => {
    const source = 'return a.add(b);';
    const bindings = [binding(spanOf(source, 'a.add(b)'), 'return', '[B]')];
    assert.equal(shown(source, bindings), 'return a.add(b)⟦: [B]⟧;');
  });

  it('of a kind are switched off by its setting', () => {
    const source = 'const f = (p) => { const v = g(p); return h(v); };';
    const bindings = [
      binding(spanOf(source, 'p', 0), 'parameter', '[P]'),
      binding(spanOf(source, 'v', 0), 'variable', '[V]'),
      binding(spanOf(source, 'h(v)'), 'return', '[V]'),
    ];
    assert.equal(
      shown(source, bindings, { show: { parameters: false } }),
      'const f = (p) => { const v⟦: [V]⟧ = g(p); return h(v)⟦: [V]⟧; };',
    );
    assert.equal(
      shown(source, bindings, { show: { variables: false, returns: false } }),
      'const f = (p⟦: [P]⟧) => { const v = g(p); return h(v); };',
    );
  });

  describe('never repeat the line', () => {
    const says = (source: string, shape: string, dtype?: string) => {
      assert.equal(shown(source, [binding(spanOf(source, 'a', 0), 'variable', shape, dtype)]), source);
    };
    const saysNot = (source: string, shape: string, dtype?: string) => {
      assert.match(shown(source, [binding(spanOf(source, 'a', 0), 'variable', shape, dtype)]), /⟦.*⟧/);
    };

    it('where a literal has the shape', () => says('let a = tf.zeros([2,3]);', '[2, 3]'));
    it('where a comment has it', () => says('let a = f(); // [B,  T, C]', '[B, T, C]'));
    it('unless the dtype is missing', () => saysNot('let a = tf.zeros([2, 3]).toInt();', '[2, 3]', 'int32'));
    it('where the dtype is there too', () => says("let a = tf.zeros([2, 3], 'int32');", '[2, 3]', 'int32'));
    it('but an index is no shape', () => saysNot('let a = rows[B];', '[B]'));
    it('nor is a part of a longer list', () => saysNot('let a = f([1, 2, 3]);', '[2, 3]'));
    it('nor is another line', () => saysNot('let a =\n  tf.zeros([2, 3]);', '[2, 3]'));
  });
});
