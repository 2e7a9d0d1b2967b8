/** Broadcasting to a shape that the program states. */
import { any, relationCondition } from '../symbolic/condition.ts';
import { equal, lessOrEqual } from '../symbolic/relation.ts';
import { constant, type Size } from '../symbolic/size.ts';
import { isSpread, rankOf, resolveShape, type Shape } from '../tensor/tensor.ts';
import { type Ask, Unreadable } from './ask.ts';
import { plainShape } from './words.ts';

const ONE = constant(1);

/**
 * Demands that every size of `shape` is 1 or that of `target`, aligned at the last dimension.
 * @returns `target`
 * @throws Unreadable where it has a size 0, of which the library sometimes makes a 1
 */
export function expandTo(ask: Ask, shape: Shape, target: Shape): Shape {
  const tooLong = (): string =>
    `broadcastTo(): shape.length=${plainShape([rankOf(target)])} < input.rank=${plainShape([rankOf(shape)])}.`;
  ask.require(lessOrEqual(rankOf(shape), rankOf(target)), 'broadcastTo: the rank does not shrink', tooLong);
  const words = (): string => `broadcastTo(): [${plainShape(shape)}] cannot be broadcast to [${plainShape(target)}].`;
  const source = resolveShape(ask.facts, shape).toReversed();
  const wanted = resolveShape(ask.facts, target).toReversed();
  for (const [index, dim] of source.entries()) {
    const other = wanted[index];
    if (other === undefined || isSpread(dim) || isSpread(other)) break;
    requireOneOr(ask, dim, other, words);
  }
  assumeNoneMade(ask, shape, target);
  return target;
}

/**
 * Assumes of every size of `target` that `shape` does not have there that it is at least 1: `broadcastTo` sometimes
 * makes a 1 of a 0.
 * @throws Unreadable where one is 0
 */
export function assumeNoneMade(ask: Ask, shape: Shape, target: Shape): void {
  const source = resolveShape(ask.facts, shape).toReversed();
  for (const [index, dim] of resolveShape(ask.facts, target).toReversed().entries()) {
    const own = source[index];
    if (isSpread(dim)) continue;
    const isKept = own !== undefined && !isSpread(own) && ask.facts.decide(equal(own, dim)) === 'yes';
    if (!isKept) assumeThere(ask, dim);
  }
}

function requireOneOr(ask: Ask, size: Size, wanted: Size, words: () => string): void {
  const claim = any(relationCondition(equal(size, wanted)), relationCondition(equal(size, ONE)));
  ask.require(claim, 'broadcastTo: a size is 1 or the wanted one', words);
}

function assumeThere(ask: Ask, size: Size): void {
  const isThere = lessOrEqual(ONE, size);
  if (ask.facts.decide(isThere) === 'no') throw new Unreadable({ message: 'broadcastTo: a size is 0', place: null });
  ask.assume(isThere, 'broadcastTo: no size is 0');
}
