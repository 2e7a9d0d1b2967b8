/** Cases of what objects of the library have: buffers, symbolic inputs, constraints and regularizers, pixels. */
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { ABSENT, type Datum, type InstanceDatum, listDatum } from '../../../../server/libraries/datum.ts';
import type { Row } from '../../../../server/libraries/row.ts';
import { browserRows } from '../../../../server/libraries/tfjs/browser.ts';
import { bufferRows, TENSOR_BUFFER } from '../../../../server/libraries/tfjs/buffer.ts';
import { cellRows } from '../../../../server/libraries/tfjs/cell.ts';
import { shapeDatum } from '../../../../server/libraries/tfjs/instances.ts';
import { inputRows, layerRows } from '../../../../server/libraries/tfjs/layers/index.ts';
import { layerState } from '../../../../server/libraries/tfjs/layers/state.ts';
import { constraintRows, regularizerRows } from '../../../../server/libraries/tfjs/outside.ts';
import { positiveSize, someShape, someTensor } from '../../arbitraries.ts';
import {
  type Argument,
  absent,
  listArgument,
  numberArgument,
  numbersArgument,
  recordArgument,
  sizesArgument,
  stringArgument,
  tensorArgument,
} from '../../arguments.ts';
import { type OracleCase, rowNamed } from '../../support.ts';

type Real = (...args: readonly never[]) => unknown;
type Run = (self: InstanceDatum, args: readonly Datum[], ask: Parameters<Row['run']>[1]) => Datum;

/** A case of a member, on an object that a row makes of the first arguments. */
function memberOf(
  maker: Row,
  subject: string,
  count: number,
  run: Run,
  args: OracleCase['args'],
  real: Real,
): OracleCase {
  const row: Row = {
    name: subject,
    parameters: maker.parameters,
    doc: null,
    silent: false,
    run(given, ask) {
      const made = maker.run(given.slice(0, count), ask);
      return made.kind === 'instance' ? run(made, given.slice(count), ask) : made;
    },
  };
  return { row, args, real };
}

const buffer = rowNamed(bufferRows)('buffer');

/** The shape and the data type of a buffer, and a place that is mostly in it. */
const placed = fc
  .tuple(someShape(1, 3, positiveSize), fc.constantFrom('float32', 'int32', 'bool'), fc.nat(6))
  .map(([shape, dtype, change]): readonly Argument[] => {
    const place = shape.map((size) => (change === 0 ? size : size - 1));
    return [
      numbersArgument(shape),
      stringArgument(dtype),
      ...(change === 1 ? [...place, 0] : place).map(numberArgument),
    ];
  });

type RealBuffer = tf.TensorBuffer<tf.Rank>;

function ofBuffer(
  member: string,
  args: OracleCase['args'],
  real: (self: RealBuffer, ...place: number[]) => unknown,
): OracleCase {
  const run: Run = (self, given, ask) => {
    const property = TENSOR_BUFFER.properties[member];
    return property === undefined ? (TENSOR_BUFFER.methods[member]?.(self, given, ask) ?? ABSENT) : property(self, ask);
  };
  const called = (shape: number[], dtype: 'float32', ...place: number[]): unknown =>
    real(tf.buffer(shape, dtype) as RealBuffer, ...place);
  return memberOf(buffer, `TensorBuffer.${member}`, 2, run, args, called);
}

const stated = fc
  .tuple(someShape(0, 3, positiveSize).map(sizesArgument), fc.constantFrom('float32', 'int32').map(stringArgument))
  .map((args): readonly Argument[] => args);

/** A value before the place. */
const written = placed.map(([shape = absent, dtype = absent, ...place]): readonly Argument[] => [
  shape,
  dtype,
  numberArgument(1),
  ...place,
]);

const index = fc
  .tuple(someShape(0, 3, positiveSize), fc.nat(2))
  .map(([shape, at]): readonly Argument[] => [sizesArgument(shape), stringArgument('float32'), numberArgument(at)]);

const located = someShape(1, 3, positiveSize).map((shape): readonly Argument[] => [
  sizesArgument(shape),
  stringArgument('float32'),
  numbersArgument(shape.map(() => 0)),
]);

const bufferCases: readonly OracleCase[] = [
  ofBuffer('shape', stated, (self) => self.shape),
  ofBuffer('rank', stated, (self) => self.rank),
  ofBuffer('size', stated, (self) => self.size),
  ofBuffer('dtype', stated, (self) => self.dtype),
  ofBuffer('values', stated, (self) => self.values),
  ofBuffer('strides', stated, (self) => self.strides),
  ofBuffer('toTensor', stated, (self) => self.toTensor()),
  ofBuffer('get', placed, (self, ...place) => Number(self.get(...place))),
  ofBuffer('set', written, (self, value = 0, ...place) => self.set(value as never, ...place)),
  ofBuffer('indexToLoc', index, (self, at = 0) => self.indexToLoc(at)),
  ofBuffer('locToIndex', located, (self, ...[place]) => self.locToIndex(place as unknown as number[])),
];

type Makers = Readonly<Record<string, (config: object) => { apply(x: tf.Tensor): tf.Tensor }>>;

/** What a constraint or a regularizer makes of weights. */
function applying(row: Row, namespace: string): OracleCase {
  const name = row.name.slice(namespace.length + 1);
  const makers = (tf as unknown as Record<string, Makers>)[namespace];
  const run: Run = (self, args, ask) => self.type.methods.apply?.(self, args, ask) ?? ABSENT;
  const args = someTensor(someShape(1, 3, positiveSize), fc.constant('float32')).map((x): readonly Argument[] => [x]);
  return memberOf(row, row.name, 0, run, args, (x: tf.Tensor) => makers?.[name]?.({}).apply(x));
}

