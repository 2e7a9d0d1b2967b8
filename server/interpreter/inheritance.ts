/** What objects have by their class or by the object from which they inherit. */

import { ts } from 'ts-morph';
import { entryOf } from '../libraries/entryOf.ts';
import type { InstanceType } from '../libraries/row.ts';
import { MachineAsk } from './ask.ts';
import { distributeStates } from './branch.ts';
import { fromDatum, toDatum } from './bridge.ts';
import { isStatic } from './classes.ts';
import { callFunction } from './functions.ts';
import { propertyCell } from './join.ts';
import { refuted } from './library.ts';
import type { Machine } from './machine.ts';
import { define, objectValue, ownProperty } from './objects.ts';
import { settle } from './settle.ts';
import {
  type ClassValue,
  type Closure,
  isCallable,
  type NativeCall,
  native,
  type ObjectValue,
  primitive,
  UNDEFINED,
  type Value,
} from './values.ts';

/** Chains of inheritance are followed this far. */
const MOST_ANCESTORS = 32;

/** A member that an object has by inheritance: a method, an accessor's value; `null` where there is none. */
export function instanceMember(machine: Machine, object: ObjectValue, name: string, node: ts.Node): Value | null {
  const found = inherited(machine, object, name);
  if (found !== null) return readMember(machine, found, object, node);
  return object.instance === null ? null : libraryMember(machine, object, object.instance.type, name);
}

/** The same, starting at a class or an object above it; `super.name` starts at the parent. */
export function memberFrom(machine: Machine, start: Value, object: Value, name: string, node: ts.Node): Value | null {
  const found = lookUp(machine, start, name);
  if (found !== null) return readMember(machine, found, object, node);
  const isLibrarys = lineage(machine, start).at(-1)?.kind === 'libraryClass';
  if (!isLibrarys || object.kind !== 'object' || object.instance === null) return null;
  return libraryMember(machine, object, object.instance.type, name);
}

/** What a property that was found gives: an accessor is run on the object. */
export function readMember(machine: Machine, found: Value, object: Value, node: ts.Node): Value {
  if (found.kind !== 'accessor') return found;
  return found.get === null ? UNDEFINED : callFunction(machine, found.get, object, [], node);
}

/** What an object inherits under a name, an accessor as such; `null` where there is nothing. */
export function inherited(machine: Machine, object: ObjectValue, name: string): Value | null {
  const own = object.ofClass;
  if (own !== null) {
    const member = name === 'constructor' ? own : own.members.get(name);
    if (member !== undefined) return member;
    return own.parent === null ? null : lookUp(machine, own.parent, name);
  }
  return object.prototype === null ? null : lookUp(machine, object.prototype, name);
}

function lookUp(machine: Machine, start: Value, name: string): Value | null {
  for (const one of lineage(machine, start)) {
    const found = memberAt(machine, one, name);
    if (found !== null) return found;
  }
  return null;
}

function memberAt(machine: Machine, one: Value, name: string): Value | null {
  if (one.kind === 'object') return ownProperty(one, name) ?? one.ofClass?.members.get(name) ?? null;
  if (one.kind === 'closure') return ownProperty(prototypeOf(machine, one), name);
  if (one.kind !== 'class') return null;
  const changed = facades.get(one);
  const own = changed === undefined ? null : ownProperty(changed, name);
  return own ?? (name === 'constructor' ? one : (one.members.get(name) ?? null));
}

/** A class or an object, and all that it inherits from. */
export function lineage(machine: Machine, start: Value): readonly Value[] {
  const chain: Value[] = [];
  for (let one: Value | null = settle(machine, start); one !== null && chain.length < MOST_ANCESTORS; ) {
    chain.push(one);
    const next: Value | null = above(one);
    one = next === null ? null : settle(machine, next);
  }
  return chain;
}

function above(one: Value): Value | null {
  if (one.kind === 'class') return one.parent;
  if (one.kind !== 'object') return null;
  return one.ofClass === null ? one.prototype : one.ofClass.parent;
}

/** The objects behind `Class.prototype`: what the program writes there is added to the members of the class. */
const facades = new WeakMap<ClassValue | Closure, ObjectValue>();

/** `Class.prototype`, or that of a function that is used as a constructor. */
export function prototypeOf(machine: Machine, owner: ClassValue | Closure): ObjectValue {
  if (owner.kind === 'closure') {
    const set = owner.statics.get('prototype')?.value;
    const settled = set ? settle(machine, set) : null;
    if (settled?.kind === 'object') return settled;
  }
  let known = facades.get(owner);
  if (known === undefined) {
    known = owner.kind === 'class' ? objectValue([], { ofClass: owner }) : objectValue();
    if (owner.kind === 'closure') {
      define(known, 'constructor', owner);
      known.hidden.add('constructor');
    }
    facades.set(owner, known);
  }
  return known;
}

