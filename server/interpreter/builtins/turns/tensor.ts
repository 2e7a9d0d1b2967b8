/** Guesses what the turns of a loop make of a tensor: sizes that grow by the same in every turn, or that stay. */
import type { Reason } from '../../../symbolic/place.ts';
import {
  add,
  compoundsOf,
  constant,
  isUnknown,
  multiply,
  plus,
  type Size,
  subtract,
  symbolsOf,
} from '../../../symbolic/size.ts';
import { type FakeTensor, fakeTensor, resolveShape, sizesOf } from '../../../tensor/tensor.ts';
import { lostSize } from '../../join.ts';
import type { Machine } from '../../machine.ts';
import { settle } from '../../settle.ts';
import { tensorValue, type Value } from '../../values.ts';
import { isValue } from './content.ts';
import type { Guess } from './guess.ts';

/** `all = tf.concat([all, x])`: sizes `before + turns * step`; `null` where the two are no tensors of one rank. */
export function growingTensor(
  machine: Machine,
  before: Value,
  after: Value,
  why: Reason,
  weaker: Guess<Value>,
): Guess<Value> | null {
  const pair = pairOf(machine, before, after);
  if (pair === null) return null;
  const [first, second] = pair;
  const dtype = sharedType(first, second);
  if (isSameShape(machine, first, second)) return keeping(first.sizes, dtype, why, weaker);
  const growths = first.sizes.map((size, axis) => growthOf(machine, size, second.sizes[axis]));
  return growths.every((one) => one !== null) ? growing(growths, dtype, weaker) : null;
}

interface Growth {
  readonly start: Size;
  readonly step: Size;
}

/** `null` where nothing tells by how much it grows. */
function growthOf(machine: Machine, start: Size | null, next: Size | null | undefined): Growth | null {
  if (start === null || next === null || next === undefined) return null;
  if (isSame(machine, start, next)) return { start, step: constant(0) };
  const step = subtract(next, start);
  return isUnknown(step) || isOfSize(step, start) ? null : { start, step };
}

/** Whether the step is made from the size itself, as in `n`, `n // 2`, `n // 4`: then the next one is another. */
function isOfSize(step: Size, start: Size): boolean {
  const own = compoundsOf(start);
  const symbols = symbolsOf(start);
  return [...compoundsOf(step)].some((one) => !own.has(one) && one.symbols.some((symbol) => symbols.includes(symbol)));
}

function growing(growths: readonly Growth[], dtype: FakeTensor['dtype'], weaker: Guess<Value>): Guess<Value> {
  const at = (turns: Size) => growths.map(({ start, step }) => add(start, multiply(step, turns)));
  const guess: Guess<Value> = {
    at: (_, turns) => tensorValue(fakeTensor(at(turns), dtype)),
    refine: (machine, turns, content) => {
      const next = tensorOf(machine, content);
      const expected: Sized = { sizes: at(plus(turns, 1)), dtype };
      const isNext = next !== null && isAlike(next, expected) && isSameShape(machine, next, expected);
      if (!isNext) return weaker;
      return sharedType(next, expected) === dtype ? guess : growing(growths, null, weaker);
    },
    adopt: () => guess,
    weakest: () => weaker.weakest(),
  };
  return guess;
}

/** The sizes that no turn changes; the others are lost. `null` where the two are no tensors of one rank. */
export function commonTensor(
  machine: Machine,
  before: Value,
  after: Value,
  why: Reason,
  weaker: Guess<Value>,
): Guess<Value> | null {
  const pair = pairOf(machine, before, after);
  if (pair === null) return null;
  const [first, second] = pair;
  const kept = first.sizes.map((size, axis) => (isSame(machine, size, second.sizes[axis]) ? size : null));
  return keeping(kept, sharedType(first, second), why, weaker);
}

function keeping(
  kept: readonly (Size | null)[],
  dtype: FakeTensor['dtype'],
  why: Reason,
  weaker: Guess<Value>,
): Guess<Value> {
  const made = new Map<Size, Value>();
  const guess: Guess<Value> = {
    at: (_, turns) => {
      const sizes = kept.map((size) => size ?? lostSize(why));
      const known = made.get(turns) ?? tensorValue(fakeTensor(sizes, dtype));
      made.set(turns, known);
      return known;
    },
    refine: (machine, _, content) => {
      const next = tensorOf(machine, content);
      if (next === null || next.sizes.length !== kept.length) return weaker;
      const type = sharedType(next, { dtype });
      const still = kept.map((size, axis) => (size !== null && isSame(machine, size, next.sizes[axis]) ? size : null));
      const isStill = type === dtype && still.every((size, axis) => size === kept[axis]);
      return isStill ? guess : keeping(still, type, why, weaker);
    },
    adopt: () => guess,
    weakest: () => weaker,
  };
  return guess;
}

interface Sized {
  /** `null` where paths of the turn differ. */
  readonly sizes: readonly (Size | null)[];
  readonly dtype: FakeTensor['dtype'];
}

/** `null` for what is no tensor of one rank on all paths. */
function tensorOf(machine: Machine, content: unknown): Sized | null {
  const settled = isValue(content) ? settle(machine, content) : null;
  if (settled?.kind === 'alternatives')
    return settled.cases.map(({ value }) => tensorOf(machine, value)).reduce(shared(machine));
  if (settled?.kind !== 'tensor') return null;
  const { shape, dtype } = settled.tensor;
  // Sizes as they are: in what the turn needed of them they would already have it.
  const sizes = sizesOf(shape) ?? sizesOf(resolveShape(machine.facts, shape));
  return sizes && { sizes, dtype };
}

/** Two tensors of one rank; `null` for other values. */
function pairOf(machine: Machine, before: Value, after: Value): readonly [Sized, Sized] | null {
  const [first, second] = [tensorOf(machine, before), tensorOf(machine, after)];
  return first !== null && second !== null && isAlike(first, second) ? [first, second] : null;
}

function shared(machine: Machine): (a: Sized | null, b: Sized | null) => Sized | null {
  return (a, b) => {
    if (a === null || b === null || !isAlike(a, b)) return null;
    const sizes = a.sizes.map((size, axis) => (isSame(machine, size, b.sizes[axis]) ? size : null));
    return { sizes, dtype: sharedType(a, b) };
  };
}

function isAlike(a: Sized, b: Sized): boolean {
  return a.sizes.length === b.sizes.length;
}

function sharedType(a: Pick<Sized, 'dtype'>, b: Pick<Sized, 'dtype'>): Sized['dtype'] {
  return a.dtype === b.dtype ? a.dtype : null;
}

function isSameShape(machine: Machine, a: Sized, b: Sized): boolean {
  return a.sizes.every((size, axis) => isSame(machine, size, b.sizes[axis]));
}

function isSame({ facts }: Machine, a: Size | null, b: Size | null | undefined): boolean {
  return a !== null && b !== null && b !== undefined && (a === b || facts.simplify(a) === facts.simplify(b));
}
