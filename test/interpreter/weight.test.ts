import assert from 'node:assert/strict';
import { lightened } from '../../server/interpreter/weight.ts';
import { all, FALSE, named } from '../../server/symbolic/condition.ts';

/** More names than are told. */
const large = () => all(...Array.from({ length: 20 }, (_, index) => named(`c${index}`)));

describe('names for large conditions of sides that exclude each other', () => {
  const sides = lightened(Array.from({ length: 25 }, large));

  it('exclude each other too', () => {
    for (const [index, one] of sides.entries()) {
      for (const other of sides.slice(index + 1)) assert.equal(all(one, other), FALSE);
    }
  });

  it('are answers to few questions', () => {
    assert.equal(sides.length, 25);
    for (const { names } of sides) assert.ok(names.length <= 5);
  });
});
