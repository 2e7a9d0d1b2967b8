import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DidChangeWatchedFilesNotification, FileChangeType, type FileEvent } from 'vscode-languageserver/node';
import { createAnalyzer } from '../../server/analysis/analyzer.ts';
import type { AnalyzerFactory } from '../../server/projects.ts';
import { TEXT, TEXT_DIAGNOSTICS, TEXT_WITH_HINTS, useBench } from './bench.ts';
import { open, PUSHED, type, until } from './editor.ts';
import { expectDiagnostics, expectHints, expectHover, quickFixesAt } from './expect.ts';

describe('the server survives', () => {
  const bench = useBench();

  it('a failing analysis, with one entry in the log', async () => {
    const editor = await bench.start();
    await open(editor, bench.uri(), 'CRASH;\n');
    await open(editor, bench.uri('b.ts'), TEXT);
    await expectHints(editor, bench.uri(), 'CRASH;\n');
    await expectHover(editor, bench.uri(), 'CRASH', null);
    await expectDiagnostics(editor, bench.uri(), []);
    await expectDiagnostics(editor, bench.uri('b.ts'), TEXT_DIAGNOSTICS);
    assert.equal(editor.logs.length, 1);
    assert.match(editor.logs[0] ?? '', /^The analysis of .*a\.ts failed: Error: the analysis hit a CRASH/);
    await type(editor, bench.uri(), 'CRASH', 'BAD');
    await expectDiagnostics(editor, bench.uri(), TEXT_DIAGNOSTICS);
  });

  it('a failing function, with one entry in the log and one finding', async () => {
    const create: AnalyzerFactory = (workspace, settings) => {
      const real = createAnalyzer(workspace, settings);
      return { ...real, analyze: (path) => ({ ...real.analyze(path), failure: 'Error: a defect' }) };
    };
    const editor = await bench.start({}, create);
    await open(editor, bench.uri(), TEXT);
    await expectDiagnostics(editor, bench.uri(), []);
    await type(editor, bench.uri(), 'BAD', 'GOOD');
    await expectDiagnostics(editor, bench.uri(), []);
    assert.deepEqual(editor.logs, [`The analysis of ${join(bench.folder, 'a.ts')} failed: Error: a defect`]);
  });

  it('a file that is left out, which has one finding that says so', async () => {
    const editor = await bench.start({}, createAnalyzer);
    const deep = `const a = ${'('.repeat(3000).replace(/.{20}/g, '$&\n')}1${')'.repeat(3000)};\n`;
    await open(editor, bench.uri(), deep);
    await expectDiagnostics(editor, bench.uri(), [
      'hint gave-up "const a = ((((((((((((((((((((": this file is left out: it is nested too deeply',
    ]);
    assert.deepEqual(editor.logs, []);
  });

  it('a failing fix', async () => {
    const editor = await bench.start();
    await open(editor, bench.uri(), 'BAD; CRASHFIX;\n');
    assert.deepEqual(await quickFixesAt(editor, bench.uri(), 'BAD'), []);
    assert.match(editor.logs.join(), /^Fixing .* failed/);
  });

  it('an analyzer that cannot be made', async () => {
    const create = () => {
      throw new Error('no analyzer');
    };
    const editor = await bench.start({}, create);
    await open(editor, bench.uri(), TEXT);
    await expectHints(editor, bench.uri(), TEXT);
    assert.equal(editor.logs.length, 1);
  });

  it('a client that goes away while it works', async () => {
    let worked = false;
    const fail = () => {
      editor.server.dispose();
      worked = true;
      throw new Error('this cannot be told to anybody');
    };
    const create: AnalyzerFactory = () => ({
      analyze: fail,
      advance: fail,
      bindings: fail,
      firstBindings: fail,
      firstDiagnostics: fail,
      rewrite: () => null,
      explain: () => null,
      describeCall: () => null,
      outline: () => [],
      fixes: () => [],
    });
    const editor = await bench.start({ capabilities: PUSHED }, create);
    await open(editor, bench.uri(), TEXT);
    await until(() => worked, 'the analysis ran');
    // An error that nobody handled would fail this test, or the next.
    await new Promise((resolve) => setTimeout(resolve, 20));
  });

  it('a broken tsconfig.json, with one message, until it is mended', async () => {
    writeFileSync(join(bench.folder, 'tsconfig.json'), '{ "compilerOptions": ');
    const editor = await bench.start();
    await open(editor, bench.uri(), TEXT);
    await expectHints(editor, bench.uri(), TEXT);
    await expectDiagnostics(editor, bench.uri(), []);
    assert.equal(editor.messages.length, 1);
    assert.match(editor.messages[0] ?? '', /tsconfig\.json/);
    writeFileSync(join(bench.folder, 'tsconfig.json'), '{}');
    const changes: FileEvent[] = [{ uri: bench.uri('tsconfig.json'), type: FileChangeType.Changed }];
    await editor.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes });
    await expectHints(editor, bench.uri(), TEXT_WITH_HINTS);
  });
});
