/** Bounds moved inwards to values that the congruences allow: of `n % 8 == 0` and `n >= 5`, 8. */
import { floorModulo } from '../algebra/exact.ts';
import type { Interval } from '../algebra/interval.ts';
import type { Size } from '../algebra/node.ts';
import { asConstant } from '../algebra/polynomial.ts';
import type { State } from './state.ts';

export function aligned(state: State, size: Size, bounds: Interval): Interval {
  const [symbol] = size.symbols;
  let { min, max } = bounds;
  for (const { n, divisor, remainder } of (symbol && state.congruences.get(symbol)) ?? []) {
    const step = asConstant(divisor);
    if (n !== size || step === null || step < 1) continue;
    if (Number.isFinite(min)) min += floorModulo(remainder - min, step);
    if (Number.isFinite(max)) max -= floorModulo(max - remainder, step);
  }
  return { min, max };
}
