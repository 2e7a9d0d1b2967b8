/** Signals: frames, windows and Fourier transforms. */
import { lessOrEqual } from '../symbolic/relation.ts';
import { asConstant, ceilDivide, constant, floorDivide, plus, type Size, subtract, times } from '../symbolic/size.ts';
import type { Ask } from './ask.ts';

/** How many frames of `length` fit at steps of `step`; with `padEnd`, the last ones reach beyond the end. */
export function frames(ask: Ask, signal: Size, length: Size, step: Size, padEnd: boolean): Size {
  if (padEnd) return ceilDivide(signal, step);
  const fits = lessOrEqual(length, signal);
  if (ask.facts.decide(fits) === 'no') return constant(0);
  ask.assume(fits, 'frame: a frame fits into the signal');
  return plus(floorDivide(subtract(signal, length), step), 1);
}

/** The number of frequencies of a real transform of `length` samples. */
export function frequencies(length: Size): Size {
  return plus(floorDivide(length, constant(2)), 1);
}

/** The number of samples that `frequencies` of them came from. */
export function samples(ask: Ask, count: Size): Size {
  if (asConstant(count) === 1) return count;
  ask.assume(lessOrEqual(constant(2), count), 'irfft: at least two frequencies');
  return times(plus(count, -1), 2);
}

/** The next power of two; `null` where the size is not a constant. */
export function enclosingPowerOfTwo(size: Size): Size | null {
  const value = asConstant(size);
  return value === null ? null : constant(2 ** Math.ceil(Math.log2(value)));
}
