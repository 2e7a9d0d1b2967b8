/** Cases of signals, linear algebra, counting and metrics. */
import fc from 'fast-check';
import { cellRows } from '../../../../server/libraries/tfjs/cell.ts';
import { countRows, mathRows } from '../../../../server/libraries/tfjs/count.ts';
import { linalgRows } from '../../../../server/libraries/tfjs/linalg.ts';
import { metricRows } from '../../../../server/libraries/tfjs/metrics.ts';
import { signalRows } from '../../../../server/libraries/tfjs/signal.ts';
import { spectralMethods, spectralRows, topSpectralRows } from '../../../../server/libraries/tfjs/spectral.ts';
import type { DType } from '../../../../server/tensor/dtype.ts';
import { broadcastShapes, maybeAbsent, numericDType, positiveSize, someShape, someTensor } from '../../arbitraries.ts';
import {
  type Argument,
  absent,
  booleanArgument,
  listArgument,
  numberArgument,
  tensorArgument,
} from '../../arguments.ts';
import { casesOf, type OracleCase, rowNamed } from '../../support.ts';

type Arguments = fc.Arbitrary<readonly Argument[]>;

function sizeUpTo(max: number): fc.Arbitrary<Argument> {
  return fc.integer({ min: 1, max }).map((value): Argument => ({ kind: 'size', value }));
}

const float = fc.constant<DType>('float32');
const signal = fc.integer({ min: 1, max: 12 }).map((length) => tensorArgument([length]));
const framed: Arguments = fc.tuple(signal, sizeUpTo(5), sizeUpTo(4), maybeAbsent(fc.boolean().map(booleanArgument)));
const transformed: Arguments = fc.tuple(signal, sizeUpTo(5), sizeUpTo(4), maybeAbsent(sizeUpTo(8)));

const complex = someTensor(someShape(0, 3, positiveSize), fc.constantFrom<DType>('complex64', 'complex64', 'float32'));
const real = someTensor(someShape(0, 4, positiveSize), fc.constantFrom<DType>('float32', 'float32', 'int32'));

const band = fc.integer({ min: -1, max: 4 }).map(numberArgument);
const matrix = someTensor(someShape(1, 4, positiveSize), float);

const vectors: Arguments = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }), fc.boolean())
  .map(([count, length, isList]) => {
    const list = listArgument(Array.from({ length: count }, () => tensorArgument([length])));
    return [isList ? list : tensorArgument([count, length])];
  });

const binned: Arguments = fc
  .tuple(
    someShape(1, 3, positiveSize),
    fc.constantFrom<DType>('int32', 'int32', 'int32', 'float32'),
    fc.nat(3),
    numericDType,
    sizeUpTo(5),
  )
  .map(([shape, dtype, kind, weights, size]) => {
    const weighted = kind === 0 ? [...shape, 2] : kind === 1 ? [0] : shape;
    return [tensorArgument(shape, dtype), tensorArgument(weighted, weights), size];
  });

const segments: Arguments = fc
  .tuple(someShape(1, 3, positiveSize), fc.nat(6), fc.constantFrom<DType>('int32', 'int32', 'int32', 'float32'))
  .map(([shape, change, dtype]) => [
    tensorArgument(shape),
    tensorArgument([(shape[0] ?? 1) + (change === 0 ? 1 : 0)], dtype),
    { kind: 'size', value: 4 },
  ]);

const searched: Arguments = fc
  .tuple(someShape(1, 3, positiveSize), positiveSize, fc.nat(5))
  .map(([shape, last, change]) => [
    tensorArgument(shape),
    tensorArgument([...(change === 0 ? [3] : shape.slice(0, -1)), last]),
  ]);

const predicted: Arguments = fc
  .tuple(someShape(1, 3, positiveSize), fc.nat(5), sizeUpTo(4))
  .map(([shape, change, k]) => [tensorArgument(shape), tensorArgument(change === 0 ? [3] : shape.slice(0, -1)), k]);

const confused: Arguments = fc
  .tuple(positiveSize, fc.nat(5), sizeUpTo(4))
  .map(([size, change, classes]) => [
    tensorArgument(change === 0 ? [size, 1] : [size]),
    tensorArgument([change === 1 ? size + 1 : size]),
    classes.kind === 'size' ? { kind: 'size', value: classes.value + 1 } : classes,
  ]);

