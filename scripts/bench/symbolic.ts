/**
 * Measures the algebra: interning, verdicts by number of facts, the worst of what published programs ask, and hostile
 * questions. Times are medians in microseconds.
 * usage: npm run bench:symbolic -- [--quick] [--seed N]
 */
import { parseArgs } from 'node:util';
import { Bench } from 'tinybench';
import { seededRandom } from '../random.ts';
import { hostileTasks } from './symbolic/hostile.ts';
import { internedGrowth } from './symbolic/memory.ts';
import { algebraTasks, type BenchTask } from './symbolic/verdicts.ts';

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, seed: { type: 'string', default: '1' } },
});

const figures: Record<string, number> = {};
for (const task of [...algebraTasks(seededRandom(Number(options.seed))), ...hostileTasks()]) {
  const median = await measure(task);
  figures[task.name] = median;
  print(task.name, `${median.toLocaleString('en')} us`, task.says);
}
const growth = await internedGrowth(options.quick ? 4 : 12);
figures.bytesKeptPerSize = growth;
print('bytesKeptPerSize', `${growth} bytes`, 'that stay of a size after its symbols are gone');
console.log(JSON.stringify(figures));

/** The median time of one operation, in microseconds; every sample starts from a state of its own. */
async function measure({ name, operations, prepare }: BenchTask): Promise<number> {
  let run: () => void = () => undefined;
  const bench = new Bench({ time: options.quick ? 150 : 800, iterations: 5, warmup: !name.startsWith('hostile') });
  bench.add(name, () => run(), {
    beforeEach() {
      run = prepare();
    },
  });
  const [task] = await bench.run();
  const result = task?.result;
  if (result?.state !== 'completed') throw new Error(`${name} did not complete`);
  // Milliseconds for all operations to microseconds for one.
  return Number(((result.latency.p50 * 1000) / operations).toPrecision(3));
}

function print(name: string, value: string, says: string): void {
  console.log(`${name.padEnd(22)} ${value.padStart(14)}   ${says}`);
}