/** What an object inherits from, as `Object.getPrototypeOf` gives it; `null` for a plain object. */
export function parentOf(machine: Machine, object: ObjectValue): ObjectValue | null {
  const parent = object.ofClass === null ? object.prototype : object.ofClass.parent;
  if (parent === null) return null;
  const settled = settle(machine, parent);
  if (settled.kind === 'object') return settled;
  return settled.kind === 'class' || settled.kind === 'closure' ? prototypeOf(machine, settled) : null;
}

/** A method that the program's classes give to an object, the library's own left out. */
export function userMethod(machine: Machine, object: ObjectValue, name: string): Closure | null {
  const found = inherited(machine, object, name);
  return found?.kind === 'closure' ? found : null;
}

/** The function that writes a property, where there is one on the object or above it. */
export function setterOf(machine: Machine, object: ObjectValue, name: string): Value | null {
  const found = ownProperty(object, name) ?? inherited(machine, object, name);
  return found?.kind === 'accessor' ? (found.set ?? UNDEFINED) : null;
}

/** A static member of a class; `receiver` is the class on which it was asked. */
export function classMember(
  machine: Machine,
  value: ClassValue,
  name: string,
  node: ts.Node,
  receiver: Value = value,
): Value | null {
  const own = value.statics.get(name)?.value ?? null;
  if (own !== null) return readMember(machine, own, receiver, node);
  if (name === 'prototype') return prototypeOf(machine, value);
  if (name === 'name') return primitive(nameOfClass(value));
  if (name === 'length') return primitive(constructorOf(value)?.parameters.length ?? 0);
  const parent = value.parent === null ? null : settle(machine, value.parent);
  return parent?.kind === 'class' ? classMember(machine, parent, name, node, receiver) : null;
}

/** The name of a class, or of the variable that first receives it. */
export function nameOfClass({ node }: ClassValue): string {
  if (node.name !== undefined) return node.name.text;
  const { parent } = node;
  const isNamed = (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)) && ts.isIdentifier(parent.name);
  return isNamed ? parent.name.getText() : '';
}

export function constructorOf({ node }: ClassValue): ts.ConstructorDeclaration | null {
  const found = node.members.find(
    (one): one is ts.ConstructorDeclaration => ts.isConstructorDeclaration(one) && one.body !== undefined,
  );
  return found ?? null;
}

/** The keys of the static fields, which are enumerable; methods are not. */
export function staticKeys({ node, statics, fieldKeys }: ClassValue): readonly string[] {
  const methods = new Set(node.members.filter((one) => isStatic(one) && !fieldKeys.has(one)).map((one) => one.name));
  return [...statics].flatMap(([key, { value }]) => {
    const isMethod = value?.kind === 'accessor' || (value?.kind === 'closure' && methods.has(value.node.name));
    return value === null || isMethod || key.startsWith('#') ? [] : [key];
  });
}

/** The class whose name an object is printed with; `null` for objects of no class of the program. */
export function classOfObject(machine: Machine, object: ObjectValue): Value | null {
  const found = inherited(machine, object, 'constructor');
  return found !== null && isCallable(found) ? found : null;
}

function libraryMember(machine: Machine, object: ObjectValue, type: InstanceType, name: string): Value | null {
  const property = entryOf(type.properties, name);
  if (property !== undefined) {
    const self = toDatum(machine, object);
    if (self.kind !== 'instance' || object.instance === null) return null;
    const read = () => fromDatum(machine, property(self, new MachineAsk(machine)));
    const value = distributeStates(machine, object.instance.state, read);
    // Read twice it is one value.
    if (value.kind === 'unknown') object.properties.set(name, propertyCell(value));
    return value;
  }
  const method = entryOf(type.methods, name);
  if (method === undefined) return null;
  return native(name, (inner, { self: receiver, args, node }: NativeCall) => {
    const self = receiver.kind === 'object' ? receiver : object;
    const datum = toDatum(inner, self);
    if (datum.kind !== 'instance' || self.instance === null) return UNDEFINED;
    const call = () =>
      refuted(inner, `${type.name}.${name}`, args, node, (read) => method(datum, read, new MachineAsk(inner)));
    return distributeStates(inner, self.instance.state, call);
  });
}
