/** How time and memory of an analysis grow with the program. */
import { join } from 'node:path';
import { runNode } from '../children.ts';
import { type Files, inFolder } from '../folder.ts';
import type { GrowthPoint } from '../growth/measure.ts';
import { DIMENSIONS, type Dimension, grownProgram } from '../growth/programs.ts';
import { atMost, type Plan, rounded, type Section, type Target } from '../section.ts';
import { fittedExponent } from '../statistics.ts';

const TARGET = 1.1;
const BOUND: readonly Dimension[] = ['lines', 'functions'];
const LIMIT = 120_000;
const QUICK_LIMIT = 20_000;

const COUNTS: Readonly<Record<Dimension, readonly number[]>> = {
  lines: [50, 100, 200, 400, 800, 1600],
  functions: [25, 50, 100, 200, 400, 800],
  depth: [8, 16, 32, 64, 128],
  branches: [8, 16, 32, 64, 128],
};
const QUICK_COUNT = 3;

export async function growth(plan: Plan): Promise<Section> {
  const measured: Measured[] = [];
  for (const dimension of DIMENSIONS) measured.push(await measure(plan, dimension));
  return {
    title: 'Growth',
    says: [
      'Programs that grow in one respect: statements of one function, functions, functions that call one another in a ' +
        'chain, branches one after the other whose sides make the same shape differently. The time of the processor and ' +
        'the memory that the analysis keeps; the exponent `e` of `count ** e` is the slope of the least squares line ' +
        'through the logarithms. Where the budget ended the analysis, which then says so, nothing is fitted.',
    ],
    columns: ['', 'count', 'time', 'memory'],
    rows: measured.flatMap(rowsOf),
    figures: Object.assign({}, ...measured.map(figuresOf)),
    targets: measured.flatMap(targetsOf),
  };
}

interface Measured {
  readonly dimension: Dimension;
  readonly points: readonly GrowthPoint[];
  /** What the limit left no time for. */
  readonly missing: readonly number[];
  /** `null` where there is but one point. */
  readonly exponents: { readonly time: number; readonly memory: number } | null;
}

async function measure(plan: Plan, dimension: Dimension): Promise<Measured> {
  console.error(`growth: ${dimension}`);
  const counts = COUNTS[dimension].slice(0, plan.quick ? QUICK_COUNT : undefined);
  const files: Files = new Map([['program.ts', grownProgram(dimension, 1)]]);
  const script = join(import.meta.dirname, '../growth/measure.ts');
  const { output } = await inFolder(files, (folder) =>
    runNode(
      ['--expose-gc', '--import', 'tsx', script, join(folder, 'program.ts'), dimension, ...counts.map(String)],
      plan.quick ? QUICK_LIMIT : LIMIT,
      import.meta.dirname,
    ),
  );
  // The last line may be cut.
  const points = output
    .split('\n')
    .filter((line) => line.endsWith('}'))
    .map((line) => JSON.parse(line) as GrowthPoint);
  return { dimension, points, missing: counts.slice(points.length), exponents: exponentsOf(points) };
}

function exponentsOf(all: readonly GrowthPoint[]): Measured['exponents'] {
  const points = all.filter(({ gaveUp }) => !gaveUp);
  if (points.length < 2) return null;
  return {
    time: fittedExponent(points.map(({ count, milliseconds }) => [count, milliseconds])),
    memory: fittedExponent(points.map(({ count, bytes }) => [count, bytes])),
  };
}

function rowsOf({ dimension, points, missing, exponents }: Measured): readonly (readonly string[])[] {
  return [
    ...points.map(({ count, milliseconds, bytes, gaveUp }) => [
      dimension,
      String(count),
      `${milliseconds.toFixed(0)} ms${gaveUp ? ', gave up' : ''}`,
      `${(bytes / 2 ** 20).toFixed(1)} MB`,
    ]),
    ...missing.map((count) => [dimension, String(count), 'not in time', '']),
    [dimension, 'exponent', exponents?.time.toFixed(2) ?? '?', exponents?.memory.toFixed(2) ?? '?'],
  ];
}

function figuresOf({ dimension, exponents }: Measured): Record<string, number> {
  if (exponents === null) return {};
  const name = `${dimension.charAt(0).toUpperCase()}${dimension.slice(1)}`;
  return {
    [`growth${name}Exponent`]: rounded(exponents.time),
    [`growth${name}MemoryExponent`]: rounded(exponents.memory),
  };
}

function targetsOf({ dimension, missing, exponents }: Measured): readonly Target[] {
  if (!BOUND.includes(dimension)) return [];
  const costs = ['time', 'memory'] as const;
  return costs.map((cost) => {
    const ratio = exponents && ({ value: exponents[cost], sign: missing.length > 0 ? '>' : null } as const);
    return atMost(`exponent of ${cost} by ${dimension}`, TARGET, ratio);
  });
}
