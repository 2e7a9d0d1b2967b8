import assert from 'node:assert/strict';
import { Layers } from '../../server/symbolic/knowledge/layers.ts';

describe('persistent maps', () => {
  it('know the latest of many entries, and earlier ones theirs', () => {
    const versions = [Layers.empty<number, string>()];
    const expected = [new Map<number, string>()];
    for (let i = 0; i < 600; i++) {
      // Some keys come again soon, some late.
      const key = (i * i) % 211;
      versions.push((versions.at(-1) as Layers<number, string>).with(key, `value ${i}`));
      expected.push(new Map(expected.at(-1)).set(key, `value ${i}`));
    }
    versions.forEach((layers, version) => {
      const known = Array.from({ length: 211 }, (_, key) => layers.get(key));
      assert.deepEqual(
        known,
        Array.from({ length: 211 }, (_, key) => expected[version]?.get(key)),
      );
    });
    assert.ok(versions[0]?.isEmpty);
    assert.ok(!versions[1]?.isEmpty);
  });
});
