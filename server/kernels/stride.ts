/** Slices with strides, negative ends and masks, as NumPy writes them. */
import { all, any, relationCondition } from '../symbolic/condition.ts';
import { equal, less, lessOrEqual } from '../symbolic/relation.ts';
import {
  add,
  asConstant,
  ceilDivide,
  constant,
  maximum,
  minimum,
  plus,
  type Size,
  subtract,
} from '../symbolic/size.ts';
import type { Shape } from '../tensor/tensor.ts';
import { type Ask, Refused } from './ask.ts';
import { knownSizes } from './carve.ts';

/** The bits of a mask belong to the entries of `begin`. */
export interface StridedSlice {
  readonly begin: readonly Size[];
  readonly end: readonly Size[];
  readonly strides: readonly number[];
  readonly beginMask: number;
  readonly endMask: number;
  readonly ellipsisMask: number;
  readonly newAxisMask: number;
  readonly shrinkAxisMask: number;
}

/** What one entry of a strided slice does to the shape. */
type Entry = { readonly kind: 'take'; readonly index: number } | { readonly kind: 'whole' } | { readonly kind: 'new' };

export function stridedSlice(ask: Ask, shape: Shape, options: StridedSlice): Shape {
  const sizes = knownSizes(ask, shape);
  if ((options.ellipsisMask & (options.ellipsisMask - 1)) !== 0) {
    throw new Refused('stridedSlice: one ellipsis', null, 'Multiple ellipses in slice is not allowed.');
  }
  const entries = entriesOf(options, sizes.length);
  if (entries.filter((entry) => entry.kind !== 'new').length > sizes.length) throw new Refused('stridedSlice: rank');
  const isSimple = entries.every((entry) => entry.kind !== 'take' || options.strides[entry.index] === 1);
  let next = 0;
  return entries.flatMap((entry): Size[] => {
    if (entry.kind === 'new') return [constant(1)];
    const size = sizes[next++] as Size;
    return entry.kind === 'whole' ? [size] : take(ask, size, entry.index, options, isSimple);
  });
}

/** The entries with the ellipsis written out; without one, the last dimensions are whole. */
function entriesOf(options: StridedSlice, rank: number): readonly Entry[] {
  const entries = options.strides.map((_, index): Entry | 'ellipsis' => {
    if (isSet(options.ellipsisMask, index)) return 'ellipsis';
    return isSet(options.newAxisMask, index) ? { kind: 'new' } : { kind: 'take', index };
  });
  if (!entries.includes('ellipsis')) entries.push('ellipsis');
  const taken = entries.filter((entry) => entry !== 'ellipsis' && entry.kind === 'take').length;
  const whole = Array.from({ length: Math.max(0, rank - taken) }, (): Entry => ({ kind: 'whole' }));
  return entries.flatMap((entry) => (entry === 'ellipsis' ? whole : [entry]));
}

/** @param isSimple all strides are 1: then an end before the begin is not empty but refused. */
function take(ask: Ask, size: Size, index: number, options: StridedSlice, isSimple: boolean): Size[] {
  const stride = options.strides[index] as number;
  if (stride === 0) throw new Refused('stridedSlice: strides', null, `strides[${index}] must be non-zero`);
  const begin = options.begin[index] as Size;
  if (isSet(options.shrinkAxisMask, index)) {
    if (stride < 0) throw new Refused('stridedSlice: strides', null, 'only stride 1 allowed on non-range indexing.');
    const at = fromFront(ask, begin, size);
    ask.require(lessOrEqual(constant(0), at), 'stridedSlice: index');
    ask.require(less(at, size), 'stridedSlice: index');
    return [];
  }
  const low = constant(stride > 0 ? 0 : -1);
  const high = stride > 0 ? size : plus(size, -1);
  const [atBegin, atEnd] = stride > 0 ? [low, high] : [high, low];
  const clamp = (place: Size): Size => ask.facts.simplify(minimum(maximum(fromFront(ask, place, size), low), high));
  const from = isSet(options.beginMask, index) ? atBegin : clamp(begin);
  const to = isSet(options.endMask, index) ? atEnd : clamp(options.end[index] as Size);
  if (isSimple) requireOrder(ask, from, to, size);
  const length = stride > 0 ? subtract(to, from) : subtract(from, to);
  const places = ceilDivide(maximum(length, constant(0)), constant(Math.abs(stride)));
  return [ask.facts.simplify(places)];
}

/** The library takes an end that is one before the begin for a -1, up to the end: which is empty where all is cut. */
function requireOrder(ask: Ask, from: Size, to: Size, size: Size): void {
  const inOrder = lessOrEqual(from, to);
  const isOneBefore = equal(plus(to, 1), from);
  const isPastAll = all(relationCondition(equal(from, size)), relationCondition(isOneBefore));
  const claim = ask.facts.decide(isOneBefore) === 'no' ? inOrder : any(relationCondition(inOrder), isPastAll);
  ask.require(claim, 'stridedSlice: the end is not before the begin');
}

function fromFront(ask: Ask, place: Size, size: Size): Size {
  const value = asConstant(place);
  if (value !== null) return value < 0 ? add(size, place) : place;
  ask.assume(lessOrEqual(constant(0), place), 'stridedSlice: the place counts from the front');
  return place;
}

function isSet(mask: number, index: number): boolean {
  return (mask & (1 << index)) !== 0;
}
