/** What a run has told by its end of what it saw on its way: ranks, and what unknown values are used as. */
import type { Machine } from '../interpreter/machine.ts';
import type { Observation, Recorder } from '../interpreter/recorder.ts';
import { resolved } from '../interpreter/resolved.ts';
import type { Value } from '../interpreter/values.ts';
import { equal } from '../symbolic/relation.ts';
import { constant, fromSymbol } from '../symbolic/size.ts';
import { isSpread } from '../tensor/tensor.ts';

/** Settles all that was recorded, at the end of the run. */
export function settleRecord(machine: Machine, recorder: Recorder): void {
  learnRanks(machine, recorder);
  settleObservations(machine, recorder);
}

/** What an operation told of a rank holds for the tensor from the start: it had that rank all along. */
export function learnRanks(machine: Machine, { ranks }: Recorder): void {
  for (const [symbol, rank] of ranks) {
    if (rank !== null) machine.facts = machine.facts.assume(equal(fromSymbol(symbol), constant(rank)));
  }
}

/**
 * What was unknown when it was seen may have become something by its use, and a rank may have become known.
 * Sizes and alternatives stay what they were at that moment: a later line that decides does not change the lines before.
 */
export function settleObservations(machine: Machine, recorder: Recorder): void {
  for (const [node, observed] of recorder.observations) {
    const settled = observed.map((one): Observation => ({ ...one, value: settledLate(machine, one.value) }));
    recorder.observations.set(node, asOne(machine, settled));
  }
}

/** Evaluations whose shapes are equal by what a later line assumed are told as the first, which was before it. */
function asOne(machine: Machine, observed: readonly Observation[]): Observation[] {
  const [first, ...others] = observed;
  if (first === undefined || others.length === 0) return [...observed];
  const form = formOf(machine, first.value);
  const isOne = form !== null && others.every(({ value }) => formOf(machine, value) === form);
  return isOne ? observed.map((one) => ({ ...one, value: first.value })) : [...observed];
}

function formOf({ facts }: Machine, value: Value): string | null {
  if (value.kind !== 'tensor' || value.tensor.shape.some(isSpread)) return null;
  return `${value.tensor.dtype} ${value.tensor.shape.map((dim) => (isSpread(dim) ? '' : facts.simplify(dim).id)).join()}`;
}

/** What was returned keeps its cases: they are those that the paths ended with. */
export function learnedLate(machine: Machine, value: Value): Value {
  if (value.kind !== 'alternatives') return settledLate(machine, value);
  return {
    kind: 'alternatives',
    cases: value.cases.map((one) => ({ condition: one.condition, value: learnedLate(machine, one.value) })),
  };
}

function settledLate(machine: Machine, value: Value): Value {
  let settled = value;
  while (settled.kind === 'unknown' && settled.refined.value !== null) settled = settled.refined.value;
  if (settled.kind === 'tensor') return settled.tensor.shape.some(isSpread) ? resolved(machine, settled) : settled;
  if (settled.kind !== 'alternatives') return settled;
  const cases = settled.cases.map((one) => ({ condition: one.condition, value: settledLate(machine, one.value) }));
  return { kind: 'alternatives', cases };
}
