/** Training a model: what it demands of the data and the targets. */
import { type Ask, Unreadable } from '../../../kernels/ask.ts';
import { splitBack, splitFront } from '../../../kernels/carve.ts';
import { rankAtLeast } from '../../../kernels/rank.ts';
import { plainShape } from '../../../kernels/words.ts';
import { equal, lessOrEqual, notEqual } from '../../../symbolic/relation.ts';
import { constant, type Size } from '../../../symbolic/size.ts';
import { type FakeTensor, fakeTensor, isSpread, resolveShape, type Shape } from '../../../tensor/tensor.ts';
import { ABSENT, type Datum, type InstanceDatum, listDatum, promiseDatum, tensorDatum } from '../../datum.ts';
import { isAbsent } from '../../parameters.ts';
import { openRecord, unknownDatum, unknownNumber } from '../unknowns.ts';
import { targetAdvice } from './advice.ts';
import { nameOf } from './graph.ts';
import { dataFor } from './named.ts';
import { checked, requireFits } from './run.ts';
import { type Loss, type ModelState, modelState } from './state.ts';

/** `fit(x, y)`: a promise of the history. */
export function train(self: InstanceDatum, [x = ABSENT, y = ABSENT, args = ABSENT]: readonly Datum[], ask: Ask): Datum {
  requireData(self, x, y, ask);
  const validation = args.kind === 'record' ? args.get('validationData') : ABSENT;
  const [validX, validY] = validation.kind === 'list' ? validation.items : [];
  if (validX !== undefined && validY !== undefined) requireData(self, validX as Datum, validY as Datum, ask);
  return promiseDatum(history());
}

/** What `fit` and `fitDataset` resolve to. */
export function history(): Datum {
  const figuresOf = openRecord({}, 'history');
  return openRecord(
    { epoch: unknownDatum('the epochs'), history: figuresOf, params: openRecord({}, 'params') },
    'History',
  );
}

/** `evaluate(x, y)`: the losses added up output by output, and the metrics after them. */
export function evaluate(self: InstanceDatum, [x = ABSENT, y = ABSENT]: readonly Datum[], ask: Ask): Datum {
  requireData(self, x, y, ask);
  return evaluated(modelState(self));
}

/** `trainOnBatch(x, y)`: a promise of the loss, and the metrics after it. */
export function trainOnBatch(self: InstanceDatum, [x = ABSENT, y = ABSENT]: readonly Datum[], ask: Ask): Datum {
  requireData(self, x, y, ask);
  return promiseDatum(figures(modelState(self), 1, unknownNumber));
}

/** What `evaluate` and `evaluateDataset` give. */
export function evaluated(state: ModelState): Datum {
  return figures(state, state.outputs.length, tensorDatum(fakeTensor([], 'float32')));
}

/** Some figures for losses and one for each metric: alone, or in a list. */
function figures({ training }: ModelState, losses: number, figure: Datum): Datum {
  if (training.metrics === null) return unknownDatum('the number of metrics');
  const count = losses + training.metrics;
  return count === 1 ? figure : listDatum(Array.from({ length: count }, () => figure));
}

/** Demands of inputs and targets what `fit` demands. */
export function requireData(self: InstanceDatum, x: Datum, y: Datum, ask: Ask): void {
  const { inputs, outputs, training, why } = modelState(self);
  if (why !== null) return;
  const given = known(() => dataFor(inputs, x, ask));
  const fed = given === null ? [] : checked(ask, inputs, given, 'input');
  const targets = known(() => dataFor(outputs, y, ask)) ?? [];
  if (targets.length !== outputs.length) return;
  const fitting = outputs.flatMap((output, index) => {
    const target = targets[index];
    return target === undefined ? [] : [requireTarget(ask, output, target, training.losses?.[index] ?? null)];
  });
  requireCounts(ask, given?.map(({ shape }) => shape) ?? fed.map(({ shape }) => shape), fitting);
}

/** What the program says; `null` where it is not known. */
function known<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

function requireTarget(ask: Ask, output: FakeTensor, target: FakeTensor, loss: Loss): Shape {
  const expected = targetShape(ask, output, loss);
  if (expected === null) return target.shape;
  const advice = (): string | null =>
    targetAdvice(ask.facts, resolveShape(ask.facts, target.shape), output.shape, loss ?? '');
  const fitting = requireFits(ask, target.shape, expected, nameOf(output), 'target', advice);
  if (loss === 'categoricalCrossentropy') requireOneHot(ask, fitting);
  return fitting;
}

/** The library refuses vectors of one number, which are no one-hot vectors. */
function requireOneHot(ask: Ask, target: Shape): void {
  const last = target.at(-1);
  if (last === undefined || isSpread(last)) return;
  ask.require(
    notEqual(last, constant(1)),
    'categoricalCrossentropy: one-hot targets',
    () =>
      `You are passing a target array of shape ${plainShape(target)} while using a loss 'categorical_crossentropy'. ` +
      "'categorical_crossentropy'expects targets to be binary matrices (1s and 0s) of shape [samples, classes].",
    () => 'For one number per example use `binaryCrossentropy`.',
  );
}

/** What a target must look like for an output; `null` where it is not known whether the loss takes numbers of classes. */
function targetShape(ask: Ask, { shape }: FakeTensor, loss: Loss): Shape | null {
  if (loss === null) return null;
  if (loss === 'sparseCategoricalCrossentropy') requireClasses(ask, shape);
  return loss === 'sparseCategoricalCrossentropy' ? [...splitBack(ask, shape, 1)[0], constant(1)] : shape;
}

/** The library makes one-hot vectors of the numbers of classes, of which there must be two. */
function requireClasses(ask: Ask, shape: Shape): void {
  const [classes] = splitBack(ask, shape, 1)[1];
  if (classes === undefined) return;
  ask.require(
    lessOrEqual(constant(2), classes),
    'sparseCategoricalCrossentropy: at least two classes',
    () => `Error in oneHot: depth must be >=2, but it is ${plainShape([classes])}`,
    () => 'The model has one output for each class; for one number use `binaryCrossentropy`.',
  );
}

/** All have the same number of examples. */
function requireCounts(ask: Ask, inputs: readonly Shape[], targets: readonly Shape[]): void {
  const [first] = inputs.flatMap((shape) => countOf(ask, shape));
  for (const count of targets.flatMap((shape) => countOf(ask, shape))) {
    if (first === undefined) return;
    const words = (): string =>
      'Input Tensors should have the same number of samples as target Tensors. ' +
      `Found ${plainShape([first])} input sample(s) and ${plainShape([count])} target sample(s).`;
    ask.require(equal(first, count), 'fit: as many targets as examples', words);
  }
}

function countOf(ask: Ask, shape: Shape): readonly Size[] {
  if (ask.facts.decide(rankAtLeast(shape, 1)) !== 'yes') return [];
  return splitFront(ask, shape, 1)[0].filter((dim): dim is Size => !isSpread(dim));
}

/** Tensors or lists of them, or an object of them by name. */
export function isData(datum: Datum): boolean {
  return !isAbsent(datum) && ['tensor', 'list', 'record'].includes(datum.kind);
}
