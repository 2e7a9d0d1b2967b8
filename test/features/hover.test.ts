import assert from 'node:assert/strict';
import { MarkupContent, MarkupKind } from 'vscode-languageserver/node';
import type { FileAnalysis } from '../../server/analysis/report.ts';
import { hover } from '../../server/features/hover.ts';
import { analysed, binding, contract, func, guard, rangeAt, spanOf, symbol, tensor } from './analysed.ts';

const TEXT = `export function dense(x: tf.Tensor2D, w: tf.Tensor2D) {
  const y = tf.matMul(x, w);
  return tf.tidy(() => {
    const count = 3;
    return y.mul(count);
  });
}
`;
const BODY_SPAN = spanOf(TEXT, TEXT.trimEnd());
const BODY = func(BODY_SPAN, 'dense', {
  symbols: [symbol('B', 'x.shape[0]'), symbol('x1', 'x.shape[1]', { max: 64, hint: 8 }), symbol('w1', 'w.shape[1]')],
  guards: [guard(spanOf(TEXT, 'tf.matMul(x, w)'), 'x.shape[1] == w.shape[0]', { expr: 'x1 == w0' })],
});
const TENSORS = [
  tensor(spanOf(TEXT, 'x', 2), ['B', 'x1'], { node: 'Identifier' }),
  tensor(spanOf(TEXT, 'tf.matMul(x, w)'), ['B', 'w1']),
  tensor(spanOf(TEXT, 'y.mul(count)'), ['B', 'w1']),
  tensor(spanOf(TEXT, TEXT.slice(TEXT.indexOf('tf.tidy'), TEXT.indexOf('});') + 2)), ['B', 'w1']),
];
const REPORT = { functions: [BODY], tensors: TENSORS };

/** What a hover at the start of `part` shows. */
function shown(
  part: string,
  report: Partial<FileAnalysis> = REPORT,
  format: MarkupKind = MarkupKind.PlainText,
  text = TEXT,
) {
  const { document, analysis } = analysed(text, report);
  const answer = hover(analysis, { document, position: rangeAt(document, part).start, format });
  if (answer === null) return null;
  assert(MarkupContent.is(answer.contents));
  assert.equal(answer.contents.kind, format);
  return { text: answer.contents.value, covers: answer.range && document.getText(answer.range) };
}

