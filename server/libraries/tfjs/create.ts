/** TensorFlow.js: tensors made from values and from shapes. */
import { type Ask, Refused } from '../../kernels/ask.ts';
import { rangeLength, requireBatch, requireSizes } from '../../kernels/create.ts';
import { requireSameShape } from '../../kernels/unify.ts';
import { plainShape } from '../../kernels/words.ts';
import {
  compareQuotients,
  divideQuotients,
  floorQuotient,
  fromSize,
  type Quotient,
  subtractQuotients,
} from '../../symbolic/quotient.ts';
import { less, lessOrEqual } from '../../symbolic/relation.ts';
import { constant, type Size } from '../../symbolic/size.ts';
import type { DType } from '../../tensor/dtype.ts';
import { type FakeTensor, fakeTensor, type Shape } from '../../tensor/tensor.ts';
import { tensorDatum } from '../datum.ts';
import {
  any,
  dtype,
  number,
  optional,
  size,
  tensor,
  typeOf,
  wholeSize,
  wholeSizes,
  withDefault,
} from '../parameters.ts';
import { type Parameter, type Row, row } from '../row.ts';
import { doc } from './documentation.ts';
import { numeric, typed } from './numerics.ts';

/** The shape of a new tensor. */
export const newShape: Parameter<Shape> = {
  read(argument, ask, name) {
    if (argument.kind === 'number')
      throw new Refused(`${name}: a list of sizes`, null, `${name}.forEach is not a function`);
    return requireSizes(ask, wholeSizes.read(argument, ask, name), name);
  },
};

const NONE = fromSize(constant(0));
const UNIT = fromSize(constant(1));

const defaultFloat = withDefault(dtype('float32'), 'float32');

/** Zeros, ones: a shape and a data type. */
function constantTensor(name: string): Row {
  return row(
    name,
    { shape: newShape, dtype: defaultFloat },
    (args) => tensorDatum(newTensor(args.shape, args.dtype)),
    doc(name),
  );
}

function newTensor(shape: Shape, type: DType | null): FakeTensor {
  if (type === 'string') throw new Refused('dtype: numbers', null, 'Unknown data type string');
  return fakeTensor(shape, type);
}

const fill = row(
  'fill',
  { shape: newShape, value: any, dtype: optional(dtype(null)) },
  (args) => tensorDatum(fakeTensor(args.shape, args.dtype ?? typeOf(args.value))),
  doc('fill'),
);

/** A number of a range; an argument of unknown type is a size there. */
const bound: Parameter<Quotient> = {
  read: (argument, ask, name) =>
    argument.kind === 'unknown' ? fromSize(size.read(argument, ask, name)) : number.read(argument, ask, name),
};

const range = row(
  'range',
  { start: bound, stop: bound, step: withDefault(bound, UNIT), dtype: defaultFloat },
  ({ start, stop, step, dtype: type }, ask) => {
    if (step.numerator === NONE.numerator)
      throw new Refused('range: a step that is not 0', null, 'Cannot have a step of zero');
    const length = lengthOf(ask, start, stop, step);
    return tensorDatum(fakeTensor([length ?? ask.fresh('range', 0)], type));
  },
  doc('range'),
);

/** A positive step up to 1, the default, counts down where `stop` is before `start`. */
function lengthOf(ask: Ask, start: Quotient, stop: Quotient, step: Quotient): Size | null {
  const isFalling = ask.facts.decide(compareQuotients('<', stop, start)) === 'yes';
  const isRising = ask.facts.decide(compareQuotients('<', NONE, step));
  if (!isFalling || isRising === 'no') return rangeLength(ask, start, stop, step);
  const isSmall = ask.facts.decide(compareQuotients('<=', step, UNIT));
  if (isRising === 'unknown' || isSmall === 'unknown') return null;
  const count = divideQuotients(subtractQuotients(start, stop), step);
  return isSmall === 'no' ? constant(0) : count && floorQuotient(count);
}

const linspace = row(
  'linspace',
  { start: any, stop: any, num: size },
  ({ num }, ask) => {
    ask.require(
      less(constant(0), num),
      'linspace: at least one value',
      () => 'The number of values should be positive.',
    );
    return tensorDatum(fakeTensor([num], 'float32'));
  },
  doc('linspace'),
);

const eye = row(
  'eye',
  { numRows: wholeSize, numColumns: optional(wholeSize), batchShape: optional(wholeSizes), dtype: defaultFloat },
  ({ numRows, numColumns, batchShape, dtype: type }, ask) => {
    const batch = batchShape === null ? [] : requireBatch(batchShape);
    return tensorDatum(fakeTensor(requireSizes(ask, [...batch, numRows, numColumns ?? numRows], 'eye'), type));
  },
  doc('eye'),
);

const oneHot = row(
  'oneHot',
  {
    indices: typed('int32', 'oneHot'),
    depth: size,
    onValue: any,
    offValue: any,
    dtype: withDefault(dtype('int32'), 'int32'),
  },
  ({ indices, depth, dtype: type }, ask) => {
    const words = (): string => `Error in oneHot: depth must be >=2, but it is ${plainShape([depth])}`;
    ask.require(lessOrEqual(constant(2), depth), 'oneHot: depth at least 2', words);
    return tensorDatum(fakeTensor([...indices.shape, depth], type));
  },
  doc('oneHot'),
);

const diag = row(
  'diag',
  { x: tensor },
  ({ x }) => tensorDatum(fakeTensor([...x.shape, ...x.shape], x.dtype)),
  doc('diag'),
);

const complex = row(
  'complex',
  { real: numeric('complex'), imag: numeric('complex') },
  ({ real, imag }, ask) => {
    const shapes = `${plainShape(real.shape)} and ${plainShape(imag.shape)}`;
    const words = (): string =>
      `real and imag shapes, ${shapes}, must match in call to tf.complex(). Shapes ${shapes} must match`;
    return tensorDatum(
      fakeTensor(requireSameShape(ask, real.shape, imag.shape, 'complex: same shape', words), 'complex64'),
    );
  },
  doc('complex'),
);

function part(name: 'real' | 'imag'): Row {
  const input = typed('complex64', name);
  return row(name, { input }, (args) => tensorDatum(fakeTensor(args.input.shape, 'float32')), doc(name));
}

/** A tensor like another one. */
function like(name: string): Row {
  return row(name, { x: numeric(name) }, ({ x }) => tensorDatum(x), doc(name));
}

export const createRows: Readonly<Record<string, Row>> = {
  zeros: constantTensor('zeros'),
  ones: constantTensor('ones'),
  zerosLike: like('zerosLike'),
  onesLike: like('onesLike'),
  fill,
  range,
  linspace,
  eye,
  oneHot,
  diag,
  complex,
  real: part('real'),
  imag: part('imag'),
};

/** The method does not take a data type. */
export const createMethods: Readonly<Record<string, Row>> = {
  oneHot: row(
    'oneHot',
    { indices: any, depth: any, onValue: any, offValue: any },
    ({ indices, depth }, ask) => oneHot.run([indices, depth], ask),
    doc('oneHot'),
  ),
};
