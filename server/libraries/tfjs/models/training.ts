/** Training a model: what it demands of the data and the targets. */
import type { Ask } from '../../../kernels/ask.ts';
import { splitBack } from '../../../kernels/carve.ts';
import { constant } from '../../../symbolic/size.ts';
import { type FakeTensor, fakeTensor, resolveShape, type Shape } from '../../../tensor/tensor.ts';
import { ABSENT, type Datum, type InstanceDatum, listDatum, promiseDatum, tensorDatum } from '../../datum.ts';
import { isAbsent } from '../../parameters.ts';
import { openRecord, unknownDatum, unknownNumber } from '../unknowns.ts';
import { targetAdvice } from './advice.ts';
import { nameOf, tensorsOf } from './graph.ts';
import { checked, requireFits } from './run.ts';
import { type ModelState, modelState, type Training, UNKNOWN_TRAINING } from './state.ts';

/** Losses that compare the output with a target of the same shape. */
const SAME_SHAPE = ['meanSquaredError', 'binaryCrossentropy', 'categoricalCrossentropy'];

/** `compile({ loss, metrics })`. */
export function compile(self: InstanceDatum, config: Datum): Datum {
  self.update({ ...modelState(self), training: trainingOf(config) });
  return ABSENT;
}

function trainingOf(config: Datum): Training {
  if (config.kind !== 'record') return UNKNOWN_TRAINING;
  const [loss, metrics] = [config.get('loss'), config.get('metrics')];
  const counts: Partial<Record<Datum['kind'], number>> = { absent: 0, string: 1, function: 1 };
  return {
    loss: loss.kind === 'string' ? loss.value : null,
    metrics: metrics.kind === 'list' ? metrics.items.length : (counts[metrics.kind] ?? null),
  };
}

/** `fit(x, y)`: a promise of the history. */
export function train(self: InstanceDatum, [x = ABSENT, y = ABSENT]: readonly Datum[], ask: Ask): Datum {
  requireData(self, x, y, ask);
  const history = openRecord({}, 'history');
  return promiseDatum(
    openRecord({ epoch: unknownDatum('the epochs'), history, params: openRecord({}, 'params') }, 'History'),
  );
}

/** `evaluate(x, y)`: the loss, and the metrics after it. */
export function evaluate(self: InstanceDatum, [x = ABSENT, y = ABSENT]: readonly Datum[], ask: Ask): Datum {
  requireData(self, x, y, ask);
  return figures(modelState(self), tensorDatum(fakeTensor([], 'float32')));
}

/** `trainOnBatch(x, y)`: a promise of the loss, and the metrics after it. */
export function trainOnBatch(self: InstanceDatum, [x = ABSENT, y = ABSENT]: readonly Datum[], ask: Ask): Datum {
  requireData(self, x, y, ask);
  return promiseDatum(figures(modelState(self), unknownNumber));
}

/** One figure for the loss and one for each metric: alone, or in a list. */
export function figures({ training, outputs }: ModelState, figure: Datum): Datum {
  if (training.metrics === null || outputs.length > 1) return unknownDatum('the number of metrics');
  if (training.metrics === 0) return figure;
  return listDatum(Array.from({ length: training.metrics + 1 }, () => figure));
}

function requireData(self: InstanceDatum, x: Datum, y: Datum, ask: Ask): void {
  const { inputs, outputs, training, why } = modelState(self);
  if (why !== null) return;
  if (isData(x)) checked(ask, inputs, tensorsOf(x, ask), 'input');
  const targets = isData(y) ? tensorsOf(y, ask) : [];
  if (targets.length !== outputs.length) return;
  outputs.forEach((output, index) => {
    const expected = targetShape(ask, output, training.loss);
    const target = targets[index];
    if (expected === null || target === undefined) return;
    const advice = (): string | null =>
      targetAdvice(ask.facts, resolveShape(ask.facts, target.shape), output.shape, training.loss ?? '');
    requireFits(ask, target.shape, expected, nameOf(output), 'target', advice);
  });
}

/** What a target must look like for an output; `null` where the loss does not say. */
function targetShape(ask: Ask, { shape }: FakeTensor, loss: string | null): Shape | null {
  if (loss === null) return null;
  if (loss === 'sparseCategoricalCrossentropy') return [...splitBack(ask, shape, 1)[0], constant(1)];
  return SAME_SHAPE.includes(loss) ? shape : null;
}

/** Tensors or lists of them; records by name are not looked at. */
function isData(datum: Datum): boolean {
  return !isAbsent(datum) && (datum.kind === 'tensor' || datum.kind === 'list');
}
