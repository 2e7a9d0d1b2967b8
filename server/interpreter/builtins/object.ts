/** `Object`. */
import type { ts } from 'ts-morph';
import { FALSE, TRUE } from '../../symbolic/condition.ts';
import { getElement } from '../elements.ts';
import { copyProperties } from '../expressions/literal.ts';
import { parentOf, staticKeys } from '../inheritance.ts';
import { type Integrity, isFrozen, makeConstant, restrict } from '../integrity.ts';
import { iterated } from '../iterate.ts';
import { isSymbolKey, keyOf } from '../keys.ts';
import { type Machine, textOf } from '../machine.ts';
import { getProperty } from '../members.ts';
import type { ModuleRecord } from '../modules.ts';
import {
  allKeysOf,
  arrayOf,
  arrayValue,
  bareObject,
  extrasOf,
  hasKnownKeys,
  isBare,
  isConditional,
  isIndex,
  keysOf,
  knownSlots,
  objectValue,
  ownEntries,
  ownProperty,
  setHidden,
  setOwn,
} from '../objects.ts';
import { settle } from '../settle.ts';
import { equality, truthiness } from '../truth.ts';
import { child, unknown } from '../unknown.ts';
import {
  ABSENT,
  isNullish,
  type Native,
  type NativeCall,
  NULL,
  native,
  type ObjectValue,
  primitive,
  truth,
  UNDEFINED,
  type Value,
} from '../values.ts';
import { writeProperty } from '../writes.ts';
import { alike } from './alike.ts';
import { knownContent, segmentsOf } from './array/content.ts';
import { throwError } from './errors.ts';
import { argumentAt, plainFunction, table } from './method.ts';
import { hasOwn, objectMethod } from './plainObject.ts';
import { dataReason, derived, freshLength, lost, undecided } from './results.ts';

export function objectGlobal(): Native {
  const members = [...FUNCTIONS].map(([name, run]) => [name, plainFunction(name, run)] as const);
  const names = ['hasOwnProperty', 'isPrototypeOf', 'propertyIsEnumerable', 'toString', 'valueOf'];
  const methods = names.flatMap((name) => {
    const method = objectMethod(name);
    return method === null ? [] : [[name, method] as const];
  });
  const prototype = native('prototype', () => UNDEFINED, table<Value>(Object.fromEntries(methods)));
  return plainFunction('Object', wrapped, table<Value>({ ...Object.fromEntries(members), prototype }));
}

function wrapped(_: Machine, { args }: NativeCall): Value {
  const [value] = args;
  return value === undefined || isNullish(value) ? objectValue() : value;
}

type ObjectFunction = (machine: Machine, call: NativeCall) => Value;

const FUNCTIONS: ReadonlyMap<string, ObjectFunction> = new Map<string, ObjectFunction>([
  ['assign', assign],
  ['create', create],
  [
    'defineProperties',
    (machine, call) => defineAll(machine, argumentAt(machine, call, 0), argumentAt(machine, call, 1), call.node),
  ],
  ['defineProperty', defineProperty],
  ['entries', (machine, call) => listed(machine, call, (name, value) => arrayOf([name, value]))],
  ['freeze', (machine, call) => restricted(machine, call, 'frozen')],
  ['fromEntries', fromEntries],
  ['getOwnPropertyDescriptor', descriptor],
  ['getOwnPropertyDescriptors', descriptors],
  ['getOwnPropertyNames', ownNames],
  ['getOwnPropertySymbols', ownSymbols],
  ['getPrototypeOf', prototypeOfObject],
  ['hasOwn', ownership],
  ['is', (machine, call) => identity(machine, call)],
  ['isExtensible', (machine, call) => primitive(!isRestricted(machine, call, 'fixed'))],
  ['isFrozen', (machine, call) => primitive(isRestricted(machine, call, 'frozen'))],
  ['isSealed', (machine, call) => primitive(isRestricted(machine, call, 'sealed'))],
  ['keys', (machine, call) => listed(machine, call, (name) => name)],
  ['preventExtensions', (machine, call) => restricted(machine, call, 'fixed')],
  ['seal', (machine, call) => restricted(machine, call, 'sealed')],
  ['setPrototypeOf', setPrototype],
  ['values', (machine, call) => listed(machine, call, (_, value) => value)],
]);

