import assert from 'node:assert/strict';
import fc from 'fast-check';
import { printRelation } from '../../server/symbolic/notation.ts';
import { holds } from '../../server/symbolic/relation.ts';
import { restate } from '../../server/symbolic/restate.ts';
import { evaluate } from '../../server/symbolic/size.ts';
import { arbitraryRelation, arbitraryWorld, runs, valueIn } from './arbitrary.ts';
import { relation, world } from './notation.ts';

describe('restating relations', () => {
  it('finds the divisibility behind rounding', () => {
    const names = world('h', 'w', 'C', 'H');
    const rows = [
      ['32 * ((h + 31) // 32) == h', 'h % 32 == 0'],
      ['h == 2 * (h // 2)', 'h % 2 == 0'],
      ['2 * (h // 2) + 1 == h', 'h % 2 == 1'],
      ['H * (C // H) == C', 'C % H == 0'],
      ['H * (C // H) != C', 'C % H != 0'],
      ['2 * (h // 2) == w', '2 * (h // 2) == w'],
      ['h < w', 'h < w'],
      ['h - 2 >= 0', 'h >= 2'],
      ['10 - h > 3', 'h < 7'],
      ['1 <= h - 1', 'h >= 2'],
      ['h - 2 <= w', 'h - 2 <= w'],
    ] as const;
    for (const [written, plain] of rows) assert.equal(printRelation(restate(relation(written, names))), plain);
  });

  it('says the same', () => {
    fc.assert(
      fc.property(arbitraryRelation(2), arbitraryWorld, ({ node, text }, world) => {
        if (node.kind !== 'relation') return;
        const truth = ({ op, left, right }: typeof node.relation) => {
          const [a, b] = [evaluate(left, valueIn(world)), evaluate(right, valueIn(world))];
          return a === null || b === null ? null : holds(op, a, b);
        };
        const [before, after] = [truth(node.relation), truth(restate(node.relation))];
        if (before !== null && after !== null) assert.equal(after, before, text);
      }),
      runs(1000),
    );
  });
});
