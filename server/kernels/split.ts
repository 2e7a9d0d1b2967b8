/** One tensor in several: split along a dimension, unstack it. */
import { divides, equal, less, lessOrEqual } from '../symbolic/relation.ts';
import { asConstant, constant, floorDivide, type Size, subtract, sum } from '../symbolic/size.ts';
import type { Shape } from '../tensor/tensor.ts';
import { type Ask, Refused } from './ask.ts';
import { requireAxis } from './axes.ts';
import { cutAt } from './carve.ts';
import type { Run } from './join.ts';

/** `count` equal parts along `axis`. */
export function splitEvenly(ask: Ask, shape: Shape, count: Size, axis: Size): Run {
  requireAxis(ask, shape, axis, 'split');
  const { before, size, after } = cutAt(ask, shape, axis, 'split: the axis is within the rank');
  const words = (): string => 'Number of splits must evenly divide the axis.';
  ask.require(less(constant(0), count), 'split: the number of parts is positive', words);
  ask.require(divides(count, size), 'split: the parts are equal', words);
  return { count, shape: [...before, ask.facts.simplify(floorDivide(size, count)), ...after] };
}

/** Parts of given sizes along `axis`; one of them may be -1, which takes what is left. */
export function splitSizes(ask: Ask, shape: Shape, parts: readonly Size[], axis: Size): readonly Shape[] {
  requireAxis(ask, shape, axis, 'split');
  const { before, size, after } = cutAt(ask, shape, axis, 'split: the axis is within the rank');
  const free = parts.flatMap((part, index) => (asConstant(part) === -1 ? [index] : []));
  const [index] = free;
  if (free.length > 1)
    throw new Refused('split: one size to infer', null, 'There should be only one negative value in split array.');
  const words = (): string => 'The sum of sizes must match the size of the axis dimension.';
  // The library counts a -1 in the first place as a size.
  if (index === 0) throw new Refused('split: the sum of the sizes', null, words());
  for (const part of parts) assumeNoMinusOne(ask, part);
  const known = sum(parts.filter((_, position) => position !== index));
  if (index === undefined) ask.require(equal(known, size), 'split: the sum of the sizes', words);
  else ask.require(lessOrEqual(known, size), 'split: the sum of the sizes', words);
  const sizes = index === undefined ? parts : parts.with(index, ask.facts.simplify(subtract(size, known)));
  return sizes.map((part) => [...before, part, ...after]);
}

/** A part that turns out to be -1 takes what is left. */
function assumeNoMinusOne(ask: Ask, part: Size): void {
  const isSize = lessOrEqual(constant(0), part);
  if (ask.facts.decide(isSize) === 'unknown') ask.assume(isSize, 'split: sizes are not negative');
}

/** The parts of size 1 along `axis`, without that dimension. */
export function unstack(ask: Ask, shape: Shape, axis: Size): Run {
  requireAxis(ask, shape, axis, 'unstack');
  const { before, size, after } = cutAt(ask, shape, axis, 'unstack: the axis is within the rank');
  return { count: size, shape: [...before, ...after] };
}
