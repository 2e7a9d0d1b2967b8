/** TensorFlow.js: tensors made from values: `tf.tensor`, `tf.tensor1d` to `tf.tensor6d`, `tf.scalar`. */
import { type Ask, Refused, Unreadable } from '../../kernels/ask.ts';
import { requireCount } from '../../kernels/create.ts';
import { plainShape } from '../../kernels/words.ts';
import { equal } from '../../symbolic/relation.ts';
import type { DType } from '../../tensor/dtype.ts';
import { elementCount, type FakeTensor, fakeTensor, isSpread, type Shape, sizesOf } from '../../tensor/tensor.ts';
import { type Datum, tensorDatum } from '../datum.ts';
import { any, dtype, literalTensor, optional, typeOf } from '../parameters.ts';
import { type Row, row } from '../row.ts';
import { newShape } from './create.ts';
import { doc } from './documentation.ts';

const stated = { values: any, shape: optional(newShape), dtype: optional(dtype(null)) };

const tensorRow = row(
  'tensor',
  stated,
  ({ values, shape, dtype: type }, ask) => {
    const inferred = inferredTensor(values, ask, null, shape);
    return tensorDatum(statedTensor(ask, inferred, shape, type, 'tensor'));
  },
  doc('tensor'),
);

/** `tf.tensor2d` and its like: nested lists of one depth, or flat values and a shape. */
function tensorOfRank(rank: number): Row {
  const name = `tensor${rank}d`;
  return row(
    name,
    stated,
    ({ values, shape, dtype: type }, ask) => {
      if (shape !== null && !shape.some(isSpread) && shape.length !== rank)
        throw refusal(name, `requires shape to have ${rank} numbers`);
      const inferred = inferredTensor(values, ask, rank, shape);
      const depth = inferred === null ? null : sizesOf(inferred.shape)?.length;
      if (depth !== null && depth !== undefined && depth !== rank && depth !== 1) {
        throw refusal(name, `requires values to be number${'[]'.repeat(rank)} or flat/TypedArray`);
      }
      if (depth === 1 && rank > 1 && shape === null) {
        throw refusal(name, 'requires shape to be provided when `values` are a flat/TypedArray');
      }
      return tensorDatum(statedTensor(ask, inferred, shape, type, name));
    },
    doc(name),
  );
}

const tensor1d = row(
  'tensor1d',
  { values: any, dtype: optional(dtype(null)) },
  ({ values, dtype: type }, ask) => {
    const inferred = inferredTensor(values, ask, 1, null);
    const depth = inferred && sizesOf(inferred.shape)?.length;
    if (typeof depth === 'number' && depth !== 1) throw refusal('tensor1d', 'requires values to be a flat/TypedArray');
    return tensorDatum(statedTensor(ask, inferred, null, type, 'tensor1d'));
  },
  doc('tensor1d'),
);

const scalar = row(
  'scalar',
  { value: any, dtype: optional(dtype(null)) },
  ({ value, dtype: type }) => {
    if ((value.kind === 'list' || value.kind === 'repeated' || value.kind === 'buffer') && type !== 'string') {
      const words = 'Error creating a new Scalar: value must be a primitive (number|boolean|string)';
      throw new Refused('scalar: a primitive', null, words);
    }
    return tensorDatum(refuseComplex(fakeTensor([], type ?? typeOf(value))));
  },
  doc('scalar'),
);

/** What the values say; `null` where they are not known and the shape is stated. */
function inferredTensor(values: Datum, ask: Ask, rank: number | null, shape: Shape | null): FakeTensor | null {
  if (values.kind === 'tensor') {
    const words =
      'values passed to tensor(values) must be a number/boolean/string or an array of numbers/booleans/strings, or a TypedArray';
    throw new Refused('tensor: values are no tensor', null, words);
  }
  if (values.kind === 'unknown' && shape !== null) return null;
  const inferred = literalTensor(values, ask, shape === null ? rank : null);
  if (inferred === null && shape === null) throw new Unreadable({ message: 'the values are not known', place: null });
  return inferred;
}

/** The tensor of the stated shape, which has to hold the values. */
function statedTensor(
  ask: Ask,
  inferred: FakeTensor | null,
  shape: Shape | null,
  type: DType | null,
  name: string,
): FakeTensor {
  if (inferred !== null && shape !== null) requireFits(ask, inferred.shape, shape, name);
  return refuseComplex(fakeTensor(shape ?? inferred?.shape ?? [], type ?? inferred?.dtype ?? null));
}

/** Nested lists must have the stated shape, but their innermost lists may hold several of its dimensions. */
function requireFits(ask: Ask, inferred: Shape, shape: Shape, name: string): void {
  const count = elementCount(inferred);
  // Elements of unknown depth may be numbers, and the list flat.
  if (count === null) return;
  requireCount(ask, count, shape, name);
  const words = (): string =>
    `Error creating a new Tensor. Inferred shape (${plainShape(inferred)}) does not match the provided shape (${plainShape(shape)}).`;
  inferred.slice(0, -1).forEach((dim, index) => {
    const wanted = shape[index];
    if (wanted === undefined) throw new Refused(`${name}: the shape of the values`, null, words());
    if (!isSpread(dim) && !isSpread(wanted)) ask.require(equal(dim, wanted), `${name}: the shape of the values`, words);
  });
}

function refuseComplex(tensor: FakeTensor): FakeTensor {
  if (tensor.dtype !== 'complex64') return tensor;
  const words = 'Cannot construct a complex64 tensor directly. Please use tf.complex(real, imag).';
  throw new Refused('tensor: no complex numbers', null, words);
}

function refusal(name: string, rule: string): Refused {
  return new Refused(`${name}: ${rule}`, null, `${name}() ${rule}`);
}

export const valueRows: Readonly<Record<string, Row>> = {
  tensor: tensorRow,
  scalar,
  tensor1d,
  tensor2d: tensorOfRank(2),
  tensor3d: tensorOfRank(3),
  tensor4d: tensorOfRank(4),
  tensor5d: tensorOfRank(5),
  tensor6d: tensorOfRank(6),
};
