/** Reading and writing properties of every kind of value. */
import { ts } from 'ts-morph';
import type { Member } from '../libraries/row.ts';
import { negation } from '../symbolic/condition.ts';
import { asConstant, constant, type Size, subtract, sum } from '../symbolic/size.ts';
import { elementCount, rankOf, resolveShape } from '../tensor/tensor.ts';
import { MachineAsk } from './ask.ts';
import { distribute } from './branch.ts';
import { fromDatum, toDatum } from './bridge.ts';
import { alike } from './builtins/alike.ts';
import { arrayMember } from './builtins/array.ts';
import {
  bufferMember,
  collectionMember,
  functionMember,
  numberMember,
  promiseMember,
  stringMember,
} from './builtins/index.ts';
import { classMember, instanceMember } from './classes.ts';
import { callClosure } from './functions.ts';
import { mergeValues } from './join.ts';
import { tensorMethodNames } from './library.ts';
import { type Machine, reasonAt, textOf } from './machine.ts';
import { exportOf } from './modules.ts';
import { knownSlots, ownProperty, setProperty, shapeArray, sizeValue } from './objects.ts';
import { assumePresent, settle } from './settle.ts';
import { propertyOfUnknown } from './types.ts';
import { become, unknown } from './unknown.ts';
import {
  type Case,
  isNullish,
  isNumber,
  isString,
  type NamespaceValue,
  type ObjectValue,
  primitive,
  type Slot,
  type TensorValue,
  UNDEFINED,
  type Value,
} from './values.ts';

/** `object.name`. A path is not dead because a null was met here: the null is assumed away. */
export function getProperty(machine: Machine, object: Value, name: string, node: ts.Node): Value {
  return distribute(machine, assumePresent(machine, object), (one) => readProperty(machine, one, name, node));
}

function readProperty(machine: Machine, object: Value, name: string, node: ts.Node): Value {
  switch (object.kind) {
    case 'primitive':
      return primitiveProperty(machine, object.value, name, node);
    case 'quantity':
      return numberMember(name) ?? lost(node, name);
    case 'tensor':
      return tensorProperty(machine, object, name, node);
    case 'object':
      return objectProperty(machine, object, name, node);
    case 'array':
      return arrayMember(machine, object, name, node) ?? UNDEFINED;
    case 'buffer':
      return bufferMember(machine, object, name, node) ?? lost(node, name);
    case 'promise':
      return promiseMember(name) ?? lost(node, name);
    case 'namespace':
      return namespaceProperty(machine, object, name, node);
    case 'module':
      return exportOf(machine, object.module, name, node);
    case 'class':
      return classMember(machine, object, name, node);
    case 'closure':
      return object.statics.get(name)?.value ?? functionMember(object, name) ?? UNDEFINED;
    case 'native':
      return object.members?.[name] ?? functionMember(object, name) ?? lost(node, name);
    case 'unknown':
      return unknownProperty(machine, object, name, node);
    case 'libraryFunction':
    case 'libraryClass':
    case 'tensorClass':
      return functionMember(object, name) ?? lost(node, name);
    default:
      return lost(node, name);
  }
}

function lost(node: ts.Node, name: string): Value {
  return unknown(reasonAt(node, `\`${name}\` of \`${textOf(node)}\` is not modelled`));
}

function primitiveProperty(machine: Machine, value: unknown, name: string, node: ts.Node): Value {
  if (typeof value === 'string') return stringMember(machine, value, name) ?? UNDEFINED;
  if (typeof value === 'number') return numberMember(name) ?? UNDEFINED;
  if (value === undefined || value === null) {
    return unknown(reasonAt(node, `\`${textOf(node)}\` is read before the program sets it`), {
      provenance: 'outside',
      origin: textOf(node),
    });
  }
  return UNDEFINED;
}

function tensorProperty(machine: Machine, value: TensorValue, name: string, node: ts.Node): Value {
  const shape = resolveShape(machine.facts, value.tensor.shape);
  switch (name) {
    case 'shape':
      return shapeArray(shape);
    case 'rank':
    case 'rankType':
      return sizeValue(machine.facts.simplify(rankOf(shape)));
    case 'size': {
      const count = elementCount(shape);
      return count === null ? lost(node, name) : sizeValue(count);
    }
    case 'dtype':
      return value.tensor.dtype === null ? lost(node, name) : primitive(value.tensor.dtype);
    default:
      return libraryProperty(machine, value, name, node);
  }
}

function libraryProperty(machine: Machine, value: TensorValue, name: string, node: ts.Node): Value {
  for (const library of machine.host.libraries) {
    const row = library.tensorMethods[name];
    if (row !== undefined) return { kind: 'libraryFunction', row, library, self: value };
    const property = library.tensorProperties[name];
    if (property !== undefined) {
      return fromDatum(machine, property(toDatum(machine, value), new MachineAsk(machine)));
    }
  }
  return lost(node, name);
}

