/** Every verdict of the algebra against Z3; `npm run oracle` asks many more. */
import assert from 'node:assert/strict';
import { seededRandom } from '../../scripts/random.ts';
import { judge } from './oracle/judge.ts';
import { type Oracle, startOracle } from './oracle/z3.ts';

const QUESTIONS = 2000;
/** Fewer than the command allows: what Z3 finds hard says little about the algebra. */
const STEPS = 6_000;

describe('verdicts and Z3', () => {
  let oracle: Oracle;
  before(async () => {
    oracle = await startOracle(STEPS);
  });
  after(() => oracle.close());

  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);

  it(`never disagree on ${QUESTIONS} random questions, SEED=${seed}`, async function () {
    this.timeout(0);
    const { wrong, linear, all } = await judge(oracle, seededRandom(seed), { questions: QUESTIONS, fullEvery: 1 });
    assert.deepEqual(wrong, []);
    assert.ok(linear.decided >= 0.97 * linear.of, `${linear.decided} of ${linear.of} linear ones are decided`);
    assert.ok(all.decided >= 0.85 * all.of, `${all.decided} of ${all.of} are decided`);
  });
});