function restricted(machine: Machine, call: NativeCall, level: Integrity): Value {
  const value = argumentAt(machine, call, 0);
  if (value.kind === 'object' || value.kind === 'array') restrict(machine, value, level);
  return value;
}

function isRestricted(machine: Machine, call: NativeCall, level: Integrity): boolean {
  const value = argumentAt(machine, call, 0);
  if (value.kind !== 'object' && value.kind !== 'array') return true;
  // What cannot get new properties and has none is frozen.
  const isEmpty = value.kind === 'object' && allKeysOf(value).length === 0;
  return isFrozen(value, isEmpty ? 'fixed' : level);
}

function ownNames(machine: Machine, call: NativeCall): Value {
  const object = argumentAt(machine, call, 0);
  if (object.kind === 'array') {
    const keys = listed(machine, call, (name) => name);
    return keys.kind === 'array' ? arrayOf([...keys.elements.value.slots, primitive('length')]) : keys;
  }
  if (object.kind !== 'object' || !hasKnownKeys(object)) return listed(machine, call, (name) => name);
  const members = object.ofClass === null ? [] : ['constructor', ...object.ofClass.members.keys()];
  const names = [...members, ...allKeysOf(object)].filter((key) => !isSymbolKey(key) && !key.startsWith('#'));
  return arrayOf(names.map((name) => primitive(name)));
}

function ownSymbols(machine: Machine, call: NativeCall): Value {
  const object = argumentAt(machine, call, 0);
  const isEmpty = object.kind === 'object' && hasKnownKeys(object) && !allKeysOf(object).some(isSymbolKey);
  return isEmpty ? arrayOf([]) : lost(call.node, 'the symbols of an object are not listed');
}

function prototypeOfObject(machine: Machine, call: NativeCall): Value {
  const object = argumentAt(machine, call, 0);
  if (object.kind === 'class') return object.parent ?? lost(call.node, 'the prototype of a class is not followed');
  if (object.kind !== 'object' || object.instance !== null) return lost(call.node, 'prototypes are not followed');
  if (isBare(object)) return NULL;
  return parentOf(machine, object) ?? lost(call.node, 'the prototypes of the language are not followed');
}

/** Only what changes nothing is followed: a constructor that sets the prototype of its own class. */
function setPrototype(machine: Machine, call: NativeCall): Value {
  const [object, wanted] = [argumentAt(machine, call, 0), argumentAt(machine, call, 1)];
  if (object.kind !== 'object' || parentOf(machine, object) === wanted) return object;
  const more = lost(call.node, 'a prototype that is set later is not followed');
  return withMore(machine, object, more);
}

function ownership(machine: Machine, call: NativeCall): Value {
  const object = argumentAt(machine, call, 0);
  const key = argumentAt(machine, call, 1);
  if (object.kind === 'object') return hasOwn(object, key, call.node);
  const name = keyOf(key);
  if (name === null) return undecided(object, textOf(call.node), call.node);
  if (object.kind === 'class' || object.kind === 'closure') return primitive(Boolean(object.statics.get(name)?.value));
  const known = object.kind === 'array' ? knownContent(machine, object) : null;
  if (known === null || !isIndex(name)) return undecided(object, textOf(call.node), call.node);
  return primitive((known[Number(name)] ?? ABSENT) !== ABSENT);
}

function identity(machine: Machine, call: NativeCall): Value {
  const [a, b] = [argumentAt(machine, call, 0), argumentAt(machine, call, 1)];
  if (a.kind === 'primitive' && b.kind === 'primitive') return truth(Object.is(a.value, b.value) ? TRUE : FALSE);
  return truth(equality(machine, a, b, false, textOf(call.node)));
}

/** Copies what is known of the sources; where more may exist, the target may have more too. */
function assign(machine: Machine, call: NativeCall): Value {
  const target = argumentAt(machine, call, 0);
  for (const source of call.args.slice(1)) {
    const settled = settle(machine, source);
    if (target.kind === 'object') copyProperties(machine, target, settled, call.node);
    else if (settled.kind === 'object') {
      for (const key of keysOf(settled))
        writeProperty(machine, target, key, getProperty(machine, settled, key, call.node));
    }
  }
  return target;
}

