/** Layers of volumes and of images in other layouts agree with the library, and those that prepare images. */
import fc from 'fast-check';
import { positiveSize, someShape } from '../../arbitraries.ts';
import {
  type Argument,
  absent,
  booleanArgument,
  numberArgument,
  numbersArgument,
  recordArgument,
  stringArgument,
  tensorArgument,
} from '../../arguments.ts';
import { itAgreesWithLibrary } from '../../support.ts';
import { applied } from './layerCases.ts';

type Fields = Readonly<Record<string, fc.Arbitrary<Argument>>>;

const small = fc.integer({ min: 1, max: 3 });
const size = (value: number): Argument => ({ kind: 'size', value });
const sizes = small.map(size);
const flags = fc.boolean().map(booleanArgument);
const side = fc.integer({ min: 4, max: 6 });
const paddings = fc.constantFrom('same', 'valid').map(stringArgument);

/** One number, or one for each of some dimensions. */
const tuple = (count: number): fc.Arbitrary<Argument> =>
  fc.oneof(
    small.map(numberArgument),
    fc.array(small, { minLength: count, maxLength: count }).map((list) => numbersArgument(list)),
  );

function configured(
  fields: Fields,
  rank: number,
  dims = positiveSize,
  other = rank - 1,
): fc.Arbitrary<readonly Argument[]> {
  const ranks = fc.constantFrom(rank, rank, rank, rank, rank, other);
  return fc
    .tuple(
      fc.record(fields),
      ranks.chain((count) => someShape(count, count, dims)),
    )
    .map(([config, shape]) => [recordArgument(config), tensorArgument(shape)]);
}

const windows = (count: number): Fields => ({
  kernelSize: tuple(count),
  strides: fc.oneof(fc.constant(absent), tuple(count)),
  padding: paddings,
  useBias: flags,
});

const pools = (count: number): Fields => ({
  poolSize: tuple(count),
  strides: fc.oneof(fc.constant(absent), tuple(count)),
  padding: paddings,
});

const dilated: Fields = {
  kernelSize: fc.integer({ min: 1, max: 2 }).map(numberArgument),
  dilationRate: small.map(numberArgument),
  padding: paddings,
  filters: sizes,
};

const shape4 = someShape(4, 4, side);

const images = (fields: Fields): fc.Arbitrary<readonly Argument[]> =>
  fc
    .tuple(fc.record(fields), shape4, fc.nat(8))
    .map(([config, shape, change]) => [
      recordArgument(config),
      tensorArgument(change === 0 ? shape.slice(2) : change < 4 ? shape.slice(1) : shape),
    ]);

describe('tfjs layers of volumes, and those that prepare images', () => {
  itAgreesWithLibrary([
    applied('conv3d', configured({ ...windows(3), filters: sizes }, 5, side)),
    applied('conv3dTranspose', configured({ ...windows(3), filters: sizes }, 5, small)),
    ...['maxPooling3d', 'averagePooling3d'].map((name) => applied(name, configured(pools(3), 5, side))),
    applied('conv2d', configured(dilated, 4, side)),
    applied('conv1d', configured(dilated, 3, side)),
    ...['alphaDropout', 'gaussianDropout', 'spatialDropout1d'].map((name) =>
      applied(name, configured({ rate: fc.constant(numberArgument(0.5)), seed: fc.constant(numberArgument(1)) }, 3)),
    ),
    applied('rescaling', configured({ scale: fc.constant(numberArgument(0.5)) }, 3)),
    applied('resizing', images({ height: sizes, width: sizes })),
    applied('centerCrop', images({ height: sizes, width: sizes })),
    ...['globalAveragePooling2d', 'globalMaxPooling2d', 'zeroPadding2d', 'upSampling2d'].map((name) =>
      applied(
        name,
        configured({ dataFormat: fc.constantFrom('channelsFirst', 'channelsLast').map(stringArgument) }, 4),
      ),
    ),
    applied('embedding', configured({ inputDim: fc.constant(numberArgument(9)), outputDim: sizes }, 2)),
    applied(
      'prelu',
      configured({ sharedAxes: fc.constantFrom([1], [2], [1, 2]).map(numbersArgument) }, 3, positiveSize, 4),
    ),
    applied(
      'layerNormalization',
      configured({ axis: fc.constantFrom([1], [2], [1, 2]).map(numbersArgument), center: flags }, 3),
    ),
  ]);
});
