/**
 * Holds every row against the real library on generated arguments: shape, data type, throws, with constants and with
 * symbols. Prints what disagrees at once, and how many cases of each family were tried.
 * usage: npm run oracle:tfjs -- [--quick] [--seed N] [--runs N] [NAME...]     NAME is a part of a public name
 */
import { parseArgs } from 'node:util';
import { askLibrary, bySubject, type OracleCase } from '../test/libraries/support.ts';
import { families } from '../test/libraries/tfjs/cases/index.ts';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    seed: { type: 'string' },
    runs: { type: 'string' },
  },
});

const seed = Number(options.seed ?? Date.now() % 1_000_000_000);
const runs = Number(options.runs ?? (options.quick ? 100 : 5_000));

interface Tally {
  rows: number;
  cases: number;
  disagreements: number;
}

const all: Tally = { rows: 0, cases: 0, disagreements: 0 };
console.log(`seed ${seed}`);
console.log(lineOf('family', 'rows', 'cases', 'disagreements'));
for (const [family, cases] of Object.entries(families)) {
  const wanted = cases.filter(
    ({ row }) => positionals.length === 0 || positionals.some((text) => row.name.includes(text)),
  );
  if (wanted.length === 0) continue;
  const tally = await tallyOf(wanted);
  console.log(lineOf(family, tally.rows, tally.cases, tally.disagreements));
  for (const key of ['rows', 'cases', 'disagreements'] as const) all[key] += tally[key];
}
console.log(lineOf('all', all.rows, all.cases, all.disagreements));
console.log(JSON.stringify({ ...all, seed }));
process.exitCode = all.disagreements === 0 ? 0 : 1;

async function tallyOf(cases: readonly OracleCase[]): Promise<Tally> {
  const tally: Tally = { rows: 0, cases: 0, disagreements: 0 };
  for (const [subject, some] of bySubject(cases)) {
    tally.rows++;
    for (const one of some) {
      const found = await askLibrary(one, seed, Math.ceil(runs / some.length));
      tally.cases += found.cases;
      if (found.disagreement === null) continue;
      tally.disagreements++;
      console.log(`${subject} disagrees, --seed ${seed}: ${found.disagreement}`);
    }
  }
  return tally;
}

function lineOf(family: string, ...cells: readonly (string | number)[]): string {
  return family.padEnd(46) + cells.map((cell) => String(cell).padStart(14)).join('');
}
