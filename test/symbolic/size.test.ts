import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { constant, evaluate, fromSymbol, isUnknown, multiply, plus, substitute } from '../../server/symbolic/size.ts';
import { makeSymbol, type SizeSymbol } from '../../server/symbolic/symbol.ts';
import { arbitrarySize, arbitraryWorld, factsOf, runs, SYMBOLS, valueIn } from './arbitrary.ts';

describe('the normal form of sizes', function () {
  this.timeout(0);

  it('has the value that plain arithmetic gives', () => {
    fc.assert(
      fc.property(arbitrarySize(4), arbitraryWorld, (sample, world) => {
        const expected = sample.value(world);
        if (expected === null || isUnknown(sample.node)) return;
        assert.equal(evaluate(sample.node, valueIn(world)), expected, sample.text);
      }),
      runs(5000),
    );
  });

  it('has the value of the case that holds', () => {
    fc.assert(
      fc.property(arbitrarySize(3, true), arbitraryWorld, (sample, world) => {
        const expected = sample.value(world);
        if (expected === null || isUnknown(sample.node)) return;
        const value = evaluate(factsOf(world).simplify(sample.node), valueIn(world));
        // A division by 0 in the case that does not hold has no value.
        if (value !== null) assert.equal(value, expected, sample.text);
      }),
      runs(3000),
    );
  });

  it('keeps the value within its bounds', () => {
    fc.assert(
      fc.property(arbitrarySize(4), arbitraryWorld, (sample, world) => {
        const value = sample.value(world);
        if (value === null || isUnknown(sample.node)) return;
        const { min, max } = sample.node.bounds;
        assert.ok(min <= value && value <= max, `${sample.text} is ${value}, not in [${min}, ${max}]`);
      }),
      runs(5000),
    );
  });

  it('has the same value after symbols are replaced by their values', () => {
    fc.assert(
      fc.property(arbitrarySize(3, true), arbitraryWorld, (sample, world) => {
        const expected = sample.value(world);
        if (expected === null || isUnknown(sample.node)) return;
        const numbers = substitute(sample.node, (symbol) => constant(valueIn(world)(symbol) as number));
        const named = evaluate(numbers, () => null);
        // A named boolean has no value of its own.
        if (named !== null) assert.equal(named, expected, sample.text);
      }),
      runs(3000),
    );
  });

  it('is not changed by replacing symbols by themselves', () => {
    fc.assert(
      fc.property(arbitrarySize(3), (sample) => {
        if (!isUnknown(sample.node)) assert.equal(substitute(sample.node, fromSymbol), sample.node, sample.text);
      }),
      runs(1000),
    );
  });

  it('goes when its symbols go', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const made = () => {
      const symbol = makeSymbol({ name: 'gone', origin: 'gone' });
      const sample = multiply(plus(fromSymbol(symbol), 1), fromSymbol(SYMBOLS[0] as SizeSymbol));
      assert.equal(multiply(fromSymbol(SYMBOLS[0] as SizeSymbol), plus(fromSymbol(symbol), 1)), sample);
      return new WeakRef(sample);
    };
    const refs = Array.from({ length: 100 }, made);
    // A weak reference holds until the turn in which it was made is over.
    await nextTurn();
    collect();
    assert.deepEqual(
      refs.map((ref) => ref.deref()).filter((sample) => sample !== undefined),
      [],
    );
  });

  it('is kept apart by symbol', () => {
    const [a, b] = SYMBOLS.map(fromSymbol);
    assert.notEqual(a, b);
  });
});
