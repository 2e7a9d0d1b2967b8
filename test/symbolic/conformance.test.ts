/** Behaviours that users of symbolic sizes elsewhere rely on, at the level of the algebra. */
import assert from 'node:assert/strict';
import { Facts } from '../../server/symbolic/facts.ts';
import { minimalGuards, pinnedSymbol } from '../../server/symbolic/guard.ts';
import { printRelation, printSize } from '../../server/symbolic/notation.ts';
import * as relations from '../../server/symbolic/relation.ts';
import { restate } from '../../server/symbolic/restate.ts';
import { ceilDivide, constant, times } from '../../server/symbolic/size.ts';
import { guardOf, knowing, size, verdict, world } from './notation.ts';

describe('conformance of the algebra', () => {
  it('leaves open whether a size is 1 until its minimum says so', () => {
    const names = world('s');
    assert.equal(verdict(Facts.none, 's != 1', names), 'unknown');
    assert.equal(verdict(Facts.none, 's != 1', world({ name: 's', min: 2 })), 'yes');
  });

  it('takes nothing from equal example values', () => {
    const names = world({ name: 'a', hint: 5 }, { name: 'b', hint: 5 });
    assert.equal(verdict(Facts.none, 'a == b', names), 'unknown');
  });

  it('keeps a sum equal to the size that it was added to', () => {
    const names = world('x0', 'y0', 'z0');
    const facts = knowing('x0 % 3 == 0, y0 + z0 == x0', names);
    assert.equal(printSize(facts.simplify(size('y0 + z0', names))), 'x0');
    assert.equal(verdict(facts, 'y0 + z0 == x0', names), 'yes');
    assert.equal(verdict(facts, 'y0 == x0', names), 'no');
  });

  it('carries bounds over an equality', () => {
    const names = world('x0', 'y0');
    const facts = knowing('x0 > 5, x0 < 30, x0 == 2 * y0', names);
    assert.deepEqual(facts.range(size('y0', names)), { min: 3, max: 14 });
    assert.equal(printSize(facts.simplify(size('x0', names))), '2 * y0');
    assert.deepEqual(
      facts.causesOf(size('x0', names)).map(({ text }) => text),
      ['x0 > 5', 'x0 < 30', 'x0 == 2 * y0'],
    );
  });

  it('adds sizes of one class', () => {
    const names = world('a0', 'b0');
    const facts = knowing('a0 == 2 * b0', names);
    assert.equal(printSize(facts.simplify(size('a0 + b0', names))), '3 * b0');
    assert.equal(facts.conditions().length, 1);
  });

  it('lists only the stronger of two bounds', () => {
    const names = world('a0');
    const guards = ['a0 > 5', 'a0 > 12', 'a0 < 20', 'a0 < 30'].map((text) => guardOf(text, names));
    assert.deepEqual(
      minimalGuards(guards).map(({ reason }) => reason),
      ['a0 > 12', 'a0 < 20'],
    );
  });

  it('accepts and refuses sizes by a product', () => {
    const names = world('p', 'q');
    const guard = 'q * p + q * p > 20';
    const admits = (p: number, q: number) => verdict(knowing(`p == ${p}, q == ${q}`, names), guard, names);
    assert.deepEqual([admits(10, 6), admits(2, 1), admits(1, 4)], ['yes', 'no', 'no']);
  });

  it('pins a size by an equality', () => {
    const names = world('x0');
    const facts = knowing('x0 == 3', names);
    assert.equal(printSize(facts.simplify(size('x0', names))), '3');
  });

  it('divides even sizes', () => {
    const names = world({ name: 's', min: 2 });
    const facts = knowing('s % 2 == 0', names);
    for (const question of ['s % (s // 2) == 0', '2 * (s // 2) == s', 's // (s // 2) == 2']) {
      assert.equal(verdict(facts, question, names), 'yes', question);
    }
  });

  it('knows the side on which a bound is false', () => {
    const names = world('s');
    const facts = knowing('s <= 4', names);
    assert.equal(verdict(facts, 's > 4', names), 'no');
    assert.equal(verdict(facts, 's != 5', names), 'yes');
    assert.equal(verdict(facts, 's != 3', names), 'unknown');
  });

  it('decides products and doubles without inventing equalities', () => {
    const names = world({ name: 's2', min: 2 }, { name: 's3', min: 2 }, { name: 's4', min: 2 });
    assert.equal(verdict(Facts.none, 's2 * s3 > s3', names), 'yes');
    assert.equal(verdict(Facts.none, '(s3 + s3) % 2 == 0', names), 'yes');
    for (const question of ['s2 + s2 == s4', 's4 % s2 == 0', 's2 != s3']) {
      assert.equal(verdict(Facts.none, question, names), 'unknown', question);
    }
  });

  it('branches on a size that depends on data', () => {
    const names = world({ name: 'u', min: 0, backing: 'data' }, 's');
    assert.equal(verdict(Facts.none, 'u == 0', names), 'unknown');
    assert.equal(printSize(knowing('u == 0', names).simplify(size('u', names))), '0');
    const checked = knowing('u < s', names);
    assert.equal(verdict(checked, 'u != s', names), 'yes');
    assert.equal(verdict(checked, 'u >= s', names), 'no');
  });

  it('collects congruences into one', () => {
    const names = world('s');
    const facts = knowing(
      's // 2 % 2 == 0, s // 2 % 8 == 0, s // 2 % 4 == 0, s % 2 == 0, (s // 16 + 2) % 4 == 0, s % 16 == 0',
      names,
    );
    assert.equal(verdict(facts, 's % 64 == 32', names), 'yes');
    assert.equal(verdict(facts, 's % 64 == 0', names), 'no');
  });

  it('finds the line that an impossible declaration contradicts', () => {
    const names = world('x0', 'y0');
    const facts = knowing('y0 == x0 + 1', names);
    assert.equal(printSize(facts.simplify(size('y0', names))), 'x0 + 1');
    // 2 * x0 == x0 + 1 leaves only 1.
    const pinned = knowing('y0 == 2 * x0', names, facts);
    assert.equal(printSize(pinned.simplify(size('x0', names))), '1');
    const impossible = knowing('y0 == 2 * x0', names, knowing('y0 == x0 + 1, x0 >= 2', names));
    assert.equal(impossible.contradiction?.first?.text, 'x0 >= 2');
    assert.equal(impossible.contradiction?.second?.text, 'y0 == 2 * x0');
  });

  it('recognises a pinned input, also in steps', () => {
    const names = world('B', 'x');
    const pinned = (text: string, before?: Facts) => pinnedSymbol(claim(text), before)?.name ?? null;
    const claim = (text: string) => names.relation(text);
    assert.equal(pinned('B == 5'), 'B');
    assert.equal(pinned('2 * B == 10'), 'B');
    assert.equal(pinned('B <= 1'), 'B');
    assert.equal(pinned('B == x'), null);
    assert.equal(pinned('x > 5'), null);
    assert.equal(pinned('x <= 6', knowing('x > 5', names)), 'x');
    assert.equal(pinned('B == x', knowing('x == 4', names)), 'B');
    // 1 is all that it leaves, and 1 * 1 + 1 % 4 is more than 1.
    assert.equal(pinned('B * B + B % 4 <= B'), null);
  });

  it('keeps a product of two sizes a product', () => {
    const names = world('a', 'b');
    const facts = knowing('a * b == 12', names);
    assert.equal(printSize(facts.simplify(size('a * b', names))), '12');
    assert.equal(printSize(facts.simplify(size('a', names))), 'a');
    assert.equal(verdict(facts, 'a == 13', names), 'no');
    assert.equal(verdict(facts, 'a == 4', names), 'unknown');
  });

  it('folds nested rounding', () => {
    const names = world('h');
    assert.equal(printSize(size('h // 2 // 2', names)), 'h // 4');
    const h = size('h', names);
    assert.equal(printSize(ceilDivide(ceilDivide(h, constant(2)), constant(2))), '(h + 3) // 4');
  });

  it('splits and merges heads', () => {
    const names = world('B', 'T', 'C', 'H');
    const facts = knowing('C % H == 0', names);
    assert.equal(printSize(facts.simplify(size('H * (C // H)', names))), 'C');
    assert.equal(printSize(facts.simplify(size('B * T * C // (B * T * H) * H', names))), 'C');
  });

  it('comes back to the size only where it is a multiple', () => {
    const names = world('h');
    let down = size('h', names);
    for (let turn = 0; turn < 5; turn++) down = ceilDivide(down, constant(2));
    const up = times(down, 32);
    assert.equal(printSize(up), '32 * ((h + 31) // 32)');
    assert.equal(Facts.none.decide(relations.equal(up, size('h', names))), 'unknown');
    assert.equal(knowing('h % 32 == 0', names).decide(relations.equal(up, size('h', names))), 'yes');
    assert.equal(printRelation(restate(relations.equal(up, size('h', names)))), 'h % 32 == 0');
    const guard = knowing('32 * ((h + 31) // 32) == h', names);
    assert.equal(verdict(guard, 'h % 32 == 0', names), 'yes');
  });
});
