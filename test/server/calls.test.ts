import assert from 'node:assert/strict';
import { MarkupContent, type SignatureHelp, SignatureHelpRequest } from 'vscode-languageserver/node';
import { createAnalyzer } from '../../server/analysis/analyzer.ts';
import { useBench } from './bench.ts';
import { documentAt, type Editor, open, PULLING } from './editor.ts';

const TEXT = `import * as tf from '@tensorflow/tfjs';

/**
 * One step of a recurrent cell.
 * @shape x [B, D]
 * @shape h [B, H]
 * @shape returns [B, H]
 * @where D % 2 == 0
 * @param x the input of the step
 */
function step(x, h, { kernel, recurrent }, ...rest) {
  return tf.tanh(x.matMul(kernel).add(h.matMul(recurrent)));
}

export function run(x: tf.Tensor2D, scale = 2) {
  const [B, D] = x.shape;
  const h = step(x, tf.zeros([B, 8]), {}, 1, 2);
  const y = tf.matMul(x, );
  tf.tidy(() => { console.log(h); });
  return x.matMul(tf.ones([D, 10]));
}
`;

describe('help for a call', function () {
  this.timeout(0);
  const bench = useBench();

  async function started(): Promise<[Editor, string]> {
    const capabilities = {
      ...PULLING,
      textDocument: {
        ...PULLING.textDocument,
        signatureHelp: { signatureInformation: { documentationFormat: ['markdown' as const] } },
      },
    };
    const editor = await bench.start({ capabilities }, createAnalyzer);
    return [editor, await open(editor, bench.uri(), TEXT)];
  }

  /** The help behind the first occurrence of `before`. */
  async function helpBehind(editor: Editor, uri: string, before: string): Promise<SignatureHelp | null> {
    const document = documentAt(editor, uri);
    const position = document.positionAt(document.getText().indexOf(before) + before.length);
    return editor.connection.sendRequest(SignatureHelpRequest.type, { textDocument: { uri }, position });
  }

  function activeText({ signatures: [first], activeParameter }: SignatureHelp): [string, string] {
    const { label = [0, 0], documentation } = first?.parameters?.[activeParameter ?? 0] ?? {};
    assert(first && typeof label !== 'string');
    return [first.label.slice(...label), MarkupContent.is(documentation) ? documentation.value : ''];
  }

  it('shows the contract of a function of the program', async () => {
    const [editor, uri] = await started();
    const help = await helpBehind(editor, uri, 'h = step(');
    assert(help);
    const [signature] = help.signatures;
    assert.equal(signature?.label, 'step(x: [B, D], h: [B, H], { kernel, recurrent }, ...rest): [B, H]');
    assert(MarkupContent.is(signature.documentation));
    assert.equal(signature.documentation.value, 'where `D % 2 == 0`\n\nOne step of a recurrent cell.');
    assert.deepEqual(activeText(help), ['x: [B, D]', 'this one is `[B, D]`\n\nthe input of the step']);
  });

  it('follows the argument that is written, also beyond the last parameter', async () => {
    const [editor, uri] = await started();
    const second = await helpBehind(editor, uri, 'h = step(x, tf.zeros([B, 8])');
    assert(second);
    assert.deepEqual(activeText(second), ['h: [B, H]', 'this one is `[B, 8]`']);
    const last = await helpBehind(editor, uri, 'h = step(x, tf.zeros([B, 8]), {}, 1, 2');
    assert.deepEqual(last && activeText(last), ['...rest', '']);
  });

  it('tells what the library demands of an argument that is not there yet', async () => {
    const [editor, uri] = await started();
    const help = await helpBehind(editor, uri, 'y = tf.matMul(x, ');
    assert(help);
    assert.match(help.signatures[0]?.label ?? '', /^tf\.matMul\(a.*, b.*, transposeA.*, transposeB.*\)/);
    const [label, documentation] = activeText(help);
    assert.match(label, /^b/);
    assert.equal(documentation.split('\n', 1)[0], 'takes `[D, N]`');
  });

  it('tells what a method demands, and what it has', async () => {
    const [editor, uri] = await started();
    const help = await helpBehind(editor, uri, 'return x.matMul(');
    assert(help);
    assert.equal(activeText(help)[1].split('\n', 1)[0], 'takes `[D, N]`; this one is `[D, 10]`');
  });

  it('leaves other calls, and the blocks of callbacks, to others', async () => {
    const [editor, uri] = await started();
    assert.equal(await helpBehind(editor, uri, 'console.log('), null);
    assert.equal(await helpBehind(editor, uri, 'tidy(() => {'), null);
    assert.equal(await helpBehind(editor, uri, 'return x.matMul(tf.ones([D, 10]))'), null);
  });
});
