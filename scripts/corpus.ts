/**
 * Runs the analysis over published programs and prints how much of them it understands.
 * usage: npm run corpus -- [--quick] [--seed N] [--list-errors] [--reasons N] [PROGRAM...]
 */
import { parseArgs } from 'node:util';
import { figures } from './corpus/figures.ts';
import { installCorpus } from './corpus/install.ts';
import { measure } from './corpus/measure.ts';
import { printErrors, printReasons, printTable, total } from './corpus/print.ts';
import { PROGRAMS } from './corpus/programs.ts';
import { seededRandom } from './random.ts';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    'list-errors': { type: 'boolean', default: false },
    reasons: { type: 'string', default: '5' },
  },
});

/** The share of the files that a quick run looks at. */
const QUICK_SHARE = 0.25;

const packages = installCorpus();
const random = seededRandom(Number(options.seed));
const chosen = PROGRAMS.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const measurements = chosen.map((program) => {
  const measurement = measure(program, packages, () => !options.quick || random() < QUICK_SHARE);
  console.error(`${program.name}: ${measurement.seconds.toFixed(1)} s`);
  return measurement;
});

console.log(printTable(measurements));
console.log('Reasons why shapes are not known:');
for (const measurement of measurements) console.log(printReasons(measurement, Number(options.reasons)));
if (measurements.length > 1) console.log(printReasons(total(measurements), 2 * Number(options.reasons)));
if (options['list-errors']) console.log(measurements.map(printErrors).join('\n'));
for (const exception of total(measurements).exceptions) console.log(`exception: ${exception}`);
console.log(JSON.stringify(figures(measurements)));
