import assert from 'node:assert/strict';
import { type InlayHint, InlayHintRequest, InlayHintResolveRequest } from 'vscode-languageserver/node';
import { createAnalyzer } from '../../server/analysis/analyzer.ts';
import { useBench } from './bench.ts';
import { documentAt, open, PULLING } from './editor.ts';
import { expectHints, expectHover } from './expect.ts';

const TEXT = `import * as tf from '@tensorflow/tfjs';
/** @shape q [B=2, T=8, C=4] */
function scores(q: tf.Tensor3D, k: tf.Tensor3D, n: number) {
  if (k.shape[1] > 5) throw new Error();
  const weights = tf.matMul(q, k, false, true)
    .mul(2)
    .softmax();
  const wide = tf.zeros([n * 2]).size;
  return tf.zeros([n]);
}
const model = tf.sequential();
model.add(tf.layers.dense({ units: 10, inputShape: [784] }));
console.log(model.predict(tf.zeros([3, 784])));
`;

describe('what an editor shows of a program', function () {
  this.timeout(0);
  const bench = useBench();

  it('are hints at names, results and lines of chains', async () => {
    const editor = await bench.start({}, createAnalyzer);
    const uri = await open(editor, bench.uri(), TEXT);
    const shown = TEXT.replace('weights', 'weights⟦: [B, T, k1]⟧')
      .replace('true)\n', 'true)⟦[B, T, k1]⟧\n')
      .replace('.mul(2)', '.mul(2)⟦[B, T, k1]⟧');
    await expectHints(editor, uri, shown);
  });

  it('are links and tooltips once a hint is looked at', async () => {
    const properties = ['tooltip', 'label.location'];
    const capabilities = {
      ...PULLING,
      textDocument: { ...PULLING.textDocument, inlayHint: { resolveSupport: { properties } } },
    };
    const editor = await bench.start({ capabilities }, createAnalyzer);
    const uri = await open(editor, bench.uri(), TEXT);
    const document = documentAt(editor, uri);
    const range = { start: { line: 0, character: 0 }, end: document.positionAt(TEXT.length) };
    const hints = await editor.connection.sendRequest(InlayHintRequest.type, { textDocument: { uri }, range });
    const first = hints?.[0] as InlayHint;
    assert.deepEqual([first.label, first.tooltip], [[{ value: ': [B, T, k1]' }], undefined]);
    const { label, tooltip } = await editor.connection.sendRequest(InlayHintResolveRequest.type, first);
    assert(typeof label === 'object' && typeof tooltip === 'object');
    const links = label.flatMap(({ value, location }) =>
      location ? [[value, document.offsetAt(location.range.start)]] : [],
    );
    const [q, k] = [TEXT.indexOf('q: tf'), TEXT.indexOf('k: tf')];
    assert.deepEqual(links, [
      ['B', q],
      ['T', q],
      ['k1', k],
    ]);
    assert.match(tooltip.value, /`k1` is `k.shape\[1\]`/);
  });

  it('are hovers that tell what made a value, what it costs and what bounds its sizes', async () => {
    const editor = await bench.start({}, createAnalyzer);
    const uri = await open(editor, bench.uri(), TEXT);
    await expectHover(editor, uri, 'matMul', '`matMul` of `q` `[B, T, C]` and `k` `[k0, k1, k2]`, line 5');
    await expectHover(editor, uri, 'matMul', '`4 * B * T * k1` bytes, `B * T * C * k1` multiply-adds');
    await expectHover(editor, uri, 'matMul', '`k1` at least 1, at most 5: [line 4]');
    await expectHover(editor, uri, 'wide', '2 * n');
  });

  it('are the layers of a model', async () => {
    const editor = await bench.start({}, createAnalyzer);
    const uri = await open(editor, bench.uri(), TEXT);
    await expectHover(
      editor,
      uri,
      'model = ',
      '| dense\\_Dense1 | Dense | `[batch, 10]` | 7,850 |\n\n7,850 parameters',
    );
    await expectHover(editor, uri, 'model.predict', '[3, 10]');
  });

  it('are the elements of a dataset', async () => {
    const editor = await bench.start({}, createAnalyzer);
    const text = `import * as tf from '@tensorflow/tfjs';
const data = tf.data.zip({ xs: tf.data.array([tf.zeros([784])]), ys: tf.data.array([tf.zeros([10])]) });
const batches = data.repeat(6).batch(4);
`;
    const uri = await open(editor, bench.uri(), text);
    await expectHover(editor, uri, 'batches', 'dataset of { xs: [');
  });

  it('are the shapes in a cell of a notebook', async () => {
    const editor = await bench.start({}, createAnalyzer);
    const cell = 'vscode-notebook-cell:/n/digits.ipynb#W0sZmlsZQ';
    const text = "import * as tf from '@tensorflow/tfjs';\nconst y = tf.zeros([2]).expandDims(0);\n";
    const uri = await open(editor, cell, text);
    await expectHints(editor, uri, text.replace('const y', 'const y⟦: [1, 2]⟧'));
  });
});
