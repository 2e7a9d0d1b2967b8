/**
 * Analyses programs that grow in one respect and prints what each costs, one line of JSON for each.
 * usage: node --expose-gc --import tsx scripts/bench/growth/measure.ts FILE DIMENSION COUNT...
 * FILE stands in a folder of its own, where packages are found.
 */
import { createAnalyzer } from '../../../server/analysis/analyzer.ts';
import { openWorkspace } from '../../../server/workspace.ts';
import { DEFAULT_SETTINGS } from '../../../shared/settings.ts';
import { processorMilliseconds } from '../operations/operations.ts';
import { percentile } from '../statistics.ts';
import { type Dimension, grownProgram } from './programs.ts';

export interface GrowthPoint {
  readonly count: number;
  /** Of the processor. */
  readonly milliseconds: number;
  /** That the analysis keeps. */
  readonly bytes: number;
  /** Whether the budget ended the analysis. */
  readonly gaveUp: boolean;
}

const RUNS = 3;
const WARM_UPS = 4;

const [, , path = '', dimension = 'lines', ...counts] = process.argv;
const workspace = openWorkspace([path]);
const smallest = Number(counts[0]);
for (let run = 0; run < WARM_UPS; run++) analyse(smallest, -run);
const baseline = analyse(1, -WARM_UPS);
for (const count of counts.map(Number)) {
  const runs = Array.from({ length: RUNS }, (_, run) => analyse(count, run));
  const point: GrowthPoint = {
    count,
    milliseconds: percentile(
      runs.map(({ milliseconds }) => milliseconds),
      0.5,
    ),
    bytes: Math.max(
      1,
      percentile(
        runs.map(({ heap }) => heap),
        0.5,
      ) - baseline.heap,
    ),
    gaveUp: runs.some(({ gaveUp }) => gaveUp),
  };
  process.stdout.write(`${JSON.stringify(point)}\n`);
}

/** From nothing but the types of packages. @param run tells texts apart, so that no cache knows one */
function analyse(count: number, run: number): { milliseconds: number; heap: number; gaveUp: boolean } {
  workspace.setOverlay(path, `${grownProgram(dimension as Dimension, count)}// ${run}\n`);
  const start = processorMilliseconds();
  const analyzer = createAnalyzer(workspace, DEFAULT_SETTINGS);
  const { diagnostics } = analyzer.analyze(path);
  const milliseconds = processorMilliseconds() - start;
  globalThis.gc?.();
  const heap = process.memoryUsage().heapUsed;
  // The analysis is still held here: what it keeps was counted.
  analyzer.analyze(path);
  return { milliseconds, heap, gaveUp: diagnostics.some(({ code }) => code === 'gave-up') };
}
