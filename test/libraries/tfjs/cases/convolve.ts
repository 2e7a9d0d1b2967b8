/** Cases of convolutions and pools. */
import fc from 'fast-check';
import type { Row } from '../../../../server/libraries/row.ts';
import { convolveRows } from '../../../../server/libraries/tfjs/convolve.ts';
import { poolRows } from '../../../../server/libraries/tfjs/pool.ts';
import {
  type Argument,
  absent,
  listArgument,
  numberArgument,
  numbersArgument,
  sizesArgument,
  stringArgument,
  tensorArgument,
} from '../../arguments.ts';
import type { OracleCase } from '../../support.ts';

function rowOf(rows: Readonly<Record<string, Row>>, name: string): Row {
  return rows[name] as Row;
}

const small = fc.integer({ min: 1, max: 3 });

/** One number, or one for each dimension. */
function tuples(count: number, size: fc.Arbitrary<number>): fc.Arbitrary<Argument> {
  return fc.oneof(
    size.map(numberArgument),
    fc.array(size, { minLength: count, maxLength: count }).map((values) => numbersArgument(values)),
  );
}

const words = fc.constantFrom('same', 'valid').map(stringArgument);

/** Padding by a number or pairs for [batch, ...two spatial, channels]. */
function pads(spatial: number): fc.Arbitrary<Argument> {
  const pair = fc.tuple(fc.nat(2), fc.nat(2)).map((values) => numbersArgument(values));
  const pairs = fc.array(pair, { minLength: spatial, maxLength: spatial }).map((inner) => {
    const none = numbersArgument([0, 0]);
    return listArgument([none, ...inner, none]);
  });
  return fc.oneof(
    { weight: 4, arbitrary: words },
    { weight: 2, arbitrary: fc.nat(2).map(numberArgument) },
    { weight: spatial === 2 ? 2 : 0, arbitrary: pairs },
  );
}

/** Large enough that a window of 3, dilated by 2, fits; else the library makes tensors of negative sizes. */
const spatialSize = fc.integer({ min: 5, max: 9 });

interface Scene {
  readonly x: Argument;
  readonly depth: number;
}

/** [batch, ...spatial, depth], with or without the batch, now and then of another rank or data type. */
function scenes(spatial: number): fc.Arbitrary<Scene> {
  return fc
    .tuple(fc.array(spatialSize, { minLength: spatial, maxLength: spatial }), small, fc.nat(14))
    .map(([sizes, depth, change]) => {
      const shape = [...sizes, depth];
      if (change === 0) return { x: tensorArgument(sizes.slice(1)), depth };
      if (change === 1) return { x: tensorArgument([2, ...shape], 'int32'), depth };
      return { x: tensorArgument(change % 2 === 0 ? shape : [2, ...shape]), depth };
    });
}

/** [...window, depth, more], now and then of another depth. */
function filters(scene: Scene, spatial: number): fc.Arbitrary<Argument> {
  return fc
    .tuple(fc.array(small, { minLength: spatial, maxLength: spatial }), small, fc.nat(12))
    .map(([window, more, change]) => tensorArgument([...window, scene.depth + (change === 0 ? 1 : 0), more]));
}

const roundings = fc.oneof(
  { weight: 3, arbitrary: fc.constant(absent) },
  { weight: 1, arbitrary: fc.constantFrom('floor', 'round', 'ceil').map(stringArgument) },
);

function convolutions(spatial: number, format: string): fc.Arbitrary<readonly Argument[]> {
  return scenes(spatial).chain((scene) =>
    fc.tuple(
      fc.constant(scene.x),
      filters(scene, spatial),
      tuples(spatial, fc.constantFrom(1, 1, 2, 3)),
      spatial === 1 ? words : pads(spatial),
      fc.constant(stringArgument(format)),
      tuples(spatial, fc.constantFrom(1, 1, 1, 2)),
    ),
  );
}

/** With a rounding, which asks for padding by numbers. */
const rounded = fc.tuple(convolutions(2, 'NHWC'), roundings).map(([args, rounding]) => [...args, rounding]);

const single = convolutions(1, 'NWC').map((args) =>
  args.map((arg) => (arg.kind === 'list' ? (arg.items[0] as Argument) : arg)),
);

const channelsFirst = fc
  .tuple(small, small, spatialSize, spatialSize, small, words)
  .map(([batch, depth, height, width, window, pad]): readonly Argument[] => [
    tensorArgument([batch, depth, height, width]),
    tensorArgument([window, 2, depth, 4]),
    numberArgument(2),
    pad,
    stringArgument('NCHW'),
  ]);

