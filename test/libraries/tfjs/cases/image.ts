/** Cases of images. */
import fc from 'fast-check';
import type { Row } from '../../../../server/libraries/row.ts';
import { imageMethods, imageRows } from '../../../../server/libraries/tfjs/image.ts';
import { positiveSize } from '../../arbitraries.ts';
import {
  type Argument,
  absent,
  booleanArgument,
  numberArgument,
  sizesArgument,
  stringArgument,
  tensorArgument,
} from '../../arguments.ts';
import type { OracleCase } from '../../support.ts';

function rowOf(name: string): Row {
  return imageRows[name] as Row;
}

/** [batch, height, width, channels], now and then of another rank. */
function images(
  channels: fc.Arbitrary<number>,
  ranks: readonly number[],
  dtypes: readonly ('float32' | 'int32' | 'bool')[],
): fc.Arbitrary<Argument> {
  return fc
    .tuple(positiveSize, positiveSize, positiveSize, channels, fc.constantFrom(...ranks), fc.constantFrom(...dtypes))
    .map(([batch, height, width, depth, rank, dtype]) =>
      tensorArgument([1, batch, height, width, depth].slice(5 - rank), dtype),
    );
}

const resized = fc.tuple(
  images(positiveSize, [3, 4, 4, 2, 5], ['float32', 'int32', 'bool']),
  fc.constantFrom([2, 3], [1, 1], [4, 4], [2]).map(sizesArgument),
  fc.boolean().map(booleanArgument),
  fc.boolean().map(booleanArgument),
);

const cropped = fc
  .tuple(images(positiveSize, [4, 4, 3], ['float32', 'int32']), fc.integer({ min: 0, max: 3 }), fc.nat(9))
  .map(([image, count, change]): readonly Argument[] => [
    image,
    tensorArgument([count, change === 0 ? 3 : 4]),
    tensorArgument(
      [change === 1 ? count + 1 : count],
      change === 2 ? 'float32' : 'int32',
      new Array<number>(change === 1 ? count + 1 : count).fill(0),
    ),
    sizesArgument(change === 3 ? [2, 2, 2] : [2, 3]),
  ]);

const flipped = fc.tuple(images(positiveSize, [4, 4, 3], ['float32', 'int32']));

const rotated = flipped.map(([image]): readonly Argument[] => [image, numberArgument(0.5)]);

const gray = fc.tuple(images(fc.constantFrom(1, 1, 3), [1, 2, 3, 4], ['float32', 'int32']));

const colored = fc.tuple(images(fc.constantFrom(3, 3, 1), [1, 2, 3, 4, 5], ['float32', 'int32']));

const thresholded = images(fc.constantFrom(1, 3, 2), [3, 3, 4], ['float32', 'int32', 'bool']).map(
  (image): readonly Argument[] => [image, stringArgument('binary')],
);

const transformed = fc
  .tuple(images(positiveSize, [4], ['float32']), fc.nat(9))
  .map(([image, change]): readonly Argument[] => {
    const batch = image.kind === 'tensor' ? (image.shape[0] ?? 1) : 1;
    const transforms = tensorArgument([change === 0 ? batch + 1 : change < 5 ? 1 : batch, change === 1 ? 7 : 8]);
    return [
      image,
      transforms,
      stringArgument('nearest'),
      stringArgument('constant'),
      numberArgument(0),
      change % 2 === 0 ? absent : sizesArgument([2, 3]),
    ];
  });

/** Boxes that do not overlap, so that scores decide. */
const boxed = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 6 }), fc.nat(9))
  .map(([count, most, change]): Argument[] => [
    tensorArgument([count, change === 0 ? 5 : 4]),
    tensorArgument(change === 1 ? [count + 1] : change === 2 ? [count, 1] : [count]),
    { kind: 'size', value: most },
  ]);

const padded = fc
  .tuple(boxed, fc.boolean())
  .map(([args, isPadded]): readonly Argument[] => [
    ...args,
    numberArgument(0.5),
    numberArgument(0),
    booleanArgument(isPadded),
  ]);

export const imageCases: readonly OracleCase[] = [
  { row: rowOf('resizeBilinear'), args: resized },
  { row: imageMethods.resizeBilinear as Row, args: resized, method: 'resizeBilinear' },
  { row: rowOf('resizeNearestNeighbor'), args: resized },
  { row: rowOf('cropAndResize'), args: cropped },
  { row: rowOf('flipLeftRight'), args: flipped },
  { row: rowOf('rotateWithOffset'), args: rotated },
  { row: rowOf('grayscaleToRGB'), args: gray },
  { row: rowOf('rgbToGrayscale'), args: colored },
  { row: rowOf('threshold'), args: thresholded },
  { row: rowOf('transform'), args: transformed },
  { row: rowOf('nonMaxSuppression'), args: boxed },
  { row: rowOf('nonMaxSuppressionAsync'), args: boxed },
  { row: rowOf('nonMaxSuppressionWithScore'), args: boxed },
  { row: rowOf('nonMaxSuppressionWithScoreAsync'), args: boxed },
  { row: rowOf('nonMaxSuppressionPadded'), args: padded },
  { row: rowOf('nonMaxSuppressionPaddedAsync'), args: padded },
];
