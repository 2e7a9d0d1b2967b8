/** Tensor arguments of which TensorFlow.js demands both a rank and a data type. */
import { Refused } from '../../kernels/ask.ts';
import { type FakeTensor, fakeTensor } from '../../tensor/tensor.ts';
import { isLiteral, tensorOf } from '../parameters.ts';
import type { Parameter } from '../row.ts';
import { refuseComplex } from './numerics.ts';

/**
 * A float32 tensor of one of some ranks; literals become one.
 * @throws Refused for a tensor of another data type, which the library does not convert.
 */
export function floatsOf(ranks: readonly number[], operation: string): Parameter<FakeTensor> {
  const reader = tensorOf(ranks, operation);
  return {
    read(argument, ask, name) {
      const { shape, dtype } = reader.read(argument, ask, name);
      if (dtype === null || dtype === 'float32' || isLiteral(argument)) return fakeTensor(shape, 'float32');
      throw wrongDType(operation, name, 'float32', dtype);
    },
  };
}

/** @throws Refused for a tensor of another data type than float32, which the library does not convert. */
export function refuseNoFloats({ dtype }: FakeTensor, name: string, operation: string): void {
  if (dtype !== null && dtype !== 'float32') throw wrongDType(operation, name, 'float32', dtype);
}

/** A tensor of one of some ranks that holds numbers, none of them complex. */
export function numbersOf(ranks: readonly number[], operation: string): Parameter<FakeTensor> {
  const reader = tensorOf(ranks, operation);
  return {
    read(argument, ask, name) {
      const found = reader.read(argument, ask, name);
      if (found.dtype === 'string') throw wrongDType(operation, name, 'numeric', found.dtype);
      return refuseComplex(found, operation);
    },
  };
}

function wrongDType(operation: string, name: string, expected: string, found: string): Refused {
  const words = `Argument '${name}' passed to '${operation}' must be ${expected} tensor, but got ${found} tensor`;
  return new Refused(`${operation}: ${name} is a ${expected} tensor`, null, words);
}
