/** Arguments that TensorFlow.js wants to be of certain data types. */
import { Refused } from '../../kernels/ask.ts';
import type { DType } from '../../tensor/dtype.ts';
import { type FakeTensor, fakeTensor } from '../../tensor/tensor.ts';
import { isLiteral, tensor } from '../parameters.ts';
import type { Parameter } from '../row.ts';

/** Any tensor but one of strings. */
export function numeric(operation: string): Parameter<FakeTensor> {
  return {
    read(argument, ask, name) {
      const found = tensor.read(argument, ask, name);
      if (found.dtype === 'string') throw wrongDType(operation, name, 'numeric', found.dtype);
      return found;
    },
  };
}

/** A tensor of numbers that are not complex. */
export function real(operation: string): Parameter<FakeTensor> {
  const reader = numeric(operation);
  return { read: (argument, ask, name) => refuseComplex(reader.read(argument, ask, name), operation) };
}

/** A tensor of one data type; a literal becomes one. */
export function typed(dtype: DType, operation: string): Parameter<FakeTensor> {
  return {
    read(argument, ask, name) {
      const found = tensor.read(argument, ask, name);
      if (found.dtype !== null && found.dtype !== dtype && (!isLiteral(argument) || found.dtype === 'string')) {
        throw wrongDType(operation, name, dtype, found.dtype);
      }
      return fakeTensor(found.shape, dtype);
    },
  };
}

/** A tensor of anything but complex numbers: numbers, truth values, texts. */
export function movable(operation: string): Parameter<FakeTensor> {
  return { read: (argument, ask, name) => refuseComplex(tensor.read(argument, ask, name), operation) };
}

export function refuseComplex(found: FakeTensor, operation: string): FakeTensor {
  if (found.dtype !== 'complex64') return found;
  throw new Refused(`${operation}: no complex numbers`, null, `${operation} does not support complex64 tensors`);
}

function wrongDType(operation: string, name: string, expected: string, found: string): Refused {
  const words = `Argument '${name}' passed to '${operation}' must be ${expected} tensor, but got ${found} tensor`;
  return new Refused(`${operation}: ${name} is a ${expected} tensor`, null, words);
}
