/** The arithmetic of a window that slides along one dimension: what convolutions and pools have in common. */
import { less, lessOrEqual } from '../symbolic/relation.ts';
import {
  add,
  ceilDivide,
  constant,
  floorDivide,
  multiply,
  plus,
  type Size,
  subtract,
  times,
} from '../symbolic/size.ts';
import type { Ask } from './ask.ts';

/**
 * What is put around the input.
 * - `same`: as much as makes the output `ceil(input / stride)`.
 * - `explicit`: so many elements before and after; `valid` is none.
 */
export type Padding =
  | { readonly kind: 'same' }
  | { readonly kind: 'valid' }
  | { readonly kind: 'explicit'; readonly before: Size; readonly after: Size };

/** How an output that is no whole number is rounded, where padding is explicit; `truncate` is towards zero. */
export type Rounding = 'truncate' | 'floor' | 'round' | 'ceil';

/** A window over one dimension. */
export interface Window {
  readonly size: Size;
  readonly stride: Size;
  readonly dilation: Size;
  readonly padding: Padding;
  readonly rounding: Rounding;
  /** What a window makes that is larger than the padded input: nothing, or what the formula says, which may be refused. */
  readonly overhang: 'empty' | 'counted';
}

/** The number of elements from the first to the last that a dilated window reads: `(size - 1) * dilation + 1`. */
export function effectiveSize(window: Window): Size {
  return plus(multiply(plus(window.size, -1), window.dilation), 1);
}

/**
 * The number of places where a window fits.
 * @param operation names the caller in guards: "conv2d".
 */
export function slide(ask: Ask, input: Size, window: Window, operation: string): Size {
  const { padding, stride } = window;
  if (padding.kind === 'same') return ceilDivide(input, stride);
  const padded = padding.kind === 'valid' ? input : add(input, add(padding.before, padding.after));
  const spare = subtract(padded, effectiveSize(window));
  if (ask.facts.decide(lessOrEqual(constant(0), spare)) === 'no')
    return slideOverTooLittle(ask, spare, window, operation);
  ask.assume(lessOrEqual(effectiveSize(window), padded), `${operation}: the window fits into the input`);
  return placesOf(spare, window);
}

/** `floor(spare / stride) + 1`, or as the rounding says. `spare` is what is left beside one window. */
function placesOf(spare: Size, { padding, stride, rounding }: Window): Size {
  if (padding.kind === 'valid') return ceilDivide(plus(spare, 1), stride);
  if (rounding === 'ceil') return plus(ceilDivide(spare, stride), 1);
  if (rounding === 'round') return plus(floorDivide(add(times(spare, 2), stride), times(stride, 2)), 1);
  return plus(floorDivide(spare, stride), 1);
}

/** A window that does not fit gives an empty output, at most until the output's size would be negative. */
function slideOverTooLittle(ask: Ask, spare: Size, window: Window, operation: string): Size {
  if (window.overhang === 'empty') return constant(0);
  const reason = `${operation}: the size of the output`;
  if (window.padding.kind !== 'valid' && window.rounding === 'truncate') {
    ask.require(less(constant(0), add(spare, times(window.stride, 2))), reason);
    return constant(0);
  }
  const places = placesOf(spare, window);
  ask.require(lessOrEqual(constant(0), places), reason);
  return places;
}
