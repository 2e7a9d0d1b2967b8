/**
 * Runs batches of questions side by side. Z3's WebAssembly keeps memory that it never gives back and ends its process
 * after some ten thousand questions, hence a process for each batch; of one that ends early counts what it had reported.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Judgement } from '../../test/symbolic/oracle/judge.ts';

export interface Plan {
  readonly seed: number;
  readonly questions: number;
  readonly fullEvery: number;
  /** Processes at a time. */
  readonly jobs: number;
}

const BATCH = 5_000;
const PROGRAM = new URL('batch.ts', import.meta.url);

/** The judgement of all batches together; `report` hears of it while it grows. */
export async function runBatches(plan: Plan, report: (soFar: Judgement) => void): Promise<Judgement> {
  const judgements = new Map<number, Judgement>();
  let nextSeed = plan.seed;
  // Asked, or given to a batch that is running.
  let promised = 0;

  async function work(): Promise<void> {
    while (promised < plan.questions) {
      const seed = nextSeed++;
      const questions = Math.min(BATCH, plan.questions - promised);
      promised += questions;
      await runBatch([seed, questions, plan.fullEvery], (judgement) => {
        judgements.set(seed, judgement);
        report(total([...judgements.values()]));
      });
      const answered = judgements.get(seed)?.questions;
      if (answered === undefined) throw new Error(`the batch of seed ${seed} answered nothing`);
      promised += answered - questions;
    }
  }
  await Promise.all(Array.from({ length: plan.jobs }, work));
  return total([...judgements.values()]);
}

async function runBatch(args: readonly number[], report: (soFar: Judgement) => void): Promise<void> {
  const child = fork(PROGRAM, args.map(String), { stdio: ['ignore', 'inherit', 'ignore', 'ipc'] });
  child.on('message', (message) => report(message as Judgement));
  const [code] = await once(child, 'exit');
  if (code !== 0) console.error(`the batch of seed ${args[0]} ended early, with code ${code}`);
}

function total(judgements: readonly Judgement[]): Judgement {
  const sum = (of: (judgement: Judgement) => number) => judgements.reduce((all, one) => all + of(one), 0);
  return {
    questions: sum((one) => one.questions),
    gaveUp: sum((one) => one.gaveUp),
    wrong: judgements.flatMap((one) => one.wrong),
    missed: judgements.flatMap((one) => one.missed),
    linear: { decided: sum((one) => one.linear.decided), of: sum((one) => one.linear.of) },
    all: { decided: sum((one) => one.all.decided), of: sum((one) => one.all.of) },
  };
}
