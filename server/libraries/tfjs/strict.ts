/** TensorFlow.js: operations of versions before 3 on two tensors of the same shape, which do not broadcast. */
import { requireSameShape } from '../../kernels/unify.ts';
import { plainShape } from '../../kernels/words.ts';
import { type DType, promote } from '../../tensor/dtype.ts';
import { fakeTensor } from '../../tensor/tensor.ts';
import { tensorDatum } from '../datum.ts';
import { type Row, row } from '../row.ts';
import { real } from './numerics.ts';

const ARITHMETIC = ['add', 'div', 'mod', 'mul', 'pow', 'squaredDifference', 'sub'];
const EXTREMES = ['maximum', 'minimum'];
const COMPARISONS = ['equal', 'greater', 'greaterEqual', 'less', 'lessEqual', 'notEqual'];

function strict(operation: string, result: (a: DType | null, b: DType | null) => DType | null): Row {
  const name = `${operation}Strict`;
  return row(name, { a: real(name), b: real(name) }, ({ a, b }, ask) => {
    const words = (): string =>
      `Error in ${name}:  Shapes ${plainShape(a.shape)} and ${plainShape(b.shape)} must match`;
    const shape = requireSameShape(ask, a.shape, b.shape, `${name}: same shape`, words);
    return tensorDatum(fakeTensor(shape, result(a.dtype, b.dtype)));
  });
}

function rowsOf(operations: readonly string[], result: Parameters<typeof strict>[1]): Record<string, Row> {
  return Object.fromEntries(operations.map((operation) => [`${operation}Strict`, strict(operation, result)]));
}

export const strictRows: Readonly<Record<string, Row>> = {
  ...rowsOf(ARITHMETIC, promote),
  // Booleans become integers.
  ...rowsOf(EXTREMES, (a, b) => promote(promote(a, b), 'int32')),
  ...rowsOf(COMPARISONS, () => 'bool'),
};
