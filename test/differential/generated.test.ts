/** Some random programs: others in every run, those of a run that failed with SEED=N. */
import assert from 'node:assert/strict';
import { compareGenerated } from './generated.ts';

const COUNT = 500;

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000_000);

describe('generated programs', () => {
  it(`differ nowhere (SEED=${seed})`, () => {
    const failures = Array.from({ length: COUNT }, (_, index) => compareGenerated(seed + index).failure);
    assert.deepEqual(
      failures.flatMap((failure) =>
        failure === null ? [] : [`seed ${failure.seed}: ${failure.why}\n${failure.text}`],
      ),
      [],
    );
  });
});
