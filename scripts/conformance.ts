/**
 * Runs the library's own tests, analyses them, and compares: every shape that was seen, every exception that a test
 * expects, every error that the analysis tells.
 * usage: npm run conformance -- [--quick] [--seed N] [--missed N] [TEXT...]     TEXT is a part of a test's path
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { globSync } from 'tinyglobby';
import { type Comparison, compare, noComparison } from './conformance/compare.ts';
import { FRAMEWORK_GLOBALS, writeModules } from './conformance/modules.ts';
import { observe } from './conformance/observe.ts';
import type { Observations } from './conformance/recorder.ts';
import { seededRandom } from './random.ts';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    missed: { type: 'string', default: '0' },
  },
});

/** The share of the tests that a quick run looks at. */
const QUICK_SHARE = 0.1;
/** Tests that run in one process: a bundle of all of them would be too large. */
const GROUP = 24;

const library = join(dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-core/package.json')), 'dist');
const random = seededRandom(Number(options.seed));
const files = globSync('**/*_test.js', { cwd: library })
  .sort()
  .filter((file) => positionals.length === 0 || positionals.some((text) => file.includes(text)))
  .filter(() => !options.quick || random() < QUICK_SHARE);

// What lies in an installed package is not the user's: the analysis sees copies.
const copies = mkdtempSync(join(tmpdir(), 'shapewise-tests-'));
let bodies = 0;
const observations: Observations = {};
const byFolder = new Map<string, Comparison>();
const all = noComparison();
try {
  for (let start = 0; start < files.length; start += GROUP) {
    const group = files.slice(start, start + GROUP);
    for (const file of await observeAll(group)) {
      const copy = join(copies, file);
      mkdirSync(dirname(copy), { recursive: true });
      writeFileSync(copy, readFileSync(join(library, file), 'utf8') + FRAMEWORK_GLOBALS);
      writeModules(library, copies, file);
      const comparison = compare(copy, file, observations);
      const folder = byFolder.get(dirname(file)) ?? noComparison();
      byFolder.set(dirname(file), folder);
      for (const total of [folder, all]) add(total, comparison);
    }
    console.error(`${Math.min(start + GROUP, files.length)} of ${files.length} files`);
  }
} finally {
  rmSync(copies, { recursive: true, force: true });
}

for (const text of all.missed.slice(0, Number(options.missed))) console.log(text);
for (const text of all.details) console.log(text);
console.log('folder                 expected    exact  unknown  wrong  throws  flagged  false errors');
for (const [folder, comparison] of [...byFolder, ['all', all] as const]) console.log(lineOf(folder, comparison));
const { expectations, exact, unknown, wrong, throws, flagged, falseErrors } = all;
console.log(JSON.stringify({ bodies, expectations, exact, unknown, wrong, throws, flagged, falseErrors }));
process.exitCode = wrong + falseErrors === 0 ? 0 : 1;

/** Runs tests together, or each by itself where that fails; those that ran. */
async function observeAll(group: readonly string[]): Promise<readonly string[]> {
  try {
    const run = await observe(library, group);
    bodies += run.bodies;
    Object.assign(observations, run.observations);
    return group;
  } catch (error) {
    if (group.length > 1) {
      const ran: string[] = [];
      for (const file of group) ran.push(...(await observeAll([file])));
      return ran;
    }
    const reason = String((error as { stderr?: Buffer }).stderr ?? error).match(/^.*Error:.*$/m)?.[0];
    console.log(`skipped: ${group.join()}: it does not run here: ${reason ?? 'it does not end'}`);
    return [];
  }
}

function add(total: Comparison, one: Comparison): void {
  for (const key of ['expectations', 'exact', 'unknown', 'wrong', 'throws', 'flagged', 'falseErrors'] as const) {
    total[key] += one[key];
  }
  total.details.push(...one.details);
  total.missed.push(...one.missed);
}

function lineOf(folder: string, comparison: Comparison): string {
  const share = comparison.expectations === 0 ? 1 : comparison.exact / comparison.expectations;
  const cells = [
    comparison.expectations,
    `${(100 * share).toFixed(1)} %`,
    comparison.unknown,
    comparison.wrong,
    comparison.throws,
    comparison.flagged,
    comparison.falseErrors,
  ];
  const widths = [8, 9, 9, 7, 8, 9, 14];
  return folder.padEnd(22) + cells.map((cell, index) => String(cell).padStart(widths[index] ?? 8)).join('');
}
