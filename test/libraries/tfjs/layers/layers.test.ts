/** Layers agree with the library, applied to tensors and in a model. */
import fc from 'fast-check';
import { positiveSize, someShape } from '../../arbitraries.ts';
import {
  type Argument,
  absent,
  booleanArgument,
  listArgument,
  numberArgument,
  numbersArgument,
  recordArgument,
  sizesArgument,
  stringArgument,
  tensorArgument,
} from '../../arguments.ts';
import { itAgreesWithLibrary, type OracleCase } from '../../support.ts';
import { applied, predicted, withInputShape } from './layerCases.ts';

const RUNS = 25;

const small = fc.integer({ min: 1, max: 3 });

const size = (value: number): Argument => ({ kind: 'size', value });

type Fields = Readonly<Record<string, fc.Arbitrary<Argument>>>;

/** A configuration of some fields, and an input of a rank, now and then of another rank. */
function configured(
  fields: Fields,
  rank: number,
  sizes = positiveSize,
  other = rank + 1,
): fc.Arbitrary<readonly Argument[]> {
  const ranks = fc.constantFrom(rank, rank, rank, rank, rank, rank, other);
  return fc
    .tuple(
      fc.record(fields),
      ranks.chain((count) => someShape(count, count, sizes)),
    )
    .map(([config, shape]) => [recordArgument(config), tensorArgument(shape)]);
}

/** The layer by itself, and in a model that is told the shape of its input. */
function both(name: string, args: fc.Arbitrary<readonly Argument[]>): readonly OracleCase[] {
  return [applied(name, args, RUNS), predicted(name, args.map(withInputShape), RUNS)];
}

const tuple = (count: number, values = small): fc.Arbitrary<Argument> =>
  fc.oneof(
    values.map(numberArgument),
    fc.array(values, { minLength: count, maxLength: count }).map((list) => numbersArgument(list)),
  );

const flags = fc.boolean().map(booleanArgument);

const windows = (count: number, paddings: readonly string[]): Fields => ({
  kernelSize: tuple(count),
  strides: tuple(count),
  padding: fc.constantFrom(...paddings).map(stringArgument),
  useBias: flags,
});

/** So large that every window fits. */
const spatial = fc.integer({ min: 4, max: 7 });

const filters = small.map(size);

const pools = (count: number): Fields => ({
  poolSize: tuple(count),
  strides: fc.oneof(fc.constant(absent), tuple(count)),
  padding: fc.constantFrom('same', 'valid').map(stringArgument),
});

const pair = fc.tuple(fc.nat(1), fc.nat(2)).map((values) => sizesArgument(values));

const frames = fc.oneof(
  fc.nat(1).map(numberArgument),
  fc.tuple(fc.nat(1), fc.nat(1)).map((values) => numbersArgument(values)),
  fc.tuple(pair, pair).map((pairs) => listArgument(pairs)),
);

const recurrent: Fields = { units: small.map(size), returnSequences: flags, useBias: flags };

/** A list of inputs that differ in nothing, or in one size. */
function several(rank: number, count = 2): fc.Arbitrary<Argument> {
  return fc
    .tuple(someShape(rank, rank, positiveSize), fc.integer({ min: 2, max: count + 1 }), fc.nat(9))
    .map(([shape, inputs, change]) =>
      listArgument(
        Array.from({ length: inputs }, (_, index) =>
          tensorArgument(index === 1 && change === 0 ? shape.map((value) => value + 1) : shape),
        ),
      ),
    );
}

const merged = several(3, 3).map((inputs): readonly Argument[] => [recordArgument({}), inputs]);

const concatenated = fc
  .tuple(someShape(3, 3, positiveSize), positiveSize, fc.constantFrom(-1, 1, 2, -2), fc.nat(9))
  .map(([shape, other, axis, change]): readonly Argument[] => {
    const at = axis < 0 ? axis + 3 : axis;
    const second = shape.with(at, other);
    return [
      recordArgument({ axis: numberArgument(axis) }),
      listArgument([tensorArgument(shape), tensorArgument(change === 0 ? second.with(0, 9) : second)]),
    ];
  });