/** A new object that inherits from another. */
function create(machine: Machine, call: NativeCall): Value {
  const [parent, properties] = [argumentAt(machine, call, 0), argumentAt(machine, call, 1)];
  if (parent.kind !== 'object' && !isNullish(parent)) return lost(call.node, 'prototypes are not followed');
  const made = parent.kind === 'object' ? objectValue([], { prototype: parent }) : bareObject();
  defineAll(machine, made, properties, call.node);
  return made;
}

function defineAll(machine: Machine, target: Value, properties: Value, node: ts.Node): Value {
  if (target.kind !== 'object' || properties.kind !== 'object') return target;
  for (const key of keysOf(properties)) {
    define(machine, target, key, settle(machine, getProperty(machine, properties, key, node)), node);
  }
  return target;
}

function defineProperty(machine: Machine, call: NativeCall): Value {
  const target = argumentAt(machine, call, 0);
  const key = keyOf(argumentAt(machine, call, 1));
  const how = argumentAt(machine, call, 2);
  if (target.kind === 'object' && key === null)
    return withMore(machine, target, lost(call.node, 'the name of a property is not known'));
  if (key !== null) define(machine, target, key, how, call.node);
  return target;
}

/** What a descriptor says of a property; one that says nothing of it is not enumerated and not writable. */
function define(machine: Machine, target: Value, key: string, how: Value, node: ts.Node): void {
  if (how.kind !== 'object') return;
  const field = (name: string) => settle(machine, getProperty(machine, how, name, node));
  const isAccessor = how.properties.has('get') || how.properties.has('set');
  const part = (name: string) => (isNullish(field(name)) ? null : field(name));
  const value: Value = isAccessor ? { kind: 'accessor', get: part('get'), set: part('set') } : field('value');
  if (target.kind !== 'object') {
    writeProperty(machine, target, key, value);
    return;
  }
  if (isFrozen(target, ownProperty(target, key) === null ? 'fixed' : 'frozen', key)) {
    throwError(machine, 'TypeError', 'Cannot define property');
    return;
  }
  const isKnown = ownProperty(target, key) !== null;
  if (machine.decide(truthiness(machine, field('enumerable'))) === 'yes') setOwn(machine, target, key, value);
  else if (isKnown)
    setOwn(machine, target, key, how.properties.has('value') || isAccessor ? value : ownProperty(target, key));
  else setHidden(machine, target, key, value);
  const isWritable = isAccessor || isKnown || machine.decide(truthiness(machine, field('writable'))) === 'yes';
  if (!isWritable || (isKnown && isFalse(field('writable')))) makeConstant(target, key);
}

function isFalse(value: Value): boolean {
  return value.kind === 'primitive' && value.value === false;
}

function descriptor(machine: Machine, call: NativeCall): Value {
  const object = argumentAt(machine, call, 0);
  const key = keyOf(argumentAt(machine, call, 1));
  if (object.kind !== 'object' || key === null) return lost(call.node, 'the property is not known');
  return (
    described(object, key) ?? (object.open.value === null ? UNDEFINED : lost(call.node, 'the property is not known'))
  );
}

function described(object: ObjectValue, key: string): Value | null {
  const own = ownProperty(object, key) ?? object.ofClass?.members.get(key) ?? null;
  if (own === null || isConditional(own)) return null;
  const isMember = ownProperty(object, key) === null;
  const shared = [
    ['enumerable', primitive(!isMember && !object.hidden.has(key))],
    ['configurable', primitive(!isFrozen(object, 'sealed', key))],
  ] as const;
  if (own.kind === 'accessor')
    return objectValue([['get', own.get ?? UNDEFINED], ['set', own.set ?? UNDEFINED], ...shared]);
  return objectValue([['value', own], ['writable', primitive(!isFrozen(object, 'frozen', key))], ...shared]);
}

function descriptors(machine: Machine, call: NativeCall): Value {
  const object = argumentAt(machine, call, 0);
  if (object.kind !== 'object' || !hasKnownKeys(object)) return lost(call.node, 'the properties are not known');
  return objectValue(allKeysOf(object).map((key) => [key, described(object, key) ?? UNDEFINED] as const));
}

