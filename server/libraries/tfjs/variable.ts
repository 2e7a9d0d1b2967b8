/** TensorFlow.js: variables, which act as the tensors that they hold. */

import { Refused } from '../../kernels/ask.ts';
import { requireSameShape } from '../../kernels/unify.ts';
import { plainShape } from '../../kernels/words.ts';
import { type FakeTensor, fakeTensor } from '../../tensor/tensor.ts';
import { ABSENT, tensorDatum } from '../datum.ts';
import { any, dtype, isAbsent, tensor } from '../parameters.ts';
import { type Row, row } from '../row.ts';
import { doc } from './documentation.ts';

/** `tf.variable(x)`, and `new tf.Variable(x)`. */
const variable = row(
  'variable',
  { initialValue: tensor, trainable: any, name: any, dtype: dtype(null) },
  ({ initialValue, trainable, dtype: type }) => {
    const held = fakeTensor(initialValue.shape, type ?? initialValue.dtype);
    const isTrained = isAbsent(trainable) || (trainable.kind === 'boolean' && trainable.value === true);
    if (isTrained) trained.add(held);
    return tensorDatum(held);
  },
  doc('variable'),
);

const trained = new WeakSet<FakeTensor>();

/** Whether a tensor is what a variable holds that training changes. */
export function isTrainedVariable(tensor: FakeTensor): boolean {
  return trained.has(tensor);
}

const assign = row(
  'assign',
  { variable: tensor, newValue: tensor },
  ({ variable: held, newValue }, ask) => {
    if (held.dtype !== null && newValue.dtype !== null && held.dtype !== newValue.dtype) {
      const words = `dtype of the new value (${newValue.dtype}) and previous value (${held.dtype}) must match`;
      throw new Refused('assign: the data type stays', null, words);
    }
    const words = (): string =>
      `shape of the new value (${plainShape(newValue.shape)}) and previous value (${plainShape(held.shape)}) must match`;
    requireSameShape(ask, newValue.shape, held.shape, 'assign: the shape stays', words);
    return ABSENT;
  },
  { ...doc('tf.Variable.assign'), silent: true },
);

const disposeVariables = row('disposeVariables', {}, () => ABSENT, { ...doc('disposeVariables'), silent: true });

export const variableRows: Readonly<Record<string, Row>> = { disposeVariables, variable };

/** Methods that tensors have where they are variables. */
export const variableMethods: Readonly<Record<string, Row>> = { assign };
