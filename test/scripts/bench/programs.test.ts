/** Generated programs are programs: they type-check, and the analysis finds no error in them. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type Files, inFolder } from '../../../scripts/bench/folder.ts';
import { DIMENSIONS, grownProgram } from '../../../scripts/bench/growth/programs.ts';
import { joinedPrograms, TEN_LINES } from '../../../scripts/bench/inputs.ts';
import { sizedPrograms } from '../../../scripts/bench/operations/programs.ts';
import { generateProject } from '../../../scripts/bench/project/generate.ts';
import { seededRandom } from '../../../scripts/random.ts';
import { createAnalyzer } from '../../../server/analysis/analyzer.ts';
import { openWorkspace } from '../../../server/workspace.ts';
import { DEFAULT_SETTINGS } from '../../../shared/settings.ts';

const TSC = join(import.meta.dirname, '../../../node_modules/typescript/bin/tsc');

const PROGRAMS: Readonly<Record<string, Files>> = {
  'ten lines': new Map([['a.ts', TEN_LINES]]),
  'a generated project': generateProject(5, seededRandom(1)),
  'programs that grow': new Map(DIMENSIONS.map((dimension) => [`${dimension}.ts`, grownProgram(dimension, 5)])),
  ...Object.fromEntries(sizedPrograms(true).map(({ says, files }) => [says, files(1)])),
};

describe('programs of the benchmarks', function () {
  this.timeout(0);

  for (const [name, files] of Object.entries(PROGRAMS)) {
    it(`${name}: type-checks and has no findings at error level`, () =>
      inFolder(files, async (folder) => {
        assert.equal(typeErrorsIn(folder), '');
        assert.deepEqual(errorsIn(folder), []);
      }));
  }

  it('joined ones: type-check', () =>
    inFolder(new Map([['a.ts', joinedPrograms(3, seededRandom(1))]]), async (folder) => {
      assert.equal(typeErrorsIn(folder), '');
    }));

  it('are 100 lines for each module of a project', () => {
    const files = generateProject(50, seededRandom(3));
    const lines = [...files.values()].reduce((sum, text) => sum + text.split('\n').length, 0);
    assert.equal(files.size, 50);
    assert(lines >= 5000 && lines < 6000, String(lines));
  });

  it('are the same for the same seed', () => {
    assert.deepEqual(generateProject(9, seededRandom(4)), generateProject(9, seededRandom(4)));
  });
});

function typeErrorsIn(folder: string): string {
  return spawnSync(process.execPath, [TSC, '-p', folder], { encoding: 'utf8' }).stdout;
}

function errorsIn(folder: string): readonly string[] {
  const workspace = openWorkspace([folder]);
  const analyzer = createAnalyzer(workspace, DEFAULT_SETTINGS);
  return workspace.sources.flatMap((path) =>
    analyzer
      .analyze(path)
      .diagnostics.filter(({ severity }) => severity === 'error')
      .map(({ message }) => message),
  );
}
