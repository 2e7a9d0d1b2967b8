/** Writing properties and elements. */

import { negation } from '../symbolic/condition.ts';
import { asSize } from '../symbolic/quotient.ts';
import { equal, less } from '../symbolic/relation.ts';
import type { Size } from '../symbolic/size.ts';
import { branchCases } from './branch.ts';
import { alike } from './builtins/alike.ts';
import { joined } from './builtins/array/content.ts';
import { throwError } from './builtins/errors.ts';
import { callFunction } from './functions.ts';
import { setterOf } from './inheritance.ts';
import { isFrozen, refuseWrite } from './integrity.ts';
import { lostSize, mergeValues } from './join.ts';
import { keyOf } from './keys.ts';
import type { Machine } from './machine.ts';
import { extrasOf, isIndex, keysOf, knownSlots, lengthOf, ownProperty, setOwn, setProperty } from './objects.ts';
import { assumePresent, settle } from './settle.ts';
import { change, changeElements } from './several.ts';
import { equality, quotientOf } from './truth.ts';
import { unknown } from './unknown.ts';
import {
  ABSENT,
  type ArrayValue,
  type Elements,
  isNullish,
  isNumber,
  type ObjectValue,
  type Slot,
  UNDEFINED,
  type Value,
} from './values.ts';

/** `object[key] = value`. */
export function writeElement(machine: Machine, object: Value, key: Value, value: Value): void {
  const settled = settle(machine, key);
  const target = assumePresent(machine, object);
  const name = keyOf(settled);
  if (name !== null) writeProperty(machine, target, name, value);
  else if (target.kind === 'alternatives')
    branchCases(machine, target.cases, (one) => writeElement(machine, one, settled, value));
  else if (settled.kind === 'alternatives' && settled.cases.every((one) => keyOf(one.value) !== null))
    branchCases(machine, settled.cases, (one) => writeElement(machine, target, one, value));
  else if (target.kind === 'array') writeAt(machine, target, settled, value);
  else if (target.kind === 'object') writeUnnamed(machine, target, settled, value);
}

/** A property whose name is not known: each that is there may have the new value, and others may be there now. */
function writeUnnamed(machine: Machine, object: ObjectValue, key: Value, value: Value): void {
  const isNumeric = key.kind === 'quantity' || (key.kind === 'unknown' && key.holds === 'number');
  for (const name of keysOf(object)) {
    const old = ownProperty(object, name);
    if (old === null || (isNumeric && !isIndex(name))) continue;
    const named = { kind: 'primitive', value: isNumeric ? Number(name) : name } as const;
    const isIt = equality(machine, key, named, false, `the key is '${name}'`);
    const sides = [
      { condition: isIt, value },
      { condition: negation(isIt), value: old },
    ];
    setOwn(machine, object, name, mergeValues(machine, sides));
  }
  const why = { message: 'a property whose name is not known', place: machine.here() };
  change(machine, object, ({ open }) => open, key.kind === 'unknown' ? key : unknown(why));
}

/** A write at an index that is an expression: one of the elements changes, or the array gets longer. */
function writeAt(machine: Machine, array: ArrayValue, key: Value, value: Value): void {
  if (isFrozen(array)) {
    refuseWrite(machine);
    return;
  }
  const { elements } = array;
  const length = lengthOf(elements.value);
  const quotient = quotientOf(key);
  const index = quotient && asSize(quotient);
  if (index && machine.decide(equal(index, length)) === 'yes' && machine.node !== null) {
    const longer = joined(machine, elements.value, { slots: [value], rest: null }, machine.node);
    changeElements(machine, array, longer);
    return;
  }
  const isInside = index !== null && machine.decide(less(index, length)) === 'yes';
  changeElements(machine, array, changedSomewhere(machine, elements.value, value, isInside ? length : null));
}

/** Any element may have the new value; `length` is `null` where the array may be longer than it was. */
function changedSomewhere(machine: Machine, { slots, rest }: Elements, value: Value, length: Size | null): Elements {
  const why = { message: 'written at an index that is not known', place: machine.here() };
  const either = (old: Value) => (isNullish(old) ? value : alike(machine, [old, value], why));
  if (length !== null || (rest !== null && slots.length === 0)) {
    const changed = slots.map((slot) => (slot.kind === 'spread' ? slot : alike(machine, [slot, value], why)));
    return { slots: changed, rest: rest && { length: rest.length, element: either(rest.element) } };
  }
  const values = slots.filter((slot): slot is Value => slot.kind !== 'spread');
  const element = alike(machine, [...values, ...(rest === null ? [] : [rest.element]), value], why);
  return { slots: [], rest: { length: lostSize(why), element } };
}

