import assert from 'node:assert/strict';
import { DocumentSymbolRequest, SymbolKind } from 'vscode-languageserver/node';
import { createAnalyzer } from '../../server/analysis/analyzer.ts';
import { useBench } from './bench.ts';
import { documentAt, open, PULLING } from './editor.ts';

const TEXT = `import * as tf from '@tensorflow/tfjs';

/** @shape q [B, T, C] @shape is read per line */
const model = tf.sequential();
model.add(tf.layers.dense({ units: 10, inputShape: [784] }));

/**
 * Attends.
 * @shape q [B, T, C]
 * @shape k [B, S, C]
 * @shape returns [B, T, S]
 */
export function scores(q, k) {
  const inner = tf.sequential({ layers: [tf.layers.flatten({ inputShape: [2, 3] })] });
  return tf.matMul(q, k, false, true);
}
`;

describe('the outline', function () {
  this.timeout(0);
  const bench = useBench();

  it('has models with their layers, and contracts, but no functions', async () => {
    const capabilities = {
      ...PULLING,
      textDocument: { ...PULLING.textDocument, documentSymbol: { hierarchicalDocumentSymbolSupport: true } },
    };
    const editor = await bench.start({ capabilities, configuration: () => ({ outline: true }) }, createAnalyzer);
    const uri = await open(editor, bench.uri(), TEXT);
    const symbols = await editor.connection.sendRequest(DocumentSymbolRequest.type, { textDocument: { uri } });
    const document = documentAt(editor, uri);
    const told = (symbols ?? []).map((symbol) => {
      assert('selectionRange' in symbol);
      const children = (symbol.children ?? []).map(({ name, detail }) => `${name} ${detail}`);
      return [`${symbol.name}: ${symbol.detail}`, document.getText(symbol.selectionRange), ...children];
    });
    assert.deepEqual(told, [
      ['model model: 1 layer, 7850 parameters', 'model', 'dense_Dense1 [batch, 10] Dense'],
      ['contract of scores: q [B, T, C], k [B, S, C] → [B, T, S]', '@shape q [B, T, C]'],
      ['model inner: 1 layer, 0 parameters', 'inner', 'flatten_Flatten1 [batch, 6] Flatten'],
    ]);
  });

  it('is empty unless it is asked for: a second group would change what an editor shows of the first', async () => {
    const editor = await bench.start({}, createAnalyzer);
    const uri = await open(editor, bench.uri(), TEXT);
    assert.deepEqual(await editor.connection.sendRequest(DocumentSymbolRequest.type, { textDocument: { uri } }), []);
  });

  it('is a list for clients that show no tree', async () => {
    const editor = await bench.start({ configuration: () => ({ outline: true }) }, createAnalyzer);
    const uri = await open(editor, bench.uri(), TEXT);
    const symbols = await editor.connection.sendRequest(DocumentSymbolRequest.type, { textDocument: { uri } });
    assert.deepEqual(
      (symbols ?? []).map((symbol) => ['location' in symbol, symbol.name, symbol.kind]),
      [
        [true, 'model model', SymbolKind.Object],
        [true, 'dense_Dense1', SymbolKind.Field],
        [true, 'contract of scores', SymbolKind.Interface],
        [true, 'model inner', SymbolKind.Object],
        [true, 'flatten_Flatten1', SymbolKind.Field],
      ],
    );
  });
});
