import assert from 'node:assert/strict';
import { type CodeAction, CodeActionRequest } from 'vscode-languageserver/node';
import { createAnalyzer } from '../../server/analysis/analyzer.ts';
import { useBench } from './bench.ts';
import { documentAt, type Editor, open, rangeOfPart } from './editor.ts';
import { applyFix, textAfter } from './expect.ts';

const TEXT = `import * as tf from '@tensorflow/tfjs';
export function dense(x, w) {
\tconst y = tf.matMul(x.as2D(3, 4), w); // [3, five]
\tconst größe = tf.zeros([2, 3]); // [two, two]
\treturn y;
}
export const total = (y: tf.Tensor1D) => y.sum();
`;

describe('code actions that answer no finding', function () {
  this.timeout(0);
  const bench = useBench();

  for (const [name, text] of [
    ['a.ts', TEXT],
    ['a.js', TEXT.replaceAll('\n', '\r\n').replace(': tf.Tensor1D', '/* : */')],
  ] as const) {
    describe(name, () => {
      let editor: Editor;
      let uri: string;

      beforeEach(async () => {
        editor = await bench.start({}, createAnalyzer);
        uri = await open(editor, bench.uri(name), text, name.endsWith('.ts') ? 'typescript' : 'javascript');
      });

      it('write the contract of the function at the cursor', async () => {
        const [action, second] = await actionsAt('total', ['refactor']);
        assert.equal(second, undefined);
        assert.equal(action?.title, 'Write the contract of total');
        const lines = name.endsWith('.js')
          ? '/** @shape returns [] */\r\n'
          : '/**\n * @shape y [B]\n * @shape returns []\n */\n';
        assert.equal(edited(action), text.replace('export const total', `${lines}export const total`));
        assert.deepEqual(await actionsAt('const y', ['refactor']), []);
      });

      it('are made for the whole file when a client asks for sources', async () => {
        const actions = await actionsAt('total', ['source']);
        const wrong = actions.find(({ title }) => title === 'Remove shape comments that are wrong');
        assert.equal(edited(wrong), text.replace(' // [two, two]', ''));
        const kinds = actions.map(({ kind }) => kind?.split('.').slice(0, 2).join('.'));
        assert.deepEqual([...new Set(kinds)], ['source.shapewise']);
        assert.deepEqual(await actionsAt('total', ['source.organizeImports']), []);
      });

      it('are beside those that silence findings', async () => {
        const after = await applyFix(editor, uri, 'two, two', 'Silence contract-violation on this line');
        assert.equal(
          after,
          text.replace('\tconst größe', `\t// shapewise-ignore contract-violation${eol}\tconst größe`),
        );
      });

      const eol = name.endsWith('.js') ? '\r\n' : '\n';

      async function actionsAt(part: string, only: string[]): Promise<CodeAction[]> {
        const range = rangeOfPart(documentAt(editor, uri), part);
        const params = { textDocument: { uri }, range, context: { diagnostics: [], only } };
        const actions = await editor.connection.sendRequest(CodeActionRequest.type, params);
        return (actions ?? []).filter((action): action is CodeAction => 'kind' in action);
      }

      function edited(action: CodeAction | undefined): string {
        assert(action?.edit);
        return textAfter(documentAt(editor, uri), action.edit);
      }
    });
  }
});
