import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { foundFor } from '../../../scripts/coverage/found.ts';
import { publicNames } from '../../../scripts/coverage/names.ts';
import { covers, namesWithReasons, reasonFor } from '../../../scripts/coverage/reasons.ts';
import { coverageText } from '../../../scripts/coverage/table.ts';

const root = join(import.meta.dirname, '../../..');

describe('the public names of TensorFlow.js', () => {
  it('have a row, or a line that says why they need none', () => {
    const names = publicNames().filter(({ name, value }) => foundFor(name) === null && reasonFor(name, value) === null);
    assert.deepEqual(
      names.map(({ name }) => name),
      [],
    );
  });

  it('exist, where a line says that they need no row', () => {
    const names = publicNames();
    const stale = namesWithReasons().filter((pattern) => !names.some(({ name }) => covers(pattern, name)));
    assert.deepEqual(stale, []);
  });

  it('are listed in COVERAGE.md; npm run coverage writes it', async () => {
    assert.equal(readFileSync(join(root, 'COVERAGE.md'), 'utf8'), await coverageText(root));
  });
});