/** `object.name = value`. */
export function writeProperty(machine: Machine, object: Value, name: string, value: Value): void {
  const settled = assumePresent(machine, object);
  switch (settled.kind) {
    case 'object':
      writeOwn(machine, settled, name, value);
      return;
    case 'class':
    case 'closure': {
      const known = settled.statics.get(name)?.value;
      if (known?.kind === 'accessor') callSetter(machine, known.set ?? UNDEFINED, settled, value);
      else setProperty(machine, settled.statics, name, value);
      return;
    }
    case 'array':
      writeToArray(machine, settled, name, value);
      return;
    case 'unknown':
      setProperty(machine, settled.properties, name, value);
      return;
    case 'alternatives':
      branchCases(machine, settled.cases, (one) => writeProperty(machine, one, name, value));
      return;
    case 'primitive':
      if (machine.node !== null) machine.presume(machine.node, `\`${name}\` is written to what is no object`);
      return;
    default:
      return;
  }
}

function writeOwn(machine: Machine, object: ObjectValue, name: string, value: Value): void {
  const setter = setterOf(machine, object, name);
  if (setter !== null) callSetter(machine, setter, object, value);
  else if (isFrozen(object, ownProperty(object, name) === null ? 'fixed' : 'frozen', name)) refuseWrite(machine);
  else setOwn(machine, object, name, value);
}

function callSetter(machine: Machine, setter: Value, object: Value, value: Value): void {
  const { node } = machine;
  if (setter === UNDEFINED) refuseWrite(machine);
  else if (node !== null) callFunction(machine, setter, object, [value], node);
}

function writeToArray(machine: Machine, array: ArrayValue, name: string, value: Value): void {
  if (isFrozen(array)) refuseWrite(machine);
  else if (name === 'length') writeLength(machine, array, settle(machine, value));
  else if (isIndex(name)) writeSlot(machine, array, Number(name), value);
  else setProperty(machine, extrasOf(array), name, value);
}

/** `array.length = n` cuts the array, or leaves holes at its end. */
function writeLength(machine: Machine, array: ArrayValue, value: Value): void {
  const { elements } = array;
  const known = knownSlots(elements.value);
  if (known !== null && isNumber(value) && value.value >= 0 && value.value <= known.length + MOST_HOLES) {
    const slots: Slot[] = Array.from({ length: value.value }, (_, index) => known[index] ?? ABSENT);
    changeElements(machine, array, { slots, rest: null });
    return;
  }
  if (isNumber(value) && !(Number.isInteger(value.value) && value.value >= 0)) {
    throwError(machine, 'RangeError', 'Invalid array length');
    return;
  }
  const why = { message: 'the length of an array is set', place: machine.here() };
  changeElements(machine, array, changedSomewhere(machine, elements.value, UNDEFINED, null));
  const quotient = quotientOf(value);
  const size = quotient && asSize(quotient);
  const { rest } = elements.value;
  const element = rest?.element ?? unknown(why);
  changeElements(machine, array, { slots: [], rest: { length: size ?? lostSize(why), element } });
}

/** Longer runs of holes are not written out. */
const MOST_HOLES = 1000;

function writeSlot(machine: Machine, array: ArrayValue, index: number, value: Value): void {
  const { slots, rest } = array.elements.value;
  const hasSpread = slots.slice(0, index + 1).some((slot) => slot.kind === 'spread');
  if (!hasSpread && index < slots.length) {
    changeElements(machine, array, { slots: slots.with(index, value), rest });
    return;
  }
  const known = knownSlots(array.elements.value);
  if (known === null || index > known.length + MOST_HOLES) {
    writeAt(machine, array, { kind: 'primitive', value: index }, value);
    return;
  }
  const longer: Slot[] = [...known];
  while (longer.length < index) longer.push(ABSENT);
  longer.push(value);
  changeElements(machine, array, { slots: longer, rest: null });
}

/** `delete object[key]`. */
export function removeElement(machine: Machine, object: Value, key: Value): void {
  const target = assumePresent(machine, object);
  const name = keyOf(settle(machine, key));
  if (target.kind === 'object') {
    if (name === null) writeUnnamed(machine, target, settle(machine, key), ABSENT);
    else if (isFrozen(target, 'sealed', name)) refuseWrite(machine);
    else setOwn(machine, target, name, null);
  } else if (target.kind === 'array') {
    if (isFrozen(target, 'sealed')) refuseWrite(machine);
    else if (name !== null && isIndex(name)) removeSlot(machine, target, Number(name));
    else if (name === null) writeAt(machine, target, settle(machine, key), UNDEFINED);
  } else if (name !== null && (target.kind === 'class' || target.kind === 'closure')) {
    setProperty(machine, target.statics, name, null);
  } else if (name !== null && target.kind === 'unknown') {
    setProperty(machine, target.properties, name, UNDEFINED);
  } else if (target.kind === 'alternatives') {
    branchCases(machine, target.cases, (one) => removeElement(machine, one, key));
  }
}

function removeSlot(machine: Machine, array: ArrayValue, index: number): void {
  const { slots, rest } = array.elements.value;
  const isKnown = index < slots.length && !slots.slice(0, index + 1).some((slot) => slot.kind === 'spread');
  if (isKnown) changeElements(machine, array, { slots: slots.with(index, ABSENT), rest });
}
