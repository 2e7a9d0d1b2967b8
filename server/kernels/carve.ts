/** Taking a shape apart at known places, also where its rank is not known. */
import { lessOrEqual } from '../symbolic/relation.ts';
import { asConstant, constant, type Size, subtract } from '../symbolic/size.ts';
import { MOST_DIMENSIONS, type Spread } from '../tensor/spread.ts';
import { isSpread, rankOf, resolveShape, type Shape, sizesOf } from '../tensor/tensor.ts';
import { type Ask, Unranked, Unreadable } from './ask.ts';
import { rankAtLeast } from './rank.ts';

/** A shape taken apart at one dimension. */
export interface Cut {
  readonly before: Shape;
  readonly size: Size;
  readonly after: Shape;
}

/**
 * Takes a shape apart at a dimension.
 * @param axis negative counts from the end; may be an expression over the rank, as in `x.rank - 1`.
 * @param reason names the rule that a shape of too small a rank breaks: "concat: axis".
 * @throws Unreadable where neither end of the shape tells which dimension it is.
 */
export function cutAt(ask: Ask, shape: Shape, axis: Size, reason: string): Cut {
  const index = placeOf(ask, shape, axis);
  if (index >= 0) {
    ask.require(rankAtLeast(shape, index + 1), reason);
    const [front, after] = splitFront(ask, shape, index + 1);
    return { before: front.slice(0, -1), size: last(front), after };
  }
  ask.require(rankAtLeast(shape, -index), reason);
  const [before, back] = splitBack(ask, shape, -index);
  return { before, size: last(back.slice(0, 1)), after: back.slice(1) };
}

/**
 * Takes a shape apart between two dimensions, where a new one is to stand.
 * @param axis the place of the new dimension; -1 is after the last.
 */
export function gapAt(
  ask: Ask,
  shape: Shape,
  axis: Size,
  reason: string,
  words?: () => string,
): readonly [Shape, Shape] {
  const index = placeOf(ask, shape, axis);
  const needed = index >= 0 ? index : -index - 1;
  ask.require(rankAtLeast(shape, needed), reason, words);
  return index >= 0 ? splitFront(ask, shape, needed) : splitBack(ask, shape, needed);
}

/** The first `count` sizes and the rest. The caller has demanded that there are so many. */
export function splitFront(ask: Ask, shape: Shape, count: number): readonly [readonly Size[], Shape] {
  const rest = [...resolveShape(ask.facts, shape)];
  const front: Size[] = [];
  while (front.length < count) {
    const dim = rest.shift();
    if (!isSpread(dim)) {
      if (dim === undefined) throw rankUnknown();
      front.push(dim);
      continue;
    }
    const [size, others] = takeable(ask, dim, count - front.length).takeFirst();
    front.push(size);
    rest.unshift(others);
  }
  return [front, rest];
}

/** The last `count` sizes, after all that is before them. The caller has demanded that there are so many. */
export function splitBack(ask: Ask, shape: Shape, count: number): readonly [Shape, readonly Size[]] {
  const rest = [...resolveShape(ask.facts, shape)];
  const back: Size[] = [];
  while (back.length < count) {
    const dim = rest.pop();
    if (!isSpread(dim)) {
      if (dim === undefined) throw rankUnknown();
      back.unshift(dim);
      continue;
    }
    const [others, size] = takeable(ask, dim, count - back.length).takeLast();
    back.unshift(size);
    rest.push(others);
  }
  return [rest, back];
}

/** The sizes of a shape whose rank the facts know. @throws Unreadable where they do not. */
export function knownSizes(ask: Ask, shape: Shape): readonly Size[] {
  const sizes = sizesOf(resolveShape(ask.facts, shape));
  if (sizes === null) throw rankUnknown();
  return sizes;
}

/** The index of a dimension, from the front, or negative from the end where only that is known. */
function placeOf(ask: Ask, shape: Shape, axis: Size): number {
  const index = asConstant(ask.facts.simplify(axis));
  if (index !== null) return index;
  const fromEnd = asConstant(ask.facts.simplify(subtract(axis, rankOf(shape))));
  if (fromEnd === null || fromEnd >= 0) throw new Unreadable({ message: 'the axis is not a constant', place: null });
  return fromEnd;
}

/** A spread that surely holds `count` dimensions: else a size at its other side might be meant. */
function takeable(ask: Ask, spread: Spread, count: number): Spread {
  const isThere = count <= MOST_DIMENSIONS && ask.facts.decide(lessOrEqual(constant(count), spread.count)) === 'yes';
  if (!isThere) throw rankUnknown();
  return spread;
}

function rankUnknown(): Unranked {
  return new Unranked({ message: 'the rank is not known', place: null });
}

function last(sizes: readonly Size[]): Size {
  const size = sizes.at(-1);
  if (size === undefined) throw rankUnknown();
  return size;
}