function fromEntries(machine: Machine, call: NativeCall): Value {
  const list = iterated(machine, argumentAt(machine, call, 0), call.node);
  const made = objectValue();
  const known = list.kind === 'array' ? knownSlots(list.elements.value) : null;
  if (known === null) return withMore(machine, made, derived([list], call.node, 'the entries are not known'));
  for (const entry of known) {
    const name = settle(machine, getElement(machine, entry, primitive(0), call.node));
    const value = getElement(machine, entry, primitive(1), call.node);
    const key = keyOf(name);
    if (key !== null) setOwn(machine, made, key, value);
    else withMore(machine, made, derived([name], call.node, 'the name of a property is not known'));
  }
  return made;
}

function withMore(machine: Machine, object: ObjectValue, more: Extract<Value, { kind: 'unknown' }>): ObjectValue {
  machine.journal.write(object.open, more);
  return object;
}

/** Names and values of an object's own properties, as an array of what is made of each. */
function listed(machine: Machine, call: NativeCall, make: (name: Value, value: Value) => Value): Value {
  const object = argumentAt(machine, call, 0);
  const { node } = call;
  switch (object.kind) {
    case 'array':
      return listedArray(machine, object, make, node);
    case 'object':
      return listedObject(machine, object, make, node);
    case 'module':
      return listedModule(object.module, make, machine, node);
    case 'class':
    case 'closure': {
      const keys = object.kind === 'class' ? staticKeys(object) : functionKeys(object);
      return arrayOf(keys.map((key) => make(primitive(key), object.statics.get(key)?.value ?? UNDEFINED)));
    }
    case 'unknown':
      return many(machine, [child(object, '[]', `${object.origin}[i]`)], make, node);
    case 'primitive':
      if (typeof object.value !== 'string') return arrayOf([]);
      return arrayOf([...object.value].map((one, index) => make(primitive(String(index)), primitive(one))));
    default:
      return many(machine, [lost(node, `the properties of \`${textOf(node)}\` are not known`)], make, node);
  }
}

function listedArray(
  machine: Machine,
  array: Extract<Value, { kind: 'array' }>,
  make: (name: Value, value: Value) => Value,
  node: ts.Node,
): Value {
  const known = knownContent(machine, array);
  if (known !== null) {
    const elements = known.flatMap((value, index) => (value === ABSENT ? [] : [make(primitive(String(index)), value)]));
    const others = [...extrasOf(array)].flatMap(([name, { value }]) =>
      value === null ? [] : [make(primitive(name), value)],
    );
    return arrayOf([...elements, ...others]);
  }
  return many(
    machine,
    segmentsOf(machine, array, node).map((one) => one.value),
    make,
    node,
  );
}

/** Properties of unknown number. */
function many(
  machine: Machine,
  values: readonly Value[],
  make: (name: Value, value: Value) => Value,
  node: ts.Node,
): Value {
  const name = unknown(dataReason(node), { provenance: 'outside', origin: 'key' });
  const element = make(name, alike(machine, values, dataReason(node)));
  return arrayValue({ slots: [], rest: { length: freshLength(node), element } });
}

/** The names that a module exports are ordered as texts. */
function listedModule(
  { exports, commonjs, path }: ModuleRecord,
  make: (name: Value, value: Value) => Value,
  machine: Machine,
  node: ts.Node,
): Value {
  if (commonjs !== null) return many(machine, [lost(node, `the exports of \`${path}\``)], make, node);
  const names = [...exports.keys()].sort();
  return arrayOf(names.map((name) => make(primitive(name), exports.get(name)?.value ?? UNDEFINED)));
}

function listedObject(
  machine: Machine,
  object: ObjectValue,
  make: (name: Value, value: Value) => Value,
  node: ts.Node,
): Value {
  const entries = ownEntries(object).map(([name]) => [name, getProperty(machine, object, name, node)] as const);
  if (hasKnownKeys(object)) return arrayOf(entries.map(([name, value]) => make(primitive(name), value)));
  const values = entries.map(([, value]) => value);
  return many(machine, object.open.value === null ? values : [...values, object.open.value], make, node);
}

/** What the program wrote on a function. */
function functionKeys({ statics }: Extract<Value, { kind: 'closure' }>): readonly string[] {
  return [...statics].flatMap(([key, { value }]) => (value === null || key === 'prototype' ? [] : [key]));
}
