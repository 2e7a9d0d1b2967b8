/**
 * Holds the algebra against Z3 on random questions and prints how many it decides, and every verdict that is wrong.
 * usage: npm run oracle -- [--quick] [--seed N] [--questions N] [--missed N]
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import spinner from 'yocto-spinner';
import type { Judgement, Share } from '../test/symbolic/oracle/judge.ts';
import { runBatches } from './oracle/batches.ts';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    questions: { type: 'string' },
    missed: { type: 'string', default: '0' },
  },
});

const seed = Number(options.seed);
const questions = Number(options.questions ?? (options.quick ? 1_500 : 100_000));

const progress = spinner({ text: 'asking' }).start();
const told = new Set<string>();
const judgement = await runBatches({ seed, questions, fullEvery: 5, jobs: availableParallelism() }, (soFar) => {
  progress.text = `${soFar.questions} of ${questions} questions`;
  for (const text of soFar.wrong) {
    if (!told.has(text)) console.log(`wrong: ${text}`);
    told.add(text);
  }
});
progress.stop();

for (const text of judgement.missed.slice(0, Number(options.missed))) console.log(`left open: ${text}`);
console.log(tableOf(judgement));
console.log(
  JSON.stringify({
    questions: judgement.questions,
    wrong: judgement.wrong.length,
    linearDecided: quotient(judgement.linear),
    decided: quotient(judgement.all),
    seed,
  }),
);
process.exitCode = judgement.wrong.length === 0 ? 0 : 1;

function tableOf({ questions, wrong, linear, all, gaveUp }: Judgement): string {
  return [
    `questions      ${questions}`,
    `wrong          ${wrong.length}`,
    `linear         ${linear.decided} of the ${linear.of} that Z3 decides`,
    `all            ${all.decided} of the ${all.of} that Z3 decides`,
    `Z3 gave up on  ${gaveUp} of those it was asked`,
  ].join('\n');
}

function quotient({ decided, of }: Share): number {
  return of === 0 ? 1 : Math.round((decided / of) * 10_000) / 10_000;
}
