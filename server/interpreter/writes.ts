import { negation } from '../symbolic/condition.ts';
import { alike } from './builtins/alike.ts';
import { mergeValues } from './join.ts';
import type { Machine } from './machine.ts';
import { knownSlots, ownProperty, setProperty } from './objects.ts';
import { assumePresent, settle } from './settle.ts';
import { type Case, isNullish, UNDEFINED, type Value } from './values.ts';

/** `object[key] = value`. */
export function writeElement(machine: Machine, object: Value, key: Value, value: Value): void {
  const settled = settle(machine, key);
  const target = assumePresent(machine, object);
  if (settled.kind === 'primitive') writeProperty(machine, target, String(settled.value), value);
  else if (target.kind === 'array') writeSome(machine, target, value);
  else if (target.kind === 'object' && settled.kind === 'unknown') machine.journal.write(target.open, settled);
}

/** A write to an element that is not known: any of them may have the new value. */
function writeSome(machine: Machine, { elements }: Extract<Value, { kind: 'array' }>, value: Value): void {
  const why = { message: 'written at an index that is not known', place: machine.here() };
  const either = (old: Value) => (isNullish(old) ? value : alike(machine, [old, value], why));
  const { slots, rest } = elements.value;
  machine.journal.write(elements, {
    slots: slots.map((slot) => (slot.kind === 'spread' ? slot : alike(machine, [slot, value], why))),
    rest: rest && { length: rest.length, element: either(rest.element) },
  });
}

/** `object.name = value`. */
export function writeProperty(machine: Machine, object: Value, name: string, value: Value): void {
  const settled = assumePresent(machine, object);
  switch (settled.kind) {
    case 'object':
    case 'class':
    case 'closure':
      setProperty(machine, 'properties' in settled ? settled.properties : settled.statics, name, value);
      return;
    case 'array':
      writeSlot(machine, settled, Number(name), value);
      return;
    case 'unknown':
      setProperty(machine, settled.properties, name, value);
      return;
    case 'alternatives':
      for (const one of settled.cases) writeUnder(machine, one, name, value);
      return;
    default:
      return;
  }
}

/** Writes to an object that is the receiver only under a condition: elsewhere it keeps what it had. */
function writeUnder(machine: Machine, { condition, value: object }: Case, name: string, value: Value): void {
  const settled = settle(machine, object);
  if (settled.kind !== 'object') return;
  const old = ownProperty(settled, name) ?? UNDEFINED;
  const sides = [
    { condition, value },
    { condition: negation(condition), value: old },
  ];
  setProperty(machine, settled.properties, name, mergeValues(machine, sides));
}

function writeSlot(machine: Machine, array: Extract<Value, { kind: 'array' }>, index: number, value: Value): void {
  const known = knownSlots(array.elements.value);
  if (known === null || !Number.isInteger(index) || index < 0 || index > known.length + 1000) return;
  const slots = [...known];
  while (slots.length < index) slots.push(UNDEFINED);
  slots[index] = value;
  machine.journal.write(array.elements, { slots, rest: null });
}
