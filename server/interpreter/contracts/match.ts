/** A stated shape held against the shape that a tensor has: names are bound, the rest are claims about sizes. */
import type { ParsedDimension, ParsedShape } from '../../symbolic/grammar.ts';
import { asConstant, type Size } from '../../symbolic/size.ts';
import { type Dim, isSpread, type Shape } from '../../tensor/tensor.ts';
import type { Machine } from '../machine.ts';
import type { Scope } from '../scope.ts';
import { giveName, namedSize } from './names.ts';

/** A dimension that is stated by more than a new name. */
export interface StatedDimension {
  readonly dimension: ParsedDimension;
  readonly actual: Size;
  readonly stated: Size;
}

/** Whether a shape can have the rank that is stated: `null` where its own rank is not known. */
export function hasRank(actual: Shape, { dimensions }: ParsedShape): boolean | null {
  const stated = dimensions.filter(({ kind }) => kind !== 'spread').length;
  const own = actual.filter((dim) => !isSpread(dim)).length;
  const isOpen = dimensions.length > stated;
  if (!actual.some(isSpread)) return isOpen ? own >= stated : own === stated;
  return own > stated && !isOpen ? false : null;
}

/** The stated dimensions beside the actual ones, after new names were bound to what they stand for. The ranks may agree. */
export function matchShape(
  machine: Machine,
  scope: Scope,
  actual: Shape,
  { dimensions }: ParsedShape,
  onName: (name: string, size: Size) => void = () => undefined,
): readonly StatedDimension[] {
  const stated: StatedDimension[] = [];
  for (const [size, dimension] of aligned(actual, dimensions)) {
    if (dimension.kind !== 'size') continue;
    const meant = namedSize(machine, scope, dimension.expression);
    if (meant !== null) stated.push({ dimension, actual: size, stated: meant });
    // A tensor without elements is where an accumulation begins: its size is no example of what follows.
    else if (dimension.expression.kind === 'name' && asConstant(size) !== 0) {
      giveName(scope, dimension.expression.name, size);
      onName(dimension.expression.name, size);
    }
  }
  return stated;
}

/** Pairs from the front up to a spread, and from the back. */
function aligned(actual: Shape, stated: readonly ParsedDimension[]): readonly (readonly [Size, ParsedDimension])[] {
  const pairs: (readonly [Size, ParsedDimension])[] = [];
  const add = (size: Dim | undefined, dimension: ParsedDimension | undefined): boolean => {
    if (size === undefined || dimension === undefined || isSpread(size) || dimension.kind === 'spread') return false;
    pairs.push([size, dimension]);
    return true;
  };
  const count = Math.min(actual.length, stated.length);
  let front = 0;
  while (front < count && add(actual[front], stated[front])) front++;
  for (let back = 1; back <= count - front && add(actual.at(-back), stated.at(-back)); back++);
  return pairs;
}

/** A rank in words: `3 dimensions`, `at least 2 dimensions`. */
export function dimensionsText(count: number, isOpen: boolean): string {
  return `${isOpen ? 'at least ' : ''}${count} dimension${count === 1 ? '' : 's'}`;
}
