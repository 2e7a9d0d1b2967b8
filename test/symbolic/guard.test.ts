import assert from 'node:assert/strict';
import { type Guard, minimalGuards } from '../../server/symbolic/guard.ts';
import { printCondition } from '../../server/symbolic/notation.ts';
import { condition, guardOf, world } from './notation.ts';

const names = world('a', 'b', 'c');
const reasons = (guards: readonly Guard[]) => minimalGuards(guards).map(({ reason }) => reason);
const guards = (...texts: readonly string[]) => texts.map((text) => guardOf(text, names));

describe('minimal guards', () => {
  it('drop what the others imply and keep the order', () => {
    assert.deepEqual(reasons(guards('a > 5', 'b == 3', 'a > 12')), ['b == 3', 'a > 12']);
    assert.deepEqual(reasons(guards('a % 2 == 0', 'a % 4 == 0')), ['a % 4 == 0']);
    assert.deepEqual(reasons(guards('a == b', 'b == c', 'a == c')), ['a == b', 'b == c']);
    assert.deepEqual(reasons(guards('a <= b', 'a == b')), ['a == b']);
  });

  it('keep the first of equivalent ones', () => {
    assert.deepEqual(reasons(guards('a == b', 'b == a', '2 * a == 2 * b')), ['a == b']);
  });

  it('drop nothing that is needed', () => {
    assert.deepEqual(reasons(guards('a > 5', 'a < 9', 'b > 5')), ['a > 5', 'a < 9', 'b > 5']);
  });

  it('look only at guards of the same path', () => {
    const under = [condition('training', names)];
    const inside = guardOf('a > 5', names, { under });
    const stronger = guardOf('a > 12', names, { under });
    const outside = guardOf('a > 7', names);
    assert.deepEqual(reasons([inside, outside]), ['a > 7']);
    assert.deepEqual(reasons([stronger, outside]), ['a > 12', 'a > 7']);
    assert.deepEqual(reasons([inside, stronger]), ['a > 12']);
    const other = guardOf('a > 20', names, { under: [condition('!training', names)] });
    assert.deepEqual(reasons([inside, other]), ['a > 5', 'a > 20']);
  });

  it('keep an assumption that only a later guard implies', () => {
    const assumed = guardOf('a >= 2', names, { kind: 'assumes' });
    assert.deepEqual(reasons([assumed, guardOf('a == 4', names)]), ['a >= 2', 'a == 4']);
    assert.deepEqual(reasons([guardOf('a == 4', names), assumed]), ['a == 4']);
  });

  it('take the divisors of one size together', () => {
    const texts = (given: readonly Guard[]) => minimalGuards(given).map((guard) => printCondition(guard.condition));
    assert.deepEqual(texts(guards('a % 4 == 0', 'b % 3 == 0', 'a % 6 == 0')), ['b % 3 == 0', 'a % 12 == 0']);
    assert.deepEqual(texts(guards('a % 4 == 0', 'a % 6 == 2')), ['a % 4 == 0', 'a % 6 == 2']);
    const assumed = guardOf('a % 6 == 0', names, { kind: 'assumes' });
    assert.deepEqual(texts([guardOf('a % 4 == 0', names), assumed]), ['a % 4 == 0', 'a % 6 == 0']);
  });
});
