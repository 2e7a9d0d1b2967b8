/** TensorFlow.js: conversions of data types, copies, and the way of data out of tensors. */
import { type Ask, Refused } from '../../kernels/ask.ts';
import { knownSizes } from '../../kernels/carve.ts';
import { rankIs } from '../../kernels/rank.ts';
import { countElements } from '../../kernels/reshape.ts';
import { plainShape } from '../../kernels/words.ts';
import { equal } from '../../symbolic/relation.ts';
import { asConstant, times } from '../../symbolic/size.ts';
import { type DType, promote } from '../../tensor/dtype.ts';
import { type FakeTensor, fakeTensor, isSpread, resolveShape, type Shape } from '../../tensor/tensor.ts';
import { ABSENT, type Datum, listDatum, promiseDatum, stringDatum, tensorDatum } from '../datum.ts';
import { any, dtype, list, maybe, size, tensor } from '../parameters.ts';
import { type Row, row } from '../row.ts';
import { doc } from './documentation.ts';
import { numeric } from './numerics.ts';
import { unknownDatum } from './unknowns.ts';

const cast = row(
  'cast',
  { x: numeric('cast'), dtype: dtype(null) },
  ({ x, dtype: type }) => tensorDatum(converted(x, type)),
  doc('cast'),
);

/** Methods named after the data type that they convert to. */
function castTo(type: DType): Row {
  return row('cast', { x: numeric('cast') }, ({ x }) => tensorDatum(converted(x, type)), doc('cast'));
}

function converted({ shape }: FakeTensor, type: DType | null): FakeTensor {
  if (type === 'string') throw new Refused('cast: numbers', null, 'Only strings can be casted to strings');
  return fakeTensor(shape, type);
}

/** Sizes that are `null` in the expected shape may be anything. */
const ensureShape = row(
  'ensureShape',
  { x: tensor, shape: list },
  ({ x, shape }, ask) => {
    const words = (): string =>
      `EnsureShape: Shape of tensor ${plainShape(x.shape)} is not compatible with expected shape`;
    ask.require(rankIs(x.shape, shape.length), 'ensureShape: the rank', words);
    knownSizes(ask, x.shape).forEach((dim, index) => {
      const expected = maybe(size).read(shape[index] ?? ABSENT, ask, 'shape');
      if (expected !== null) ask.require(equal(dim, expected), 'ensureShape: the sizes', words);
    });
    return tensorDatum(fakeTensor(resolveShape(ask.facts, x.shape), x.dtype));
  },
  doc('ensureShape'),
);

const upcastType = row('upcastType', { typeA: dtype(null), typeB: dtype(null) }, ({ typeA, typeB }) =>
  stringDatum(promote(typeA, typeB)),
);

const sumOutType = row('sumOutType', { type: dtype(null) }, ({ type }) => stringDatum(promote(type, 'int32')));

const clone = row('clone', { x: tensor }, ({ x }) => tensorDatum(x), doc('clone'));

const print = row('print', { x: any, verbose: any }, () => ABSENT, { ...doc('print'), silent: true });

const dataSync = row('dataSync', { x: tensor }, ({ x }, ask) => flatData(x, ask), doc('tf.Tensor.dataSync'));
const data = row('data', { x: tensor }, ({ x }, ask) => promiseDatum(flatData(x, ask)), doc('tf.Tensor.data'));
const arraySync = row('arraySync', { x: tensor }, ({ x }, ask) => nestedData(x, ask), doc('tf.Tensor.arraySync'));
const array = row('array', { x: tensor }, ({ x }, ask) => promiseDatum(nestedData(x, ask)), doc('tf.Tensor.array'));

/** The elements in a typed array; complex numbers take two each. */
function flatData({ shape, dtype: type }: FakeTensor, ask: Ask): Datum {
  const count = countElements(ask, shape);
  if (type === 'string') return { kind: 'repeated', length: count, element: stringDatum(null) };
  return { kind: 'buffer', dtype: type, length: type === 'complex64' ? times(count, 2) : count };
}

/** The elements in nested lists. */
function nestedData({ shape, dtype: type }: FakeTensor, ask: Ask): Datum {
  const isEmpty = shape.some((dim) => !isSpread(dim) && asConstant(dim) === 0);
  if (isEmpty) return listDatum([]);
  const element: Datum = type === 'string' ? stringDatum(null) : { kind: 'number', value: null };
  return resolveShape(ask.facts, type === 'complex64' ? doubled(shape) : shape).reduceRight<Datum>(
    (inner, dim) =>
      isSpread(dim)
        ? unknownDatum('the rank of the tensor is not known')
        : { kind: 'repeated', length: dim, element: inner },
    element,
  );
}

/** Complex numbers take two places each in the innermost lists. */
function doubled(shape: Shape): Shape {
  const last = shape.at(-1);
  return last === undefined || isSpread(last) ? shape : [...shape.slice(0, -1), times(last, 2)];
}

export const convertRows: Readonly<Record<string, Row>> = { cast, clone, ensureShape, print, sumOutType, upcastType };

export const convertMethods: Readonly<Record<string, Row>> = {
  asType: cast,
  toFloat: castTo('float32'),
  toInt: castTo('int32'),
  toBool: castTo('bool'),
  dataSync,
  data,
  arraySync,
  array,
  bytes: row('bytes', { x: any }, () => promiseDatum(unknownDatum('the bytes of a tensor'))),
  dataToGPU: row('dataToGPU', { x: any, options: any }, () => unknownDatum('data on the graphics card')),
  toString: row('toString', { x: any, verbose: any }, () => stringDatum(null)),
  dispose: row('dispose', { x: any }, () => ABSENT, { ...doc('dispose'), silent: true }),
  throwIfDisposed: row('throwIfDisposed', { x: any }, () => ABSENT, { silent: true }),
};
