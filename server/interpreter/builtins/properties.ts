/** Properties that are defined by calls, and what keeps objects as they are. */

import type { ts } from 'ts-morph';
import { type Integrity, isFrozen, makeConstant, restrict } from '../integrity.ts';
import { keyOf } from '../keys.ts';
import type { Machine } from '../machine.ts';
import { getProperty } from '../members.ts';
import {
  allKeysOf,
  bareObject,
  hasKnownKeys,
  isConditional,
  keysOf,
  objectValue,
  ownProperty,
  setHidden,
  setOwn,
} from '../objects.ts';
import { settle } from '../settle.ts';
import { truthiness } from '../truth.ts';
import { isNullish, type NativeCall, type ObjectValue, primitive, UNDEFINED, type Value } from '../values.ts';
import { writeProperty } from '../writes.ts';
import { throwError } from './errors.ts';
import { argumentAt } from './method.ts';
import { lost } from './results.ts';

/** A new object that inherits from another. */
export function create(machine: Machine, call: NativeCall): Value {
  const [parent, properties] = [argumentAt(machine, call, 0), argumentAt(machine, call, 1)];
  if (parent.kind !== 'object' && !isNullish(parent)) return lost(call.node, 'prototypes are not followed');
  const made = parent.kind === 'object' ? objectValue([], { prototype: parent }) : bareObject();
  defineAll(machine, made, properties, call.node);
  return made;
}

export function defineAll(machine: Machine, target: Value, properties: Value, node: ts.Node): Value {
  if (target.kind !== 'object' || properties.kind !== 'object') return target;
  for (const key of keysOf(properties)) {
    define(machine, target, key, settle(machine, getProperty(machine, properties, key, node)), node);
  }
  return target;
}

export function defineProperty(machine: Machine, call: NativeCall): Value {
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

export function descriptor(machine: Machine, call: NativeCall): Value {
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

export function descriptors(machine: Machine, call: NativeCall): Value {
  const object = argumentAt(machine, call, 0);
  if (object.kind !== 'object' || !hasKnownKeys(object)) return lost(call.node, 'the properties are not known');
  return objectValue(allKeysOf(object).map((key) => [key, described(object, key) ?? UNDEFINED] as const));
}

/** `Object.freeze` and its like. */
export function restricted(machine: Machine, call: NativeCall, level: Integrity): Value {
  const value = argumentAt(machine, call, 0);
  if (value.kind === 'object' || value.kind === 'array') restrict(machine, value, level);
  return value;
}

/** `Object.isFrozen` and its like. */
export function isRestricted(machine: Machine, call: NativeCall, level: Integrity): boolean {
  const value = argumentAt(machine, call, 0);
  if (value.kind !== 'object' && value.kind !== 'array') return true;
  // What cannot get new properties and has none is frozen.
  const isEmpty = value.kind === 'object' && allKeysOf(value).length === 0;
  return isFrozen(value, isEmpty ? 'fixed' : level);
}

/** An object that may have more properties than were seen. */
export function withMore(
  machine: Machine,
  object: ObjectValue,
  more: Extract<Value, { kind: 'unknown' }>,
): ObjectValue {
  machine.journal.write(object.open, more);
  return object;
}
