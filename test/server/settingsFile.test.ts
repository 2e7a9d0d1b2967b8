import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DidChangeWatchedFilesNotification, FileChangeType, type FileEvent } from 'vscode-languageserver/node';
import { TEXT, TEXT_WITH_HINTS, useBench } from './bench.ts';
import { open, until } from './editor.ts';
import { expectHints } from './expect.ts';

const OFF = { inlayHints: { variables: false } };

describe('settings of a project', () => {
  const bench = useBench();
  const write = (name: string, text: string) => writeFileSync(join(bench.folder, name), text);

  it('stand in a file, with comments', async () => {
    write('shapewise.json', `{ "$schema": "x", /* quiet */ "inlayHints": { "variables": false } }`);
    const editor = await bench.start();
    await open(editor, bench.uri(), TEXT);
    await expectHints(editor, bench.uri(), TEXT);
    assert.deepEqual(editor.messages, []);
  });

  it('stand in the manifest, and hold over those of the editor', async () => {
    write('package.json', JSON.stringify({ name: 'a', shapewise: OFF }));
    const editor = await bench.start({ configuration: () => ({ inlayHints: { variables: true } }) });
    await open(editor, bench.uri(), TEXT);
    await expectHints(editor, bench.uri(), TEXT);
  });

  it('that are wrong are told with the name of the file', async () => {
    write('shapewise.json', '{ "severity": { "gaurd": "off" } }');
    write('package.json', JSON.stringify({ shapewise: OFF }));
    const editor = await bench.start();
    await open(editor, bench.uri(), TEXT);
    await expectHints(editor, bench.uri(), TEXT_WITH_HINTS);
    assert.match(
      editor.messages[0] ?? '',
      /`shapewise.json` hides .*`severity.gaurd` is not known.*\(shapewise.json\)/,
    );
  });

  it('that cannot be read are told', async () => {
    write('shapewise.json', '{ "severity": ');
    const editor = await bench.start();
    await until(() => editor.messages.length > 0, 'a message');
    assert.match(editor.messages[0] ?? '', /`shapewise.json` cannot be read: /);
  });

  it('are read again when the file changes', async () => {
    const editor = await bench.start();
    await open(editor, bench.uri(), TEXT);
    await expectHints(editor, bench.uri(), TEXT_WITH_HINTS);
    write('shapewise.json', JSON.stringify(OFF));
    const changes: FileEvent[] = [{ uri: bench.uri('shapewise.json'), type: FileChangeType.Created }];
    await editor.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes });
    await expectHints(editor, bench.uri(), TEXT);
  });
});
