/**
 * Analyses programs, times every row of the library that they reach, and prints what it cost.
 * usage: tsx scripts/bench/operations/fake.ts RUNS MILLISECONDS PROGRAM...
 * All is done RUNS times, as a server does it after each edit; no further file is begun after MILLISECONDS.
 */
import { createAnalyzer } from '../../../server/analysis/analyzer.ts';
import type { Namespace, Row } from '../../../server/libraries/row.ts';
import { tfjs } from '../../../server/libraries/tfjs/index.ts';
import { openWorkspace } from '../../../server/workspace.ts';
import { DEFAULT_SETTINGS } from '../../../shared/settings.ts';
import { percentile } from '../statistics.ts';
import { printCosts, processorMilliseconds } from './operations.ts';

const [, , runs = '1', limit = '', ...paths] = process.argv;
let times: number[] = [];
for (const row of new Set([...rowsIn(tfjs.namespace), ...Object.values(tfjs.tensorMethods)])) clock(row);

const begun = performance.now();
const work: number[] = [];
const timesOfRuns: (readonly number[])[] = [];
for (let run = 0; run < Number(runs); run++) {
  times = [];
  const start = processorMilliseconds();
  for (const path of paths) {
    if (performance.now() - begun > Number(limit)) break;
    createAnalyzer(openWorkspace([path]), DEFAULT_SETTINGS).analyze(path);
  }
  work.push(processorMilliseconds() - start);
  timesOfRuns.push(times);
}
printCosts(percentile(work, 0.5), medians(timesOfRuns));

/** Of each operation over the runs: those that other processes interrupted are left out. */
function medians(all: readonly (readonly number[])[]): readonly number[] {
  const shortest = Math.min(...all.map((one) => one.length));
  return Array.from({ length: shortest }, (_, index) =>
    percentile(
      all.map((one) => one[index] ?? 0),
      0.5,
    ),
  );
}

function rowsIn(namespace: Namespace): readonly Row[] {
  return Object.values(namespace).flatMap((member) => {
    if (member.kind === 'namespace') return rowsIn(member.members);
    return member.kind === 'row' ? [member.row] : [];
  });
}

/** Functions that call the program back, such as `tf.tidy`, are no operations: their time is the program's. */
function clock(row: Row): void {
  const { run } = row;
  row.run = (args, ask) => {
    if (args.some(({ kind }) => kind === 'function')) return run(args, ask);
    const begin = performance.now();
    try {
      return run(args, ask);
    } finally {
      times.push(performance.now() - begin);
    }
  };
}
