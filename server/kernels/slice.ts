/** Parts of a tensor: a begin and a size for each of the first dimensions. */
import { equal, lessOrEqual } from '../symbolic/relation.ts';
import { add, asConstant, constant, type Size, subtract } from '../symbolic/size.ts';
import { rankOf, type Shape } from '../tensor/tensor.ts';
import { type Ask, Refused, Unreadable } from './ask.ts';
import { splitFront } from './carve.ts';
import { rankAtLeast, rankIs } from './rank.ts';
import { plainShape } from './words.ts';

/**
 * @param begins one for each of the first dimensions; the others begin at 0
 * @param sizes likewise, where -1 means up to the end; the others are whole
 */
export function slice(ask: Ask, shape: Shape, begins: readonly Size[], sizes: readonly Size[]): Shape {
  const count = Math.max(begins.length, sizes.length, 1);
  const rank = (): string => plainShape([rankOf(shape)]);
  const words = (): string =>
    `Error in slice${rank()}D: Length of begin ${plainShape(begins)} must match the rank of the array (${rank()}).`;
  ask.require(rankAtLeast(shape, count), 'slice: length of begin and rank', words);
  // Whoever lists places for several dimensions means all of them: with fewer the others are whole.
  const isAll = rankIs(shape, count);
  if (count > 1 && ask.facts.decide(isAll) === 'unknown') ask.assume(isAll, 'slice: begin has all dimensions');
  const [front, rest] = splitFront(ask, shape, count);
  const parts = front.map((size, index) => {
    const begin = begins[index] ?? constant(0);
    const length = sizes[index];
    if (length === undefined || asConstant(length) === -1) return toTheEnd(ask, size, begin, index);
    return within(
      ask,
      size,
      begin,
      length,
      (end) =>
        `Error in slice${rank()}D: begin[${index}] + size[${index}] (${plainShape([end])}) would overflow ` +
        `input.shape[${index}] (${plainShape([size])})`,
    );
  });
  return [...parts, ...rest];
}

function toTheEnd(ask: Ask, size: Size, begin: Size, index: number): Size {
  refuseNegative(ask, begin);
  const isInside = lessOrEqual(begin, size);
  // A begin past the end is not refused: the library makes a negative size of it.
  if (ask.facts.decide(isInside) === 'no')
    throw new Unreadable({ message: 'slice: begin is past the end', place: null });
  ask.assume(isInside, `slice: begin of dimension ${index}`);
  return ask.facts.simplify(subtract(size, begin));
}

function within(ask: Ask, size: Size, begin: Size, length: Size, words: (end: Size) => string): Size {
  refuseNegative(ask, begin);
  const end = add(begin, length);
  // A size of -1 is not refused: it means something else.
  if (ask.facts.decide(equal(length, constant(-1))) === 'unknown') {
    ask.assume(lessOrEqual(constant(0), length), 'slice: the size is not negative');
  }
  ask.require(lessOrEqual(constant(0), length), 'slice: the size is not negative');
  ask.require(lessOrEqual(end, size), 'slice: within the bounds', () => words(end));
  return length;
}

/** The library refuses -1 only; what it makes of other negative begins means nothing. */
function refuseNegative(ask: Ask, begin: Size): void {
  if (asConstant(begin) === -1) {
    throw new Refused('slice: begin is not negative', null, 'slice() does not support negative begin indexing.');
  }
  const isInside = lessOrEqual(constant(0), begin);
  if (ask.facts.decide(isInside) === 'unknown') ask.assume(isInside, 'slice: begin is not negative');
}
