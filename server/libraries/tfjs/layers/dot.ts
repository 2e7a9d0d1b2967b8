/** The layer that multiplies two inputs, batch by batch. */
import { type Ask, Refused, Unreadable } from '../../../kernels/ask.ts';
import { broadcast } from '../../../kernels/broadcast.ts';
import { knownSizes } from '../../../kernels/carve.ts';
import { multiplyMatrices } from '../../../kernels/contract.ts';
import { equal } from '../../../symbolic/relation.ts';
import { asConstant, constant, type Size } from '../../../symbolic/size.ts';
import { promote } from '../../../tensor/dtype.ts';
import { fakeTensor, type Shape } from '../../../tensor/tensor.ts';
import { axes as axesList } from '../../parameters.ts';
import { isSymbolic } from '../models/graph.ts';
import { layerRow } from './define.ts';
import { isOpen, openShapeText } from './open.ts';

const ONE = constant(1);

type Sizes = readonly Size[];

export const dot = layerRow('dot', 'Dot', { axes: axesList }, ({ axes }) => ({
  call(ask, [a, b, ...more]) {
    if (a === undefined || b === undefined || more.length > 0)
      throw new Refused('dot: two inputs', null, 'A `Dot` layer should be called on a list of exactly 2 inputs.');
    const [left, right] = [knownSizes(ask, a.shape), knownSizes(ask, b.shape)];
    if (left.length > 3 || right.length > 3) {
      throw new Refused('dot: rank at most 3', null, 'Dot layer does not support tensors of 4D or higher rank yet.');
    }
    const [first = constant(-1), second = first] = axes;
    const [from, to] = [placeIn(left, first), placeIn(right, second)];
    requireAlong(ask, left[from], right[to]);
    const isBuilding = isSymbolic(a);
    const shape = isBuilding ? statedShape(left, right, from, to) : multiplied(ask, left, right, from, to);
    // The library multiplies truths as whole numbers.
    const dtype = promote(a.dtype, b.dtype);
    return [fakeTensor(shape, isBuilding ? 'float32' : dtype === 'bool' ? 'int32' : dtype)];
  },
}));

function requireAlong(ask: Ask, size: Size | undefined, other: Size | undefined): void {
  if (size === undefined || other === undefined || isOpen(size) || isOpen(other)) return;
  const words = (): string => `Dimension incompatibility: ${openShapeText([size])} !== ${openShapeText([other])}`;
  ask.require(equal(size, other), 'dot: the sizes along the axes', words);
}

/** What the layer says that it returns: the rest of the first, and the rest of the second without its batch. */
function statedShape(left: Sizes, right: Sizes, from: number, to: number): Shape {
  const rest = [...left.toSpliced(from, 1), ...right.toSpliced(to, 1).slice(1)];
  return rest.length === 1 ? [...rest, ONE] : rest;
}

/** What it returns: the product of matrices, where a vector is a matrix of one column. */
function multiplied(ask: Ask, left: Sizes, right: Sizes, from: number, to: number): Shape {
  if (left.length < 2 || right.length < 2) throw new Unreadable({ message: 'dot: a rank below 2', place: null });
  if (left.length === 2 && right.length === 2) return multipliedVectors(ask, left, right, from, to);
  const [a, b] = [left.length < 3 ? [...left, ONE] : left, right.length < 3 ? [...right, ONE] : right];
  const product = multiplyMatrices(ask, a, b, from !== a.length - 1, to === b.length - 1, 'matMul');
  if (left.length === right.length) return product;
  const squeezed = left.length > right.length ? 2 : 1;
  const [size] = product.slice(squeezed, squeezed + 1) as Sizes;
  ask.require(equal(size ?? ONE, ONE), 'dot: what is squeezed is 1');
  return product.toSpliced(squeezed, 1);
}

/** Elementwise, and the sum along an axis. */
function multipliedVectors(ask: Ask, left: Sizes, right: Sizes, from: number, to: number): Shape {
  if (to < 0 || to > 1) {
    const words = `All values in axis param must be in range [-2, 2) but got axis ${to}`;
    throw new Refused('dot: the axis', null, words);
  }
  const product = broadcast(ask, from === to ? left : left.toReversed(), right, 'mul');
  return [...product.toSpliced(to, 1), ONE];
}

function placeIn(sizes: Sizes, at: Size): number {
  const index = asConstant(at) ?? -1;
  return index < 0 ? index + sizes.length : index;
}
