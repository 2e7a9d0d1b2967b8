/** What makes a general input the one that a call passed. */
import type { Machine } from '../interpreter/machine.ts';
import { knownSlots, ownProperty } from '../interpreter/objects.ts';
import { settle } from '../interpreter/settle.ts';
import type { UnknownValue } from '../interpreter/unknown.ts';
import { type ObjectValue, type TensorValue, UNDEFINED, type Value } from '../interpreter/values.ts';
import { type Claim, type Condition, negation } from '../symbolic/condition.ts';
import { asSize } from '../symbolic/quotient.ts';
import { equal } from '../symbolic/relation.ts';
import { constant, type Size } from '../symbolic/size.ts';
import { isSpread, resolveShape } from '../tensor/tensor.ts';

/** What holds of the symbols of `input` where it is `passed`; what cannot be told is left out. */
export function sameness(machine: Machine, input: Value, passed: Value): Claim[] {
  const general = settle(machine, input);
  const actual = settle(machine, passed);
  switch (general.kind) {
    case 'alternatives': {
      const fitting = general.cases.filter((one) => isMissing(one.value) === isMissing(actual));
      const [only, other] = fitting;
      return only === undefined || other !== undefined
        ? []
        : [only.condition, ...sameness(machine, only.value, actual)];
    }
    case 'tensor':
      return actual.kind === 'tensor' ? sameTensors(machine, general, actual) : [];
    case 'quantity': {
      const [size, number] = [asSize(general.quotient), sizeOf(actual)];
      return size === null || number === null ? [] : [equal(size, number)];
    }
    case 'truth':
      return sameTruth(general.condition, actual);
    case 'array': {
      const row = actual.kind === 'array' ? (knownSlots(actual.elements.value) ?? []) : [];
      const slots = knownSlots(general.elements.value) ?? [];
      return slots.flatMap((slot, index) => sameness(machine, slot, row[index] ?? UNDEFINED));
    }
    case 'object':
    case 'unknown':
      return actual.kind === 'object' ? sameFields(machine, general, actual) : [];
    default:
      return [];
  }
}

function sameTensors(machine: Machine, general: TensorValue, actual: TensorValue): Claim[] {
  const shape = resolveShape(machine.facts, actual.tensor.shape);
  return resolveShape(machine.facts, general.tensor.shape).flatMap((dim, axis) => {
    const other = shape[axis];
    return other === undefined || isSpread(dim) || isSpread(other) ? [] : [equal(dim, other)];
  });
}

function sameTruth(condition: Condition, actual: Value): Claim[] {
  if (actual.kind !== 'primitive') return [];
  return [actual.value === true ? condition : negation(condition)];
}

function sameFields(machine: Machine, general: ObjectValue | UnknownValue, actual: ObjectValue): Claim[] {
  return [...general.properties].flatMap(([name, { value }]) =>
    value === null ? [] : sameness(machine, value, ownProperty(actual, name) ?? UNDEFINED),
  );
}

function isMissing(value: Value): boolean {
  return value.kind === 'primitive' && value.value === undefined;
}

function sizeOf(value: Value): Size | null {
  if (value.kind === 'quantity') return asSize(value.quotient);
  return value.kind === 'primitive' && Number.isInteger(value.value) ? constant(value.value as number) : null;
}
