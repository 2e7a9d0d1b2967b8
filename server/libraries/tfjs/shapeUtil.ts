/** TensorFlow.js: functions of `tf.util` and `tf.backend_util` that check shapes and compute with them. */
import type { Ask } from '../../kernels/ask.ts';
import { cutAt } from '../../kernels/carve.ts';
import { rankAtLeast, sameRank } from '../../kernels/rank.ts';
import { countElements, reshape, squeeze } from '../../kernels/reshape.ts';
import { requireSameShape } from '../../kernels/unify.ts';
import { plainShape } from '../../kernels/words.ts';
import { any as anyOf, relationCondition } from '../../symbolic/condition.ts';
import { fromSize } from '../../symbolic/quotient.ts';
import { equal, less, lessOrEqual } from '../../symbolic/relation.ts';
import { asConstant, constant, multiply, type Size, sum } from '../../symbolic/size.ts';
import { isSpread, rankOf, type Shape } from '../../tensor/tensor.ts';
import { ABSENT, type Datum, recordDatum } from '../datum.ts';
import { any, axis, flag, listOf, optional, size, sizes, wholeAxes } from '../parameters.ts';
import { type Row, row } from '../row.ts';
import { shapeDatum } from './instances.ts';
import { unknownDatum, unknownNumber } from './unknowns.ts';

/** A size of 0 fits every shape that has no -1. */
const inferFromImplicitShape = row('util.inferFromImplicitShape', { shape: sizes, size }, (args, ask) => {
  const isImplicit = args.shape.some((dim) => !isSpread(dim) && asConstant(dim) === -1);
  if (!isImplicit && ask.facts.decide(less(constant(0), args.size)) !== 'yes') {
    const count = relationCondition(equal(args.size, countElements(ask, args.shape)));
    const words = (): string =>
      `Size(${plainShape([args.size])}) must match the product of shape ${plainShape(args.shape)}`;
    const claim = anyOf(relationCondition(equal(args.size, constant(0))), count);
    ask.require(claim, 'inferFromImplicitShape: number of elements', words);
    return shapeDatum(args.shape);
  }
  return shapeDatum(reshape(ask, [args.size], args.shape, 'inferFromImplicitShape'));
});

const squeezeShape = row(
  'util.squeezeShape',
  { shape: sizes, axis: optional(wholeAxes) },
  ({ shape, axis: axes }, ask) => {
    const newShape = squeeze(ask, shape, axes);
    return recordDatum({ newShape: shapeDatum(newShape), keptDims: unknownDatum('the dimensions that are kept') });
  },
);

/** A flat list of values as nested lists; complex numbers are two values each. */
const toNestedArray = row(
  'util.toNestedArray',
  { shape: sizes, a: any, isComplex: flag(false) },
  ({ shape, a, isComplex }, ask) => {
    const values = lengthOf(a);
    const count = multiply(countElements(ask, shape), constant(isComplex ? 2 : 1));
    if (values !== null && asConstant(rankOf(shape)) !== 0 && asConstant(count) !== 0) {
      const kind = isComplex ? ' for a complex tensor' : '';
      const words = (): string =>
        `[${plainShape(shape)}] does not match the input size ${plainShape([values])}${kind}.`;
      ask.require(equal(count, values), 'toNestedArray: the shape holds all values', words);
    }
    return unknownDatum('the values of the nested list');
  },
);

function lengthOf(values: Datum): Size | null {
  if (values.kind === 'buffer' || values.kind === 'repeated') return values.length;
  if (values.kind !== 'list' || values.items.some((item) => item.kind === 'spread')) return null;
  return constant(values.items.length);
}

const shapesAndAxis = { shapes: listOf(sizes), axis };

const assertParamsConsistent = row('backend_util.assertParamsConsistent', shapesAndAxis, (args, ask) => {
  requireJoinable(ask, args.shapes, args.axis);
  return ABSENT;
});

/** The library checks nothing here: neither the axis nor that the other dimensions agree. */
const computeOutShape = row('backend_util.computeOutShape', shapesAndAxis, ({ shapes, axis: at }, ask) => {
  const [first] = shapes;
  const index = asConstant(ask.facts.simplify(at));
  if (first === undefined || index === null || index < 0) return unknownDatum('the axis is not known');
  if (ask.facts.decide(rankAtLeast(first, index + 1)) === 'no') return unknownDatum('there is no such axis');
  const cuts = shapes.map((shape) => cutAt(ask, shape, at, 'computeOutShape: the axis is within the rank'));
  const [{ before, after }] = cuts as [(typeof cuts)[number]];
  return shapeDatum([...before, sum(cuts.map((cut) => cut.size)), ...after]);
});

/** Unlike `tf.concat`, the axis counts from the front only. */
function requireJoinable(ask: Ask, shapes: readonly Shape[], at: Size): void {
  const [first = []] = shapes;
  const rank = asConstant(rankOf(first));
  const index = asConstant(ask.facts.simplify(at));
  for (const [place, shape] of shapes.entries()) {
    const words = (): string =>
      `Error in concat${rank}D: rank of tensors[${place}] must be the same as the rank of the rest (${rank})`;
    ask.require(sameRank(shape, first), 'concat: the same rank', words);
  }
  const words = (): string => `Error in concat${rank}D: axis must be between 0 and ${rank === null ? '?' : rank - 1}.`;
  ask.require(lessOrEqual(constant(0), at), 'concat: the axis is within the rank', words);
  if (index === null) return;
  ask.require(rankAtLeast(first, index + 1), 'concat: the axis is within the rank', words);
  const [cut, ...others] = shapes.map((shape) => cutAt(ask, shape, at, 'concat: the axis is within the rank'));
  if (cut === undefined) return;
  others.forEach((other, place) => {
    const mismatch = (): string =>
      `Error in concat${rank}D: Shape of tensors[${place + 1}] (${plainShape(shapes[place + 1] ?? [])}) does not match ` +
      `the shape of the rest (${plainShape(first)}) along the non-concatenated axis ${place + 1}.`;
    requireSameShape(ask, cut.before, other.before, 'concat: the other dimensions', mismatch);
    requireSameShape(ask, cut.after, other.after, 'concat: the other dimensions', mismatch);
  });
}

export const shapeUtilRows: Readonly<Record<string, Row>> = {
  inferFromImplicitShape,
  squeezeShape,
  toNestedArray,
  computeStrides: row('util.computeStrides', { shape: sizes }, ({ shape }, ask) => stridesOf(ask, shape)),
  indexToLoc: row('util.indexToLoc', { index: any, rank: axis }, ({ rank }) => ({
    kind: 'repeated',
    length: rank,
    element: unknownNumber,
  })),
  locToIndex: row('util.locToIndex', {}, () => unknownNumber),
};

/** How far apart neighbours along each dimension but the last lie. */
function stridesOf(ask: Ask, shape: Shape): Datum {
  const rank = asConstant(rankOf(shape));
  if (rank === null) return unknownDatum('the rank of the shape is not known');
  return {
    kind: 'list',
    items: Array.from({ length: Math.max(rank - 1, 0) }, (_, index) => ({
      kind: 'number',
      value: fromSize(countElements(ask, shape.slice(index + 1))),
    })),
  };
}

export const joinUtilRows: Readonly<Record<string, Row>> = { assertParamsConsistent, computeOutShape };
