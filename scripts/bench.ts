/**
 * Measures how fast Shapewise is, beside TypeScript 6 and the real library.
 * usage: npm run bench -- [--quick] [--seed N] [--write] [PART...]
 * PART is one of keystroke, cold, check, operations, growth; all where none is given. `--write` writes BENCHMARKS.md.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectOf, publishedFiles, singleFiles } from './bench/inputs.ts';
import { installTypeScriptSix } from './bench/install.ts';
import { conditions } from './bench/machine.ts';
import { markdownReport, printSection, printTargets } from './bench/report.ts';
import type { Plan, Section } from './bench/section.ts';
import { check } from './bench/sections/check.ts';
import { cold } from './bench/sections/cold.ts';
import { growth } from './bench/sections/growth.ts';
import { keystrokes } from './bench/sections/keystrokes.ts';
import { operations } from './bench/sections/operations.ts';
import { buildAll } from './build.ts';
import { installedCorpus } from './corpus/install.ts';
import { seededRandom } from './random.ts';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    write: { type: 'boolean', default: false },
  },
});

const plan: Plan = { quick: options.quick, seed: Number(options.seed), typescript: installTypeScriptSix() };
const began = conditions(plan.typescript);
await buildAll();
const random = seededRandom(plan.seed);
const files = singleFiles(plan.quick, random);
const project = projectOf(plan.quick, random);
const corpus = plan.quick ? null : installedCorpus();
const published = corpus === null ? [] : publishedFiles(corpus);

const PARTS: Readonly<Record<string, () => Promise<Section>>> = {
  keystroke: () => keystrokes(plan, plan.quick ? files : [...files, ...published, project]),
  cold: () => cold(plan, plan.quick ? [...files.slice(1), project] : [...files, project]),
  check: () => check(plan, plan.quick ? [...files.slice(1), project] : [...files, project]),
  operations: () => operations(plan, published),
  growth: () => growth(plan),
};

const sections: Section[] = [];
for (const [name, measure] of Object.entries(PARTS)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  try {
    const section = await measure();
    console.log(printSection(section));
    sections.push(section);
  } catch (error) {
    // The other parts are worth their time.
    console.error(`${name} failed:`, error);
    process.exitCode = 1;
  }
}
console.log(printTargets(sections.flatMap(({ targets }) => targets)));
if (options.write) {
  const text = markdownReport(sections, began, process.argv.slice(2));
  writeFileSync(join(import.meta.dirname, '../BENCHMARKS.md'), text);
}
console.log(JSON.stringify(Object.assign({}, ...sections.map(({ figures }) => figures))));
