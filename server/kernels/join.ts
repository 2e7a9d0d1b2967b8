/** Several tensors in one: concatenate along a dimension, stack along a new one. */
import { lessOrEqual } from '../symbolic/relation.ts';
import { add, asConstant, constant, multiply, type Size, sum } from '../symbolic/size.ts';
import { rankOf, type Shape } from '../tensor/tensor.ts';
import { type Ask, Unreadable } from './ask.ts';
import { requireAxis } from './axes.ts';
import { type Cut, cutAt, gapAt } from './carve.ts';
import { requireSameShape } from './unify.ts';
import { plainShape } from './words.ts';

/** `count` tensors of one shape. */
export interface Run {
  readonly count: Size;
  readonly shape: Shape;
  /** Each may have another size along the dimension that they are joined by. */
  readonly differing?: boolean;
}

/**
 * The library refuses an empty list. It is told as unknown, not as an error: most lists that are empty here were filled in
 * a way that the analysis did not follow. A list that is really empty is missed.
 */
const EMPTY = { message: 'the list of tensors is empty here', place: null };

/** The tensors one after the other along `axis`; all other sizes must be equal. */
export function concatenate(ask: Ask, runs: readonly Run[], axis: Size): Shape {
  const first = firstOf(ask, runs, 'concat', 'Pass at least one tensor to concat');
  if (runs.length === 1 && asConstant(first.count) === 1) return first.shape;
  requireAxis(ask, first.shape, axis, 'concat');
  const reason = 'concat: the axis is within the rank';
  const cuts = runs.map((run) => cutAt(ask, run.shape, axis, reason));
  const { before, after } = cuts.reduce((known, cut, index) => {
    const words = (): string => concatWords(first.shape, runs[index]?.shape ?? [], index);
    return {
      size: known.size,
      before: requireSameShape(ask, known.before, cut.before, 'concat: the other dimensions', words),
      after: requireSameShape(ask, known.after, cut.after, 'concat: the other dimensions', words),
    };
  });
  return [...before, lengthOf(ask, runs, cuts), ...after];
}

/** The tensors, all of one shape, along a new dimension at `axis`. */
export function stack(ask: Ask, runs: readonly Run[], axis: Size): Shape {
  const first = firstOf(ask, runs, 'stack', 'Pass at least one tensor to tf.stack');
  const shape = runs.slice(1).reduce((known, run) => {
    const words = (): string =>
      `All tensors passed to stack must have matching shapes Shapes ${plainShape(first.shape)} and ${plainShape(run.shape)} must match`;
    return requireSameShape(ask, known, run.shape, 'stack: all shapes are equal', words);
  }, first.shape);
  const words = (): string => 'Axis must be <= rank of the tensor';
  const [before, after] = gapAt(ask, shape, axis, 'stack: the axis is within the rank', words);
  return [...before, sum(runs.map((run) => run.count)), ...after];
}

/** The first run, once there is at least one tensor. */
function firstOf(ask: Ask, runs: readonly Run[], operation: string, words: string): Run {
  const isThere = lessOrEqual(constant(1), sum(runs.map(({ count }) => count)));
  const [first] = runs;
  if (first === undefined || ask.facts.decide(isThere) === 'no') throw new Unreadable(EMPTY);
  ask.require(isThere, `${operation}: at least one tensor`, () => words);
  return first;
}

function lengthOf(ask: Ask, runs: readonly Run[], cuts: readonly Cut[]): Size {
  // Of tensors that are not listed one by one only their sum is known to be a size.
  if (runs.some((run) => run.differing)) return ask.fresh('total');
  return cuts.reduce(
    (length, cut, index) => add(length, multiply(runs[index]?.count ?? constant(1), cut.size)),
    constant(0),
  );
}

function concatWords(first: Shape, shape: Shape, index: number): string {
  const rank = plainShape([rankOf(first)]);
  if (rankOf(first) !== rankOf(shape)) {
    return `Error in concat${rank}D: rank of tensors[${index}] must be the same as the rank of the rest (${rank})`;
  }
  return (
    `Error in concat${rank}D: Shape of tensors[${index}] (${plainShape(shape)}) does not match the shape of the rest ` +
    `(${plainShape(first)}) along the non-concatenated axis ${index}.`
  );
}
