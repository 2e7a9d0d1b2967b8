/** Cases of layers that give another shape: dense, reshape, embedding, padding, resizing. */
import fc from 'fast-check';
import { positiveSize, someShape } from '../../../arbitraries.ts';
import {
  type Argument,
  listArgument,
  numberArgument,
  numbersArgument,
  recordArgument,
  sizesArgument,
  stringArgument,
  tensorArgument,
} from '../../../arguments.ts';
import type { OracleCase } from '../../../support.ts';
import { allWays, configured, type Fields, fedType, flags, layouts, maybe, side, sizes, small } from './fields.ts';
import { applied, computed } from './layerCases.ts';

const pair = fc.tuple(fc.nat(1), fc.nat(2)).map((values) => sizesArgument(values));

const frames = fc.oneof(
  fc.nat(1).map(numberArgument),
  fc.tuple(fc.nat(1), fc.nat(1)).map((values) => numbersArgument(values)),
  fc.tuple(pair, pair).map((pairs) => listArgument(pairs)),
);

const factors = fc.tuple(small, small).map((values) => numbersArgument(values));

const reshaped = fc.tuple(someShape(3, 3, positiveSize), fc.nat(6)).map(([shape, change]): readonly Argument[] => {
  const [, rows = 1, columns = 1] = shape;
  const targets = [
    [rows * columns],
    [columns, rows],
    [-1],
    [columns, -1],
    [rows, columns, 1],
    [7, -1],
    [rows + 1, columns],
  ];
  return [recordArgument({ targetShape: numbersArgument(targets[change] ?? [-1]) }), tensorArgument(shape)];
});

const permuted = fc
  .tuple(someShape(4, 4, positiveSize), fc.shuffledSubarray([1, 2, 3], { minLength: 2 }), fedType)
  .map(([shape, dims, dtype]): readonly Argument[] => [
    recordArgument({ dims: numbersArgument(dims) }),
    tensorArgument(shape, dtype),
  ]);

const embedded = fc
  .tuple(someShape(2, 2, positiveSize), small, fc.nat(6))
  .map(([shape, units, change]): readonly Argument[] => {
    const [, length = 1] = shape;
    const stated = change === 0 ? length + 1 : length;
    return [
      recordArgument({
        inputDim: numberArgument(5),
        outputDim: { kind: 'size', value: units },
        ...(change < 3 ? { inputLength: { kind: 'size', value: stated } } : {}),
      }),
      tensorArgument(shape, 'int32'),
    ];
  });

/** Images, mostly in batches. */
function images(fields: Fields): fc.Arbitrary<readonly Argument[]> {
  return fc
    .tuple(fc.record(fields), someShape(4, 4, side), fc.nat(8), fedType)
    .map(([config, shape, change, dtype]) => [
      recordArgument(config),
      tensorArgument(change === 0 ? shape.slice(2) : change < 4 ? shape.slice(1) : shape, dtype),
    ]);
}

/** Numbers of classes, all below the number of tokens or not. */
const encoded = fc
  .tuple(
    someShape(0, 3, positiveSize),
    small,
    fc.constantFrom('multiHot', 'oneHot', 'count', 'int'),
    fc.constantFrom(0, 1, 1, 2),
  )
  .map(([shape, tokens, mode, value]): readonly Argument[] => {
    const values = Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => value);
    return [
      recordArgument({ numTokens: { kind: 'size', value: tokens + 1 }, outputMode: stringArgument(mode) }),
      tensorArgument(shape, 'int32', values),
    ];
  });

const widths = images({ factor: fc.constant(numberArgument(0.5)) });

export const shapingLayerCases: readonly OracleCase[] = [
  ...allWays('dense', configured({ units: sizes, useBias: flags }, 2, positiveSize, 3)),
  ...allWays('dense', configured({ units: sizes }, 2, positiveSize, 1)),
  ...allWays('flatten', configured({ dataFormat: layouts }, 4, positiveSize, 2)),
  ...allWays('reshape', reshaped),
  ...allWays('permute', permuted),
  ...allWays('repeatVector', configured({ n: sizes }, 2)),
  ...allWays('embedding', embedded),
  ...allWays('embedding', configured({ inputDim: fc.constant(numberArgument(9)), outputDim: sizes }, 2)),
  ...allWays('zeroPadding2d', configured({ padding: maybe(frames), dataFormat: layouts }, 4, side)),
  ...allWays('cropping2D', configured({ cropping: frames, dataFormat: layouts }, 4, side)),
  ...allWays('upSampling2d', configured({ size: maybe(factors), dataFormat: layouts }, 4, side)),
  applied('resizing', images({ height: sizes, width: sizes })),
  computed('resizing', images({ height: sizes, width: sizes })),
  applied('centerCrop', images({ height: sizes, width: sizes })),
  computed('centerCrop', images({ height: sizes, width: sizes })),
  { ...applied('randomWidth', widths), throwsOnData: true },
  { ...applied('categoryEncoding', encoded), throwsOnData: true },
  computed('categoryEncoding', encoded),
];
