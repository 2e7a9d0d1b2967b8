/** Making and reading objects and arrays. */

import type { InstanceType } from '../libraries/row.ts';
import { fromSize } from '../symbolic/quotient.ts';
import { add, constant, type Size, sum } from '../symbolic/size.ts';
import { isSpread, type Shape } from '../tensor/tensor.ts';
import type { Cell } from './cell.ts';
import { entriesCell, orderCell } from './contents.ts';
import { elementsCell, openCell, propertyCell } from './join.ts';
import { isSymbolKey } from './keys.ts';
import type { Machine } from './machine.ts';
import { change } from './several.ts';
import { stateCell } from './states.ts';
import {
  ABSENT,
  type ArrayValue,
  type ClassValue,
  type Elements,
  type Iteration,
  type ObjectValue,
  quantity,
  type Slot,
  type Value,
} from './values.ts';

let nextId = 1;

interface ObjectParts {
  readonly prototype?: ClassValue | ObjectValue | null;
  readonly ofClass?: ClassValue;
  readonly iteration?: Iteration;
  readonly instance?: { readonly type: InstanceType; readonly state: unknown } | null;
}

export function objectValue(fields: Iterable<readonly [string, Value]> = [], parts: ObjectParts = {}): ObjectValue {
  const properties: ObjectValue['properties'] = new Map();
  for (const [name, value] of fields) properties.set(name, propertyCell(value));
  return {
    kind: 'object',
    id: nextId++,
    properties,
    order: orderCell(properties.keys()),
    hidden: new Set(),
    prototype: parts.prototype ?? null,
    ofClass: parts.ofClass ?? null,
    instance: parts.instance
      ? { type: parts.instance.type, state: stateCell(parts.instance.type, parts.instance.state) }
      : null,
    open: openCell(),
    entries: entriesCell(),
    iteration: parts.iteration ?? null,
  };
}

/** Objects that inherit nothing, as `Object.create(null)` makes them. */
const bare = new WeakSet<ObjectValue>();

export function bareObject(): ObjectValue {
  const made = objectValue();
  bare.add(made);
  return made;
}

export function isBare(object: ObjectValue): boolean {
  return bare.has(object);
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

/** Properties of arrays beside their elements: the index of a match, the raw texts of a template. */
const extras = new WeakMap<ArrayValue, Map<string, Cell<Value | null>>>();

export function extrasOf(array: ArrayValue): Map<string, Cell<Value | null>> {
  const known = extras.get(array) ?? new Map<string, Cell<Value | null>>();
  extras.set(array, known);
  return known;
}

/** The same without making any. */
export function extraOf(array: ArrayValue, name: string): Value | null {
  return extras.get(array)?.get(name)?.value ?? null;
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
  const value = object.properties.get(name)?.value ?? null;
  return value === ABSENT ? null : value;
}

/** Sets a property of its own, or removes it where the value is `null`. */
export function setOwn(machine: Machine, object: ObjectValue, name: string, value: Value | null): void {
  change(machine, object, ({ properties }) => cellOf(properties, name), value);
  const { keys, isCertain } = object.order.value;
  const isListed = keys.indexOf(name) >= 0;
  if (isListed === (value !== null)) return;
  const now = isListed ? keys.without(name) : keys.with(name);
  change(machine, object, ({ order }) => order, { keys: now, isCertain });
}

/** Sets a property that is not enumerated. */
export function setHidden(machine: Machine, object: ObjectValue, name: string, value: Value): void {
  object.hidden.add(name);
  setOwn(machine, object, name, value);
}

/** The same for a new object, which nothing has seen yet: its cells need no journal. */
export function define(object: ObjectValue, name: string, value: Value): void {
  const isNew = !object.properties.has(name);
  object.properties.set(name, propertyCell(value));
  if (isNew) object.order.value = { keys: object.order.value.keys.with(name), isCertain: true };
}

export function setProperty(
  machine: Machine,
  properties: ObjectValue['properties'],
  name: string,
  value: Value | null,
): void {
  machine.journal.write(cellOf(properties, name), value);
}

function cellOf(properties: ObjectValue['properties'], name: string): Cell<Value | null> {
  let cell = properties.get(name);
  if (cell === undefined) {
    cell = propertyCell(null);
    properties.set(name, cell);
  }
  return cell;
}

/** The enumerable keys of an object as the language orders them: whole numbers, then texts, then symbols. */
export function keysOf(object: ObjectValue): readonly string[] {
  return allKeysOf(object).filter((key) => !object.hidden.has(key));
}

/** All own keys, those that are not enumerated too. */
export function allKeysOf(object: ObjectValue): readonly string[] {
  const { keys } = object.order.value;
  const listed = new Set(keys);
  const others = [...object.properties.keys()].filter((key) => !listed.has(key));
  const present = [...keys, ...others].filter((key) => ownProperty(object, key) !== null);
  const indices = present.filter(isIndex).sort((a, b) => Number(a) - Number(b));
  const isText = (key: string) => !isIndex(key) && !isSymbolKey(key);
  return [...indices, ...present.filter(isText), ...present.filter(isSymbolKey)];
}

/** Whether a key counts as a whole number. */
export function isIndex(key: string): boolean {
  return /^(?:0|[1-9]\d{0,8})$/.test(key);
}

/** Whether the keys and their order are the same on all paths. */
export function hasKnownKeys(object: ObjectValue): boolean {
  if (object.open.value !== null || !object.order.value.isCertain) return false;
  return keysOf(object).every((key) => !isConditional(ownProperty(object, key)));
}

/** Whether a property is there on some paths only. */
export function isConditional(value: Value | null): boolean {
  return value?.kind === 'alternatives' && value.cases.some((one) => one.value === ABSENT);
}

/** Whether an object is nothing but its properties: one with the same properties can stand for it. */
export function isRecord(object: ObjectValue): boolean {
  return (
    object.prototype === null &&
    object.ofClass === null &&
    object.instance === null &&
    object.entries.value === null &&
    object.iteration === null &&
    !isBare(object) &&
    hasKnownKeys(object) &&
    keysOf(object).length === object.properties.size
  );
}

/** Names and values of an object's own enumerable properties, in their order. */
export function ownEntries(object: ObjectValue): [string, Value][] {
  return keysOf(object)
    .filter((key) => !isSymbolKey(key))
    .map((key) => [key, ownProperty(object, key) ?? ABSENT]);
}
