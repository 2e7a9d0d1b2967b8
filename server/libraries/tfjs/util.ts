/** TensorFlow.js: `tf.util`, and the arithmetic of shapes that it exports for kernels. */
import { broadcast } from '../../kernels/broadcast.ts';
import { requireSameShape } from '../../kernels/unify.ts';
import { countElements, reshape } from '../../kernels/reshape.ts';
import { plainShape } from '../../kernels/words.ts';
import { fromSize } from '../../symbolic/quotient.ts';
import type { Size } from '../../symbolic/size.ts';
import { ABSENT, type Datum, promiseDatum, stringDatum } from '../datum.ts';
import { any, condition, literalTensor, maybe, size, sizes, tensor } from '../parameters.ts';
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

const sizeFromShape = row('util.sizeFromShape', { shape: sizes }, ({ shape }, ask) => numberDatum(countElements(ask, shape)));

const inferFromImplicitShape = row('util.inferFromImplicitShape', { shape: sizes, size }, (args, ask) =>
  shapeDatum(reshape(ask, [args.size], args.shape, 'inferFromImplicitShape')),
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

const assertAndGetBroadcastShape = row('broadcast_util.assertAndGetBroadcastShape', { shapeA: sizes, shapeB: sizes }, (args, ask) =>
  shapeDatum(broadcast(ask, args.shapeA, args.shapeB, 'broadcast')),
);

/** A function of `tf.util` whose result says nothing about shapes. */
function answering(name: string, answer: Datum): Row {
  return row(`util.${name}`, {}, () => answer);
}

/** A function of `tf.util` that returns nothing. */
function silent(name: string): Row {
  return row(`util.${name}`, {}, () => ABSENT, { silent: true });
}

export const utilRows: Readonly<Record<string, Row>> = {
  assert,
  assertShapesMatch,
  assertNonNull: silent('assertNonNull'),
  sizeFromShape,
  inferFromImplicitShape,
  flatten,
  createShuffledIndices,
  toTypedArray,
  shuffle: silent('shuffle'),
  shuffleCombo: silent('shuffleCombo'),
  swap: silent('swap'),
  now: answering('now', unknownNumber),
  clamp: answering('clamp', unknownNumber),
  randUniform: answering('randUniform', unknownNumber),
  distSquared: answering('distSquared', unknownNumber),
  sum: answering('sum', unknownNumber),
  bytesPerElement: answering('bytesPerElement', unknownNumber),
  inferDtype: answering('inferDtype', stringDatum(null)),
  decodeString: answering('decodeString', stringDatum(null)),
  encodeString: answering('encodeString', unknownDatum('the bytes of a string')),
  arraysEqual: answering('arraysEqual', unknownBoolean),
  isTypedArray: answering('isTypedArray', unknownBoolean),
  isScalarShape: answering('isScalarShape', unknownBoolean),
  fetch: answering('fetch', promiseDatum(unknownDatum('a file from the network'))),
};

export const broadcastUtilRows: Readonly<Record<string, Row>> = { assertAndGetBroadcastShape };
