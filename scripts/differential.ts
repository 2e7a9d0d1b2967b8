/**
 * `npm run differential`: the interpreter against Node, and guards against the real library, in numbers. `--quick` makes
 * a twentieth of the generated programs and of the runs, `--seed N` others. The last line is JSON.
 */
import { compareGenerated, type Failure } from '../test/differential/generated.ts';
import { runGuards } from '../test/differential/guards/runGuards.ts';
import { type Compared, compareFile, FILES } from '../test/differential/language.ts';
import { compareProject, NAMES } from '../test/differential/modules.ts';

const GENERATED = 20_000;
const GUARD_RUNS = 20_000;

/** Failures beyond this many are counted, not shown. */
const MOST_SHOWN = 10;

const isQuick = process.argv.includes('--quick');
const seed = Number(process.argv[process.argv.indexOf('--seed') + 1]) || 1;

interface Count {
  programs: number;
  same: number;
  unknown: number;
  different: number;
}

const written = await compareWritten();
const generated = compareRandom(isQuick ? GENERATED / 20 : GENERATED);
const { guardRuns, guardDisagreements, details } = await runGuards({
  runs: isQuick ? GUARD_RUNS / 20 : GUARD_RUNS,
  seed,
});
console.log(row('guards', guardRuns, guardRuns - guardDisagreements, '', guardDisagreements));
for (const detail of details.slice(0, MOST_SHOWN)) console.log(`\n${detail}`);
console.log(
  JSON.stringify({
    programs: written.programs,
    generated: generated.programs,
    different: written.different + generated.different,
    unknown: written.unknown,
    guardRuns,
    guardDisagreements,
    seed,
  }),
);

async function compareWritten(): Promise<Count> {
  const total: Count = { programs: 0, same: 0, unknown: 0, different: 0 };
  console.log(row('', 'programs', 'same', 'unknown', 'different'));
  for (const file of FILES) add(total, file, await compareFile(file));
  for (const name of NAMES) add(total, `${name}/`, await compareProject(name));
  console.log(row('all', total.programs, total.same, total.unknown, total.different));
  return total;
}

/** A file's line of the table, and what of it is not the same. */
function add(total: Count, name: string, compared: readonly Compared[]): void {
  const asWritten = compared.filter(({ inputs }) => inputs === '');
  const different = compared.filter(({ kind }) => kind === 'different');
  const unknown = asWritten.filter(({ kind }) => kind === 'unknown');
  const same = asWritten.filter(({ kind }) => kind === 'same').length;
  console.log(row(name, asWritten.length, same, unknown.length, different.length));
  for (const one of unknown) console.log(`    unknown    ${one.name}: ${one.why}`);
  for (const one of different) console.log(`    DIFFERENT  ${one.name}(${one.inputs}): ${one.why}`);
  total.programs += asWritten.length;
  total.same += same;
  total.unknown += unknown.length;
  total.different += different.length;
}

function compareRandom(count: number): Count {
  const total: Count = { programs: count, same: 0, unknown: 0, different: 0 };
  const failures: Failure[] = [];
  for (let index = 0; index < count; index++) {
    const { kind, failure } = compareGenerated(seed * 1_000_000 + index);
    total[kind] += 1;
    if (failure !== null) failures.push(failure);
  }
  console.log(row('generated', total.programs, total.same, total.unknown, total.different));
  for (const failure of failures.slice(0, MOST_SHOWN)) {
    console.log(`\nseed ${failure.seed}: ${failure.why}\n${failure.text}`);
  }
  return total;
}

function row(name: string, ...cells: readonly (string | number)[]): string {
  return name.padEnd(18) + cells.map((cell) => String(cell).padStart(11)).join('');
}
