import assert from 'node:assert/strict';
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import {
  createProtocolConnection,
  ExitNotification,
  IPCMessageReader,
  IPCMessageWriter,
  type ProtocolConnection,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { connectEditor, open } from './editor.ts';
import { expectDiagnostics, expectHints } from './expect.ts';

const MAIN = fileURLToPath(new URL('../../server/main.ts', import.meta.url));

describe('the server as a program', function () {
  this.timeout(0);

  async function roundTrip(child: ChildProcess, connection: ProtocolConnection): Promise<void> {
    const editor = await connectEditor(connection);
    const uri = await open(editor, 'untitled:Untitled-1', 'const a = 1;\n');
    await expectHints(editor, uri, 'const a = 1;\n');
    await expectDiagnostics(editor, uri, []);
    await connection.sendRequest(ShutdownRequest.type);
    const exit = once(child, 'exit');
    await connection.sendNotification(ExitNotification.type);
    assert.deepEqual(await exit, [0, null]);
    connection.dispose();
  }

  it('answers over stdio and exits when it is told to', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', MAIN, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const { stdin, stdout } = child;
    await roundTrip(child, createProtocolConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin)));
  });

  it('answers over the channel of a parent process', async () => {
    const child = fork(MAIN, ['--node-ipc'], { execArgv: ['--import', 'tsx'] });
    await roundTrip(child, createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child)));
  });

  it('says how to start it', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', MAIN], { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    assert.deepEqual(await once(child, 'close'), [2, null]);
    assert.equal(said, 'Usage: shapewise-server --stdio | --node-ipc | --socket=PORT | --pipe=NAME\n');
  });
});
