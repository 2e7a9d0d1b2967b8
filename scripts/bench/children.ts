/** Programs that are run to their end, within a limit. */
import { spawn } from 'node:child_process';
import type { Cost } from './section.ts';

export interface Ran {
  readonly milliseconds: Cost;
  readonly output: string;
}

/** Runs Node with the arguments. What takes longer than `limit` milliseconds is killed. */
export function runNode(args: readonly string[], limit: number, cwd?: string): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'], ...(cwd && { cwd }) });
    let output = '';
    let isOver = false;
    const timer = setTimeout(() => {
      isOver = true;
      child.kill('SIGKILL');
    }, limit);
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
    child.on('error', reject);
    child.on('close', () => {
      clearTimeout(timer);
      resolve({ milliseconds: { value: isOver ? limit : performance.now() - start, isOver }, output });
    });
  });
}

/** The middle one, of an odd number of runs. */
export function medianCost(costs: readonly Cost[]): Cost {
  const middle = costs.toSorted((a, b) => a.value - b.value)[Math.floor(costs.length / 2)];
  if (middle === undefined) throw new RangeError('nothing was run');
  return middle;
}
