import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  DocumentDiagnosticRequest,
  FileChangeType,
  type FileEvent,
  HoverRequest,
  InlayHintRequest,
} from 'vscode-languageserver/node';
import { uriOfPath } from '../../server/features/uris.ts';
import { TEXT, TEXT_DIAGNOSTICS, TEXT_WITH_HINTS, useBench } from './bench.ts';
import { close, open, PUSHED, type, until } from './editor.ts';
import { applyFix, expectDiagnostics, expectHints, expectHover, quickFixesAt } from './expect.ts';

describe('the server serves documents', () => {
  const bench = useBench();

  it('with hints, hover, diagnostics and fixes', async () => {
    const editor = await bench.start();
    await open(editor, bench.uri(), TEXT);
    await expectHints(editor, bench.uri(), TEXT_WITH_HINTS);
    await expectHover(editor, bench.uri(), 'tensor', '[2, 3] float32');
    await expectHover(editor, bench.uri(), 'BAD', null);
    await expectDiagnostics(editor, bench.uri(), TEXT_DIAGNOSTICS);
    assert.equal(await applyFix(editor, bench.uri(), 'BAD', 'Make it GOOD'), 'const a = tensor(2, 3);\nGOOD;\n');
    assert.deepEqual(await quickFixesAt(editor, bench.uri(), 'const'), []);
  });

  it('as they are after incremental changes', async () => {
    const editor = await bench.start();
    await open(editor, bench.uri(), TEXT);
    await type(editor, bench.uri(), '(2', '(7, 2');
    await type(editor, bench.uri(), 'BAD', 'x;\nBAD');
    await expectHints(editor, bench.uri(), 'const a⟦: [7, 2, 3]⟧ = tensor(7, 2, 3);\nx;\nBAD;\n');
    await expectDiagnostics(editor, bench.uri(), TEXT_DIAGNOSTICS);
    assert.equal(await applyFix(editor, bench.uri(), 'BAD', 'Make it GOOD'), 'const a = tensor(7, 2, 3);\nx;\nGOOD;\n');
  });

  it('in plain text for a client that renders no Markdown', async () => {
    const editor = await bench.start({ capabilities: PUSHED });
    await open(editor, bench.uri(), TEXT);
    await expectHover(editor, bench.uri(), 'tensor', '[2, 3] float32');
    const position = { line: 0, character: 12 };
    const hover = await editor.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri: bench.uri() },
      position,
    });
    assert.deepEqual(hover?.contents, { kind: 'plaintext', value: '[2, 3] float32' });
  });

  it('with plain changes for a client that knows no versions', async () => {
    const editor = await bench.start({ capabilities: PUSHED });
    await open(editor, bench.uri(), TEXT);
    assert.deepEqual(Object.keys((await quickFixesAt(editor, bench.uri(), 'BAD'))[0]?.edit ?? {}), ['changes']);
  });

  it('that were never saved', async () => {
    const editor = await bench.start();
    const untitled = await open(editor, 'untitled:Untitled-1', TEXT, 'javascript');
    await expectHints(editor, untitled, TEXT_WITH_HINTS);
    assert.match(await applyFix(editor, untitled, 'BAD', 'Make it GOOD'), /GOOD/);
  });

  it('outside of all folders, and without any folder', async () => {
    const outside = uriOfPath(join(bench.folder, 'else', 'b.ts'));
    for (const folders of [[join(bench.folder, 'inside')], []]) {
      mkdirSync(join(bench.folder, 'inside'), { recursive: true });
      const editor = await bench.start({ folders });
      await open(editor, outside, TEXT);
      await expectHints(editor, outside, TEXT_WITH_HINTS);
      assert.deepEqual([editor.logs, editor.messages], [[], []]);
    }
  });

  it('but none that are unknown, closed, or no program', async () => {
    const editor = await bench.start();
    const nothing = { textDocument: { uri: bench.uri('unknown.ts') } };
    const position = { line: 0, character: 0 };
    const range = { start: position, end: position };
    const { connection } = editor;
    assert.deepEqual(await connection.sendRequest(InlayHintRequest.type, { ...nothing, range }), []);
    assert.equal(await connection.sendRequest(HoverRequest.type, { ...nothing, position }), null);
    assert.deepEqual(await connection.sendRequest(DocumentDiagnosticRequest.type, nothing), {
      kind: 'full',
      items: [],
    });
    for (const other of [bench.uri('notes.md'), 'git:/a.ts', 'file://%%%', bench.uri('types.d.ts')]) {
      await open(editor, other, TEXT);
      await expectHints(editor, other, TEXT);
    }
    const request = connection.sendRequest(InlayHintRequest.type, {
      textDocument: { uri: await open(editor, bench.uri(), TEXT) },
      range,
    });
    await close(editor, bench.uri());
    assert.deepEqual(await request, []);
    assert.deepEqual(bench.fake.analysed, []);
  });

  it('follows folders that come and go', async () => {
    const other = join(bench.folder, 'other');
    mkdirSync(other);
    const configuration = (scope?: string) =>
      scope === uriOfPath(other) ? { inlayHints: { variables: false } } : null;
    const editor = await bench.start({ configuration });
    const inOther = await open(editor, bench.uri('other/b.ts'), TEXT);
    await expectHints(editor, inOther, TEXT_WITH_HINTS);
    const otherFolder = { uri: uriOfPath(other), name: 'other' };
    const change = async (added: boolean) => {
      const event = { added: added ? [otherFolder] : [], removed: added ? [] : [otherFolder] };
      await editor.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, { event });
    };
    await change(true);
    await expectHints(editor, inOther, TEXT);
    await change(false);
    await expectHints(editor, inOther, TEXT_WITH_HINTS);
  });

  it('analyses once what several views show, and again when a file on disk has changed', async () => {
    const editor = await bench.start();
    await until(() => editor.registered.includes('workspace/didChangeWatchedFiles'), 'files are watched');
    const textDocument = { uri: await open(editor, bench.uri(), TEXT) };
    const first = await editor.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument });
    writeFileSync(join(bench.folder, 'b.ts'), 'export {};');
    const changes: FileEvent[] = [{ uri: bench.uri('b.ts'), type: FileChangeType.Created }];
    await editor.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes });
    const second = await editor.connection.sendRequest(DocumentDiagnosticRequest.type, {
      textDocument,
      previousResultId: first.resultId ?? '',
    });
    assert.equal(second.kind, 'full');
    await until(() => editor.refreshed.length === 2, 'both views are refreshed');
  });
});
