import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  createProtocolConnection,
  ExitNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { createAnalyzer } from '../../server/analysis/analyzer.ts';
import { uriOfPath } from '../../server/features/uris.ts';
import { toPath } from '../../server/workspace/paths.ts';
import { connectEditor, type Editor, open, PULLING, startEditor, type, until } from './editor.ts';
import { applyFix, expectDiagnostics, expectHints, expectHover } from './expect.ts';

const MAIN = fileURLToPath(new URL('../../server/main.ts', import.meta.url));

const PROGRAM = `import * as tf from '@tensorflow/tfjs';

export function scores(x: tf.Tensor2D) {
  const größe = 'ß 😀'; const out = tf.matMul(x, tf.ones([784, 10]));
  return out.add(tf.zeros([10]));
}
`;
const PINNED = 'tf.matMul(x, tf.ones([784, 10]))';
const SPECIALIZATION = `information specialization "${PINNED}": x.shape[1] can only be one size here: x.shape[1] == 784 (matMul: inner dimensions)`;

const LAYERS = `import * as tf from '@tensorflow/tfjs';

function project(x: tf.Tensor2D) {
  const out = tf.matMul(x, tf.ones([x.shape[1], 10]));
  return out;
}

export function scores(x: tf.Tensor2D) {
  const total = project(x).add(1);
  return total;
}
`;

/** What is wrong in the one function depends on the other. */
const APART = `import * as tf from '@tensorflow/tfjs';

function project(x: tf.Tensor2D) {
  return tf.matMul(x, tf.ones([x.shape[1], 10]));
}

export function scores(x: tf.Tensor2D) {
  return project(x).add(tf.zeros([10]));
}
`;

const UNEQUAL =
  'error shape-mismatch "project(x).add(tf.zeros([10]))": Operands could not be broadcast together with shapes x0,20 and 10.';
const NO_PRODUCT = 'error shape-mismatch "tf.ones([2, 3]).reshape([7])": Size(6) must match the product of shape 7';

/** The layers with the hints that an editor shows, for a number of units. */
function withHints(text: string, units: number): string {
  const shape = `⟦: [x0, ${units}]⟧`;
  return text
    .replace('10]', `${units}]`)
    .replace('const out', `const out${shape}`)
    .replace('const total', `const total${shape}`);
}

/** What a person sees of a tensor program, whatever the way to the server. */
async function expectProgram(editor: Editor, file: string): Promise<void> {
  const uri = await open(editor, uriOfPath(toPath(join(import.meta.dirname, file))), PROGRAM);
  await expectDiagnostics(editor, uri, [SPECIALIZATION]);
  const hinted = PROGRAM.replace('const out', 'const out⟦: [x0, 10]⟧').replace(
    'add(tf.zeros([10]))',
    'add(tf.zeros([10]))⟦: [x0, 10]⟧',
  );
  await expectHints(editor, uri, hinted);
  await expectHover(editor, uri, 'out.add', '[x0, 10]');
  const declared = await applyFix(editor, uri, PINNED, 'Mark x.shape[1] dynamic: @shape x [_, N]');
  assert.equal(declared, PROGRAM.replace('export', '/** @shape x [_, N] */\nexport'));
  const replaced = await applyFix(editor, uri, PINNED, 'Replace 784 by x.shape[1]');
  assert.equal(replaced, PROGRAM.replace('784', 'x.shape[1]'));
  await type(editor, uri, '784', 'x.shape[1]');
  await expectDiagnostics(editor, uri, []);
}

describe('a tensor program in an editor', function () {
  this.timeout(0);

  it('is shown and fixed', async () => {
    const editor = await startEditor(createAnalyzer);
    await expectProgram(editor, 'scores.ts');
    editor.connection.dispose();
  });

  it('shows what was typed at once, and what it changes elsewhere when the rest was analysed', async () => {
    const editor = await startEditor(createAnalyzer, { capabilities: PULLING });
    const uri = await open(editor, uriOfPath(toPath(join(import.meta.dirname, 'layers.ts'))), LAYERS);
    await expectDiagnostics(editor, uri, []);
    await expectHints(editor, uri, withHints(LAYERS, 10));
    await type(editor, uri, '10', '20');
    await expectHints(editor, uri, withHints(LAYERS, 20).replace('total⟦: [x0, 20]⟧', 'total⟦: [x0, 10]⟧'));
    await until(() => editor.refreshed.includes('inlay hints'), 'the hints are asked for again');
    await expectHints(editor, uri, withHints(LAYERS, 20));
    editor.connection.dispose();
  });

  it('tells what is wrong in what was typed at once, and elsewhere when the rest was analysed', async () => {
    const editor = await startEditor(createAnalyzer, { capabilities: PULLING });
    const uri = await open(editor, uriOfPath(toPath(join(import.meta.dirname, 'apart.ts'))), APART);
    await expectDiagnostics(editor, uri, []);
    await type(editor, uri, '1], 10', '1], 20');
    await expectDiagnostics(editor, uri, []);
    await until(() => editor.refreshed.includes('diagnostics'), 'the diagnostics are asked for again');
    await expectDiagnostics(editor, uri, [UNEQUAL]);
    await type(editor, uri, '  return tf', '  tf.ones([2, 3]).reshape([7]);\n  return tf');
    await expectDiagnostics(editor, uri, [NO_PRODUCT, UNEQUAL]);
    editor.connection.dispose();
  });

  it('waits for the rest where the editor would not ask again', async () => {
    const capabilities = { ...PULLING, workspace: { ...PULLING.workspace, inlayHint: {} } };
    const editor = await startEditor(createAnalyzer, { capabilities });
    const uri = await open(editor, uriOfPath(toPath(join(import.meta.dirname, 'layers.ts'))), LAYERS);
    await expectDiagnostics(editor, uri, []);
    await expectHints(editor, uri, withHints(LAYERS, 10));
    await type(editor, uri, '10', '20');
    await expectHints(editor, uri, withHints(LAYERS, 20));
    editor.connection.dispose();
  });

  it('is shown and fixed by a server over stdio, for a small client', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', MAIN, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const { stdin, stdout } = child;
    const connection = createProtocolConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
    await expectProgram(await connectEditor(connection), 'scores.ts');
    await connection.sendRequest(ShutdownRequest.type);
    const exit = once(child, 'exit');
    await connection.sendNotification(ExitNotification.type);
    assert.deepEqual(await exit, [0, null]);
    connection.dispose();
  });
});