describe('hover on a tensor', () => {
  it('shows the shape of the smallest expression, its symbols and its guards', () => {
    assert.deepEqual(shown('matMul(x'), {
      text: [
        '[B, w1] float32\n',
        'where',
        '- B is x.shape[0], at least 1',
        '- x1 is x.shape[1], 1 to 64, for example 8',
        '- w1 is w.shape[1], at least 1\n',
        'It relies on',
        '- x.shape[1] == w.shape[0], required by matMul: inner dimensions',
      ].join('\n'),
      covers: 'tf.matMul(x, w)',
    });
  });

  it('shows an inner expression rather than the outer one, without the guards of the outer one', () => {
    assert.deepEqual(shown('x, w);'), {
      text: '[B, x1] float32\n\nwhere\n- B is x.shape[0], at least 1\n- x1 is x.shape[1], 1 to 64, for example 8',
      covers: 'x',
    });
  });

  it('is Markdown where the client can show it', () => {
    const text = shown('matMul(x', REPORT, MarkupKind.Markdown)?.text ?? '';
    assert(text.startsWith('```text\n[B, w1] float32\n```\n\nwhere\n- `B` is `x.shape[0]`, at least 1\n'), text);
    assert(text.endsWith('- `x.shape[1] == w.shape[0]`, required by matMul: inner dimensions'), text);
  });

  it('shows nothing where there is no tensor', () => {
    assert.equal(shown('export'), null);
  });

  it('shows nothing for what stands in the body of a callback of the expression', () => {
    assert.equal(shown('count = 3'), null);
    assert.equal(shown('tidy')?.text.split('\n')[0], '[B, w1] float32');
    assert.equal(shown('mul(count)')?.covers, 'y.mul(count)');
  });

  it('shows a declared name', () => {
    const report = { ...REPORT, bindings: [binding(spanOf(TEXT, 'y', 0), 'variable', '[B, w1]', 'int32')] };
    const answer = shown('y = ', report);
    assert.equal(answer?.covers, 'y');
    assert.equal(answer?.text, '[B, w1] int32\n\nwhere\n- B is x.shape[0], at least 1\n- w1 is w.shape[1], at least 1');
  });

  it('tells why a shape is not known, and quotes the file without its markup', () => {
    const why = '`loadModel()` cannot be read, <img src=x> *never*';
    const report = { tensors: [tensor(spanOf(TEXT, 'tf.matMul(x, w)'), null, { why, dtype: null })] };
    assert.equal(
      shown('matMul(x', report)?.text,
      'shape unknown\n\nThe shape is not known: loadModel() cannot be read, <img src=x> *never*.',
    );
    const markdown = shown('matMul(x', report, MarkupKind.Markdown)?.text ?? '';
    assert(markdown.includes('`loadModel()` cannot be read, \\<img src=x\\> \\*never\\*'), markdown);
  });

  it('tells the state of a shape that is opaque or known in part', () => {
    const at = spanOf(TEXT, 'tf.matMul(x, w)');
    const opaque = tensor(at, ['out0'], { state: 'opaque', why: 'the model cannot be read' });
    const partial = tensor(at, ['B', '?'], { state: 'partial', why: 'the loop was not solved' });
    assert.equal(
      shown('matMul(x', { tensors: [opaque] })?.text,
      '[out0] float32\n\nNothing in the program states these sizes: the model cannot be read.',
    );
    assert.equal(
      shown('matMul(x', { tensors: [partial] })?.text,
      '[B, ?] float32\n\nKnown in part: the loop was not solved.',
    );
  });

  it('lists the shapes of the paths with their conditions', () => {
    const alternatives = [
      { under: ['training', 'n > 1'], shape: ['B', '10'] },
      { under: [], shape: ['B', '1'] },
    ];
    const report = { tensors: [tensor(spanOf(TEXT, 'tf.matMul(x, w)'), ['B', '?'], { alternatives })] };
    const text = shown('matMul(x', report)?.text;
    assert.equal(text, '[B, ?] float32\n\nIt depends on the path:\n- [B, 10] where training and n > 1\n- [B, 1]');
  });

  it('tells guards that are assumed, conditional or pin a size', () => {
    const at = spanOf(TEXT, 'tf.matMul(x, w)');
    const pin = guard(at, 'x.shape[0] == 32', {
      kind: 'assumes',
      specialization: true,
      under: ['training'],
      reason: 'this branch',
    });
    const report = { tensors: TENSORS, functions: [{ ...BODY, symbols: [], guards: [pin] }] };
    assert.equal(
      shown('matMul(x', report)?.text.split('\n').at(-1),
      '- x.shape[0] == 32 where training, assumed by this branch; it pins a size',
    );
  });

  it('explains a symbol as the innermost function knows it', () => {
    const outer = func({ ...BODY, start: 0, end: TEXT.length, column: 1 }, '<module>', {
      symbols: [symbol('B', 'batch'), symbol('w1', 'width')],
    });
    const inner = { ...BODY, symbols: [symbol('B', 'x.shape[0]')], guards: [] };
    assert.equal(
      shown('matMul(x', { tensors: TENSORS, functions: [outer, inner] })?.text,
      '[B, w1] float32\n\nwhere\n- B is x.shape[0], at least 1\n- w1 is width, at least 1',
    );
  });

  it('tells ranges of every kind', () => {
    const ranges = [
      [symbol('B', 'B', { min: 0 }), 'B, at least 0'],
      [symbol('B', 'B', { min: null, max: 9 }), 'B, at most 9'],
      [symbol('B', 'B', { min: null }), 'B, any integer'],
      [symbol('B', 'B', { min: 4, max: 4 }), 'B, always 4'],
    ] as const;
    for (const [size, words] of ranges) {
      const report = { tensors: TENSORS, functions: [{ ...BODY, symbols: [size], guards: [] }] };
      assert.equal(shown('matMul(x', report)?.text.split('\n').at(-1), `- ${words}`);
    }
  });
});

describe('hover on the name of a function', () => {
  it('shows the contract as a comment to copy', () => {
    const contracts = [contract(BODY_SPAN, 'dense', { inferred: ['@shape x [B, x1]'] })];
    assert.deepEqual(shown('dense', { ...REPORT, contracts }), {
      text: '/**\n * @shape x [B, x1]\n */',
      covers: 'dense',
    });
  });

  it('tells that the analysis stopped', () => {
    const stopped = { ...BODY, complete: false, why: 'the budget is spent' };
    assert.equal(shown('dense', { functions: [stopped] })?.text, 'Analysed in part: the budget is spent.');
  });

  it('shows nothing where nothing is known', () => {
    assert.equal(shown('dense', { functions: [{ ...BODY, guards: [] }] }), null);
  });
});
