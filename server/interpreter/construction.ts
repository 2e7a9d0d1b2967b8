/** Making objects: `new` on classes of the program and of libraries, constructors, fields. */
import { ts } from 'ts-morph';
import type { InstanceType } from '../libraries/row.ts';
import { MachineAsk } from './ask.ts';
import { toDatum } from './bridge.ts';
import { isStatic, methodOf } from './classes.ts';
import { evaluate } from './evaluate.ts';
import { callClosure, callFunction } from './functions.ts';
import { constructorOf, lineage, prototypeOf } from './inheritance.ts';
import { attempt, Failure } from './library.ts';
import { type Machine, reasonAt } from './machine.ts';
import { objectValue, setHidden, setOwn } from './objects.ts';
import { Scope } from './scope.ts';
import { settle } from './settle.ts';
import { type UnknownValue, unknown } from './unknown.ts';
import { type ClassValue, type Closure, type Native, type ObjectValue, UNDEFINED, type Value } from './values.ts';

/** `new Class(...args)` of a class of the program; `target` is the class that `new` was applied to. */
export function construct(
  machine: Machine,
  value: ClassValue,
  args: readonly Value[],
  node: ts.Node,
  target: Value = value,
): Value {
  const type = libraryAncestor(machine, value);
  const prototype = target.kind === 'class' ? target : value;
  const object = objectValue([], { prototype, instance: type === null ? null : { type, state: null } });
  const stranger = strangerAncestor(machine, value, node);
  if (stranger !== null) machine.journal.write(object.open, stranger);
  return runConstructor(machine, value, object, args, node, target);
}

/** `new f(...args)` of a function. */
export function constructByFunction(
  machine: Machine,
  closure: Closure,
  args: readonly Value[],
  node: ts.Node,
  target: Value = closure,
): Value {
  const owner = target.kind === 'class' || target.kind === 'closure' ? target : closure;
  const object = objectValue([], { prototype: prototypeOf(machine, owner) });
  return madeBy(machine, object, callClosure(machine, closure, object, args, node, target));
}

function libraryAncestor(machine: Machine, value: ClassValue): InstanceType | null {
  const found = lineage(machine, value).find((one) => one.kind === 'libraryClass');
  return found?.kind === 'libraryClass' ? found.type : null;
}

/** An ancestor that cannot be read: the object may have members that nobody saw. */
function strangerAncestor(machine: Machine, value: ClassValue, node: ts.Node): UnknownValue | null {
  for (const one of lineage(machine, value)) {
    if (one.kind === 'unknown') return one;
    if (one.kind === 'native' && !COLLECTIONS.has(one.name)) {
      return unknown(reasonAt(node, `what \`${one.name}\` gives to its descendants is not followed`));
    }
  }
  return null;
}

/** Classes of the language whose instances are objects with entries. */
const COLLECTIONS: ReadonlySet<string> = new Set(['Map', 'Set', 'WeakMap', 'WeakSet', 'Object']);

/** Runs the constructors of a class and its ancestors on an object, and gives what they make. Also what `super(...)` does. */
export function runConstructor(
  machine: Machine,
  value: Value,
  object: ObjectValue,
  args: readonly Value[],
  node: ts.Node,
  target: Value,
): Value {
  const settled = settle(machine, value);
  switch (settled.kind) {
    case 'libraryClass': {
      if (object.instance === null) return object;
      const state = firstState(machine, settled.type, args, node);
      if (state instanceof Failure) return unknown(state.why);
      machine.journal.write(object.instance.state, state);
      return object;
    }
    case 'closure':
      return madeBy(machine, object, callClosure(machine, settled, object, args, node, target));
    case 'native':
      return filledByNative(machine, settled, object, args, node);
    case 'class':
      return constructClass(machine, settled, object, args, node, target);
    default:
      return object;
  }
}

function constructClass(
  machine: Machine,
  home: ClassValue,
  object: ObjectValue,
  args: readonly Value[],
  node: ts.Node,
  target: Value,
): Value {
  const declared = constructorOf(home);
  if (home.parent === null) initializeFields(machine, home, object);
  if (machine.thrown !== null) return object;
  if (declared !== null)
    return madeBy(machine, object, callClosure(machine, methodOf(home, declared), object, args, node, target));
  if (home.parent === null) return object;
  const made = runConstructor(machine, home.parent, object, args, node, target);
  if (machine.thrown === null) initializeFields(machine, home, made.kind === 'object' ? made : object);
  return made;
}

