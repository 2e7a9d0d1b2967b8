import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { foundFor } from '../../../scripts/coverage/found.ts';
import { publicNames } from '../../../scripts/coverage/names.ts';
import {
  covers,
  namesWithoutCases,
  namesWithReasons,
  reasonFor,
  reasonWithoutCases,
} from '../../../scripts/coverage/reasons.ts';
import { coverageText } from '../../../scripts/coverage/table.ts';
import { subjectOf } from '../support.ts';
import { families } from './cases/index.ts';

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

  it('have cases where no line says why they have none', () => {
    const tried = new Set(Object.values(families).flat().map(subjectOf));
    const stale = publicNames().filter(({ name }) => tried.has(name) && reasonWithoutCases(name) !== null);
    const unknown = namesWithoutCases().filter((one) => !publicNames().some(({ name }) => covers(one, name)));
    assert.deepEqual([stale.map(({ name }) => name), unknown], [[], []]);
  });

  it('are listed in COVERAGE.md; npm run coverage writes it', async () => {
    assert.equal(readFileSync(join(root, 'COVERAGE.md'), 'utf8'), await coverageText(root));
  });
});
