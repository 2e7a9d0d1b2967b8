/** TensorFlow.js: `tf.losses`. */
import { type Ask, Refused } from '../../kernels/ask.ts';
import { broadcast } from '../../kernels/broadcast.ts';
import { rankAtLeast } from '../../kernels/rank.ts';
import { reduce } from '../../kernels/reduce.ts';
import { requireSameShape } from '../../kernels/unify.ts';
import { plainShape } from '../../kernels/words.ts';
import { less } from '../../symbolic/relation.ts';
import { constant } from '../../symbolic/size.ts';
import { type DType, promote } from '../../tensor/dtype.ts';
import { type FakeTensor, fakeTensor } from '../../tensor/tensor.ts';
import { type TensorDatum, tensorDatum } from '../datum.ts';
import { any, axis, integer, maybe, number, optional, withDefault } from '../parameters.ts';
import { type Parameter, type Row, row } from '../row.ts';
import { doc } from './documentation.ts';
import { real } from './numerics.ts';

/** The numbers of `tf.Reduction`. */
export const REDUCTION = { NONE: 0, MEAN: 1, SUM: 2, SUM_BY_NONZERO_WEIGHTS: 3 } as const;

const reduction = withDefault(integer, REDUCTION.SUM_BY_NONZERO_WEIGHTS);

/** The losses of single elements, weighted and reduced. */
function weighted(ask: Ask, losses: FakeTensor, weights: FakeTensor | null, how: number, name: string): TensorDatum {
  const shape = weights === null ? losses.shape : broadcast(ask, losses.shape, weights.shape, name);
  const dtype = weights === null ? losses.dtype : promote(losses.dtype, weights.dtype);
  switch (how) {
    case REDUCTION.NONE:
      return tensorDatum(fakeTensor(shape, dtype));
    case REDUCTION.SUM:
      return tensorDatum(fakeTensor([], promote(dtype, 'int32')));
    case REDUCTION.MEAN:
      return tensorDatum(fakeTensor([], weights === null ? 'float32' : promote(dtype, 'int32')));
    case REDUCTION.SUM_BY_NONZERO_WEIGHTS:
      return tensorDatum(fakeTensor([], 'float32'));
    default:
      throw new Refused(`${name}: a reduction of tf.Reduction`, null, `Unknown reduction: ${how}`);
  }
}

function requireMatch(ask: Ask, labels: FakeTensor, predictions: FakeTensor, name: string): void {
  const words = (): string =>
    `Error in ${name}:  Shapes ${plainShape(labels.shape)} and ${plainShape(predictions.shape)} must match`;
  requireSameShape(ask, labels.shape, predictions.shape, `${name}: same shape`, words);
}

/**
 * A loss of each element.
 * @param names of the two tensors that are compared.
 * @param hasOption whether a number that changes no shape stands between the weights and the reduction.
 */
function elementwise(name: string, names: readonly [string, string], hasOption: boolean, dtypeOf: DTypeRule): Row {
  const [first, second] = names;
  const parameters: Readonly<Record<string, Parameter<unknown>>> = {
    [first]: real(name),
    [second]: real(name),
    weights: optional(real(name)),
    ...(hasOption && { option: any }),
    reduction,
  };
  return row(
    `losses.${name}`,
    parameters,
    (args, ask) => {
      const [labels, predictions] = [args[first], args[second]] as [FakeTensor, FakeTensor];
      requireMatch(ask, labels, predictions, name);
      const losses = fakeTensor(labels.shape, dtypeOf(labels.dtype, predictions.dtype));
      return weighted(ask, losses, args.weights as FakeTensor | null, args.reduction as number, name);
    },
    doc(`losses.${name}`),
  );
}

type DTypeRule = (a: DType | null, b: DType | null) => DType | null;

const float: DTypeRule = () => 'float32';

const computeWeightedLoss = row(
  'losses.computeWeightedLoss',
  { losses: real('computeWeightedLoss'), weights: optional(real('computeWeightedLoss')), reduction },
  (args, ask) => weighted(ask, args.losses, args.weights, args.reduction, 'computeWeightedLoss'),
  doc('losses.computeWeightedLoss'),
);

const cosineDistance = row(
  'losses.cosineDistance',
  {
    labels: real('cosineDistance'),
    predictions: real('cosineDistance'),
    axis: optional(axis),
    weights: optional(real('cosineDistance')),
    reduction,
  },
  ({ labels, predictions, axis: along, weights, reduction: how }, ask) => {
    requireMatch(ask, labels, predictions, 'cosineDistance');
    const shape = reduce(ask, labels.shape, along === null ? null : [along], true, 'cosineDistance');
    return weighted(ask, fakeTensor(shape, 'float32'), weights, how, 'cosineDistance');
  },
  doc('losses.cosineDistance'),
);

const softmaxCrossEntropy = row(
  'losses.softmaxCrossEntropy',
  {
    onehotLabels: real('softmaxCrossEntropy'),
    logits: real('softmaxCrossEntropy'),
    weights: optional(real('softmaxCrossEntropy')),
    labelSmoothing: maybe(number),
    reduction,
  },
  ({ onehotLabels, logits, weights, labelSmoothing, reduction: how }, ask) => {
    requireMatch(ask, onehotLabels, logits, 'softmaxCrossEntropy');
    const isSmoothed =
      labelSmoothing !== null && ask.facts.decide(less(constant(0), labelSmoothing.numerator)) === 'yes';
    // The library reads the number of classes from the second dimension.
    if (isSmoothed) ask.require(rankAtLeast(logits.shape, 2), 'softmaxCrossEntropy: label smoothing wants rank 2');
    const shape = reduce(ask, logits.shape, [constant(-1)], false, 'softmaxCrossEntropy');
    return weighted(ask, fakeTensor(shape, 'float32'), weights, how, 'softmaxCrossEntropy');
  },
  doc('losses.softmaxCrossEntropy'),
);

const LABELS = ['labels', 'predictions'] as const;

export const lossRows: Readonly<Record<string, Row>> = {
  computeWeightedLoss,
  absoluteDifference: elementwise('absoluteDifference', LABELS, false, promote),
  cosineDistance,
  hingeLoss: elementwise('hingeLoss', LABELS, false, float),
  huberLoss: elementwise('huberLoss', LABELS, true, float),
  logLoss: elementwise('logLoss', LABELS, true, float),
  meanSquaredError: elementwise('meanSquaredError', LABELS, false, promote),
  sigmoidCrossEntropy: elementwise('sigmoidCrossEntropy', ['multiClassLabels', 'logits'], true, float),
  softmaxCrossEntropy,
};
