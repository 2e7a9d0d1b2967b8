/** Statistics, against values that are worked out by hand or that NumPy gives. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fittedExponent, percentile, summarize } from '../../../scripts/bench/statistics.ts';

describe('statistics of measurements', () => {
  it('interpolates between samples, in any order', () => {
    const samples = [40, 15, 50, 20, 35];
    assert.equal(percentile(samples, 0), 15);
    assert.equal(percentile(samples, 0.5), 35);
    // numpy.percentile([15, 20, 35, 40, 50], 40) and 95
    assert.equal(percentile(samples, 0.4), 29);
    assert.equal(percentile(samples, 0.95), 48);
    assert.equal(percentile([7], 0.95), 7);
  });

  it('refuses to summarize nothing', () => {
    assert.throws(() => summarize([]), RangeError);
  });

  it('summarizes', () => {
    assert.deepEqual(summarize([1, 2, 3, 4, 5]), { count: 5, median: 3, p95: 4.8, quartiles: [2, 4] });
  });

  it('finds the exponent of a power', () => {
    const positive = fc.double({ min: 0.01, max: 100, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: -3, max: 3, noNaN: true }), positive, (exponent, factor) => {
        const points = [10, 30, 100, 1000].map((size) => [size, factor * size ** exponent] as const);
        assert(Math.abs(fittedExponent(points) - exponent) < 1e-9);
      }),
    );
  });

  it('finds the slope of the least squares line where no power fits', () => {
    // numpy.polyfit(log([1, 10, 100]), log([1, 100, 100]), 1)[0]
    const slope = fittedExponent([
      [1, 1],
      [10, 100],
      [100, 100],
    ]);
    assert(Math.abs(slope - 1) < 1e-12);
  });

  it('needs two sizes', () => {
    const same = [
      [5, 1],
      [5, 2],
    ] as const;
    assert.throws(() => fittedExponent(same), RangeError);
  });
});
