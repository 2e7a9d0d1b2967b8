/** Programs without tensors: the interpreter says what Node does, or that it does not know; never anything else. */
import assert from 'node:assert/strict';
import { compareFile, FILES } from './language.ts';
import { compareProject, NAMES } from './modules.ts';

describe('written programs', () => {
  for (const file of FILES) {
    it(file, async () => {
      const different = (await compareFile(file)).filter(({ kind }) => kind === 'different');
      assert.deepEqual(
        different.map(({ name, inputs, why }) => `${name}(${inputs}): ${why}`),
        [],
      );
    });
  }
});

describe('programs of several files', () => {
  for (const name of NAMES) {
    it(name, async () => {
      const different = (await compareProject(name)).filter(({ kind }) => kind === 'different');
      assert.deepEqual(
        different.map(({ name: program, why }) => `${program}: ${why}`),
        [],
      );
    });
  }
});
