/** The built-in functions against the language itself: the same result, or none; never another. */
import assert from 'node:assert/strict';
import { awaited } from '../../../server/interpreter/evaluate.ts';
import { agreement, resultInNode } from './agreement.ts';
import { runBody } from './driver.ts';
import { PROGRAMS } from './programs.ts';

describe('built-in functions', () => {
  for (const [topic, programs] of Object.entries(PROGRAMS)) {
    describe(topic, () => {
      for (const { body, says } of programs) {
        it(body, async () => {
          const { machine, value } = runBody(body);
          assert.equal(machine.thrown, null);
          assert.equal(agreement(machine, awaited(machine, value), await resultInNode(body)), says);
        });
      }
    });
  }
});
