/** Classes of the program and of libraries: construction, fields, inherited members. */
import { ts } from 'ts-morph';
import type { InstanceType } from '../libraries/row.ts';
import { MachineAsk } from './ask.ts';
import { fromDatum, toDatum } from './bridge.ts';
import { evaluate } from './evaluate.ts';
import { callClosure } from './functions.ts';
import { propertyCell } from './join.ts';
import { refuted } from './library.ts';
import { type Machine, reasonAt } from './machine.ts';
import { getProperty } from './members.ts';
import { objectValue, setProperty } from './objects.ts';
import { propertyName } from './propertyName.ts';
import { Scope } from './scope.ts';
import { settle } from './settle.ts';
import { unknown } from './unknown.ts';
import {
  type ClassValue,
  type Closure,
  type NativeCall,
  native,
  type ObjectValue,
  primitive,
  UNDEFINED,
  type Value,
} from './values.ts';

/** The value of a class declaration or expression: its statics are evaluated here. */
export function makeClass(machine: Machine, node: ts.ClassLikeDeclaration, outer: Scope): ClassValue {
  const heritage = node.heritageClauses?.find((clause) => clause.token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
  const parent = heritage === undefined ? null : settle(machine, evaluate(machine, heritage.expression, outer));
  const scope = new Scope(outer);
  const value: ClassValue = { kind: 'class', node, scope, parent, statics: new Map() };
  if (node.name !== undefined) scope.declare(node.name.text, value);
  machine.classes.set(node, value);
  for (const member of node.members) {
    if (isStatic(member)) defineStatic(machine, value, member);
  }
  return value;
}

function isStatic(member: ts.ClassElement): boolean {
  if (ts.isClassStaticBlockDeclaration(member)) return true;
  return (
    ts.canHaveModifiers(member) &&
    (ts.getModifiers(member) ?? []).some((one) => one.kind === ts.SyntaxKind.StaticKeyword)
  );
}

function defineStatic(machine: Machine, value: ClassValue, member: ts.ClassElement): void {
  const scope = new Scope(value.scope, { self: value, home: value, args: [], isConstructor: false });
  if (ts.isPropertyDeclaration(member)) {
    const initial = member.initializer === undefined ? UNDEFINED : evaluate(machine, member.initializer, scope);
    setProperty(machine, value.statics, propertyName(machine, member.name, scope), initial);
  } else if (ts.isMethodDeclaration(member)) {
    setProperty(machine, value.statics, propertyName(machine, member.name, scope), methodOf(value, member));
  }
}

function methodOf(home: ClassValue, node: ts.FunctionLikeDeclaration): Closure {
  return { kind: 'closure', node, scope: home.scope, self: null, home, statics: new Map() };
}

/** `new Class(...args)` of a class of the program. */
export function construct(machine: Machine, value: ClassValue, args: readonly Value[], node: ts.Node): Value {
  const type = libraryAncestor(machine, value);
  const object = objectValue([], { prototype: value, instance: type === null ? null : { type, state: null } });
  const stranger = strangerAncestor(machine, value);
  if (stranger !== null) machine.journal.write(object.open, stranger);
  runConstructor(machine, value, object, args, node);
  return object;
}

function ancestors(machine: Machine, value: ClassValue): readonly Value[] {
  const chain: Value[] = [];
  let parent = value.parent;
  while (parent !== null && chain.length < 32) {
    const settled: Value = settle(machine, parent);
    chain.push(settled);
    parent = settled.kind === 'class' ? settled.parent : null;
  }
  return chain;
}

function libraryAncestor(machine: Machine, value: ClassValue): InstanceType | null {
  const found = ancestors(machine, value).find((one) => one.kind === 'libraryClass');
  return found?.kind === 'libraryClass' ? found.type : null;
}

/** An ancestor that cannot be read: the object may have members that nobody saw. */
function strangerAncestor(machine: Machine, value: ClassValue): Extract<Value, { kind: 'unknown' }> | null {
  const found = ancestors(machine, value).find((one) => one.kind === 'unknown');
  return found?.kind === 'unknown' ? found : null;
}

/** Runs the constructors of a class and its ancestors on an object. Also what `super(...)` does. */
export function runConstructor(
  machine: Machine,
  value: Value,
  object: ObjectValue,
  args: readonly Value[],
  node: ts.Node,
): void {
  const target = settle(machine, value);
  if (target.kind === 'libraryClass') {
    const { instance } = object;
    if (instance !== null) machine.journal.write(instance.state, firstState(machine, target.type, args, node));
    return;
  }
  if (target.kind !== 'class') return;
  const declared = target.node.members.find(
    (one): one is ts.ConstructorDeclaration => ts.isConstructorDeclaration(one) && one.body !== undefined,
  );
  if (target.parent === null) initializeFields(machine, target, object);
  if (declared !== undefined) {
    callClosure(machine, methodOf(target, declared), object, args, node, true);
  } else if (target.parent !== null) {
    runConstructor(machine, target.parent, object, args, node);
    initializeFields(machine, target, object);
  }
}

/** `super(...args)` inside a constructor. */
export function callSuper(
  machine: Machine,
  home: ClassValue,
  object: Value,
  args: readonly Value[],
  node: ts.Node,
): void {
  if (object.kind !== 'object' || home.parent === null) return;
  runConstructor(machine, home.parent, object, args, node);
  initializeFields(machine, home, object);
}

function initializeFields(machine: Machine, value: ClassValue, object: ObjectValue): void {
  const scope = new Scope(value.scope, { self: object, home: value, args: [], isConstructor: false });
  for (const member of value.node.members) {
    if (!ts.isPropertyDeclaration(member) || isStatic(member)) continue;
    // A field that is only declared keeps what the ancestor's constructor gave it.
    if (member.initializer === undefined) continue;
    const name = propertyName(machine, member.name, scope);
    setProperty(machine, object.properties, name, evaluate(machine, member.initializer, scope));
  }
  const declared = value.node.members.find(ts.isConstructorDeclaration);
  for (const parameter of declared?.parameters ?? []) initializeParameterProperty(machine, object, parameter);
}

/** `constructor(private readonly units: number)`: the field is set when the parameters are bound. */
function initializeParameterProperty(machine: Machine, object: ObjectValue, parameter: ts.ParameterDeclaration): void {
  if (!ts.isParameterPropertyDeclaration(parameter, parameter.parent)) return;
  if (!object.properties.has(parameter.name.getText())) {
    setProperty(machine, object.properties, parameter.name.getText(), UNDEFINED);
  }
}

/** A member that an object has by its class: a method, an accessor's value; `null` where there is none. */
export function instanceMember(machine: Machine, object: ObjectValue, name: string, node: ts.Node): Value | null {
  if (object.prototype !== null) {
    const inherited = classChainMember(machine, object.prototype, object, name, node);
    if (inherited !== null) return inherited;
  }
  return object.instance === null ? null : libraryMember(machine, object, object.instance.type, name);
}

/** Looks a member up in a class and its ancestors; `super.name` starts at the parent. */
export function classChainMember(
  machine: Machine,
  start: Value,
  object: Value,
  name: string,
  node: ts.Node,
): Value | null {
  let target = settle(machine, start);
  for (let depth = 0; target.kind === 'class' && depth < 32; depth++) {
    const found = ownMember(machine, target, object, name, node);
    if (found !== null) return found;
    if (target.parent === null) return name === 'constructor' ? target : null;
    target = settle(machine, target.parent);
  }
  if (target.kind === 'libraryClass' && object.kind === 'object')
    return libraryMember(machine, object, target.type, name);
  return null;
}

function ownMember(machine: Machine, home: ClassValue, object: Value, name: string, node: ts.Node): Value | null {
  for (const member of home.node.members) {
    if (isStatic(member) || member.name === undefined || memberName(member.name) !== name) continue;
    if (ts.isMethodDeclaration(member) && member.body !== undefined) return methodOf(home, member);
    if (ts.isGetAccessorDeclaration(member)) return callClosure(machine, methodOf(home, member), object, [], node);
  }
  return null;
}

/** A method that the program's classes give to an object, the library's own left out. */
export function userMethod(machine: Machine, object: ObjectValue, name: string): Closure | null {
  let target: Value | null = object.prototype;
  for (let depth = 0; target?.kind === 'class' && depth < 32; depth++) {
    const { node }: ClassValue = target;
    const found = node.members.find(
      (one) => ts.isMethodDeclaration(one) && !isStatic(one) && memberName(one.name) === name,
    );
    if (found !== undefined && ts.isMethodDeclaration(found) && found.body !== undefined)
      return methodOf(target, found);
    target = target.parent === null ? null : settle(machine, target.parent);
  }
  return null;
}

export function memberName(name: ts.PropertyName): string {
  return ts.isComputedPropertyName(name) ? '' : name.text;
}

/** The setter for a property, where the class has one. */
export function setterOf(machine: Machine, object: ObjectValue, name: string): Closure | null {
  let target: Value | null = object.prototype;
  for (let depth = 0; target?.kind === 'class' && depth < 32; depth++) {
    const { node } = target;
    const setter = node.members.find((one) => ts.isSetAccessorDeclaration(one) && memberName(one.name) === name);
    if (setter !== undefined && ts.isSetAccessorDeclaration(setter)) return methodOf(target, setter);
    target = target.parent === null ? null : settle(machine, target.parent);
  }
  return null;
}

/** A static member of a class. */
export function classMember(machine: Machine, value: ClassValue, name: string, node: ts.Node): Value {
  const own = value.statics.get(name)?.value ?? null;
  if (own !== null) return own;
  for (const member of value.node.members) {
    if (!isStatic(member) || !ts.isGetAccessorDeclaration(member) || memberName(member.name) !== name) continue;
    return callClosure(machine, methodOf(value, member), value, [], node);
  }
  if (name === 'name') return primitive(value.node.name?.text ?? '');
  return value.parent === null ? UNDEFINED : getProperty(machine, value.parent, name, node);
}

function libraryMember(machine: Machine, object: ObjectValue, type: InstanceType, name: string): Value | null {
  const property = Object.hasOwn(type.properties, name) ? type.properties[name] : undefined;
  if (property !== undefined) {
    const self = toDatum(machine, object);
    if (self.kind !== 'instance') return null;
    const value = fromDatum(machine, property(self, new MachineAsk(machine)));
    // Read twice it is one value.
    if (value.kind === 'unknown') object.properties.set(name, propertyCell(value));
    return value;
  }
  const method = Object.hasOwn(type.methods, name) ? type.methods[name] : undefined;
  if (method === undefined) return null;
  return native(name, (inner, { self: receiver, args, node }: NativeCall) => {
    const self = toDatum(inner, receiver.kind === 'object' ? receiver : object);
    if (self.kind !== 'instance') return UNDEFINED;
    return refuted(inner, `${type.name}.${name}`, args, node, (read) => method(self, read, new MachineAsk(inner)));
  });
}

/** An object of a library's class, made by `new` or by calling its factory. */
export function constructLibrary(machine: Machine, type: InstanceType, args: readonly Value[], node: ts.Node): Value {
  if (type.construct === null) return unknown(reasonAt(node, `\`${type.name}\` is not constructed by programs`));
  return objectValue([], { instance: { type, state: firstState(machine, type, args, node) } });
}

function firstState(machine: Machine, type: InstanceType, args: readonly Value[], node: ts.Node): unknown {
  if (type.construct === null) return null;
  machine.node = node;
  return type.construct(
    args.map((arg) => toDatum(machine, arg)),
    new MachineAsk(machine),
  );
}
