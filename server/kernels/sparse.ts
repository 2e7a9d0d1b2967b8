/** Sparse tensors and segments whose indices the program states: what the library refuses in them, and what they say of sizes. */
import { less } from '../symbolic/relation.ts';
import { constant, type Size } from '../symbolic/size.ts';
import { type Ask, Refused } from './ask.ts';
import { plainShape } from './words.ts';

/** The dense shape that a sparse tensor is given instead of another one; a -1 in it is what is left. */
export function reshapeDense(shape: readonly number[], target: readonly number[]): readonly number[] {
  const free = target.flatMap((size, index) => (size === -1 ? [index] : []));
  if (free.length > 1)
    throw refusal(`reshape: only one output dimension may be -1, not both ${free[0]} and ${free[1]}`);
  const negative = target.findIndex((size) => size < -1);
  if (negative >= 0) throw refusal(`reshape: size ${negative} must be non-negative, not ${target[negative]}`);
  const count = product(shape);
  const stated = product(target.filter((size) => size !== -1));
  if (free.length === 1 && stated === 0) {
    throw refusal(
      'reshape cannot infer the missing input size for an empty tensor unless all specified input sizes are non-zero',
    );
  }
  const missing = Math.floor(count / stated);
  if (free.length === 1 && missing * stated !== count) {
    throw refusal(
      `Input to reshape is a SparseTensor with ${count} dense values, but the requested shape requires a multiple of ` +
        `${stated}. inputShape=${shape.join()} outputShape= ${target.join()}`,
    );
  }
  const result = target.map((size) => (size === -1 ? missing : size));
  if (product(result) !== count) {
    throw refusal(
      `Input to reshape is a tensor with ${count} dense values, but the requested shape has ${product(result)}. ` +
        `inputShape=${shape.join()} outputShape=${result.join()}`,
    );
  }
  return result;
}

/**
 * How many rows segments make: one for each number up to the last.
 * @param ids the segment of each row that is taken
 */
export function segmentRows(ids: readonly number[]): number {
  const count = (ids.at(-1) ?? -1) + 1;
  if (ids.length === 0) return 0;
  if (count <= 0) throw refusal('segment ids must be >= 0');
  const first = ids.findIndex((id, index) => index > 0 && id < (ids[index - 1] ?? 0));
  if (first > 0) throw refusal('segment ids are not increasing');
  const outside = ids.find((id) => id < 0 || id >= count);
  if (outside !== undefined) {
    throw refusal(`Segment id ${outside} out of range [0, ${count}), possibly because segmentIds input is not sorted.`);
  }
  return count;
}

/** Demands that all rows that are taken exist. @param rows how many there are */
export function requireRows(ask: Ask, indices: readonly number[], rows: Size): void {
  indices.forEach((index, place) => {
    const words = (): string => `Bad: indices[${place}] == ${index} out of range [0, ${plainShape([rows])})`;
    if (index < 0) throw refusal(words());
    if (index === Math.max(...indices)) ask.require(less(constant(index), rows), 'the rows that are taken', words);
  });
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((all, size) => all * size, 1);
}

function refusal(words: string): Refused {
  return new Refused('the indices that are stated', null, words);
}
