/** Reading elements by key, also from shapes of unknown rank. */
import type { ts } from 'ts-morph';
import { less } from '../symbolic/relation.ts';
import { asConstant, constant, type Size, subtract, sum } from '../symbolic/size.ts';
import { MOST_DIMENSIONS } from '../tensor/spread.ts';
import { distribute } from './branch.ts';
import { alike } from './builtins/alike.ts';
import { datumOf } from './builtins/buffer.ts';
import { keyOf } from './keys.ts';
import { type Machine, reasonAt, textOf } from './machine.ts';
import { getProperty, lost } from './members.ts';
import { extraOf, knownSlots, lengthOf, sizeValue } from './objects.ts';
import { oneElement } from './oneElement.ts';
import { assumePresent } from './settle.ts';
import { partOf, seeEvery, turnsAt } from './several.ts';
import { valueOfType } from './types.ts';
import { type UnknownValue, unknown } from './unknown.ts';
import { ABSENT, type BufferValue, isNumber, primitive, type Slot, UNDEFINED, type Value } from './values.ts';

/** `object[key]`. */
export function getElement(machine: Machine, object: Value, key: Value, node: ts.Node): Value {
  return distribute(machine, assumePresent(machine, object), (one) =>
    distribute(machine, key, (index) => readElement(machine, one, index, node)),
  );
}

function readElement(machine: Machine, object: Value, key: Value, node: ts.Node): Value {
  const name = keyOf(key);
  if (name !== null && !isNumber(key)) return getProperty(machine, object, name, node);
  if (object.kind === 'array') return arrayElement(machine, object, key, node);
  if (object.kind === 'buffer') return bufferElement(machine, object, key, node);
  if (isNumber(key)) {
    if (object.kind === 'primitive' && typeof object.value === 'string') return primitive(object.value[key.value]);
    return getProperty(machine, object, String(key.value), node);
  }
  if (object.kind === 'unknown') return elementOfUnknown(machine, object, node);
  return unknown(reasonAt(node, `the key of \`${textOf(node)}\` is not known`), {
    provenance: 'outside',
    origin: textOf(node),
  });
}

function bufferElement(machine: Machine, buffer: BufferValue, key: Value, node: ts.Node): Value {
  if (isNumber(key) && !(Number.isInteger(key.value) && key.value >= 0)) return UNDEFINED;
  const isThere = isNumber(key) ? machine.decide(less(constant(key.value), buffer.length)) : 'unknown';
  if (isThere === 'no') return UNDEFINED;
  if (isThere === 'unknown') machine.presumed ??= reasonAt(node, `\`${textOf(node)}\` is there`);
  return datumOf(buffer, node);
}

function arrayElement(machine: Machine, array: Extract<Value, { kind: 'array' }>, key: Value, node: ts.Node): Value {
  const { slots, rest } = array.elements.value;
  if (isNumber(key)) {
    const before = slots.slice(0, key.value + 1);
    const hasSpread = before.some((slot) => slot.kind === 'spread');
    const slot = slots[key.value];
    if (!Number.isInteger(key.value) || key.value < 0) return extraOf(array, String(key.value)) ?? UNDEFINED;
    if (!hasSpread && slot !== undefined && slot.kind !== 'spread')
      return slot === ABSENT ? UNDEFINED : partOf(machine, array, slot);
    if (hasSpread) return sizeOfSpread(machine, array, key.value) ?? lost(node, 'element');
    if (rest === null) return UNDEFINED;
    const isThere = machine.decide(less(constant(key.value), lengthOf(array.elements.value)));
    if (isThere === 'no') return UNDEFINED;
    if (isThere === 'unknown') machine.presumed ??= reasonAt(node, `\`${textOf(node)}\` is there`);
    const element = rest.at?.(key.value - slots.length) ?? rest.element;
    return element === ABSENT ? UNDEFINED : oneElement(machine, element, key.value);
  }
  const last = lastSlot(machine, array, key);
  if (last !== null) return last;
  if (rest !== null && slots.length === 0) {
    if (key.kind === 'quantity') seeEvery(machine, rest.element, turnsAt(machine, key.quotient.numerator));
    return rest.element === ABSENT ? UNDEFINED : oneElement(machine, rest.element, placeOf(machine, key));
  }
  const known = knownSlots(array.elements.value);
  if (known !== null && known.length > 0)
    return alike(
      machine,
      known.map((one) => partOf(machine, array, one)),
      reasonAt(node, `an element of \`${textOf(node)}\``),
    );
  return unknown(reasonAt(node, `the index of \`${textOf(node)}\` is not known`), {
    provenance: 'outside',
    origin: textOf(node),
  });
}

/** The same for indices that are the same number. */
function placeOf({ facts }: Machine, key: Value): unknown {
  return key.kind === 'quantity' ? facts.simplify(key.quotient.numerator) : key;
}

/** `x.shape[2]` where the rank of x is not known. */
function sizeOfSpread(machine: Machine, array: Extract<Value, { kind: 'array' }>, index: number): Value | null {
  const position = array.elements.value.slots.findIndex((slot) => slot.kind === 'spread');
  const slot = array.elements.value.slots[position];
  if (slot?.kind !== 'spread' || index < position || index >= position + MOST_DIMENSIONS) return null;
  let { spread } = slot;
  let size: Size | null = null;
  for (let i = position; i <= index; i++) [size, spread] = spread.takeFirst();
  return size === null ? null : sizeValue(machine.facts.simplify(size));
}

/** `shape[shape.length - 1]` where the length is an expression: an element counted from the end. */
function lastSlot(machine: Machine, array: Extract<Value, { kind: 'array' }>, key: Value): Value | null {
  if (key.kind !== 'quantity') return null;
  const { slots, rest } = array.elements.value;
  if (rest !== null) return null;
  const count = sum(slots.map((slot) => (slot.kind === 'spread' ? slot.spread.count : constant(1))));
  const fromEnd = asConstant(machine.facts.simplify(subtract(count, key.quotient.numerator)));
  if (fromEnd === null || fromEnd < 1) return null;
  const slot = slots.at(-fromEnd);
  const after = slots.slice(-fromEnd);
  if (slot !== undefined && !after.some((one) => one.kind === 'spread')) return slot as Value;
  return spreadFromEnd(machine, slots, fromEnd);
}

function spreadFromEnd(machine: Machine, slots: readonly Slot[], fromEnd: number): Value | null {
  const position = slots.findIndex((slot) => slot.kind === 'spread');
  const slot = slots[position];
  if (slot?.kind !== 'spread') return null;
  const inside = fromEnd - (slots.length - position - 1);
  if (inside > MOST_DIMENSIONS) return null;
  let { spread } = slot;
  let size: Size | null = null;
  for (let i = 0; i < inside; i++) [spread, size] = spread.takeLast();
  return size === null ? null : sizeValue(machine.facts.simplify(size));
}

/** An element under a key that is not known: its type is that of all, its sizes are its own. */
function elementOfUnknown(machine: Machine, object: UnknownValue, node: ts.Node): Value {
  const { why, provenance } = object;
  const type = object.type?.() ?? null;
  const element = type?.getNumberIndexType() ?? type?.getStringIndexType() ?? null;
  return valueOfType(machine, element, { why, provenance, origin: textOf(node) });
}
