import assert from 'node:assert/strict';
import { KeyList } from '../../server/interpreter/keyList.ts';

describe('lists of keys', () => {
  it('go on from one list in different ways', () => {
    const first = KeyList.of(['a', 'b']);
    const [left, right] = [first.with('c'), first.with('d').with('c')];
    assert.deepEqual(
      [[...first], [...left], [...right]],
      [
        ['a', 'b'],
        ['a', 'b', 'c'],
        ['a', 'b', 'd', 'c'],
      ],
    );
    assert.deepEqual([first.indexOf('c'), left.indexOf('c'), right.indexOf('c')], [-1, 2, 3]);
    assert.deepEqual([left.indexOf('d'), left.with('d').indexOf('d')], [-1, 3]);
  });

  it('lose a key', () => {
    const keys = KeyList.of(['a', 'b', 'c']).without('b');
    assert.deepEqual([[...keys], keys.length, keys.indexOf('c')], [['a', 'c'], 2, 1]);
  });
});