const separable = scenes(2).chain((scene) =>
  fc
    .tuple(filters(scene, 2), small, tuples(2, fc.constantFrom(1, 2)), words, fc.nat(9))
    .map(([depthwise, more, strides, pad, change]): readonly Argument[] => {
      const multiplier = depthwise.kind === 'tensor' ? (depthwise.shape[3] ?? 1) : 1;
      const pointwise = tensorArgument([change === 0 ? 2 : 1, 1, scene.depth * multiplier, more]);
      return [scene.x, depthwise, pointwise, strides, pad];
    }),
);

function transposed(spatial: number): fc.Arbitrary<readonly Argument[]> {
  return fc
    .tuple(scenes(spatial), fc.array(small, { minLength: spatial, maxLength: spatial }), small, fc.nat(9))
    .map(([scene, window, more, change]): readonly Argument[] => {
      const shape = scene.x.kind === 'tensor' ? scene.x.shape : [];
      const output = shape.map((size, index) =>
        index === shape.length - 1 ? more + (change === 0 ? 1 : 0) : size * 2,
      );
      return [
        scene.x,
        tensorArgument([...window, more, scene.depth]),
        sizesArgument(output),
        numberArgument(2),
        stringArgument('same'),
      ];
    });
}

const dilated = scenes(2).chain((scene) =>
  fc
    .tuple(small, words, fc.nat(9))
    .map(([window, pad, change]): readonly Argument[] => [
      scene.x,
      tensorArgument([window, 2, scene.depth + (change === 0 ? 1 : 0)]),
      numberArgument(1),
      pad,
    ]),
);

function pools(spatial: number): fc.Arbitrary<readonly Argument[]> {
  return scenes(spatial).chain((scene) =>
    fc.tuple(fc.constant(scene.x), tuples(spatial, small), tuples(spatial, small), pads(spatial), roundings),
  );
}

/** Windows that may be larger than a small input. */
const overhanging: fc.Arbitrary<readonly Argument[]> = fc
  .tuple(fc.array(small, { minLength: 3, maxLength: 3 }), fc.array(small, { minLength: 3, maxLength: 3 }), small)
  .map(([spatial, window, stride]) => [
    tensorArgument([1, ...spatial, 2]),
    sizesArgument(window),
    numberArgument(stride),
    stringArgument('valid'),
  ]);

const dilatedPools = scenes(2).chain((scene) =>
  fc.tuple(
    fc.constant(scene.x),
    small.map(numberArgument),
    fc.constant(stringArgument('max')),
    words,
    tuples(2, fc.constantFrom(1, 2)),
    tuples(2, fc.constantFrom(1, 1, 2)),
  ),
);

const withIndexes = scenes(2).chain((scene) => {
  const x = scene.x.kind === 'tensor' && scene.x.shape.length === 4 ? scene.x : tensorArgument([1, 6, 5, 2]);
  return fc.tuple(fc.constant(x), tuples(2, small), tuples(2, small), words);
});

export const convolveCases: readonly OracleCase[] = [
  { row: rowOf(convolveRows, 'conv2d'), args: rounded },
  { row: rowOf(convolveRows, 'conv2d'), args: rounded, method: 'conv2d' },
  { row: rowOf(convolveRows, 'conv2d'), args: channelsFirst },
  { row: rowOf(convolveRows, 'conv1d'), args: single },
  { row: rowOf(convolveRows, 'conv3d'), args: convolutions(3, 'NDHWC') },
  { row: rowOf(convolveRows, 'depthwiseConv2d'), args: rounded },
  { row: rowOf(convolveRows, 'separableConv2d'), args: separable },
  { row: rowOf(convolveRows, 'conv2dTranspose'), args: transposed(2) },
  { row: rowOf(convolveRows, 'conv3dTranspose'), args: transposed(3) },
  { row: rowOf(convolveRows, 'dilation2d'), args: dilated },
];

export const poolCases: readonly OracleCase[] = [
  { row: rowOf(poolRows, 'maxPool'), args: pools(2) },
  { row: rowOf(poolRows, 'avgPool'), args: pools(2) },
  { row: rowOf(poolRows, 'avgPool'), args: pools(2), method: 'avgPool' },
  { row: rowOf(poolRows, 'maxPool3d'), args: pools(3) },
  { row: rowOf(poolRows, 'avgPool3d'), args: pools(3) },
  { row: rowOf(poolRows, 'avgPool3d'), args: overhanging },
  { row: rowOf(poolRows, 'maxPoolWithArgmax'), args: withIndexes },
  { row: rowOf(poolRows, 'pool'), args: dilatedPools },
];
