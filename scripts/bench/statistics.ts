/** Medians, percentiles and fitted exponents of what was measured. */

export interface Summary {
  readonly count: number;
  readonly median: number;
  /** The 95th percentile. */
  readonly p95: number;
  /** Half of the samples lie between these two. */
  readonly quartiles: readonly [number, number];
}

/** @throws RangeError of no samples */
export function summarize(samples: readonly number[]): Summary {
  return {
    count: samples.length,
    median: percentile(samples, 0.5),
    p95: percentile(samples, 0.95),
    quartiles: [percentile(samples, 0.25), percentile(samples, 0.75)],
  };
}

/**
 * The value below which a share of the samples lies, between two samples by their distance (as NumPy's default).
 * @throws RangeError of no samples
 */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  if (below === undefined || above === undefined) throw new RangeError('there are no samples');
  return below + (above - below) * (place - Math.floor(place));
}

/**
 * The `e` of `cost = c * size ** e` that fits best: the slope of the least squares line through the logarithms.
 * @param points sizes and costs, all positive, of two different sizes at least
 * @throws RangeError of fewer sizes
 */
export function fittedExponent(points: readonly (readonly [size: number, cost: number])[]): number {
  const logarithms = points.map(([size, cost]) => [Math.log(size), Math.log(cost)] as const);
  const meanSize = mean(logarithms.map(([x]) => x));
  const meanCost = mean(logarithms.map(([, y]) => y));
  const spread = logarithms.reduce((sum, [x]) => sum + (x - meanSize) ** 2, 0);
  if (!(spread > 0)) throw new RangeError('an exponent needs two sizes');
  return logarithms.reduce((sum, [x, y]) => sum + (x - meanSize) * (y - meanCost), 0) / spread;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
