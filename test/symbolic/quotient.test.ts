import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Facts } from '../../server/symbolic/facts.ts';
import { printRelation, printSize } from '../../server/symbolic/notation.ts';
import * as quotients from '../../server/symbolic/quotient.ts';
import { holds, type RelationOp } from '../../server/symbolic/relation.ts';
import { evaluate, isUnknown } from '../../server/symbolic/size.ts';
import { arbitrarySize, arbitraryWorld, runs, type SizeSample, valueIn, type World } from './arbitrary.ts';
import { size, world } from './notation.ts';

/** A quotient and the number that JavaScript computes; its values are small, so that this is exact enough. */
interface Sample {
  readonly quotient: quotients.Quotient;
  readonly value: (world: World) => number | null;
}

const fromSize = (sample: SizeSample): Sample => ({ quotient: quotients.fromSize(sample.node), value: sample.value });

function divided(a: Sample, b: Sample): Sample {
  const quotient = quotients.divideQuotients(a.quotient, b.quotient);
  if (quotient === null) return a;
  return { quotient, value: (world) => both(a, b, world, (x, y) => x / y) };
}

function both(a: Sample, b: Sample, world: World, apply: (x: number, y: number) => number): number | null {
  const [x, y] = [a.value(world), b.value(world)];
  return x === null || y === null ? null : apply(x, y);
}

const arbitrarySizeQuotient = arbitrarySize(1).map(fromSize);
const arbitraryQuotient = fc.tuple(arbitrarySizeQuotient, arbitrarySizeQuotient).map((parts) => divided(...parts));

describe('quotients', () => {
  it('compute what JavaScript computes', () => {
    const near = (actual: number, expected: number) =>
      assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} ${expected}`);
    fc.assert(
      fc.property(arbitraryQuotient, arbitraryQuotient, arbitraryWorld, (a, b, world) => {
        const value = ({ numerator, denominator }: quotients.Quotient) => {
          const bottom = evaluate(denominator, valueIn(world)) as number;
          assert.ok(bottom > 0);
          return (evaluate(numerator, valueIn(world)) as number) / bottom;
        };
        const [x, y] = [a.value(world), b.value(world)];
        if (x === null || y === null || isUnknown(a.quotient.numerator) || isUnknown(b.quotient.numerator)) return;
        near(value(quotients.addQuotients(a.quotient, b.quotient)), x + y);
        near(value(quotients.subtractQuotients(a.quotient, b.quotient)), x - y);
        near(value(quotients.multiplyQuotients(a.quotient, b.quotient)), x * y);
        const quotient = quotients.divideQuotients(a.quotient, b.quotient);
        if (quotient !== null) near(value(quotient), x / y);
        for (const op of ['==', '!=', '<', '<='] satisfies RelationOp[]) {
          const { left, right } = quotients.compareQuotients(op, a.quotient, b.quotient);
          const [l, r] = [evaluate(left, valueIn(world)) as number, evaluate(right, valueIn(world)) as number];
          if (x === y || Math.abs(x - y) > 1e-9) assert.equal(holds(op, l, r), holds(op, x, y));
        }
      }),
      runs(2000),
    );
  });

  it('round as Math does', () => {
    fc.assert(
      fc.property(arbitraryQuotient, arbitraryWorld, ({ quotient, value }, world) => {
        const number = value(world);
        if (number === null || isUnknown(quotient.numerator)) return;
        const rounded = (size: ReturnType<typeof quotients.floorQuotient>) => evaluate(size, valueIn(world));
        assert.equal(rounded(quotients.floorQuotient(quotient)), Math.floor(number) + 0);
        assert.equal(rounded(quotients.ceilQuotient(quotient)), Math.ceil(number) + 0);
        assert.equal(rounded(quotients.roundQuotient(quotient)), Math.round(number) + 0);
      }),
      runs(2000),
    );
  });

  it('come from numbers that are small fractions of two', () => {
    const text = (value: number) => {
      const quotient = quotients.fromNumber(value);
      return quotient && `${printSize(quotient.numerator)}/${printSize(quotient.denominator)}`;
    };
    assert.deepEqual([3, 0.5, -0.75, 0].map(text), ['3/1', '1/2', '-3/4', '0/1']);
    assert.deepEqual([0.1, Number.NaN, Infinity, 1e300].map(text), [null, null, null, null]);
    assert.equal(text(-0), '0/1');
  });

  it('require divisibility where they are used as sizes', () => {
    const names = world('c', 'heads', { name: 'z', min: null });
    const [c, heads, z] = ['c', 'heads', 'z'].map((name) => quotients.fromSize(size(name, names)));
    assert.ok(c && heads && z);
    const each = quotients.divideQuotients(c, heads);
    assert.ok(each);
    assert.equal(quotients.asSize(each), null);
    assert.equal(printRelation(quotients.integrality(each)), 'c % heads == 0');
    assert.equal(printSize(quotients.floorQuotient(each)), 'c // heads');
    const back = quotients.asSize(quotients.multiplyQuotients(each, heads));
    assert.equal(back && printSize(back), 'c');
    assert.equal(quotients.divideQuotients(c, z), null);
    assert.equal(Facts.none.decide(quotients.integrality(quotients.multiplyQuotients(each, heads))), 'yes');
  });
});
