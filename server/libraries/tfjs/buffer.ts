/** TensorFlow.js: tensor buffers, whose elements the program sets one by one. */
import { type Ask, Refused } from '../../kernels/ask.ts';
import { countElements } from '../../kernels/reshape.ts';
import { plainShape } from '../../kernels/words.ts';
import { asSize, fromSize } from '../../symbolic/quotient.ts';
import { asConstant } from '../../symbolic/size.ts';
import { type FakeTensor, fakeTensor, isSpread, rankOf } from '../../tensor/tensor.ts';
import { ABSENT, type Datum, type InstanceDatum, promiseDatum, stringDatum, tensorDatum } from '../datum.ts';
import { any, dtype, tensor } from '../parameters.ts';
import { type InstanceType, type Row, row } from '../row.ts';
import { newShape } from './create.ts';
import { doc } from './documentation.ts';
import { newInstance, shapeDatum } from './instances.ts';
import { unknownDatum, unknownNumber } from './unknowns.ts';

/** `tf.TensorBuffer`; the state is the tensor that it becomes. */
export const TENSOR_BUFFER: InstanceType = {
  name: 'TensorBuffer',
  construct: ([shape = ABSENT, type = ABSENT], ask) => tensorOf(shape, type, ask),
  methods: {
    get: (self, place) => element(held(self), place),
    set: (self, [, ...place]) => refuseWrongPlace(held(self), place),
    toTensor: (self) => tensorDatum(held(self)),
    indexToLoc: (self) => ({ kind: 'repeated', length: rankOf(held(self).shape), element: unknownNumber }),
    locToIndex: () => unknownNumber,
  },
  properties: {
    shape: (self) => shapeDatum(held(self).shape),
    rank: (self) => ({ kind: 'number', value: fromSize(rankOf(held(self).shape)) }),
    size: (self, ask) => ({ kind: 'number', value: fromSize(countElements(ask, held(self).shape)) }),
    dtype: (self) => stringDatum(held(self).dtype),
    values: (self, ask) => ({ kind: 'buffer', dtype: held(self).dtype, length: countElements(ask, held(self).shape) }),
    strides: () => unknownDatum('the strides of a buffer'),
  },
};

const buffer = row(
  'buffer',
  { shape: newShape, dtype: dtype('float32'), values: any },
  ({ shape, dtype: type }) => newInstance(TENSOR_BUFFER, fakeTensor(shape, type)),
  doc('buffer'),
);

const bufferSync = row(
  'bufferSync',
  { x: tensor },
  ({ x }) => newInstance(TENSOR_BUFFER, x),
  doc('tf.Tensor.bufferSync'),
);

const bufferOfTensor = row(
  'buffer',
  { x: tensor },
  ({ x }) => promiseDatum(newInstance(TENSOR_BUFFER, x)),
  doc('tf.Tensor.buffer'),
);

export const bufferRows: Readonly<Record<string, Row>> = { buffer };

export const bufferMethods: Readonly<Record<string, Row>> = { buffer: bufferOfTensor, bufferSync };

function tensorOf(shape: Datum, type: Datum, ask: Ask): FakeTensor {
  return fakeTensor(newShape.read(shape, ask, 'shape'), dtype('float32').read(type, ask, 'dtype'));
}

/** Reading checks every coordinate, but not how many there are; writing does the opposite. */
function element({ shape, dtype: type }: FakeTensor, place: readonly Datum[]): Datum {
  place.forEach((coordinate, index) => {
    const dim = shape[index];
    const at = coordinate.kind === 'number' && coordinate.value !== null ? asSize(coordinate.value) : null;
    const [found, count] = [at && asConstant(at), dim === undefined || isSpread(dim) ? null : asConstant(dim)];
    if (found === null || count === null || (found >= 0 && found < count)) return;
    const words = `Requested out of range element. Buffer shape=${plainShape(shape)}`;
    throw new Refused('get: a place in the buffer', null, words);
  });
  return type === 'string' ? stringDatum(null) : unknownNumber;
}

/** A place has a coordinate for each dimension. */
function refuseWrongPlace({ shape }: FakeTensor, place: readonly Datum[]): Datum {
  if (shape.some(isSpread) || place.some((coordinate) => coordinate.kind !== 'number')) return ABSENT;
  const expected = place.length === 0 ? 1 : place.length;
  if (expected !== shape.length) {
    const words = `The number of provided coordinates (${place.length}) must match the rank (${shape.length})`;
    throw new Refused('set: a coordinate for each dimension', null, words);
  }
  return ABSENT;
}

function held(self: InstanceDatum): FakeTensor {
  return self.state as FakeTensor;
}
