/** Runs batches of inputs side by side. A process that ends, or does not answer, costs one input; the next go on. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Outcome } from './run.ts';

export interface Plan {
  readonly folders: readonly string[];
  readonly firstSeed: number;
  readonly inputs: number;
  /** Processes at a time. */
  readonly jobs: number;
}

/** An input on which its process ended or had to be ended. */
export interface Crash {
  readonly seed: number;
  readonly how: string;
}

const BATCH = 500;
const PROGRAM = new URL('batch.ts', import.meta.url);
/** Nothing may take so long, however busy the machine is. Counted while this process runs, too: a machine may sleep. */
const MOST_SECONDS = 600;

export async function runBatches(plan: Plan, hear: (outcome: Outcome | Crash) => void): Promise<void> {
  let next = plan.firstSeed;
  const end = plan.firstSeed + plan.inputs;
  const work = async () => {
    while (next < end) {
      const first = next;
      const last = Math.min(end, first + BATCH);
      next = last;
      for (let from = first; from < last; ) {
        const crash = await runBatch(plan.folders, from, last - from, hear);
        if (crash !== null) hear(crash);
        from = crash === null ? last : crash.seed + 1;
      }
    }
  };
  await Promise.all(Array.from({ length: plan.jobs }, work));
}

/** `null` where the batch came to its end. */
async function runBatch(
  folders: readonly string[],
  first: number,
  count: number,
  hear: (outcome: Outcome) => void,
): Promise<Crash | null> {
  const child = fork(PROGRAM, [String(first), String(count), ...folders], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let [seed, said, isOver] = [first, '', false];
  let watch = watchOver(child, () => {
    isOver = true;
  });
  child.stderr?.on('data', (chunk) => {
    said = (said + chunk).slice(-2000);
  });
  child.on('message', (message: { begun: number } | Outcome) => {
    clearInterval(watch);
    watch = watchOver(child, () => {
      isOver = true;
    });
    if ('begun' in message) seed = message.begun;
    else hear(message);
  });
  const [code, signal] = await once(child, 'exit');
  clearInterval(watch);
  if (code === 0) return null;
  return { seed, how: isOver ? 'did not come to its end' : `ended with ${code ?? signal}: ${said}` };
}

function watchOver(child: ChildProcess, tell: () => void): NodeJS.Timeout {
  let seconds = 0;
  return setInterval(() => {
    seconds += 1;
    if (seconds < MOST_SECONDS) return;
    tell();
    child.kill('SIGKILL');
  }, 1000);
}