/** What a constructor returns takes the place of the object that it was run on, if it is an object. */
function madeBy(machine: Machine, object: ObjectValue, returned: Value): Value {
  const settled = settle(machine, returned);
  return settled.kind === 'primitive' || settled.kind === 'unknown' ? object : settled;
}

function filledByNative(
  machine: Machine,
  parent: Native,
  object: ObjectValue,
  args: readonly Value[],
  node: ts.Node,
): Value {
  if (!COLLECTIONS.has(parent.name)) return object;
  const filled = settle(machine, callFunction(machine, parent, UNDEFINED, args, node));
  if (filled.kind !== 'object') return object;
  machine.journal.write(object.entries, filled.entries.value);
  machine.journal.write(object.open, filled.open.value);
  return object;
}

/** `super(...args)` inside a constructor: gives what `this` is from here on. */
export function callSuper(
  machine: Machine,
  home: ClassValue,
  object: Value,
  args: readonly Value[],
  node: ts.Node,
  target: Value,
): Value {
  if (object.kind !== 'object' || home.parent === null) return object;
  const made = runConstructor(machine, home.parent, object, args, node, target);
  if (machine.thrown === null) initializeFields(machine, home, made.kind === 'object' ? made : object);
  return made;
}

function initializeFields(machine: Machine, value: ClassValue, object: ObjectValue): void {
  const scope = new Scope(value.scope, { self: object, home: value, args: [], site: null, newTarget: UNDEFINED });
  for (const member of value.node.members) {
    if (ts.isPropertyDeclaration(member) && !isStatic(member)) initializeField(machine, value, object, member, scope);
    if (machine.thrown !== null) return;
  }
  for (const parameter of constructorOf(value)?.parameters ?? []) {
    initializeParameterProperty(machine, object, parameter);
  }
}

function initializeField(
  machine: Machine,
  home: ClassValue,
  object: ObjectValue,
  member: ts.PropertyDeclaration,
  scope: Scope,
): void {
  const key = home.fieldKeys.get(member) ?? '';
  // A field that is only declared keeps what the ancestor's constructor gave it.
  if (member.initializer === undefined && (isDeclaredOnly(member) || object.properties.get(key)?.value)) return;
  const value = member.initializer === undefined ? UNDEFINED : evaluate(machine, member.initializer, scope);
  if (ts.isPrivateIdentifier(member.name)) setHidden(machine, object, key, value);
  else setOwn(machine, object, key, value);
}

function isDeclaredOnly(member: ts.PropertyDeclaration): boolean {
  const kinds = [ts.SyntaxKind.DeclareKeyword, ts.SyntaxKind.AbstractKeyword];
  return (ts.getModifiers(member) ?? []).some((one) => kinds.includes(one.kind));
}

/** `constructor(private readonly units: number)`: the field is set when the parameters are bound. */
function initializeParameterProperty(machine: Machine, object: ObjectValue, parameter: ts.ParameterDeclaration): void {
  if (!ts.isParameterPropertyDeclaration(parameter, parameter.parent)) return;
  const name = parameter.name.getText();
  if (!object.properties.has(name)) setOwn(machine, object, name, UNDEFINED);
}

/** An object of a library's class, made by `new` or by calling its factory. */
export function constructLibrary(machine: Machine, type: InstanceType, args: readonly Value[], node: ts.Node): Value {
  if (type.construct === null) return unknown(reasonAt(node, `\`${type.name}\` is not constructed by programs`));
  const state = firstState(machine, type, args, node);
  return state instanceof Failure ? unknown(state.why) : objectValue([], { instance: { type, state } });
}

/** What the library makes of the arguments of its constructor; a failure where it throws. */
function firstState(
  machine: Machine,
  { name, construct }: InstanceType,
  args: readonly Value[],
  node: ts.Node,
): unknown {
  if (construct === null) return null;
  machine.node = node;
  machine.risks += 1;
  const data = () => args.map((arg) => toDatum(machine, arg));
  return attempt(machine, name, node, () => construct(data(), new MachineAsk(machine)));
}
