/** Elements by their indices: gather, scatter, masks. */
import { less, lessOrEqual } from '../symbolic/relation.ts';
import { asConstant, constant, type Size } from '../symbolic/size.ts';
import { isSpread, rankOf, resolveShape, type Shape } from '../tensor/tensor.ts';
import { type Ask, Unreadable } from './ask.ts';
import { requireAxis } from './axes.ts';
import { cutAt, knownSizes, splitBack, splitFront } from './carve.ts';
import { rankAtLeast } from './rank.ts';
import { countElements } from './reshape.ts';
import { requireSameShape } from './unify.ts';

/** [...before axis, ...indices, ...after axis]: the dimension at `axis` becomes those of the indices. */
export function gather(ask: Ask, shape: Shape, indices: Shape, axis: Size): Shape {
  requireAxis(ask, shape, axis, 'gather');
  const { before, after } = cutAt(ask, shape, axis, 'gather: the axis is within the rank');
  return joined(ask, [before, indices, after], 'gather');
}

/** A gather within each of the first `batches` dimensions, which both tensors share. */
export function gatherBatches(ask: Ask, shape: Shape, indices: Shape, axis: Size, batches: Size): Shape {
  requireAxis(ask, shape, axis, 'gather');
  const sizes = knownSizes(ask, shape);
  const among = knownSizes(ask, indices);
  const from = fromFront(ask, axis, sizes.length);
  const count = fromFront(ask, batches, among.length);
  ask.require(lessOrEqual(constant(0), constant(count)), 'gather: batchDims is within the rank of the indices');
  ask.require(
    lessOrEqual(constant(count), constant(among.length)),
    'gather: batchDims is within the rank of the indices',
  );
  ask.require(lessOrEqual(constant(count), constant(from)), 'gather: batchDims is no larger than the axis');
  requireSameShape(ask, sizes.slice(0, count), among.slice(0, count), 'gather: the batch dimensions');
  return [...sizes.slice(0, from), ...among.slice(count), ...sizes.slice(from + 1)];
}

/** The last dimension of the indices says where in the first dimensions of the tensor to look. */
export function gatherPoints(ask: Ask, shape: Shape, indices: Shape): Shape {
  ask.require(rankAtLeast(shape, 1), 'gatherND: the tensor is no scalar');
  ask.require(rankAtLeast(indices, 1), 'gatherND: the indices are no scalar');
  const [places, [depth]] = splitBack(ask, indices, 1);
  ask.require(lessOrEqual(depth as Size, rankOf(shape)), 'gatherND: the last dimension of the indices and the rank');
  ask.require(less(constant(0), countElements(ask, shape)), 'gatherND: the tensor is not empty');
  const [, rest] = splitFront(ask, shape, knownCount(ask, depth as Size, 'the last dimension of the indices'));
  return joined(ask, [places, rest], 'gatherND');
}

/** Demands that updates of this shape fit at these indices of a tensor of shape `target`. */
export function requireScatter(ask: Ask, indices: Shape, updates: Shape, target: Shape, operation: string): void {
  ask.require(rankAtLeast(indices, 1), `${operation}: the indices are no scalar`);
  ask.require(rankAtLeast(updates, 1), `${operation}: the updates are no scalar`);
  ask.require(rankAtLeast(target, 1), `${operation}: the result is no scalar`);
  const places = knownSizes(ask, indices);
  const isList = places.length === 1;
  const depth = isList ? 1 : knownCount(ask, places.at(-1) as Size, 'the last dimension of the indices');
  ask.require(rankAtLeast(target, depth), `${operation}: the last dimension of the indices and the rank`);
  const [, rest] = splitFront(ask, target, depth);
  const expected = [...(isList ? places : places.slice(0, -1)), ...rest];
  requireSameShape(ask, updates, expected, `${operation}: shape of the updates`);
}

/** The elements of a tensor where a mask is true: the dimensions that the mask covers become one of unknown size. */
export function maskBy(ask: Ask, shape: Shape, mask: Shape, axis: Size): Shape {
  ask.require(rankAtLeast(mask, 1), 'booleanMask: the mask is no scalar', () => 'mask cannot be scalar');
  const covered = knownSizes(ask, mask);
  const from = knownCount(ask, axis, 'the axis');
  ask.require(rankAtLeast(shape, from + covered.length), 'booleanMask: rank of the mask');
  const [front, after] = splitFront(ask, shape, from + covered.length);
  const words = (): string => "mask's shape must match the first K dimensions of tensor's shape,";
  requireSameShape(ask, front.slice(from), covered, 'booleanMask: shape of the mask', words);
  return [...front.slice(0, from), ask.fresh('count'), ...after];
}

/** The parts in one shape, where at most one of them has a spread. */
function joined(ask: Ask, parts: readonly Shape[], operation: string): Shape {
  const shape = resolveShape(ask.facts, parts.flat());
  return shape.filter(isSpread).length > 1 ? ask.unknown(`${operation}: the ranks are not known`) : shape;
}

function fromFront(ask: Ask, index: Size, rank: number): number {
  const value = knownCount(ask, index, 'an axis');
  return value < 0 ? value + rank : value;
}

function knownCount(ask: Ask, size: Size, name: string): number {
  const value = asConstant(ask.facts.simplify(size));
  if (value === null) throw new Unreadable({ message: `${name} is not a constant`, place: null });
  return value;
}
