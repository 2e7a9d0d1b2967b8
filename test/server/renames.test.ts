import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DidChangeWatchedFilesNotification, FileChangeType, type FileEvent } from 'vscode-languageserver/node';
import { createAnalyzer } from '../../server/analysis/analyzer.ts';
import { useBench } from './bench.ts';
import { type Editor, open, type } from './editor.ts';
import { expectHints } from './expect.ts';

const MAKER = "import * as tf from '@tensorflow/tfjs';\nexport const make = () => tf.zeros([2, 3]);\n";
const USER = "import { make } from './maker';\nexport const made = make();\n";

describe('files that come and go', function () {
  this.timeout(0);
  const bench = useBench();
  const path = (name: string) => join(bench.folder, name);

  async function tell(editor: Editor, ...changes: readonly (readonly [string, FileChangeType])[]): Promise<void> {
    const events: FileEvent[] = changes.map(([name, kind]) => ({ uri: bench.uri(name), type: kind }));
    await editor.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes: events });
  }

  it('are followed by those that import them', async () => {
    writeFileSync(path('maker.ts'), MAKER);
    const editor = await bench.start({}, createAnalyzer);
    const uri = await open(editor, bench.uri('user.ts'), USER);
    await expectHints(editor, uri, USER.replace('made', 'made⟦: [2, 3]⟧'));
    renameSync(path('maker.ts'), path('other.ts'));
    await tell(editor, ['maker.ts', FileChangeType.Deleted], ['other.ts', FileChangeType.Created]);
    await expectHints(editor, uri, USER);
    await type(editor, uri, './maker', './other');
    await expectHints(editor, uri, USER.replace('./maker', './other').replace('made', 'made⟦: [2, 3]⟧'));
    writeFileSync(path('other.ts'), MAKER.replace('2, 3', '5'));
    await tell(editor, ['other.ts', FileChangeType.Changed]);
    await expectHints(editor, uri, USER.replace('./maker', './other').replace('made', 'made⟦: [5]⟧'));
    rmSync(path('other.ts'));
    await tell(editor, ['other.ts', FileChangeType.Deleted]);
    await expectHints(editor, uri, USER.replace('./maker', './other'));
  });
});
