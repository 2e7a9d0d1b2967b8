/** Broadcasting: the shape of an operation on tensors whose sizes are equal or 1. */
import { all, any, type Condition, relationCondition } from '../symbolic/condition.ts';
import { equal, less, lessOrEqual } from '../symbolic/relation.ts';
import { asConstant, constant, type Size } from '../symbolic/size.ts';
import type { Spread } from '../tensor/spread.ts';
import { type Dim, isSpread, resolveShape, type Shape } from '../tensor/tensor.ts';
import { type Ask, Refused, Unranked } from './ask.ts';
import { plainShape } from './words.ts';

const ONE = constant(1);

/**
 * The common shape of two tensors, aligned at their last dimensions. Two sizes that may differ are assumed to be equal.
 * @param operation names the caller in guards: "add".
 * @throws Refused where two sizes differ and neither is 1.
 * @throws Unranked where the rank of one is not known and nothing tells how they align.
 */
export function broadcast(ask: Ask, a: Shape, b: Shape, operation: string): Shape {
  const left = [...resolveShape(ask.facts, a)];
  const right = [...resolveShape(ask.facts, b)];
  const words = (): string =>
    `Operands could not be broadcast together with shapes ${plainShape(a)} and ${plainShape(b)}.`;
  const common: Dim[] = [];
  while (left.length > 0 && right.length > 0) {
    const into = absorbed(ask, left, right, operation) ?? absorbed(ask, right, left, operation);
    if (into !== null) return [...into, ...common];
    const [x, y] = takeLastPair(ask, left, right, operation);
    if (isSpread(x) || isSpread(y)) {
      if (!(isSpread(x) && isSpread(y) && x.isSame(y)))
        throw new Unranked({ message: `${operation}: the ranks of the operands are not known`, place: null });
      common.unshift(x);
    } else {
      common.unshift(broadcastSizes(ask, x, y, operation, words));
    }
  }
  return [...left, ...right, ...common];
}

/** The common shape of several tensors. */
export function broadcastAll(ask: Ask, shapes: readonly Shape[], operation: string): Shape {
  return shapes.reduce((common, shape) => broadcast(ask, common, shape, operation), []);
}

/**
 * A tensor of unknown rank beside one of two or more sizes, as a mask beside scores, is assumed to broadcast to them.
 * A size 1 among them, as in a mean that kept its dimension, says that the other tensor is the larger one.
 * @returns the common shape, or `null` where this is another case.
 */
function absorbed(ask: Ask, some: readonly Dim[], sizes: readonly Dim[], operation: string): Shape | null {
  const [spread] = some;
  if (!isSpread(spread) || some.length > 1 || sizes.length < 2 || sizes.some(isSpread)) return null;
  if (sizes.some((size) => ask.facts.decide(equal(size as Size, ONE)) === 'yes'))
    return stretched(ask, spread, sizes, operation);
  const fits = sizes.toReversed().reduce<{ rest: Spread; claims: readonly Condition[] }>(
    ({ rest, claims }, size, index) => {
      const [front, last] = rest.takeLast();
      const isAbsent = less(spread.count, constant(index + 1));
      const claim = any(...[isAbsent, equal(last, size as Size), equal(last, ONE)].map(relationCondition));
      return { rest: front, claims: [...claims, claim] };
    },
    { rest: spread, claims: [relationCondition(lessOrEqual(spread.count, constant(sizes.length)))] },
  );
  const claim = all(...fits.claims);
  if (ask.facts.decide(claim) === 'no') return null;
  ask.assume(claim, `${operation}: broadcast`);
  return sizes;
}

/** A tensor of unknown rank beside sizes of which some are 1 is assumed to have as many dimensions. */
function stretched(ask: Ask, spread: Spread, sizes: readonly Dim[], operation: string): Shape | null {
  const claim = equal(spread.count, constant(sizes.length));
  if (ask.facts.decide(claim) === 'no') return null;
  ask.assume(claim, `${operation}: broadcast`);
  const own = spread.expand(ask.facts);
  return own && broadcast(ask, own, sizes, operation);
}

/**
 * The last dimensions of both. A spread that meets one last size, such as a bias of rank 1, is assumed to have a last
 * size as well: only a scalar has none.
 */
function takeLastPair(ask: Ask, left: Dim[], right: Dim[], operation: string): [Dim, Dim] {
  const x = left.pop() as Dim;
  const y = right.pop() as Dim;
  if (isSpread(x) && !isSpread(y)) return [splitLast(ask, x, left, right.length, operation), y];
  if (isSpread(y) && !isSpread(x)) return [x, splitLast(ask, y, right, left.length, operation)];
  return [x, y];
}

function splitLast(ask: Ask, spread: Spread, rest: Dim[], others: number, operation: string): Dim {
  const needed = lessOrEqual(ONE, spread.count);
  if (ask.facts.decide(needed) !== 'yes') {
    if (others > 0) return spread;
    ask.assume(needed, `${operation}: the operand is no scalar`);
  }
  const [front, size] = spread.takeLast();
  rest.push(front);
  return size;
}

/** The common size of two: one of them may be 1, else they are equal. */
function broadcastSizes(ask: Ask, a: Size, b: Size, operation: string, words: () => string): Size {
  const { facts } = ask;
  if (a === b || facts.decide(equal(b, ONE)) === 'yes') return a;
  if (facts.decide(equal(a, ONE)) === 'yes') return b;
  const claim = equal(a, b);
  if (facts.decide(claim) !== 'no') {
    ask.assume(claim, `${operation}: broadcast`);
    return asConstant(b) === null ? a : b;
  }
  const [one, other] = facts.decide(equal(b, ONE)) === 'no' ? [a, b] : [b, a];
  if (facts.decide(equal(one, ONE)) === 'no') {
    // Whether it is wrong for all sizes, or only for those that were assumed before, the one who is asked decides.
    const needed = any(...[claim, equal(a, ONE), equal(b, ONE)].map(relationCondition));
    ask.require(needed, `${operation}: broadcast`, words);
    throw new Refused(`${operation}: broadcast`, claim, words());
  }
  ask.assume(equal(one, ONE), `${operation}: broadcast`);
  return other;
}
