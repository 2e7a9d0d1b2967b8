/** TensorFlow.js: boxes that overlap too much are left out, `tf.image.nonMaxSuppression`. */
import type { Ask } from '../../kernels/ask.ts';
import { knownSizes } from '../../kernels/carve.ts';
import { printSize } from '../../symbolic/notation.ts';
import { equal } from '../../symbolic/relation.ts';
import { asConstant, constant, minimum, type Size } from '../../symbolic/size.ts';
import { type FakeTensor, fakeTensor } from '../../tensor/tensor.ts';
import { type Datum, promiseDatum, recordDatum, tensorDatum } from '../datum.ts';
import { any, flag, size } from '../parameters.ts';
import { type Parameter, type Row, row } from '../row.ts';
import { doc } from './documentation.ts';
import { numbersOf } from './ranked.ts';

const common = {
  boxes: numbersOf([2], 'nonMaxSuppression'),
  scores: numbersOf([1], 'nonMaxSuppression'),
  maxOutputSize: size,
  iouThreshold: any,
  scoreThreshold: any,
};

interface Boxes {
  readonly boxes: FakeTensor;
  readonly scores: FakeTensor;
  readonly maxOutputSize: Size;
}

export const suppressionRows: Readonly<Record<string, Row>> = {
  ...suppression('nonMaxSuppression', {}, (boxes, ask) => indices([countOf(ask, boxes)])),
  ...suppression('nonMaxSuppressionWithScore', { softNmsSigma: any }, (boxes, ask) => {
    const count = countOf(ask, boxes);
    return recordDatum({
      selectedIndices: indices([count]),
      selectedScores: tensorDatum(fakeTensor([count], 'float32')),
    });
  }),
  ...suppression('nonMaxSuppressionPadded', { padToMaxOutputSize: flag(false) }, (boxes, ask, isPadded) => {
    const count = isPadded ? mostOf(ask, boxes) : countOf(ask, boxes);
    return recordDatum({ selectedIndices: indices([count]), validOutputs: indices([]) });
  }),
};

/** The function and its asynchronous twin. */
function suppression(
  name: string,
  more: Readonly<Record<string, Parameter<unknown>>>,
  rule: (boxes: Boxes, ask: Ask, isPadded: boolean) => Datum,
): Readonly<Record<string, Row>> {
  const run = (args: Boxes & { readonly padToMaxOutputSize?: unknown }, ask: Ask): Datum => {
    requireBoxes(ask, args);
    return rule(args, ask, args.padToMaxOutputSize === true);
  };
  const later = `${name}Async`;
  return {
    [name]: row(`image.${name}`, { ...common, ...more }, run, doc(`image.${name}`)),
    [later]: row(
      `image.${later}`,
      { ...common, ...more },
      (args, ask) => promiseDatum(run(args, ask)),
      doc(`image.${later}`),
    ),
  };
}

function requireBoxes(ask: Ask, { boxes, scores }: Boxes): void {
  const [count, coordinates] = knownSizes(ask, boxes.shape) as [Size, Size];
  const [scored] = knownSizes(ask, scores.shape) as [Size];
  const words = (): string => `boxes must have 4 columns, but 2nd dimension was ${printSize(coordinates)}`;
  ask.require(equal(coordinates, constant(4)), 'nonMaxSuppression: a box has 4 coordinates', words);
  const scoreWords = (): string =>
    `scores has incompatible shape with boxes. Expected ${printSize(count)}, but was ${printSize(scored)}`;
  ask.require(equal(scored, count), 'nonMaxSuppression: one score for each box', scoreWords);
}

/** How many boxes are left depends on the data. */
function countOf(ask: Ask, boxes: Boxes): Size {
  const most = asConstant(mostOf(ask, boxes)) ?? asConstant(ask.facts.simplify(boxes.maxOutputSize));
  return ask.fresh('selected', 0, most);
}

function mostOf(ask: Ask, { boxes, maxOutputSize }: Boxes): Size {
  const [count] = knownSizes(ask, boxes.shape) as [Size];
  return ask.facts.simplify(minimum(count, maxOutputSize));
}

function indices(shape: readonly Size[]): Datum {
  return tensorDatum(fakeTensor(shape, 'int32'));
}
