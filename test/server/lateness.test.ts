import assert from 'node:assert/strict';
import {
  CancellationTokenSource,
  DocumentDiagnosticRequest,
  InlayHintRequest,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver/node';
import type { AnalyzerFactory } from '../../server/projects.ts';
import { TEXT, useBench } from './bench.ts';
import { open, type } from './editor.ts';
import { expectDiagnostics } from './expect.ts';

describe('a late answer', () => {
  const bench = useBench();
  const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };

  it('is an error, and the outdated text is not analysed', async () => {
    const editor = await bench.start();
    const textDocument = { uri: await open(editor, bench.uri(), TEXT) };
    const hints = editor.connection.sendRequest(InlayHintRequest.type, { textDocument, range });
    const pulled = editor.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument });
    await type(editor, bench.uri(), 'BAD', 'GOOD');
    await assert.rejects(hints, isError(LSPErrorCodes.ContentModified));
    await assert.rejects(pulled, isError(LSPErrorCodes.ServerCancelled, { retriggerRequest: true }));
    await expectDiagnostics(editor, bench.uri(), []);
    assert.deepEqual(
      bench.fake.analysed.filter((text) => text.includes('BAD')),
      [],
    );
  });

  it('is an error also when the person typed on during the analysis', async () => {
    const create: AnalyzerFactory = (workspace, settings) => {
      const { analyze, ...others } = bench.fake.create(workspace, settings);
      const typeOnce = (path: string) => {
        if (bench.fake.analysed.length === 0) type(editor, bench.uri(), 'BAD', 'GOOD');
        return analyze(path);
      };
      const firstBindings = (path: string) => ({ told: typeOnce(path).bindings, isSettled: true });
      return { ...others, analyze: typeOnce, firstBindings };
    };
    const editor = await bench.start({}, create);
    const textDocument = { uri: await open(editor, bench.uri(), TEXT) };
    const hints = editor.connection.sendRequest(InlayHintRequest.type, { textDocument, range });
    await assert.rejects(hints, isError(LSPErrorCodes.ContentModified));
    await expectDiagnostics(editor, bench.uri(), []);
  });

  it('ends a long analysis between two of its steps', async () => {
    const steps: string[] = [];
    const create: AnalyzerFactory = (workspace, settings) => ({
      ...bench.fake.create(workspace, settings),
      advance(path) {
        const text = workspace.text(path) ?? '';
        steps.push(text);
        if (steps.length === 1) type(editor, bench.uri(), 'BAD', 'GOOD');
        const end = performance.now() + 12;
        while (performance.now() < end);
        return steps.length < 50 && text.includes('BAD');
      },
    });
    const editor = await bench.start({}, create);
    const textDocument = { uri: await open(editor, bench.uri(), TEXT) };
    const pulled = editor.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument });
    await assert.rejects(pulled, isError(LSPErrorCodes.ServerCancelled, { retriggerRequest: true }));
    await expectDiagnostics(editor, bench.uri(), []);
    assert(steps.length < 10, `${steps.length} steps`);
  });

  it('to a cancelled request is not made', async () => {
    const editor = await bench.start();
    const textDocument = { uri: await open(editor, bench.uri(), TEXT) };
    const source = new CancellationTokenSource();
    const hints = editor.connection.sendRequest(InlayHintRequest.type, { textDocument, range }, source.token);
    source.cancel();
    await assert.rejects(hints, isError(LSPErrorCodes.RequestCancelled));
    assert.deepEqual(bench.fake.analysed, []);
  });
});

function isError(code: number, data?: unknown) {
  return (error: unknown) => {
    assert(error instanceof ResponseError);
    assert.equal(error.code, code);
    assert.deepEqual(error.data, data);
    return true;
  };
}
