/** The one region in which two texts differ. */

/** Everything before `start` is as it was; what began at `oldEnd` begins at `newEnd`. */
export interface TextRegion {
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

/** Compared as a whole, which is faster than by characters. */
const PIECE = 1024;

export function regionBetween(old: string, text: string): TextRegion {
  const most = Math.min(old.length, text.length);
  const isSameAt = (one: number, other: number, length: number) =>
    old.slice(one, one + length) === text.slice(other, other + length);
  let start = 0;
  while (start + PIECE <= most && isSameAt(start, start, PIECE)) start += PIECE;
  while (start < most && old.charCodeAt(start) === text.charCodeAt(start)) start++;
  const [oldLast, last] = [old.length - 1, text.length - 1];
  let same = 0;
  while (same + PIECE <= most - start && isSameAt(oldLast + 1 - same - PIECE, last + 1 - same - PIECE, PIECE))
    same += PIECE;
  while (same < most - start && old.charCodeAt(oldLast - same) === text.charCodeAt(last - same)) same++;
  return { start, oldEnd: old.length - same, newEnd: text.length - same };
}