const dotted = fc
  .tuple(someShape(3, 3, positiveSize), fc.constantFrom(1, 2, -1), fc.nat(6))
  .map(([shape, axes, change]): readonly Argument[] => {
    const flat = change % 2 === 0;
    const one = flat ? shape.slice(0, 2) : shape;
    const used = flat ? 1 : axes;
    return [
      recordArgument({ axes: numberArgument(used) }),
      listArgument([tensorArgument(one), tensorArgument(change === 5 ? one.with(1, 9) : one)]),
    ];
  });

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
  .tuple(someShape(4, 4, positiveSize), fc.shuffledSubarray([1, 2, 3], { minLength: 3 }))
  .map(([shape, dims]): readonly Argument[] => [
    recordArgument({ dims: numbersArgument(dims) }),
    tensorArgument(shape),
  ]);

const embedded = fc
  .tuple(someShape(2, 2, positiveSize), small, fc.nat(6))
  .map(([shape, units, change]): readonly Argument[] => {
    const length =
      change === 0
        ? { inputLength: size((shape[1] ?? 1) + 1) }
        : change < 3
          ? { inputLength: size(shape[1] ?? 1) }
          : {};
    return [
      recordArgument({ inputDim: numberArgument(5), outputDim: size(units), ...length }),
      tensorArgument(shape, 'int32'),
    ];
  });

const normalized = (axis: fc.Arbitrary<Argument>): fc.Arbitrary<readonly Argument[]> =>
  configured({ axis, center: flags, scale: flags }, 3, positiveSize, 2);

describe('tfjs layers', () => {
  itAgreesWithLibrary([
    ...both('dense', configured({ units: filters, useBias: flags }, 2, positiveSize, 3)),
    ...both('conv1d', configured({ ...windows(1, ['same', 'valid', 'causal']), filters }, 3, spatial)),
    ...both('conv2d', configured({ ...windows(2, ['same', 'valid']), filters }, 4, spatial)),
    ...both('conv2dTranspose', configured({ ...windows(2, ['same', 'valid']), filters }, 4, spatial)),
    ...both(
      'depthwiseConv2d',
      configured({ ...windows(2, ['same', 'valid']), depthMultiplier: filters }, 4, spatial, 3),
    ),
    ...both('separableConv2d', configured({ ...windows(2, ['same', 'valid']), filters }, 4, spatial)),
    ...['maxPooling1d', 'averagePooling1d'].flatMap((name) =>
      both(
        name,
        configured(
          { ...pools(1), poolSize: small.map(numberArgument), strides: small.map(numberArgument) },
          3,
          spatial,
        ),
      ),
    ),
    ...['maxPooling2d', 'averagePooling2d'].flatMap((name) => both(name, configured(pools(2), 4, spatial))),
    ...['globalAveragePooling1d', 'globalMaxPooling1d'].flatMap((name) => both(name, configured({}, 3))),
    ...['globalAveragePooling2d', 'globalMaxPooling2d'].flatMap((name) => both(name, configured({}, 4))),
    ...both('flatten', configured({}, 4, positiveSize, 2)),
    ...both('reshape', reshaped),
    ...both('permute', permuted),
    ...both('repeatVector', configured({ n: filters }, 2)),
    ...both('embedding', embedded),
    ...both('batchNormalization', normalized(fc.constantFrom(-1, -1, 1).map(numberArgument))),
    ...both('layerNormalization', normalized(fc.constantFrom(-1, -1, 1).map(numberArgument))),
    ...[
      'elu',
      'leakyReLU',
      'prelu',
      'reLU',
      'softmax',
      'thresholdedReLU',
      'dropout',
      'gaussianNoise',
      'masking',
    ].flatMap((name) =>
      both(name, configured({ rate: fc.constant(numberArgument(0.5)), stddev: fc.constant(numberArgument(1)) }, 3)),
    ),
    ...both(
      'activation',
      configured({ activation: fc.constantFrom('relu', 'softmax', 'tanh').map(stringArgument) }, 2),
    ),
    ...both('zeroPadding2d', configured({ padding: frames }, 4, spatial)),
    ...both('cropping2D', configured({ cropping: frames }, 4, spatial)),
    ...both(
      'upSampling2d',
      configured(
        { size: fc.array(small, { minLength: 2, maxLength: 2 }).map((values) => numbersArgument(values)) },
        4,
        spatial,
      ),
    ),
    ...['simpleRNN', 'gru', 'lstm'].flatMap((name) => both(name, configured(recurrent, 3))),
    applied('lstm', configured({ ...recurrent, returnState: flags }, 3), RUNS),
    applied('gru', configured({ ...recurrent, returnState: flags }, 3), RUNS),
    ...['add', 'average', 'maximum', 'minimum', 'multiply'].map((name) => applied(name, merged, RUNS)),
    applied('concatenate', concatenated, RUNS),
    applied('dot', dotted, RUNS),
  ]);
});
