/** Contractions: products of matrices and vectors, and batches of them. */
import { printSize } from '../symbolic/notation.ts';
import { equal, lessOrEqual } from '../symbolic/relation.ts';
import { constant, type Size } from '../symbolic/size.ts';
import { isSpread, type Shape } from '../tensor/tensor.ts';
import { type Ask, Refused } from './ask.ts';
import { broadcast } from './broadcast.ts';
import { splitBack } from './carve.ts';
import { rankAtLeast } from './rank.ts';
import { plainShape } from './words.ts';

/** `[...batch, m, k]` by `[...batch, k, n]` is `[...batch, m, n]`; batches broadcast. */
export function multiplyMatrices(
  ask: Ask,
  a: Shape,
  b: Shape,
  transposeA: boolean,
  transposeB: boolean,
  operation: string,
): Shape {
  const [batchA, rowsA, columnsA] = matrices(ask, a, transposeA, operation);
  const [batchB, rowsB, columnsB] = matrices(ask, b, transposeB, operation);
  assumeNoLarger(ask, batchB, batchA, operation);
  const batch = broadcast(ask, batchA, batchB, operation);
  const words = (): string =>
    `Error in ${operation}: inner shapes (${printSize(columnsA)}) and (${printSize(rowsB)}) of Tensors with shapes ` +
    `${plainShape(a)} and ${plainShape(b)} and transposeA=${transposeA} and transposeB=${transposeB} must match.`;
  ask.require(equal(columnsA, rowsB), `${operation}: inner dimensions`, words);
  return [...batch, rowsA, columnsB];
}

/** The second operand, as a rule the weights, is assumed to have no more dimensions than the first, where that is known. */
function assumeNoLarger(ask: Ask, batch: Shape, known: Shape, operation: string): void {
  const [spread] = batch;
  if (!isSpread(spread) || known.some(isSpread)) return;
  const claim = lessOrEqual(spread.count, constant(known.length - batch.length + 1));
  if (ask.facts.decide(claim) === 'unknown') ask.assume(claim, `${operation}: the rank of the other operand`);
}

/** The batch, the rows and the columns of a shape. */
function matrices(ask: Ask, shape: Shape, isTransposed: boolean, operation: string): readonly [Shape, Size, Size] {
  const rule = `${operation}: rank at least 2`;
  const words = (): string =>
    `Error in ${operation}: inputs must have rank 2 or more, but got the shape ${plainShape(shape)}.`;
  ask.require(rankAtLeast(shape, 2), rule, words);
  const [batch, [rows, columns]] = splitBack(ask, shape, 2);
  if (rows === undefined || columns === undefined) throw new Refused(rule);
  return isTransposed ? [batch, columns, rows] : [batch, rows, columns];
}

/** Products of vectors and matrices of known rank 1 or 2: the last size of `a` by the first of `b`. */
export function dot(ask: Ask, a: readonly Size[], b: readonly Size[]): Shape {
  const inner = a.at(-1);
  const [other] = b;
  if (inner === undefined || other === undefined) throw new Refused('dot: rank 1 or 2');
  const words = (): string =>
    `Error in dot: inner dimensions of inputs must match, but got ${printSize(inner)} and ${printSize(other)}.`;
  ask.require(equal(inner, other), 'dot: inner dimensions', words);
  return [...a.slice(0, -1), ...b.slice(1)];
}
