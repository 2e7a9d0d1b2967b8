/** What the commands print and how they exit, with an analyzer whose answers are known. */
import assert from 'node:assert/strict';
import { stripVTControlCharacters } from 'node:util';
import type { Analyzer } from '../../server/analysis/analyzer.ts';
import type { Report, Severity } from '../../server/analysis/report.ts';
import { runCli } from '../../server/cli/run-cli.ts';
import { fakeAnalyzer, PROGRAM } from './fake-analyzer.ts';
import { type FixtureFolder, fixtureFolder } from './fixture-folder.ts';

interface Outcome {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

async function run(args: readonly string[], analyzer: Analyzer): Promise<Outcome> {
  let out = '';
  let err = '';
  const exitCode = await runCli(args, {
    createAnalyzer: () => analyzer,
    write: (text) => {
      out += text;
    },
    complain: (text) => {
      err += text;
    },
  });
  return { exitCode, out: stripVTControlCharacters(out), err: stripVTControlCharacters(err) };
}

describe('the command line', () => {
  let folder: FixtureFolder;
  const before_ = process.cwd();

  before(() => {
    folder = fixtureFolder({ 'src/f.js': PROGRAM, 'src/minified.js': `var a=${'1+'.repeat(5000)}1;` });
    process.chdir(folder.path);
  });

  after(() => {
    process.chdir(before_);
    folder.remove();
  });

  for (const [severity, exitCode] of [
    ['error', 1],
    ['warning', 0],
    ['hint', 0],
  ] as const satisfies readonly (readonly [Severity, number])[]) {
    it(`check exits ${exitCode} where the worst finding is of severity ${severity}`, async () => {
      assert.equal((await run(['check', 'src'], fakeAnalyzer(severity))).exitCode, exitCode);
    });
  }

  it('check says where nothing was found because the analysis stops', async () => {
    const analyzer = fakeAnalyzer('hint');
    const stopped = (path: string) => {
      const { diagnostics, ...others } = analyzer.analyze(path);
      return {
        ...others,
        functions: [],
        diagnostics: diagnostics.map((one) => ({ ...one, code: 'gave-up' as const })),
      };
    };
    const { out } = await run(['check', 'src/f.js'], { ...analyzer, analyze: stopped });
    assert.equal(
      out,
      '1 file, no tensor program among them as far as they are followed: --hints tells where the analysis stops\n',
    );
  });

  it('check prints place, message, code frame, what is related, and fixes', async () => {
    const { out } = await run(['check', 'src/f.js'], fakeAnalyzer('error'));
    assert.equal(
      out.split('\n').slice(0, 10).join('\n'),
      `src/f.js:2:13 error shape-mismatch
  matMul: 3 is not 4
    1 | export function f(a, b) {
  > 2 |   const y = tf.matMul(a, b);
      |             ^^^^^^^^^^^^^^^
    3 |   return y;
  src/f.js:1:19 a comes from here
    export function f(a, b) {
  fix: Transpose b
`,
    );
    assert.match(out, /\n1 error\n1 file, 1 function, 2 tensor calls, 50 % of the shapes known, [\d.]+ s\n$/);
  });

  it('check keeps hints to itself unless asked', async () => {
    assert.doesNotMatch((await run(['check', 'src/f.js'], fakeAnalyzer('hint'))).out, /matMul/);
    assert.match((await run(['check', '--hints', 'src/f.js'], fakeAnalyzer('hint'))).out, /matMul: 3 is not 4/);
  });

  it('shapes prints the source with shapes behind names, guards behind lines, results at the end', async () => {
    const { out, exitCode } = await run(['shapes', 'src/f.js'], fakeAnalyzer('error'));
    assert.equal(exitCode, 0);
    assert.equal(
      out.split('\n').slice(0, 6).join('\n'),
      `src/f.js

export function f(a, b) {
  const y⟦: [B, 10]⟧ = tf.matMul(a, b);  // guards: a.shape[0] == 2, b.shape[1] == 3 where a.rank == 2
  return y;
}  // f returns [B, 10]`,
    );
    assert.match(out, /matMul: 3 is not 4/);
  });

  it('JSON holds the whole report with paths relative to the current folder', async () => {
    const { out, exitCode } = await run(['check', '--format', 'json', 'src/f.js'], fakeAnalyzer('error'));
    assert.equal(exitCode, 1);
    const report = JSON.parse(out) as Report;
    assert.deepEqual(Object.keys(report), ['version', 'files', 'stats']);
    assert.equal(report.version, 1);
    const [file] = report.files;
    assert.deepEqual(Object.keys(file ?? {}), ['path', 'functions', 'tensors', 'diagnostics']);
    assert.equal(file?.path, 'src/f.js');
    assert.equal(file.diagnostics[0]?.related[0]?.path, 'src/f.js');
    assert.deepEqual(file.diagnostics[0]?.fixes, [
      { title: 'Transpose b', edits: [{ path: 'src/f.js', start: 52, end: 52, text: ', false, true' }] },
    ]);
    const { milliseconds, ...counts } = report.stats;
    assert.equal(typeof milliseconds, 'number');
    assert.deepEqual(counts, { files: 1, functions: 1, tensors: 2, known: 1, opaque: 1, partial: 0, unknown: 0 });
  });

  it('says which files are left out', async () => {
    const { err } = await run(['check', 'src'], fakeAnalyzer('hint'));
    assert.match(err, /^warning src\/minified\.js is left out: it looks minified[^\n]*\n$/);
  });

  it('survives a failure of the analysis, says so and exits 2', async () => {
    const failing: Analyzer = {
      advance: () => false,
      analyze: () => {
        throw new Error('boom');
      },
      bindings: () => [],
      firstBindings: () => ({ told: [], isSettled: true }),
      firstDiagnostics: () => null,
      fixes: () => [],
      likeliestFix: () => null,
      rewrite: () => null,
      explain: () => null,
      describeCall: () => null,
      outline: () => [],
      instantiate: () => ({ problems: [] }),
    };
    const { exitCode, err } = await run(['check', 'src/f.js'], failing);
    assert.equal(exitCode, 2);
    assert.match(err, /src\/f\.js: the analysis failed: boom/);
  });
});
