/** `model.compile`: the losses, the metrics and the optimizer that training goes by. */
import { Refused } from '../../../kernels/ask.ts';
import { ABSENT, type Datum, type InstanceDatum } from '../../datum.ts';
import { isAbsent } from '../../parameters.ts';
import { nameOf } from './graph.ts';
import { requireOwnNames } from './ownNames.ts';
import { type Loss, type ModelState, modelState, type Training, UNKNOWN_TRAINING } from './state.ts';

/** All losses that the library knows by name. */
export const LOSSES: readonly string[] = [
  'meanSquaredError',
  'meanAbsoluteError',
  'meanAbsolutePercentageError',
  'meanSquaredLogarithmicError',
  'squaredHinge',
  'hinge',
  'categoricalHinge',
  'logcosh',
  'categoricalCrossentropy',
  'sparseCategoricalCrossentropy',
  'binaryCrossentropy',
  'kullbackLeiblerDivergence',
  'poisson',
  'cosineProximity',
];

/** All metrics that the library knows by name. */
export const METRICS: readonly string[] = [
  'accuracy',
  'acc',
  'crossentropy',
  'ce',
  'binaryAccuracy',
  'categoricalAccuracy',
  'precision',
  'categoricalCrossentropy',
  'sparseCategoricalCrossentropy',
  'mse',
  'MSE',
  'mae',
  'MAE',
  'mape',
  'MAPE',
  'cosine',
];

export const OPTIMIZERS: readonly string[] = [
  'Adagrad',
  'Adadelta',
  'Adam',
  'Adamax',
  'RMSProp',
  'SGD',
  'adagrad',
  'adadelta',
  'adam',
  'adamax',
  'rmsprop',
  'sgd',
];

/** `compile({ optimizer, loss, metrics })`. @throws Refused for names that the library does not know. */
export function compile(self: InstanceDatum, config: Datum): Datum {
  const state = modelState(self);
  requireOwnNames(state.layers);
  self.update({ ...state, training: config.kind === 'record' ? trainingOf(state, config) : UNKNOWN_TRAINING });
  return ABSENT;
}

type Config = Extract<Datum, { kind: 'record' }>;

function trainingOf(state: ModelState, config: Config): Training {
  const optimizer = config.get('optimizer');
  if (optimizer.kind === 'string' && optimizer.value !== null && !OPTIMIZERS.includes(optimizer.value)) {
    throw new Refused('compile: the optimizer', null, `Unknown Optimizer ${optimizer.value}`);
  }
  const losses = lossesOf(state, config.get('loss'));
  return { losses, metrics: state.why === null ? countMetrics(state, config.get('metrics')) : null };
}

/** One for each output; `null` where that is not known. */
function lossesOf({ outputs, why }: ModelState, loss: Datum): readonly Loss[] | null {
  if (loss.kind === 'string' || loss.kind === 'function') {
    const one = lossOf(loss);
    return why === null ? outputs.map(() => one) : null;
  }
  if (why !== null) return null;
  if (loss.kind === 'record') return outputs.map((output) => lossOf(loss.get(nameOf(output))));
  if (loss.kind !== 'list') return null;
  if (loss.items.length !== outputs.length && !loss.items.some((item) => item.kind === 'spread')) {
    const words =
      'When passing an Array as loss, it should have one entry per model output. ' +
      `The model has ${outputs.length} output(s), but you passed loss=${loss.items.map(printLoss)}.`;
    throw new Refused('compile: one loss for each output', null, words);
  }
  return loss.items.map((item) => (item.kind === 'spread' ? null : lossOf(item)));
}

function lossOf(datum: Datum): Loss {
  if (datum.kind === 'function') return 'a function';
  if (datum.kind !== 'string' || datum.value === null) return null;
  if (LOSSES.includes(datum.value)) return datum.value;
  const isSoftmax = datum.value.toLowerCase().includes('softmaxcrossentropy');
  const hint = 'Use "categoricalCrossentropy" as the string name for tf.losses.softmaxCrossEntropy';
  const words = `Unknown loss ${datum.value}${isSoftmax ? `. ${hint}` : ''}`;
  throw new Refused('compile: the loss', null, words, isSoftmax ? null : nearest(datum.value, LOSSES));
}

function printLoss(item: { readonly kind: string; readonly value?: unknown }): string {
  return item.kind === 'string' ? String(item.value) : item.kind;
}

/** How many figures there are beside the loss; `null` where that is not known. */
function countMetrics({ outputs }: ModelState, metrics: Datum): number | null {
  const losses = outputs.length > 1 ? outputs.length : 0;
  if (isAbsent(metrics)) return losses;
  if (metrics.kind === 'record') {
    const counts = outputs.map((output) => countOne(metrics.get(nameOf(output))));
    return counts.some((count) => count === null)
      ? null
      : counts.reduce<number>((sum, one) => sum + (one ?? 0), losses);
  }
  const each = countOne(metrics);
  return each === null ? null : losses + each * outputs.length;
}

function countOne(metrics: Datum): number | null {
  if (isAbsent(metrics)) return 0;
  if (metrics.kind === 'string') requireMetric(metrics.value);
  if (metrics.kind === 'string' || metrics.kind === 'function') return 1;
  if (metrics.kind !== 'list' || metrics.items.some((item) => item.kind === 'spread')) return null;
  for (const item of metrics.items) if (item.kind === 'string') requireMetric(item.value);
  return metrics.items.length;
}

function requireMetric(name: string | null): void {
  if (name === null || METRICS.includes(name)) return;
  throw new Refused('compile: the metric', null, `Unknown metric ${name}`, nearest(name, METRICS));
}

const OTHER_NAMES: Readonly<Record<string, string>> = {
  mse: 'meanSquaredError',
  mae: 'meanAbsoluteError',
  mape: 'meanAbsolutePercentageError',
  kld: 'kullbackLeiblerDivergence',
  meansquarederror: 'mse',
  meanabsoluteerror: 'mae',
};

/** A name that differs from one that is known in capitals and underscores only, or is another name for it. */
function nearest(name: string, known: readonly string[]): string | null {
  const plain = name.toLowerCase().replace(/[_-]/g, '');
  const found = known.find((one) => one.toLowerCase() === plain) ?? OTHER_NAMES[plain];
  return found === undefined || !known.includes(found) ? null : `Its name here is \`${found}\`.`;
}