function objectProperty(machine: Machine, object: ObjectValue, name: string, node: ts.Node): Value {
  const own = ownProperty(object, name);
  if (own !== null) return own;
  const getter = object.getters.get(name);
  if (getter !== undefined) return callClosure(machine, getter, object, [], node);
  const inherited = instanceMember(machine, object, name, node);
  if (inherited !== null) return inherited;
  const collection = collectionMember(machine, object, name, node);
  if (collection !== null) return collection;
  const open = object.open.value;
  return open === null ? UNDEFINED : propertyOfUnknown(machine, open, name);
}

function namespaceProperty(machine: Machine, object: NamespaceValue, name: string, node: ts.Node): Value {
  const member = Object.hasOwn(object.members, name) ? object.members[name] : undefined;
  if (member !== undefined) return memberValue(machine, member, object);
  if (name === 'default') return object;
  return unknown(reasonAt(node, `\`${textOf(node)}\` has no row yet`));
}

function memberValue(machine: Machine, member: Member, { library }: NamespaceValue): Value {
  switch (member.kind) {
    case 'row':
      return { kind: 'libraryFunction', row: member.row, library, self: null };
    case 'namespace':
      return { kind: 'namespace', members: member.members, library };
    case 'class':
      return { kind: 'libraryClass', type: member.type };
    case 'tensorClass':
      return member;
    case 'value':
      return fromDatum(machine, member.value);
  }
}

/** A property of a value that is not known: one whose tensor method is called is a tensor. */
function unknownProperty(
  machine: Machine,
  object: Extract<Value, { kind: 'unknown' }>,
  name: string,
  node: ts.Node,
): Value {
  const known = object.properties.get(name)?.value;
  if (known) return known;
  if (isTensorUse(machine, object, name, node)) {
    const tensor = become(machine, object, { kind: 'tensor' });
    if (tensor !== null) return getProperty(machine, tensor, name, node);
  }
  return propertyOfUnknown(machine, object, name);
}

function isTensorUse(
  machine: Machine,
  object: Extract<Value, { kind: 'unknown' }>,
  name: string,
  node: ts.Node,
): boolean {
  if (name === 'shape' && object.type === null) return true;
  const isCalled = ts.isCallExpression(node.parent) && node.parent.expression === node;
  return isCalled && tensorMethodNames(machine).has(name);
}

/** `object[key]`. */
export function getElement(machine: Machine, object: Value, key: Value, node: ts.Node): Value {
  return distribute(machine, assumePresent(machine, object), (one) =>
    distribute(machine, key, (index) => readElement(machine, one, index, node)),
  );
}

function readElement(machine: Machine, object: Value, key: Value, node: ts.Node): Value {
  if (isString(key)) return getProperty(machine, object, key.value, node);
  if (object.kind === 'array') return arrayElement(machine, object, key, node);
  if (isNumber(key)) {
    if (object.kind === 'primitive' && typeof object.value === 'string') return primitive(object.value[key.value]);
    if (object.kind === 'buffer')
      return unknown(reasonAt(node, `\`${textOf(node)}\` is data`), { provenance: 'outside', origin: textOf(node) });
    return getProperty(machine, object, String(key.value), node);
  }
  if (object.kind === 'unknown') return propertyOfUnknown(machine, object, '[]');
  return unknown(reasonAt(node, `the key of \`${textOf(node)}\` is not known`), {
    provenance: 'outside',
    origin: textOf(node),
  });
}

function arrayElement(machine: Machine, array: Extract<Value, { kind: 'array' }>, key: Value, node: ts.Node): Value {
  const { slots, rest } = array.elements.value;
  if (isNumber(key)) {
    const before = slots.slice(0, key.value + 1);
    const hasSpread = before.some((slot) => slot.kind === 'spread');
    const slot = slots[key.value];
    if (!hasSpread && slot !== undefined && slot.kind !== 'spread') return slot;
    if (hasSpread) return sizeOfSpread(machine, array, key.value) ?? lost(node, 'element');
    if (rest === null) return UNDEFINED;
    return rest.at?.(key.value - slots.length) ?? rest.element;
  }
  const last = lastSlot(machine, array, key);
  if (last !== null) return last;
  if (rest !== null && slots.length === 0) return rest.element;
  const known = knownSlots(array.elements.value);
  const [first] = known ?? [];
  if (first !== undefined && known?.every((slot) => slot.kind === first.kind) && first.kind === 'object') return first;
  return unknown(reasonAt(node, `the index of \`${textOf(node)}\` is not known`), {
    provenance: 'outside',
    origin: textOf(node),
  });
}

/** `x.shape[2]` where the rank of x is not known. */
function sizeOfSpread(machine: Machine, array: Extract<Value, { kind: 'array' }>, index: number): Value | null {
  const position = array.elements.value.slots.findIndex((slot) => slot.kind === 'spread');
  const slot = array.elements.value.slots[position];
  if (slot?.kind !== 'spread' || index < position) return null;
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
  let { spread } = slot;
  let size: Size | null = null;
  for (let i = 0; i < inside; i++) [spread, size] = spread.takeLast();
  return size === null ? null : sizeValue(machine.facts.simplify(size));
}

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
