/**
 * Analyses mutated and hostile programs, sends random messages to the server, and edits documents for a long time.
 * usage: npm run fuzz -- [--inputs N] [--seed N] [--quick] [--soak] [FOLDER...]
 */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openWorkspace } from '../server/workspace.ts';
import { installedCorpus } from './corpus/install.ts';
import { PROGRAMS } from './corpus/programs.ts';
import { type Crash, runBatches } from './fuzz/batches.ts';
import { GIANTS } from './fuzz/giants.ts';
import { fuzzProtocol } from './fuzz/protocol.ts';
import { createFuzzer, type Outcome } from './fuzz/run.ts';
import { soak } from './fuzz/soak.ts';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    inputs: { type: 'string' },
    seed: { type: 'string', default: '1' },
    quick: { type: 'boolean', default: false },
    soak: { type: 'boolean', default: false },
  },
});

const own = ['../test/fixtures', '../examples'].map((folder) => fileURLToPath(new URL(folder, import.meta.url)));
const folders = positionals.length > 0 ? positionals : [...own, ...publishedPrograms()];
const seed = Number(options.seed);
const inputs = Number(options.inputs ?? (options.quick ? 600 : 50_000));
const jobs = availableParallelism();
/** This share of the inputs are messages of the protocol. */
const MESSAGES = 0.4;

let [crashes, exceptions, overBudget, done] = [0, 0, 0, 0];
const slowest: Outcome[] = [];

function hear(outcome: Outcome | Crash): void {
  done++;
  if ('how' in outcome) {
    crashes++;
    console.log(`CRASH   seed ${outcome.seed}: ${outcome.how}`);
    return;
  }
  if (outcome.failure !== null) {
    exceptions++;
    console.log(`FAILED  ${outcome.input}: ${outcome.failure}`);
  }
  if (outcome.isOverBudget) {
    overBudget++;
    console.log(`OVER    ${outcome.input}: ${outcome.milliseconds} ms`);
  }
  slowest.push(outcome);
  slowest.sort((a, b) => b.milliseconds - a.milliseconds).splice(10);
  if (done % 1000 === 0) console.log(`${done} programs`);
}

let [soakEdits, memoryGrowth] = [0, 0];
if (options.soak) {
  const programs = readPrograms();
  const result = soak(programs, own[1] ?? '', Number(options.inputs ?? 20_000), seed);
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
  console.log(`${megabytes(result.before)} after the warm-up, ${megabytes(result.after)} after ${result.edits} edits`);
  exceptions += result.failures;
  [soakEdits, memoryGrowth] = [result.edits, result.growth];
} else {
  const messages = Math.round(inputs * MESSAGES);
  const firstSeed = seed * 1_000_000;
  const giants = createFuzzer(folders);
  for (let index = 0; index < (options.quick ? 2 : GIANTS.length); index++) hear(giants.runGiant(index));
  await runBatches({ folders, firstSeed, inputs: inputs - messages, jobs }, hear);
  const traffic = await fuzzProtocol([...readPrograms().values()], messages, firstSeed);
  for (const crash of traffic.crashes) console.log(`CRASH   ${crash}`);
  for (const failure of traffic.exceptions) console.log(`FAILED  the server: ${failure}`);
  done += traffic.messages;
  crashes += traffic.crashes.length;
  exceptions += traffic.exceptions.length;
  for (const { input, milliseconds } of slowest) console.log(`${String(milliseconds).padStart(8)} ms   ${input}`);
}
console.log(JSON.stringify({ inputs: done, crashes, exceptions, overBudget, soakEdits, memoryGrowth, seed }));
process.exit(crashes + exceptions + overBudget === 0 ? 0 : 1);

/** The sources of the corpus, none where it is not installed. */
function publishedPrograms(): readonly string[] {
  const packages = installedCorpus();
  if (packages === null) {
    console.log('skipped: the published programs, which npm run corpus installs');
    return [];
  }
  return PROGRAMS.flatMap(({ name, paths }) => paths.map((path) => join(packages, name, path)));
}

/** The examples, as documents that somebody edits. */
function readPrograms(): ReadonlyMap<string, string> {
  const { sources } = openWorkspace([own[1] ?? '']);
  return new Map(sources.map((path) => [path, readFileSync(path, 'utf8')]));
}
