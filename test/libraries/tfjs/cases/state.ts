/** Cases of variables, buffers, pixels and fused convolutions. */
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { ABSENT, type InstanceDatum } from '../../../../server/libraries/datum.ts';
import type { Row } from '../../../../server/libraries/row.ts';
import { browserRows } from '../../../../server/libraries/tfjs/browser.ts';
import { bufferMethods, bufferRows } from '../../../../server/libraries/tfjs/buffer.ts';
import { fusedConvolveRows } from '../../../../server/libraries/tfjs/fused.ts';
import { variableMethods, variableRows } from '../../../../server/libraries/tfjs/variable.ts';
import { numericDType, positiveSize, someShape, someTensor } from '../../arbitraries.ts';
import {
  type Argument,
  absent,
  numberArgument,
  recordArgument,
  sizesArgument,
  stringArgument,
  tensorArgument,
} from '../../arguments.ts';
import type { OracleCase } from '../../support.ts';

function rowOf(rows: Readonly<Record<string, Row>>, name: string): Row {
  return rows[name] as Row;
}

const assigned = fc
  .tuple(someShape(0, 3, positiveSize), numericDType, fc.nat(5))
  .map(([shape, dtype, change]): readonly Argument[] => [
    tensorArgument(shape, dtype),
    tensorArgument(change === 0 ? [...shape, 2] : shape, change === 1 ? 'int32' : dtype),
  ]);

/** `tf.variable(x).assign(y)`. */
const assign = {
  row: rowOf(variableMethods, 'assign'),
  args: assigned,
  real: (x: tf.Tensor, y: tf.Tensor): void => tf.variable(x).assign(y),
};

/** The tensor that a buffer becomes. */
function becoming(
  row: Row,
  real: (...args: readonly never[]) => unknown,
): { row: Row; real: (...args: readonly never[]) => unknown } {
  return {
    row: {
      ...row,
      run(args, ask) {
        const made = row.run(args, ask);
        const buffer = (made.kind === 'promise' ? made.value : made) as InstanceDatum;
        return buffer.type.methods.toTensor?.(buffer, [], ask) ?? ABSENT;
      },
    },
    real,
  };
}

const stated = fc.tuple(
  someShape(0, 3, positiveSize).map(sizesArgument),
  fc.constantFrom('float32', 'int32', 'bool').map(stringArgument),
);

const drawn = fc
  .tuple(someShape(2, 3, positiveSize), fc.nat(4))
  .map(([shape, rank]): readonly Argument[] => [tensorArgument(rank === 0 ? [...shape, 2, 2] : shape, 'int32')]);

const small = fc.integer({ min: 1, max: 3 });

const fused = fc
  .tuple(small, fc.integer({ min: 3, max: 6 }), small, small, small, fc.constantFrom('same', 'valid'), fc.nat(8))
  .map(([batch, side, depth, more, window, pad, change]): readonly Argument[] => [
    recordArgument({
      x: tensorArgument([batch, side, side + 1, depth], change === 0 ? 'int32' : 'float32'),
      filter: tensorArgument([window, window, change === 1 ? depth + 1 : depth, more]),
      strides: numberArgument(1),
      pad: stringArgument(pad),
      bias: change < 3 ? absent : tensorArgument(change === 3 ? [7] : [more]),
      activation: stringArgument('relu'),
    }),
  ]);

/** One image without a batch; a bias of rank 4 may bring one. */
const unbatched = fc
  .tuple(fused, small, fc.constantFrom(1, 1, 2))
  .map(([[config], side, batch]): readonly Argument[] => [
    recordArgument({
      ...(config?.kind === 'record' ? config.fields : {}),
      x: tensorArgument([side + 2, side + 2, 2]),
      filter: tensorArgument([1, 1, 2, 3]),
      bias: tensorArgument([batch, 1, 1, 3]),
    }),
  ]);

const withoutBias = fused.map(([config]): readonly Argument[] => [
  config?.kind === 'record' ? recordArgument({ ...config.fields, bias: absent }) : absent,
]);

export const stateCases: readonly OracleCase[] = [
  { row: rowOf(variableRows, 'variable'), args: fc.tuple(someTensor()) },
  assign,
  {
    ...becoming(rowOf(bufferRows, 'buffer'), (shape: never, dtype: never) => tf.buffer(shape, dtype).toTensor()),
    args: stated,
  },
  {
    ...becoming(rowOf(bufferMethods, 'bufferSync'), (x: never) => (x as tf.Tensor).bufferSync().toTensor()),
    args: fc.tuple(someTensor()),
  },
  {
    ...becoming(rowOf(bufferMethods, 'buffer'), async (x: never) => (await (x as tf.Tensor).buffer()).toTensor()),
    args: fc.tuple(someTensor()),
  },
  { row: rowOf(browserRows, 'toPixels'), args: drawn },
  { row: rowOf(fusedConvolveRows, 'conv2d'), args: fused },
  { row: rowOf(fusedConvolveRows, 'conv2d'), args: unbatched },
  { row: rowOf(fusedConvolveRows, 'depthwiseConv2d'), args: withoutBias },
];
