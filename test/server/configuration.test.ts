import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DidChangeConfigurationNotification } from 'vscode-languageserver/node';
import { uriOfPath } from '../../server/features/uris.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';
import { TEXT, TEXT_WITH_HINTS, useBench } from './bench.ts';
import { open, PUSHED, until } from './editor.ts';
import { expectHints } from './expect.ts';

describe('the server asks for settings', () => {
  const bench = useBench();

  const off = { inlayHints: { variables: false } };

  it('are asked for, folder by folder', async () => {
    const other = join(bench.folder, 'other');
    mkdirSync(other);
    const configuration = (scope?: string) => (scope === uriOfPath(other) ? off : { severity: { guard: 'warning' } });
    const editor = await bench.start({ configuration, folders: [bench.folder, other] });
    await open(editor, bench.uri(), TEXT);
    await open(editor, bench.uri('other/b.ts'), TEXT);
    await expectHints(editor, bench.uri(), TEXT_WITH_HINTS);
    await expectHints(editor, bench.uri('other/b.ts'), TEXT);
    assert.deepEqual(
      bench.fake.settings.map(({ severity }) => severity),
      [{ guard: 'warning' }, {}],
    );
  });

  it('that change are asked for again, and everything is shown anew', async () => {
    let value: unknown = null;
    const editor = await bench.start({ configuration: () => value });
    await until(() => editor.registered.includes('workspace/didChangeConfiguration'), 'changes are asked for');
    await open(editor, bench.uri(), TEXT);
    await expectHints(editor, bench.uri(), TEXT_WITH_HINTS);
    value = off;
    await editor.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
    await expectHints(editor, bench.uri(), TEXT);
    await until(() => editor.refreshed.length === 2, 'both views are refreshed');
    assert.deepEqual(editor.refreshed, ['diagnostics', 'inlay hints']);
  });

  it('are taken as they come from a client that cannot be asked', async () => {
    const editor = await bench.start({ capabilities: PUSHED, initializationOptions: off });
    await open(editor, bench.uri(), TEXT);
    await expectHints(editor, bench.uri(), TEXT);
    const settings = { shapewise: { inlayHints: { variables: true } }, other: {} };
    await editor.connection.sendNotification(DidChangeConfigurationNotification.type, { settings });
    await expectHints(editor, bench.uri(), TEXT_WITH_HINTS);
  });

  it('that are bad give one message, once, and the defaults', async () => {
    const bad = { severity: { guard: 'loud', gaurd: 'off' }, inlayHints: { variables: 1 } };
    const editor = await bench.start({ configuration: () => bad });
    await open(editor, bench.uri(), TEXT);
    await editor.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
    await expectHints(editor, bench.uri(), TEXT_WITH_HINTS);
    assert.equal(editor.messages.length, 1);
    assert.match(
      editor.messages[0] ?? '',
      /`severity.guard` must be .*`severity.gaurd` is not known.*`inlayHints.variables` must be/,
    );
    assert.deepEqual(bench.fake.settings.at(-1), DEFAULT_SETTINGS);
  });

  it('that the client fails to give are the defaults', async () => {
    const editor = await bench.start({
      configuration: () => {
        throw new Error('no settings today');
      },
    });
    await open(editor, bench.uri(), TEXT);
    await expectHints(editor, bench.uri(), TEXT_WITH_HINTS);
  });
});