/** Inputs of models, whose open sizes count as 1. */
const inputConfig = fc
  .tuple(fc.array(fc.option(positiveSize), { maxLength: 3 }), fc.nat(3), fc.constantFrom('float32', 'int32'))
  .map(([shape, change, dtype]): readonly Argument[] => {
    const sizes = listArgument(
      shape.map((value): Argument => (value === null ? { kind: 'null' } : { kind: 'size', value })),
    );
    const field = change === 0 ? 'batchShape' : change === 1 && shape.length === 0 ? 'no' : 'shape';
    return [recordArgument({ [field]: sizes, dtype: stringArgument(dtype) })];
  });

function symbolic(name: 'input' | 'layers.input'): OracleCase {
  const made = name === 'input' ? rowNamed(inputRows)('input') : rowNamed(layerRows)('input');
  const row: Row = {
    ...made,
    name,
    run(args, ask) {
      const input = made.run(args, ask);
      return input.kind === 'tensor' ? shapeDatum(input.tensor.shape) : ABSENT;
    },
  };
  const real = (config: never): unknown => tf.input(config).shape.map((size) => size ?? 1);
  return { row, args: inputConfig, real };
}

const layerConfig = inputConfig.map(([config]): readonly Argument[] => {
  const { shape, batchShape, ...rest } = config?.kind === 'record' ? config.fields : {};
  return [
    recordArgument({
      ...rest,
      ...(shape === undefined ? {} : { inputShape: shape }),
      ...(batchShape === undefined ? {} : { batchInputShape: batchShape }),
    }),
  ];
});

const inputLayer: OracleCase = memberOf(
  rowNamed(layerRows)('inputLayer'),
  'layers.inputLayer',
  1,
  (self) => shapeDatum(layerState(self).calls[0]?.outputs[0]?.shape ?? []),
  layerConfig,
  (config: never) => (tf.layers.inputLayer(config).output as tf.SymbolicTensor).shape.map((size) => size ?? 1),
);

/** An image as its bytes, with as many channels as there may be. */
const pixels = fc
  .tuple(positiveSize, positiveSize, fc.constantFrom(absent, numberArgument(1), numberArgument(4), numberArgument(5)))
  .map(([height, width, channels]): readonly Argument[] => [
    recordArgument({
      data: { kind: 'typed', dtype: 'int32', length: height * width * 4 },
      height: { kind: 'size', value: height },
      width: { kind: 'size', value: width },
    }),
    channels,
  ]);

type Pixels = { data: Int32Array; height: number; width: number };

function bytesOf({ data, ...sides }: Pixels): { data: Uint8Array; height: number; width: number } {
  return { data: new Uint8Array(data), ...sides };
}

/** Two cells as functions, and what they step from. */
const stacked = fc
  .tuple(positiveSize, positiveSize, positiveSize, positiveSize, fc.nat(6))
  .map(([batch, depth, first, second, change]): readonly Argument[] => {
    const kernel = (input: number, units: number): Argument => tensorArgument([input + units, units * 4]);
    return [
      listArgument([kernel(depth, first), kernel(change === 0 ? first + 1 : first, second)]),
      listArgument([first, second].map((units) => tensorArgument([units * 4]))),
      tensorArgument([batch, depth]),
      listArgument([tensorArgument([batch, first]), tensorArgument([batch, second])]),
      listArgument([tensorArgument([batch, first]), tensorArgument([change === 1 ? batch + 1 : batch, second])]),
    ];
  });

const multiRNNCell: OracleCase = {
  row: {
    ...rowNamed(cellRows)('multiRNNCell'),
    run([kernels, biases, data = ABSENT, c = ABSENT, h = ABSENT], ask) {
      const cell = rowNamed(cellRows)('basicLSTMCell');
      const forget: Datum = { kind: 'number', value: null };
      const cells = itemsOf(kernels).map((kernel, index): Datum => {
        const bias = itemsOf(biases)[index] ?? ABSENT;
        const call = (inputs: readonly Datum[]): Datum => cell.run([forget, kernel, bias, ...inputs], ask);
        return { kind: 'function', call };
      });
      return rowNamed(cellRows)('multiRNNCell').run([listDatum(cells), data, c, h], ask);
    },
  },
  args: stacked,
  real(kernels: tf.Tensor2D[], biases: tf.Tensor1D[], data: tf.Tensor2D, c: tf.Tensor2D[], h: tf.Tensor2D[]) {
    const cells = kernels.map(
      (kernel, index) => (x: tf.Tensor2D, oneC: tf.Tensor2D, oneH: tf.Tensor2D) =>
        tf.basicLSTMCell(tf.scalar(1), kernel, biases[index] as tf.Tensor1D, x, oneC, oneH),
    );
    return tf.multiRNNCell(cells, data, c, h);
  },
};

function itemsOf(list: Datum | undefined): readonly Datum[] {
  return list?.kind === 'list' ? (list.items as readonly Datum[]) : [];
}

export const objectCases: readonly OracleCase[] = [
  ...bufferCases,
  ...Object.values(constraintRows).map((row) => applying(row, 'constraints')),
  ...Object.values(regularizerRows).map((row) => applying(row, 'regularizers')),
  symbolic('input'),
  symbolic('layers.input'),
  inputLayer,
  {
    row: rowNamed(browserRows)('fromPixels'),
    args: pixels,
    real: (image: Pixels, channels?: number) => tf.browser.fromPixels(bytesOf(image), channels),
  },
  {
    row: rowNamed(browserRows)('fromPixelsAsync'),
    args: pixels,
    real: (image: Pixels, channels?: number) => tf.browser.fromPixelsAsync(bytesOf(image), channels),
  },
  multiRNNCell,
];
