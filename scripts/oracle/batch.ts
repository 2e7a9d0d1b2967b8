/** One batch of questions, in a process of its own: `fork(batch, [seed, questions, fullEvery])`; answers with messages. */
import { judge } from '../../test/symbolic/oracle/judge.ts';
import { startOracle } from '../../test/symbolic/oracle/z3.ts';
import { seededRandom } from '../random.ts';

/** Not only at the end, so that what was found is not lost where Z3 takes the process with it. */
const EVERY = 250;

const [seed, questions, fullEvery] = process.argv.slice(2).map(Number) as [number, number, number];

const oracle = await startOracle();
let next = EVERY;
const judgement = await judge(oracle, seededRandom(seed), { questions, fullEvery }, (soFar) => {
  if (soFar.questions < next) return;
  next += EVERY;
  process.send?.(soFar);
});
process.send?.(judgement);
await oracle.close();
process.disconnect?.();
