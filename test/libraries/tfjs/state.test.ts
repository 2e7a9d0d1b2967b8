/** Variables, buffers, pixels and fused convolutions agree with the library. */
import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { ABSENT, type InstanceDatum, recordDatum } from '../../../server/libraries/datum.ts';
import type { Row } from '../../../server/libraries/row.ts';
import { browserRows } from '../../../server/libraries/tfjs/browser.ts';
import { bufferMethods, bufferRows } from '../../../server/libraries/tfjs/buffer.ts';
import { fusedConvolveRows } from '../../../server/libraries/tfjs/fused.ts';
import { variableMethods, variableRows } from '../../../server/libraries/tfjs/variable.ts';
import { fromSize } from '../../../server/symbolic/quotient.ts';
import { fromSymbol } from '../../../server/symbolic/size.ts';
import { makeSymbol } from '../../../server/symbolic/symbol.ts';
import { numericDType, positiveSize, someShape, someTensor } from '../arbitraries.ts';
import {
  type Argument,
  absent,
  numberArgument,
  recordArgument,
  sizesArgument,
  stringArgument,
  tensorArgument,
} from '../arguments.ts';
import { RecordingAsk } from '../recordingAsk.ts';
import { itAgreesWithLibrary } from '../support.ts';

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

describe('tfjs variables and buffers', () => {
  itAgreesWithLibrary([
    { row: rowOf(variableRows, 'variable'), args: fc.tuple(someTensor()) },
    assign as Parameters<typeof itAgreesWithLibrary>[0][number],
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
  ]);
});

describe('tfjs fromPixels', () => {
  it('reads the sizes of an image', () => {
    const ask = new RecordingAsk();
    const sides = ['img.height', 'img.width'].map((origin) => fromSymbol(makeSymbol({ name: origin, origin })));
    const [height, width] = sides.map((side) => ({ kind: 'number' as const, value: fromSize(side) }));
    const image = recordDatum({ height: height ?? ABSENT, width: width ?? ABSENT });
    const result = rowOf(browserRows, 'fromPixels').run([image], ask);
    assert.equal(result.kind === 'tensor' && result.tensor.dtype, 'int32');
    assert.deepEqual(result.kind === 'tensor' && result.tensor.shape.slice(0, 2), sides);
    assert.equal(tf.browser.fromPixels({ data: new Uint8Array(24), height: 2, width: 3 }).shape.toString(), '2,3,3');
  });

  it('refuses five channels', () => {
    const five = {
      kind: 'number' as const,
      value: { ...fromSize(fromSymbol(makeSymbol({ name: 'c', origin: 'c', min: 5 }))) },
    };
    assert.throws(
      () => rowOf(browserRows, 'fromPixels').run([recordDatum({}), five], new RecordingAsk()),
      /more than 4 channels/,
    );
  });
});
