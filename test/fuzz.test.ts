/** A share of `npm run fuzz`, by count, so that a seed means the same everywhere. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GIANTS } from '../scripts/fuzz/giants.ts';
import { fuzzProtocol } from '../scripts/fuzz/protocol.ts';
import { createFuzzer } from '../scripts/fuzz/run.ts';
import { soak } from '../scripts/fuzz/soak.ts';

const FOLDERS = ['fixtures', '../examples'].map((folder) => join(import.meta.dirname, folder));
const SEED = Number(process.env.SEED ?? 1);
const INPUTS = 120;
const MESSAGES = 120;
const EDITS = 60;

describe(`random programs and messages, seed ${SEED}`, function () {
  this.timeout(0);

  it('make no analysis fail', () => {
    const fuzzer = createFuzzer(FOLDERS);
    const failures = Array.from({ length: INPUTS }, (_, index) => fuzzer.run(SEED * 1_000_000 + index));
    assert.deepEqual(
      failures.flatMap(({ input, failure }) => (failure === null ? [] : [`${input}: ${failure}`])),
      [],
    );
  });

  it('may be giants', () => {
    const fuzzer = createFuzzer(FOLDERS);
    const wanted = [
      '10,000 alternatives',
      '50,000 lines',
      'a line of 10 MB',
      '20,000 parentheses',
      'a chain of 400 calls',
    ];
    for (const name of wanted) {
      const { failure } = fuzzer.runGiant(GIANTS.findIndex(([giant]) => giant === name));
      assert.equal(failure, null, name);
    }
  });

  it('leave the server answering', async () => {
    const programs = ['attention.ts', 'recurrent.js'].map((name) => readFileSync(join(FOLDERS[1] ?? '', name), 'utf8'));
    const { crashes, exceptions } = await fuzzProtocol(programs, MESSAGES, SEED);
    assert.deepEqual([crashes, exceptions], [[], []]);
  });

  it('are edits that leave nothing behind', () => {
    const path = join(FOLDERS[1] ?? '', 'recurrent.js');
    const { failures } = soak(new Map([[path, readFileSync(path, 'utf8')]]), FOLDERS[1] ?? '', EDITS, SEED);
    assert.equal(failures, 0);
  });
});
