/** TensorFlow.js: `tf.util`, and the arithmetic of shapes that it exports for kernels. */
import { Refused } from '../../kernels/ask.ts';
import { requireAxis } from '../../kernels/axes.ts';
import { broadcast } from '../../kernels/broadcast.ts';
import { knownSizes } from '../../kernels/carve.ts';
import { countElements } from '../../kernels/reshape.ts';
import { requireSameShape } from '../../kernels/unify.ts';
import { plainShape } from '../../kernels/words.ts';
import { all, type Condition, relationCondition } from '../../symbolic/condition.ts';
import { asSize, fromSize } from '../../symbolic/quotient.ts';
import { equal } from '../../symbolic/relation.ts';
import { add, asConstant, constant, maximum, minimum, type Size, sum as total } from '../../symbolic/size.ts';
import { isSpread, rankOf } from '../../tensor/tensor.ts';
import { ABSENT, type Datum, listDatum, promiseDatum, type SpreadItem, stringDatum } from '../datum.ts';
import { any, condition, literalTensor, maybe, optional, size, sizes, tensor, text, wholeAxes } from '../parameters.ts';
import { type Row, row } from '../row.ts';
import { shapeDatum } from './instances.ts';
import { unknownBoolean, unknownDatum, unknownNumber } from './unknowns.ts';

function numberDatum(value: Size): Datum {
  return { kind: 'number', value: fromSize(value) };
}

/** The library throws where the condition does not hold. */
const assert = row('util.assert', { expr: maybe(condition), msg: any }, ({ expr }, ask) => {
  if (expr !== null) ask.require(expr, 'util.assert: the condition');
  return ABSENT;
});

const assertShapesMatch = row('util.assertShapesMatch', { shapeA: sizes, shapeB: sizes }, ({ shapeA, shapeB }, ask) => {
  const words = (): string => ` Shapes ${plainShape(shapeA)} and ${plainShape(shapeB)} must match`;
  requireSameShape(ask, shapeA, shapeB, 'assertShapesMatch: same shape', words);
  return ABSENT;
});

const sizeFromShape = row('util.sizeFromShape', { shape: sizes }, ({ shape }, ask) =>
  numberDatum(countElements(ask, shape)),
);

/** All numbers of nested lists in one. */
const flatten = row('util.flatten', { arr: any }, ({ arr }, ask) => {
  const found = arr.kind === 'tensor' ? arr.tensor : literalTensor(arr, ask, null);
  if (found === null) return unknownDatum('the list is not known');
  return { kind: 'repeated', length: countElements(ask, found.shape), element: unknownNumber };
});

const createShuffledIndices = row('util.createShuffledIndices', { n: size }, ({ n }) => ({
  kind: 'buffer',
  dtype: 'int32',
  length: n,
}));

const toTypedArray = row('util.toTypedArray', { a: tensor, dtype: any }, ({ a, dtype }, ask) => {
  const type = dtype.kind === 'string' ? dtype.value : null;
  const known = type === 'int32' || type === 'float32' || type === 'bool' ? type : null;
  return { kind: 'buffer', dtype: known, length: countElements(ask, a.shape) };
});

const assertAndGetBroadcastShape = row(
  'broadcast_util.assertAndGetBroadcastShape',
  { shapeA: sizes, shapeB: sizes },
  (args, ask) => shapeDatum(broadcast(ask, args.shapeA, args.shapeB, 'broadcast')),
);

/** Axes as indices from the front; all of them where none are given. */
const parseAxisParam = row(
  'util.parseAxisParam',
  { axis: optional(wholeAxes), shape: sizes },
  ({ axis, shape }, ask) => {
    const known = axis ?? knownSizes(ask, shape).map((_, index) => constant(index));
    const rank = rankOf(shape);
    return listDatum(
      known.map((one) => {
        requireAxis(ask, shape, one, 'parseAxisParam');
        return numberDatum((asConstant(one) ?? 0) < 0 ? add(rank, one) : one);
      }),
    );
  },
);

