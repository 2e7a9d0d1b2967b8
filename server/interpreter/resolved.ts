/** A value as it is known at one moment, for the record: later facts do not change it. */
import { resolveShape } from '../tensor/tensor.ts';
import type { Machine } from './machine.ts';
import { settle } from './settle.ts';
import { tensorValue, type Value } from './values.ts';

export function resolved(machine: Machine, value: Value): Value {
  const settled = settle(machine, value);
  if (settled.kind === 'tensor') {
    const { shape, dtype } = settled.tensor;
    return tensorValue({ shape: resolveShape(machine.facts, shape), dtype });
  }
  if (settled.kind !== 'alternatives') return settled;
  const cases = settled.cases.map((one) => ({ condition: one.condition, value: resolved(machine, one.value) }));
  return { kind: 'alternatives', cases };
}
