/** A share of the runs of `npm run differential`: what guards say of sizes is what the real library does with them. */
import assert from 'node:assert/strict';
import { runGuards } from './runGuards.ts';

const RUNS = 1000;

describe('guards', () => {
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);

  it(`are true on ${RUNS} real runs (SEED=${seed})`, async () => {
    const { guardRuns, details } = await runGuards({ runs: RUNS, seed });
    assert.ok(guardRuns >= RUNS);
    assert.equal(details.length, 0, details.join('\n\n'));
  });
});
