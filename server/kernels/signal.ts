/** Fourier transforms: how many samples and frequencies belong together. */
import { lessOrEqual } from '../symbolic/relation.ts';
import { asConstant, constant, floorDivide, plus, type Size, times } from '../symbolic/size.ts';
import type { Ask } from './ask.ts';

/** The number of frequencies of a real transform of `length` samples. */
export function frequencies(length: Size): Size {
  return plus(floorDivide(length, constant(2)), 1);
}

/** The number of samples that so many frequencies came from; a single one stays. */
export function samples(ask: Ask, count: Size): Size {
  if (asConstant(count) === 1) return count;
  ask.assume(lessOrEqual(constant(2), count), 'irfft: at least two frequencies');
  return times(plus(count, -1), 2);
}

/** The next power of two; `null` where the size is not a constant. */
export function enclosingPowerOfTwo(size: Size): Size | null {
  const known = asConstant(size);
  return known === null ? null : constant(2 ** Math.ceil(Math.log2(known)));
}
