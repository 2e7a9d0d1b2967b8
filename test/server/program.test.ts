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
import { connectEditor, type Editor, open, startEditor, type } from './editor.ts';
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