/** Whether two lists of numbers are equal, as a condition on them. */
const arraysEqual = row('util.arraysEqual', { n1: any, n2: any }, ({ n1, n2 }) => {
  if (n1.kind !== 'list' || n2.kind !== 'list') return unknownBoolean;
  if ([...n1.items, ...n2.items].some((item) => item.kind === 'spread')) return unknownBoolean;
  if (n1.items.length !== n2.items.length) return { kind: 'boolean', value: false };
  const pairs = n1.items.map((item, index) => [numberIn(item), numberIn(n2.items[index])] as const);
  const claims = pairs.map(([a, b]) => (a === null || b === null ? null : relationCondition(equal(a, b))));
  if (claims.includes(null)) return unknownBoolean;
  return { kind: 'boolean', value: all(...(claims as Condition[])) };
});

function numberIn(item: Datum | SpreadItem | undefined): Size | null {
  return item?.kind === 'number' && item.value !== null ? asSize(item.value) : null;
}

/** Whether a shape is that of one number. */
const isScalarShape = row('util.isScalarShape', { shape: sizes }, ({ shape }) => ({
  kind: 'boolean',
  value: relationCondition(equal(rankOf(shape), constant(0))),
}));

/** `x`, but no less and no more than the bounds. */
const clamp = row('util.clamp', { min: maybe(size), x: maybe(size), max: maybe(size) }, ({ min, x, max }) =>
  min === null || x === null || max === null ? unknownNumber : numberDatum(maximum(min, minimum(x, max))),
);

/** What the numbers of a list add up to. */
const sum = row('util.sum', { arr: maybe(sizes) }, ({ arr }) =>
  arr === null || arr.some(isSpread) ? unknownNumber : numberDatum(total(arr as readonly Size[])),
);

const BYTES: Readonly<Record<string, number>> = { float32: 4, int32: 4, complex64: 8, bool: 1 };

/** How many bytes an element of a data type takes. */
const bytesPerElement = row('util.bytesPerElement', { dtype: maybe(text) }, ({ dtype }) => {
  if (dtype === null) return unknownNumber;
  const bytes = Object.hasOwn(BYTES, dtype) ? BYTES[dtype] : undefined;
  if (bytes === undefined) throw new Refused('bytesPerElement: a data type', null, `Unknown dtype ${dtype}`);
  return numberDatum(constant(bytes));
});

/** A function of `tf.util` whose result says nothing about shapes. */
function answering(name: string, answer: Datum): Row {
  return row(`util.${name}`, {}, () => answer);
}

/** A function of `tf.util` that returns nothing. */
function silent(name: string): Row {
  return row(`util.${name}`, {}, () => ABSENT, { silent: true });
}

const QUESTIONS = [
  'isBoolean',
  'isFunction',
  'isInt',
  'isNumber',
  'isPromise',
  'isString',
  'isTypedArray',
  'isValidDtype',
];

export const utilRows: Readonly<Record<string, Row>> = {
  assert,
  assertShapesMatch,
  assertNonNull: silent('assertNonNull'),
  sizeFromShape,
  parseAxisParam,
  flatten,
  createShuffledIndices,
  toTypedArray,
  shuffle: silent('shuffle'),
  shuffleCombo: silent('shuffleCombo'),
  swap: silent('swap'),
  now: answering('now', unknownNumber),
  clamp,
  randUniform: answering('randUniform', unknownNumber),
  distSquared: answering('distSquared', unknownNumber),
  sum,
  bytesPerElement,
  inferDtype: answering('inferDtype', stringDatum(null)),
  decodeString: answering('decodeString', stringDatum(null)),
  encodeString: answering('encodeString', unknownDatum('the bytes of a string')),
  arraysEqual,
  arraysEqualWithNull: { ...arraysEqual, name: 'util.arraysEqualWithNull' },
  isScalarShape,
  ...Object.fromEntries(QUESTIONS.map((name) => [name, answering(name, unknownBoolean)])),
  fetch: answering('fetch', promiseDatum(unknownDatum('a file from the network'))),
};

export const broadcastUtilRows: Readonly<Record<string, Row>> = { assertAndGetBroadcastShape };
