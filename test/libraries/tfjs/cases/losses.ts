/** Cases of the losses, of normalisation and dropout. */
import fc from 'fast-check';
import { lossRows } from '../../../../server/libraries/tfjs/losses.ts';
import { normalizeRows } from '../../../../server/libraries/tfjs/normalize.ts';
import type { DType } from '../../../../server/tensor/dtype.ts';
import { maybeAbsent, numericDType, positiveSize, someAxis, someShape } from '../../arbitraries.ts';
import { type Argument, absent, numberArgument, sizesArgument, tensorArgument } from '../../arguments.ts';
import { casesOf, type OracleCase, rowNamed } from '../../support.ts';

type Arguments = fc.Arbitrary<readonly Argument[]>;

const reduction = maybeAbsent(fc.constantFrom(0, 0, 1, 2, 3, 3, 4).map(numberArgument));

/** Labels and predictions, mostly of one shape, and weights that mostly fit. */
const compared = fc
  .tuple(someShape(0, 3, positiveSize), fc.nat(9), fc.nat(9), maybeAbsent(fc.constant(absent)), positiveSize)
  .map(([shape, wrong, kind, , size]) => {
    const labels = tensorArgument(shape);
    const predictions = tensorArgument(
      wrong === 0 ? [...shape, size] : wrong === 1 ? shape.map((one) => one + 1) : shape,
    );
    const weightShapes = [shape, shape.slice(1), shape.map(() => 1), [], [size], [size, ...shape]];
    const weights = kind > 5 ? absent : tensorArgument(weightShapes[kind] ?? shape);
    return { labels, predictions, weights };
  });

function lossArguments(...options: readonly Argument[]): Arguments {
  return fc
    .tuple(compared, reduction)
    .map(([{ labels, predictions, weights }, how]) => [labels, predictions, weights, ...options, how]);
}

const weightedLosses: Arguments = fc
  .tuple(compared, reduction)
  .map(([{ labels, weights }, how]) => [labels, weights, how]);

const distances: Arguments = fc
  .tuple(someShape(1, 3, positiveSize), reduction)
  .chain(([shape, how]) =>
    maybeAbsent(someAxis(shape.length).map(numberArgument)).map((axis) => [
      tensorArgument(shape),
      tensorArgument(shape),
      axis,
      absent,
      how,
    ]),
  );

/** Statistics of the last dimension, of the whole shape, or seldom of something else. */
function statistics(rank: fc.Arbitrary<number>): Arguments {
  return rank
    .chain((count) =>
      fc.tuple(
        someShape(count, count, positiveSize),
        fc.nat(8),
        fc.nat(12),
        maybeAbsent(fc.constant(numberArgument(1))),
      ),
    )
    .map(([shape, kind, other, hasScale]) => {
      const good = kind < 6 ? shape.slice(-1) : kind === 6 ? shape : [3];
      const statistic = tensorArgument(good);
      const odd = other === 0 ? tensorArgument(shape) : statistic;
      const scale = hasScale.kind === 'absent' ? absent : odd;
      return [tensorArgument(shape), statistic, other === 1 ? tensorArgument([1, ...good]) : statistic, scale, scale];
    });
}

const normalized: Arguments = fc
  .tuple(someShape(2, 5, positiveSize), numericDType)
  .map(([shape, dtype]) => [tensorArgument(shape, dtype)]);

const dropped: Arguments = fc
  .tuple(
    someShape(0, 4, positiveSize),
    fc.constantFrom<DType>('float32', 'float32', 'float32', 'int32'),
    fc.constantFrom(0, 0.25, 0.5, 1, -0.5),
    fc.nat(6),
  )
  .map(([shape, dtype, rate, kind]) => {
    const noise = [shape.map(() => 1), shape, shape.slice(1), shape.map((size) => size + 1)][kind];
    return [tensorArgument(shape, dtype), numberArgument(rate), noise === undefined ? absent : sizesArgument(noise)];
  });

const loss = rowNamed(lossRows);
const normalize = rowNamed(normalizeRows);
const option = numberArgument(0.5);

export const lossCases: readonly OracleCase[] = [
  ...casesOf(lossRows, 'absoluteDifference hingeLoss meanSquaredError', lossArguments()),
  ...casesOf(lossRows, 'huberLoss logLoss sigmoidCrossEntropy softmaxCrossEntropy', lossArguments(option)),
  { row: loss('computeWeightedLoss'), args: weightedLosses },
  { row: loss('cosineDistance'), args: distances },
  { row: normalize('batchNorm'), args: statistics(fc.nat(5)) },
  ...[2, 3, 4].map((rank) => ({
    row: normalize(`batchNorm${rank}d`),
    args: statistics(fc.constantFrom(rank, rank, rank, 2)),
  })),
  { row: normalize('localResponseNormalization'), args: normalized },
  { row: normalize('dropout'), args: dropped },
];
