/**
 * Analyses programs with random mutations, and prints each failure of the analysis with the seed that repeats it.
 * usage: npm run fuzz -- [--inputs N] [--seed N] [FOLDER...]
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { fuzz } from './fuzz/run.ts';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { inputs: { type: 'string', default: '5000' }, seed: { type: 'string', default: '1' } },
});

const own = ['../test/fixtures', '../examples'].map((folder) => fileURLToPath(new URL(folder, import.meta.url)));
const seed = Number(options.seed) * 1_000_000;
const seeds = Array.from({ length: Number(options.inputs) }, (_, index) => seed + index);

const { inputs, failures, slowest } = fuzz({ folders: positionals.length > 0 ? positionals : own, seeds }, (failure) =>
  console.log(failure),
);
for (const { input, milliseconds } of slowest) console.log(`${String(milliseconds).padStart(8)} ms   ${input}`);
console.log(JSON.stringify({ inputs, failures, seed: Number(options.seed) }));
process.exitCode = failures === 0 ? 0 : 1;
