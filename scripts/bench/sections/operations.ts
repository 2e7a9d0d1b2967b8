/** Fake operations beside real ones: time and memory of the same programs on the same sizes. */
import { join } from 'node:path';
import { seededRandom, shuffled } from '../../random.ts';
import { runNode } from '../children.ts';
import { inFolder } from '../folder.ts';
import type { Input } from '../inputs.ts';
import { type OperationCosts, readCosts } from '../operations/operations.ts';
import { type SizedProgram, sizedPrograms } from '../operations/programs.ts';
import { atLeast, atMost, type Plan, rounded, type Section, type Target } from '../section.ts';
import { percentile } from '../statistics.ts';

const TIME_TARGET = 1000;
/** What is left between two runs of the same. */
const MEMORY_TARGET = 1.1;
const TENFOLD = 10;
/** A server runs a program after each edit: what counts is what it costs when the engine has compiled the rules. */
const RUNS = 60;
/** When the engine gives memory back differs from process to process: the middle of so many counts, each for one run. */
const MEMORY_RUNS = 3;
const LIMIT = 300_000;
const PUBLISHED_LIMIT = 30_000;

/** @param published programs whose operations are counted too */
export async function operations(plan: Plan, published: readonly Input[]): Promise<Section> {
  const parts: Part[] = [];
  for (const program of sizedPrograms(plan.quick)) parts.push(await measure(plan, program));
  for (const input of published) parts.push(await measurePublished(plan, input));
  return {
    title: 'Fake operations',
    says: [
      'The same program with the same sizes, run by the library on its CPU backend and run abstractly: making random ' +
        'weights, then one pass. Times are those of the processor, when the engine has compiled what runs: of the library the ' +
        'second time, of what is run abstractly the middle of sixty times in one process. GPT-2 runs on 64 tokens of its 1,024, since the real run would take too long: with ' +
        'all of them the ratios would be larger. A whole run is everything: reading the program, interpreting ' +
        'it, reporting; what it knows from a call or a turn of a loop it does not run again. The memory is that of a whole process, ' +
        'which runs the program abstractly once, or really twice.',
    ],
    columns: ['', 'fake', 'real', 'real over fake'],
    rows: parts.flatMap(({ rows }) => rows),
    figures: Object.assign({}, ...parts.map(({ figures }) => figures)),
    targets: parts.flatMap(({ targets }) => targets),
  };
}

type Part = Pick<Section, 'rows' | 'figures' | 'targets'>;

async function measure(plan: Plan, program: SizedProgram): Promise<Part> {
  const { name, says } = program;
  const runs = plan.quick ? 3 : RUNS;
  const real = await inFolder(program.files(1), (folder) => {
    console.error(`operations: ${says}`);
    return costsOf('real.ts', [join(folder, 'run.ts')]);
  });
  const fake = await fakeCosts(program, 1, runs);
  const peak = await fakePeak(program, 1);
  const largePeak = await fakePeak(program, TENFOLD);
  if (real === null || fake === null || peak === null || largePeak === null) {
    const target: Target = { ...atLeast(timeOf(says), TIME_TARGET, 0), measured: '?' };
    return { rows: [[says, `over ${LIMIT / 1000} s`, '', '']], figures: {}, targets: [target] };
  }
  return compared(name, says, { ...fake, peakBytes: peak }, real, largePeak);
}

function fakeCosts(program: SizedProgram, scale: number, runs: number): Promise<OperationCosts | null> {
  return inFolder(program.files(scale), (folder) =>
    costsOf('fake.ts', [String(runs), String(LIMIT), join(folder, 'run.ts')]),
  );
}

/** The memory of one abstract run, in bytes. */
async function fakePeak(program: SizedProgram, scale: number): Promise<number | null> {
  const peaks: number[] = [];
  for (let run = 0; run < MEMORY_RUNS; run++) {
    const costs = await fakeCosts(program, scale, 1);
    if (costs === null) return null;
    peaks.push(costs.peakBytes);
  }
  return percentile(peaks, 0.5);
}

function timeOf(says: string): string {
  return `time of all operations, real over fake, ${says}`;
}

/** @param largePeak the memory of the abstract run on tenfold sizes, in bytes */
function compared(name: string, says: string, fake: OperationCosts, real: OperationCosts, largePeak: number): Part {
  const time = real.operationMilliseconds / fake.operationMilliseconds;
  const memory = largePeak / fake.peakBytes;
  const ratio = (cost: (costs: OperationCosts) => number): string =>
    rounded(cost(real) / cost(fake)).toLocaleString('en');
  const targets: readonly Target[] = [
    atLeast(timeOf(says), TIME_TARGET, time),
    atMost(`memory on tenfold sizes over that on ordinary ones, ${says}`, MEMORY_TARGET, { value: memory, sign: null }),
  ];
  return {
    rows: [
      [`${says}: operations`, String(fake.operations), String(real.operations), ''],
      [
        'all operations',
        milliseconds(fake.operationMilliseconds),
        milliseconds(real.operationMilliseconds),
        ratio((costs) => costs.operationMilliseconds),
      ],
      ['median operation', microseconds(fake), microseconds(real), ratio((costs) => costs.medianMicroseconds)],
      [
        'whole run',
        milliseconds(fake.milliseconds),
        milliseconds(real.milliseconds),
        ratio((costs) => costs.milliseconds),
      ],
      ['peak memory', megabytes(fake.peakBytes), megabytes(real.peakBytes), ratio((costs) => costs.peakBytes)],
      ['peak memory, sizes tenfold', megabytes(largePeak), '', ''],
    ],
    figures: {
      [`fakeOperation${name}Microseconds`]: rounded(fake.medianMicroseconds),
      [`realOperation${name}Microseconds`]: rounded(real.medianMicroseconds),
      [`realOverFake${name}OperationsRatio`]: rounded(time),
      [`realOverFake${name}RunRatio`]: rounded(real.milliseconds / fake.milliseconds),
      [`realOverFake${name}MemoryRatio`]: rounded(real.peakBytes / fake.peakBytes),
      [`tenfoldOverOrdinary${name}MemoryRatio`]: rounded(memory),
    },
    targets,
  };
}

async function measurePublished(plan: Plan, { name, says, files, packages }: Input): Promise<Part> {
  console.error(`operations: ${says}`);
  const paths = shuffled([...files.keys()], seededRandom(plan.seed)).filter((path) => !/[._]test\./.test(path));
  const fake = await inFolder(
    files,
    (folder) => costsOf('fake.ts', ['1', String(PUBLISHED_LIMIT), ...paths.map((path) => join(folder, path))]),
    packages,
  );
  if (fake === null || fake.operations === 0) return { rows: [], figures: {}, targets: [] };
  return {
    rows: [[`${says}: median of ${fake.operations.toLocaleString('en')} operations`, microseconds(fake), '', '']],
    figures: { [`fakeOperation${name}Microseconds`]: rounded(fake.medianMicroseconds) },
    targets: [],
  };
}

async function costsOf(script: string, args: readonly string[]): Promise<OperationCosts | null> {
  const folder = join(import.meta.dirname, '../operations');
  const { output } = await runNode(['--import', 'tsx', join(folder, script), ...args], LIMIT, folder);
  return readCosts(output);
}

function milliseconds(value: number): string {
  return value < 10 ? `${value.toFixed(1)} ms` : `${Math.round(value).toLocaleString('en')} ms`;
}

function microseconds({ medianMicroseconds }: OperationCosts): string {
  return `${rounded(medianMicroseconds)} us`;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MB`;
}
