/** TensorFlow.js: counting and searching by value: bins, segments, confusion matrices. */
import { broadcast } from '../../kernels/broadcast.ts';
import { knownSizes, splitBack } from '../../kernels/carve.ts';
import { rankAtLeast, rankAtMost } from '../../kernels/rank.ts';
import { countElements } from '../../kernels/reshape.ts';
import { requireSameShape } from '../../kernels/unify.ts';
import { plainShape } from '../../kernels/words.ts';
import { any as anyOf, relationCondition } from '../../symbolic/condition.ts';
import { equal, lessOrEqual } from '../../symbolic/relation.ts';
import { constant } from '../../symbolic/size.ts';
import { fakeTensor } from '../../tensor/tensor.ts';
import { promiseDatum, tensorDatum } from '../datum.ts';
import { any, size, tensorOf, wholeSize, withDefault } from '../parameters.ts';
import { type Row, row } from '../row.ts';
import { doc } from './documentation.ts';
import { real, typed } from './numerics.ts';

const ZERO = constant(0);

/** The counts of one list, or of each row of a matrix. */
function bins(name: 'bincount' | 'denseBincount', maxRank: number | null): Row {
  return row(
    name,
    { x: typed('int32', name), weights: real(name), size, binaryOutput: any },
    (args, ask) => {
      const { x, weights } = args;
      if (maxRank !== null) ask.require(rankAtMost(x.shape, maxRank), `${name}: rank at most ${maxRank}`);
      const [values, weighted] = [countElements(ask, x.shape), countElements(ask, weights.shape)];
      const claim = anyOf(relationCondition(equal(values, weighted)), relationCondition(equal(weighted, ZERO)));
      ask.require(claim, `${name}: a weight for each value, or none`);
      ask.require(lessOrEqual(ZERO, args.size), `${name}: the number of bins`);
      const batch =
        name === 'denseBincount' && knownSizes(ask, x.shape).length === 2 ? knownSizes(ask, x.shape).slice(0, 1) : [];
      return tensorDatum(fakeTensor([...batch, args.size], weights.dtype));
    },
    doc(name),
  );
}

const unsortedSegmentSum = row(
  'unsortedSegmentSum',
  { x: real('unsortedSegmentSum'), segmentIds: typed('int32', 'unsortedSegmentSum'), numSegments: wholeSize },
  ({ x, segmentIds, numSegments }, ask) => {
    const [first, ...rest] = knownSizes(ask, x.shape);
    const [segments] = knownSizes(ask, segmentIds.shape);
    if (first !== undefined && segments !== undefined) broadcast(ask, [first], [segments], 'unsortedSegmentSum');
    return tensorDatum(fakeTensor([numSegments, ...rest], 'float32'));
  },
  doc('unsortedSegmentSum'),
);

/** Where values would stand in sorted sequences; leading dimensions become one. */
function search(name: string): Row {
  return row(
    name,
    { sortedSequence: real(name), values: real(name), side: any },
    ({ sortedSequence, values }, ask) => {
      const [batch] = splitBack(ask, sortedSequence.shape, 1);
      const [others, [last]] = splitBack(ask, values.shape, 1);
      const [left, right] = [countElements(ask, batch), countElements(ask, others)];
      const words = (): string => "Leading dimension of 'sortedSequence' and 'values' must match.";
      ask.require(equal(left, right), `${name}: the same leading dimensions`, words);
      return tensorDatum(fakeTensor([right, last ?? ZERO], 'int32'));
    },
    doc(name),
  );
}

const inTopKAsync = row(
  'inTopKAsync',
  { predictions: real('inTopK'), targets: real('inTopK'), k: withDefault(size, constant(1)) },
  ({ predictions, targets, k }, ask) => {
    ask.require(rankAtLeast(predictions.shape, 2), 'inTopK: predictions of rank 2 or higher');
    const [batch, [last]] = splitBack(ask, predictions.shape, 1);
    const words = (): string =>
      `predictions's shape should be align with the targets' shape, except the last dimension. ` +
      `Shapes ${plainShape(batch)} and ${plainShape(targets.shape)} must match`;
    const shape = requireSameShape(ask, batch, targets.shape, 'inTopK: a target for each prediction', words);
    ask.require(lessOrEqual(constant(1), k), 'inTopK: k is positive');
    ask.require(lessOrEqual(k, last ?? ZERO), 'inTopK: k within the last dimension');
    return promiseDatum(tensorDatum(fakeTensor(shape, 'bool')));
  },
  doc('inTopKAsync'),
);

const confusionMatrix = row(
  'math.confusionMatrix',
  { labels: tensorOf([1], 'confusionMatrix'), predictions: tensorOf([1], 'confusionMatrix'), numClasses: size },
  ({ labels, predictions, numClasses }, ask) => {
    const words = (): string =>
      `Mismatch in the number of examples: ${plainShape(labels.shape)} vs. ${plainShape(predictions.shape)}. ` +
      'Labels and predictions should have the same number of elements.';
    requireSameShape(ask, labels.shape, predictions.shape, 'confusionMatrix: as many labels as predictions', words);
    ask.require(lessOrEqual(constant(1), numClasses), 'confusionMatrix: at least one class');
    return tensorDatum(fakeTensor([numClasses, numClasses], 'int32'));
  },
  doc('math.confusionMatrix'),
);

export const countRows: Readonly<Record<string, Row>> = {
  bincount: bins('bincount', null),
  denseBincount: bins('denseBincount', 2),
  inTopKAsync,
  lowerBound: search('lowerBound'),
  searchSorted: search('searchSorted'),
  unsortedSegmentSum,
  upperBound: search('upperBound'),
};

export const mathRows: Readonly<Record<string, Row>> = { confusionMatrix };
