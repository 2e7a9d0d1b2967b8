/** Training a model on datasets: what it demands of their elements. */
import { type Ask, Refused, Unreadable } from '../../../kernels/ask.ts';
import { splitFront } from '../../../kernels/carve.ts';
import { rankAtLeast } from '../../../kernels/rank.ts';
import { plainShape } from '../../../kernels/words.ts';
import { equal } from '../../../symbolic/relation.ts';
import type { Size } from '../../../symbolic/size.ts';
import { type FakeTensor, isSpread, sizesOf } from '../../../tensor/tensor.ts';
import { ABSENT, type Datum, type InstanceDatum, promiseDatum } from '../../datum.ts';
import { DATASET, stateOf } from '../data/dataset.ts';
import { nameOf, runGraph } from './graph.ts';
import { dataFor } from './named.ts';
import { cast } from './run.ts';
import { modelState } from './state.ts';
import { evaluated, history } from './training.ts';

/** `fitDataset(dataset)`: a promise of the history. */
export function fitDataset(self: InstanceDatum, [data = ABSENT, args = ABSENT]: readonly Datum[], ask: Ask): Datum {
  requireElements(self, data, ask);
  if (args.kind === 'record') requireElements(self, args.get('validationData'), ask);
  return promiseDatum(history());
}

/** `evaluateDataset(dataset)`: a promise of the loss and the metrics. */
export function evaluateDataset(self: InstanceDatum, [data = ABSENT]: readonly Datum[], ask: Ask): Datum {
  requireElements(self, data, ask);
  return promiseDatum(evaluated(modelState(self)));
}

/** Demands what training on the elements demands. The library runs the layers on them, and compares only their batches. */
function requireElements(self: InstanceDatum, data: Datum, ask: Ask): void {
  const { inputs, outputs, why } = modelState(self);
  if (why !== null || inputs.length === 0 || data.kind !== 'instance' || data.type !== DATASET) return;
  const { element } = stateOf(data);
  if (element.kind !== 'record') return;
  const fed = known(() => dataFor(inputs, element.get('xs'), ask));
  const targets = known(() => dataFor(outputs, element.get('ys'), ask));
  if (fed === null) return;
  try {
    if (targets !== null) requireOneBatch(ask, inputs, outputs, fed, targets);
    runGraph(ask, inputs, outputs, cast(inputs, fed));
  } catch (error) {
    if (error instanceof Refused) throw withAdvice(error, inputs, fed);
    if (!(error instanceof Unreadable)) throw error;
  }
}

function known<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

function requireOneBatch(
  ask: Ask,
  inputs: readonly FakeTensor[],
  outputs: readonly FakeTensor[],
  fed: readonly FakeTensor[],
  targets: readonly FakeTensor[],
): void {
  const ends = [
    ...fed.map((tensor, index) => ({ tensor, what: `input ${nameOf(inputs[index] ?? tensor)}` })),
    ...targets.map((tensor, index) => ({ tensor, what: `output ${nameOf(outputs[index] ?? tensor)}` })),
  ];
  const batches = ends.map(({ tensor, what }) => ({ what, batch: batchIn(ask, tensor) }));
  const [first] = batches;
  for (const { what, batch } of batches.slice(1)) {
    const wanted = first?.batch ?? null;
    if (batch === null || wanted === null) continue;
    const words = (): string =>
      `Batch size mismatch: ${what} has ${plainShape([batch])}; ` +
      `expected  ${plainShape([wanted])} based on ${first?.what}.`;
    ask.require(equal(batch, wanted), 'fitDataset: one size of batches', words);
  }
}

function batchIn(ask: Ask, { shape }: FakeTensor): Size | null {
  if (ask.facts.decide(rankAtLeast(shape, 1)) !== 'yes') return null;
  const [batch] = splitFront(ask, shape, 1)[0];
  return batch === undefined || isSpread(batch) ? null : batch;
}

/** One dimension too few is the batch. */
function withAdvice(error: Refused, inputs: readonly FakeTensor[], fed: readonly FakeTensor[]): Refused {
  const isSingle = inputs.every(({ shape }, index) => {
    return sizesOf(shape)?.length === (sizesOf(fed[index]?.shape ?? [])?.length ?? 0) + 1;
  });
  if (!isSingle) return error;
  const advice = 'The elements of the dataset are single examples: `.batch(n)` makes batches of them.';
  return new Refused(error.reason, error.claim, error.words, advice);
}
