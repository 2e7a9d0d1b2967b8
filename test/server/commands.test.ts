import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CodeLensRequest, ExecuteCommandRequest } from 'vscode-languageserver/node';
import { createAnalyzer } from '../../server/analysis/analyzer.ts';
import { COMMANDS } from '../../shared/messages.ts';
import { useBench } from './bench.ts';
import { documentAt, type Editor, open, until } from './editor.ts';

const TEXT = `import * as tf from '@tensorflow/tfjs';
export function dense(x: tf.Tensor2D, w: tf.Tensor2D) {
  return tf.matMul(x, w).add(tf.zeros([7, 1]));
}
dense(tf.zeros([7, 2]), tf.zeros([2, 3]));
dense(tf.zeros([7, 4]), tf.zeros([4, 3]));
export function outside(model: any) {
  return model.run().relu();
}
`;

describe('commands of an editor', function () {
  this.timeout(0);
  const bench = useBench();
  let editor: Editor;
  let uri: string;

  beforeEach(async () => {
    const initializationOptions = { client: { guardsCommand: 'shapewise.showGuards', status: true } };
    editor = await bench.start({ initializationOptions }, createAnalyzer);
    uri = await open(editor, bench.uri(), TEXT);
  });

  it('are offered by lenses that say what a function relies on and how it is called', async () => {
    const lenses = await editor.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri } });
    const shown = (lenses ?? []).map(({ range, command }) => [
      documentAt(editor, uri).getText(range),
      command?.title,
      command?.command,
    ]);
    assert.deepEqual(shown, [
      ['dense', '1 guard, 1 specialization', 'shapewise.showGuards'],
      ['dense', 'traced 2 times: [7, 2], [2, 3]; [7, 4], [4, 3]', ''],
    ]);
  });

  it('list the guards of a function', async () => {
    assert.deepEqual(await run(COMMANDS.guards, TEXT.indexOf('matMul')), {
      title: 'Guards of dense',
      remarks: [
        { label: 'x.shape[1] == w.shape[0]', detail: 'required by matMul: inner dimensions', line: 2, character: 9 },
        { label: 'x.shape[0] == 7', detail: 'assumed by add: broadcast; pins a size', line: 2, character: 9 },
      ],
    });
  });

  it('list what is not known, and why', async () => {
    const found = (await run(COMMANDS.unknowns)) as { remarks: { label: string; line: number }[] };
    assert.deepEqual(
      found.remarks.map(({ line }) => line),
      [7],
    );
  });

  it('give the contract to copy', async () => {
    const contract = '/**\n * @shape x [7, B]\n * @shape w [B, N]\n * @shape returns [7, N]\n */';
    assert.equal(
      String(await run(COMMANDS.contract, TEXT.indexOf('dense'))).split('\n').length,
      contract.split('\n').length,
    );
    assert.equal(await run(COMMANDS.contract), null);
  });

  it('analyse the whole workspace, and tell of files that are not open', async () => {
    writeFileSync(
      join(bench.folder, 'wrong.js'),
      "import * as tf from '@tensorflow/tfjs';\ntf.zeros([2, 3]).reshape([7]);\n",
    );
    writeFileSync(join(bench.folder, 'a.ts'), TEXT);
    const summary = await run(COMMANDS.workspace);
    assert.deepEqual(summary, { files: 2, errors: 1, warnings: 0 });
    const told = () => editor.published.filter((params) => params.uri === bench.uri('wrong.js'));
    await until(() => told().length === 1, 'the findings of a closed file are published');
    assert.equal(told()[0]?.diagnostics[0]?.code, 'shape-mismatch');
    await open(editor, bench.uri('wrong.js'), 'tf.relu;', 'javascript');
    await until(() => told().at(-1)?.diagnostics.length === 0, 'an open file has its own findings');
  });

  it('are accompanied by the state of the server', async () => {
    await editor.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri } });
    assert.deepEqual(
      editor.status.map(({ state }) => state),
      ['busy', 'ready'],
    );
    assert.match(editor.status.at(-1)?.text ?? '', /^3 tensor functions, \d+ % of the shapes known, 0 errors$/);
  });

  async function run(command: string, offset = 0): Promise<unknown> {
    const position = documentAt(editor, uri).positionAt(offset);
    return editor.connection.sendRequest(ExecuteCommandRequest.type, { command, arguments: [uri, position] });
  }
});
