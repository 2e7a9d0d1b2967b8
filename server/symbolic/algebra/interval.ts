/** Intervals of integers: inclusive bounds, infinite where there is none. */

export interface Interval {
  readonly min: number;
  readonly max: number;
}

export const EVERYTHING: Interval = { min: -Infinity, max: Infinity };

/** Rounds outwards where a bound has left the exact integers, so that it stays true. */
export function interval(min: number, max: number): Interval {
  return { min: clampMin(min), max: -clampMin(-max) };
}

function clampMin(min: number): number {
  if (Number.isNaN(min) || min < Number.MIN_SAFE_INTEGER) return -Infinity;
  return Math.min(min, Number.MAX_SAFE_INTEGER);
}

export function addIntervals(a: Interval, b: Interval): Interval {
  return interval(a.min + b.min, a.max + b.max);
}

export function scaleInterval(a: Interval, factor: number): Interval {
  return factor < 0
    ? interval(bound(a.max, factor), bound(a.min, factor))
    : interval(bound(a.min, factor), bound(a.max, factor));
}

export function multiplyIntervals(a: Interval, b: Interval): Interval {
  const corners = [bound(a.min, b.min), bound(a.min, b.max), bound(a.max, b.min), bound(a.max, b.max)];
  return interval(Math.min(...corners), Math.max(...corners));
}

/** A product of bounds, where nothing times no bound is nothing. */
function bound(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : a * b;
}

export function powerInterval(a: Interval, exponent: number): Interval {
  let result: Interval = { min: 1, max: 1 };
  for (let i = 0; i < exponent; i++) result = multiplyIntervals(result, a);
  return exponent % 2 === 0 ? interval(Math.max(0, result.min), result.max) : result;
}

/** Of `floor(a / b)`; everything when `b` may be zero. */
export function divideIntervals(a: Interval, b: Interval): Interval {
  if (b.min <= 0 && b.max >= 0) return EVERYTHING;
  const corners = [a.min, a.max].flatMap((top) => [b.min, b.max].map((bottom) => floorBound(top, bottom)));
  return interval(Math.min(...corners), Math.max(...corners));
}

/** The limit of `floor(top / bottom)`; a finite top over an endless bottom tends to 0 or, from below, to -1. */
function floorBound(top: number, bottom: number): number {
  if (Number.isFinite(top) && Number.isFinite(bottom)) return Math.floor(top / bottom);
  if (Number.isFinite(top)) return top !== 0 && top < 0 !== bottom < 0 ? -1 : 0;
  return top < 0 === bottom < 0 ? Infinity : -Infinity;
}

/** Of `a % b` with the sign of `b`. */
export function moduloInterval(a: Interval, b: Interval): Interval {
  if (b.min > 0) return { min: 0, max: Math.min(b.max - 1, a.min >= 0 ? a.max : Infinity) };
  if (b.max < 0) return { min: b.min + 1, max: 0 };
  return EVERYTHING;
}

export function uniteIntervals(a: Interval, b: Interval): Interval {
  return { min: Math.min(a.min, b.min), max: Math.max(a.max, b.max) };
}

export function intersectIntervals(a: Interval, b: Interval): Interval {
  return { min: Math.max(a.min, b.min), max: Math.min(a.max, b.max) };
}
