/** Making and reading objects and arrays. */

import type { InstanceType } from '../libraries/row.ts';
import { fromSize } from '../symbolic/quotient.ts';
import { add, constant, type Size, sum } from '../symbolic/size.ts';
import { isSpread, type Shape } from '../tensor/tensor.ts';
import { elementsCell, entriesCell, openCell, propertyCell, stateCell } from './join.ts';
import type { Machine } from './machine.ts';
import {
  type ArrayValue,
  type ClassValue,
  type Elements,
  type ObjectValue,
  quantity,
  type Slot,
  type Value,
} from './values.ts';

let nextId = 1;

interface ObjectParts {
  readonly prototype?: ClassValue | null;
  readonly instance?: { readonly type: InstanceType; readonly state: unknown } | null;
}

export function objectValue(fields: Iterable<readonly [string, Value]> = [], parts: ObjectParts = {}): ObjectValue {
  const properties: ObjectValue['properties'] = new Map();
  for (const [name, value] of fields) properties.set(name, propertyCell(value));
  return {
    kind: 'object',
    id: nextId++,
    properties,
    getters: new Map(),
    prototype: parts.prototype ?? null,
    instance: parts.instance ? { type: parts.instance.type, state: stateCell(parts.instance.state) } : null,
    open: openCell(),
    entries: entriesCell(),
  };
}

export function arrayValue(elements: Elements): ArrayValue {
  return { kind: 'array', id: nextId++, elements: elementsCell(elements) };
}

/** An input array: nothing says that its elements are alike but for their type, so each has sizes of its own. */
export function inputArray(length: Size, make: (index: string) => Value): ArrayValue {
  const made = new Map<number, Value>();
  const at = (index: number): Value => {
    const value = made.get(index) ?? make(String(index));
    made.set(index, value);
    return value;
  };
  const rest = {
    length,
    at,
    get element() {
      return make('i');
    },
  };
  return arrayValue({ slots: [], rest });
}

export function arrayOf(slots: readonly Slot[]): ArrayValue {
  return arrayValue({ slots, rest: null });
}

/** `x.shape` as an array of numbers; a spread stays one slot. */
export function shapeArray(shape: Shape): ArrayValue {
  return arrayOf(shape.map((dim): Slot => (isSpread(dim) ? { kind: 'spread', spread: dim } : sizeValue(dim))));
}

export function sizeValue(size: Size): Value {
  return quantity(fromSize(size));
}

/** How many elements an array has. */
export function lengthOf({ slots, rest }: Elements): Size {
  const known = sum(slots.map((slot) => (slot.kind === 'spread' ? slot.spread.count : constant(1))));
  return rest === null ? known : add(known, rest.length);
}

/** The slots as plain values, where all are known. */
export function knownSlots({ slots, rest }: Elements): readonly Value[] | null {
  if (rest !== null || slots.some((slot) => slot.kind === 'spread')) return null;
  return slots as readonly Value[];
}

/** Own property, or `null` where there is none. */
export function ownProperty(object: ObjectValue, name: string): Value | null {
  return object.properties.get(name)?.value ?? null;
}

export function setProperty(
  machine: Machine,
  properties: ObjectValue['properties'],
  name: string,
  value: Value | null,
): void {
  let cell = properties.get(name);
  if (cell === undefined) {
    cell = propertyCell(null);
    properties.set(name, cell);
  }
  machine.journal.write(cell, value);
}

/** Names and values of an object's own properties, in the order of their first writing. */
export function ownEntries(object: ObjectValue): [string, Value][] {
  const entries: [string, Value][] = [];
  for (const [name, cell] of object.properties) {
    if (cell.value !== null) entries.push([name, cell.value]);
  }
  return entries;
}