/** Weights, input and state that mostly belong together. */
const cell: Arguments = fc
  .tuple(positiveSize, positiveSize, positiveSize, fc.nat(8))
  .map(([batch, features, units, change]) => [
    tensorArgument([]),
    tensorArgument([features + units + (change === 0 ? 1 : 0), 4 * units]),
    tensorArgument([4 * units]),
    tensorArgument([batch, features]),
    tensorArgument([batch + (change === 2 ? 1 : 0), units + (change === 3 ? 1 : 0)]),
    tensorArgument([batch, units]),
  ]);

const averaged: Arguments = fc
  .tuple(someShape(0, 3), fc.nat(5))
  .map(([shape, change]) => [
    tensorArgument(shape),
    tensorArgument(change === 0 ? [...shape, 2] : shape),
    numberArgument(0.5),
    change === 1 ? absent : numberArgument(1),
    booleanArgument(change !== 1),
  ]);

const pairs: Arguments = fc.oneof(
  someShape(1, 3, positiveSize).map((shape) => [tensorArgument(shape), tensorArgument(shape)]),
  broadcastShapes(2, 3, positiveSize).map(([a = [], b = []]) => [tensorArgument(a), tensorArgument(b)]),
);

const classes: Arguments = fc
  .tuple(someShape(1, 3, positiveSize), fc.nat(2))
  .map(([shape, kind]) => [
    tensorArgument(
      kind === 0 ? [...shape.slice(0, -1), 1] : kind === 1 ? shape.slice(0, -1) : [...shape.slice(0, -1), 2],
    ),
    tensorArgument(shape),
  ]);

const top = rowNamed(topSpectralRows);
const linalg = rowNamed(linalgRows);
const count = rowNamed(countRows);
const signals = rowNamed(signalRows);
const spectral = rowNamed(spectralRows);

export const signalCases: readonly OracleCase[] = [
  { row: signals('frame'), args: framed },
  { row: signals('stft'), args: transformed },
  ...casesOf(signalRows, 'hannWindow hammingWindow', fc.tuple(sizeUpTo(6))),
  { row: top('enclosingPowerOfTwo'), args: fc.tuple(sizeUpTo(20)) },
  {
    row: top('cosineWindow'),
    args: fc.tuple(sizeUpTo(6), fc.constant(numberArgument(0.5)), fc.constant(numberArgument(0.5))),
  },
  { row: rowNamed(spectralMethods)('rfft'), method: 'rfft', args: fc.tuple(real, maybeAbsent(sizeUpTo(6))) },
  ...casesOf(spectralRows, 'fft ifft', fc.tuple(complex)),
  { row: spectral('irfft'), args: fc.tuple(complex) },
  { row: spectral('rfft'), args: fc.tuple(real, maybeAbsent(sizeUpTo(6))) },
  { row: linalg('bandPart'), args: fc.tuple(matrix, band, band) },
  { row: linalg('qr'), args: fc.tuple(matrix, maybeAbsent(fc.boolean().map(booleanArgument))) },
  { row: linalg('gramSchmidt'), args: vectors },
  ...casesOf(countRows, 'bincount denseBincount', binned),
  { row: count('unsortedSegmentSum'), args: segments },
  ...casesOf(countRows, 'searchSorted lowerBound upperBound', searched),
  { row: count('inTopKAsync'), args: predicted },
  { row: rowNamed(mathRows)('confusionMatrix'), args: confused },
  { row: rowNamed(cellRows)('basicLSTMCell'), args: cell },
  { row: rowNamed(cellRows)('movingAverage'), args: averaged },
  ...casesOf(metricRows, 'binaryAccuracy meanSquaredError meanAbsoluteError precision recall', pairs),
  ...casesOf(
    metricRows,
    'binaryCrossentropy categoricalCrossentropy meanAbsolutePercentageError MAPE mape MSE mse r2Score',
    pairs,
  ),
  ...casesOf(metricRows, 'categoricalAccuracy cosineProximity', pairs),
  { row: rowNamed(metricRows)('sparseCategoricalAccuracy'), args: classes },
];
