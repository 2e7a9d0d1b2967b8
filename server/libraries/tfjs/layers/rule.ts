/** What makes a layer: what it demands of its inputs, the weights that it builds for them, and what comes out. */
import { type Ask, Refused } from '../../../kernels/ask.ts';
import { splitBack, splitFront } from '../../../kernels/carve.ts';
import { rankAtLeast } from '../../../kernels/rank.ts';
import { plainShape } from '../../../kernels/words.ts';
import { equal, lessOrEqual } from '../../../symbolic/relation.ts';
import { constant, type Size } from '../../../symbolic/size.ts';
import type { DType } from '../../../tensor/dtype.ts';
import { type FakeTensor, fakeTensor, rankOf, type Shape } from '../../../tensor/tensor.ts';
import { isOpen } from './open.ts';

/** What a layer computes from tensors, each time that it is applied. */
export interface LayerRule {
  /** The rank of the first input; `null` for any. */
  readonly rank?: number | null;
  readonly minRank?: number;
  /** Where tensors of other data types than float32 are refused: the argument and the operation that say so. */
  readonly floats?: readonly [argument: string, operation: string];
  /** What the first application fixes: weights, and sizes that all later inputs must have. */
  build?(ask: Ask, inputs: readonly Shape[], layer: string): Built;
  call(ask: Ask, inputs: readonly FakeTensor[], layer: string): readonly FakeTensor[];
}

export interface Built {
  /** Sizes of the first input that stay, by axis; negative axes count from the end. */
  readonly fixed: ReadonlyMap<number, Size>;
  /** In the order in which the library lists them. */
  readonly weights: readonly Weight[];
}

export interface Weight {
  readonly name: string;
  readonly shape: Shape;
  readonly dtype: DType;
  readonly isTrainable: boolean;
}

/** Why a layer refuses an input of another rank. */
export const RANK_REASON = 'rank of the input';

export const NOTHING_BUILT: Built = { fixed: new Map(), weights: [] };

/** In place of an input that is not given: the rank that is demanded refuses it. */
export const NONE: FakeTensor = fakeTensor([], null);

export function weight(name: string, shape: Shape, dtype: DType = 'float32', isTrainable = true): Weight {
  return { name, shape, dtype, isTrainable };
}

/** Demands the ranks and the fixed sizes of the first input. */
export function requireCompatible(ask: Ask, rule: LayerRule, built: Built, input: Shape, layer: string): void {
  const rank = rankOf(input);
  const found = plainShape([rank]);
  const start = `Input 0 is incompatible with layer ${layer}: expected`;
  if (rule.rank !== undefined && rule.rank !== null) {
    ask.require(
      equal(rank, constant(rule.rank)),
      `${layer}: ${RANK_REASON}`,
      () => `${start} ndim=${rule.rank}, found ndim=${found}`,
    );
  }
  if (rule.minRank !== undefined) {
    const words = (): string => `${start} min_ndim=${rule.minRank}, found ndim=${found}.`;
    ask.require(lessOrEqual(constant(rule.minRank), rank), `${layer}: ${RANK_REASON}`, words);
  }
  for (const [axis, size] of built.fixed) {
    const actual = sizeAt(ask, input, axis);
    const words = (): string =>
      `${start} axis ${axis} of input shape to have value ${plainShape([size])} but got shape ${plainShape(input)}.`;
    if (!isOpen(size) && !isOpen(actual))
      ask.require(equal(actual, size), `${layer}: the input's size at axis ${axis}`, words);
  }
}

/** The batch, and the shape of one example. */
export function batchAndExample(ask: Ask, shape: Shape, layer: string): readonly [Shape, Shape] {
  ask.require(rankAtLeast(shape, 1), `${layer}: the input has a batch`);
  return splitFront(ask, shape, 1);
}

/** The size of one dimension. The caller has demanded the rank. */
export function sizeAt(ask: Ask, shape: Shape, axis: number): Size {
  const [size] = axis >= 0 ? splitFront(ask, shape, axis + 1)[0].slice(-1) : splitBack(ask, shape, -axis)[1];
  return size ?? constant(1);
}

/** A size that the weights depend on must not be open. */
export function requireDefined(size: Size, layer: string, words: string): Size {
  if (isOpen(size)) throw new Refused(`${layer}: a size that the weights need is not defined`, null, words);
  return size;
}
