/** `instanceof` and `in`. */
import type { ts } from 'ts-morph';
import { all, any, type Condition, FALSE, TRUE } from '../symbolic/condition.ts';
import { nameOfBuffer } from './builtins/buffer.ts';
import { throwError } from './builtins/errors.ts';
import { patternOf } from './builtins/pattern.ts';
import { objectMethod } from './builtins/plainObject.ts';
import { callFunction } from './functions.ts';
import { inherited, lineage, prototypeOf } from './inheritance.ts';
import { HAS_INSTANCE, keyOf } from './keys.ts';
import { type Machine, textOf } from './machine.ts';
import { getProperty } from './members.ts';
import { isConditional, isIndex, knownSlots, ownProperty } from './objects.ts';
import { settle } from './settle.ts';
import { question, truthiness } from './truth.ts';
import { isTyped, typeAt } from './types.ts';
import type { UnknownValue } from './unknown.ts';
import { ABSENT, type ArrayValue, isCallable, isString, type ObjectValue, type Value } from './values.ts';

export function typeTest(machine: Machine, node: ts.BinaryExpression, left: Value, right: Value): Condition {
  const isIn = node.operatorToken.getText() === 'in';
  return isIn ? hasKey(machine, node, left, right) : isInstance(machine, node, left, right);
}

function isInstance(machine: Machine, node: ts.BinaryExpression, value: Value, type: Value): Condition {
  const settled = settle(machine, value);
  if (settled.kind === 'alternatives') {
    return any(...settled.cases.map((one) => all(one.condition, isInstance(machine, node, one.value, type))));
  }
  // Numbers and texts are no objects, whatever their value.
  if (settled.kind === 'unknown' && settled.holds !== null) return FALSE;
  // A value that has another type is no tensor, or it would be one by now.
  if (settled.kind === 'unknown' && type.kind === 'tensorClass' && settled.type !== null) return FALSE;
  if (settled.kind === 'unknown' && isOfOtherType(machine, settled, node)) return FALSE;
  if (settled.kind === 'unknown') return question(settled, textOf(node.right), textOf(node));
  if (type.kind === 'tensorClass') return settled.kind === 'tensor' ? TRUE : FALSE;
  if (type.kind === 'primitive') {
    throwError(machine, 'TypeError', "Right-hand side of 'instanceof' is not callable");
    return FALSE;
  }
  const own = ownTest(machine, node, settled, type);
  if (own !== null) return own;
  if (settled.kind === 'primitive' || settled.kind === 'tensor' || settled.kind === 'symbol') return FALSE;
  if (type.kind === 'native') return isNative(settled, type.name) ?? undecided(settled, node);
  if (settled.kind !== 'object') return type.kind === 'class' ? FALSE : undecided(settled, node);
  if (type.kind === 'libraryClass' && settled.instance !== null) {
    return settled.instance.type === type.type ? TRUE : undecided(settled, node);
  }
  if (type.kind !== 'class' && type.kind !== 'closure') return undecided(settled, node);
  if (settled.prototype !== null) {
    const wanted = prototypeOf(machine, type);
    const isIt = (one: Value) =>
      one === wanted || (one.kind === 'class' && type.kind === 'class' && one.node === type.node) || one === type;
    if (lineage(machine, settled.prototype).some(isIt)) return TRUE;
  }
  return settled.open.value === null ? FALSE : undecided(settled, node);
}

/** Whether no instance of the class on the right is a value of the type of what is tested. */
function isOfOtherType(machine: Machine, value: UnknownValue, node: ts.BinaryExpression): boolean {
  const type = value.type?.() ?? null;
  if (type === null || !type.isClassOrInterface() || !isTyped(node)) return false;
  const instance = typeAt(machine, node.right)?.getConstructSignatures()[0]?.getReturnType();
  return instance !== undefined && !machine.host.checker().isTypeAssignableTo(instance, type);
}

/** `static [Symbol.hasInstance](value)` of the class. */
function ownTest(machine: Machine, node: ts.BinaryExpression, value: Value, type: Value): Condition | null {
  if (type.kind !== 'class' && type.kind !== 'object') return null;
  const method = settle(machine, getProperty(machine, type, HAS_INSTANCE.key, node));
  return isCallable(method) ? truthiness(machine, callFunction(machine, method, type, [value], node)) : null;
}

/** Whether a value is of a class of the language; `null` where that is not told. */
function isNative(value: Value, name: string): Condition | null {
  const of = (isIt: boolean) => (isIt ? TRUE : FALSE);
  if (value.kind === 'buffer') {
    const own = nameOfBuffer(value);
    return own === null ? null : of(own === name || name === 'Object');
  }
  switch (name) {
    case 'Array':
      return of(value.kind === 'array');
    case 'Function':
      return of(isCallable(value));
    case 'Promise':
      return of(value.kind === 'promise');
    case 'RegExp':
      return of(patternOf(value) !== null);
    case 'Object':
      return TRUE;
    case 'Map':
    case 'Set':
      if (value.kind !== 'object') return FALSE;
      return value.entries.value === null && value.open.value === null && value.instance === null ? FALSE : null;
    default:
      return value.kind === 'array' || value.kind === 'promise' || isCallable(value) ? FALSE : null;
  }
}

function undecided(subject: object, node: ts.BinaryExpression): Condition {
  return question(subject, textOf(node.right), textOf(node));
}

function hasKey(machine: Machine, node: ts.BinaryExpression, key: Value, object: Value): Condition {
  const settled = settle(machine, object);
  if (isString(key) && settled.kind === 'tensor') return isTensorMember(machine, key.value) ? TRUE : FALSE;
  if (settled.kind === 'alternatives')
    return any(...settled.cases.map((one) => all(one.condition, hasKey(machine, node, key, one.value))));
  if (settled.kind === 'primitive' && settled.value !== undefined && settled.value !== null) {
    throwError(machine, 'TypeError', "Cannot use 'in' operator");
    return FALSE;
  }
  const name = keyOf(key);
  if (name !== null && settled.kind === 'array') return hasIndex(settled, name, node);
  if (name !== null && (settled.kind === 'class' || settled.kind === 'closure')) {
    return settled.statics.get(name)?.value ? TRUE : undecided(settled, node);
  }
  if (name === null || settled.kind !== 'object') return question(settled, `in ${textOf(node.left)}`, textOf(node));
  return hasProperty(machine, settled, name, node);
}

function hasIndex(array: ArrayValue, name: string, node: ts.BinaryExpression): Condition {
  const known = knownSlots(array.elements.value);
  if (known === null || !isIndex(name)) return name === 'length' ? TRUE : undecided(array, node);
  const slot = known[Number(name)];
  return slot === undefined || slot === ABSENT ? FALSE : TRUE;
}

/** Whether an object or what it inherits from has a property. */
export function hasProperty(machine: Machine, object: ObjectValue, name: string, node: ts.Node): Condition {
  const own = ownProperty(object, name);
  if (own !== null && !isConditional(own)) return TRUE;
  if (inherited(machine, object, name) !== null) return TRUE;
  const isPlain = object.open.value === null && object.instance === null;
  if (own?.kind === 'alternatives') {
    return any(...own.cases.filter((one) => one.value !== ABSENT).map((one) => one.condition));
  }
  if (objectMethod(name) !== null) return TRUE;
  return isPlain && object.entries.value === null && object.iteration === null
    ? FALSE
    : question(object, `in ${name}`, textOf(node));
}

const TENSOR_FIELDS: ReadonlySet<string> = new Set([
  'shape',
  'rank',
  'size',
  'dtype',
  'strides',
  'dataId',
  'kept',
  'scopeId',
]);

function isTensorMember(machine: Machine, name: string): boolean {
  if (TENSOR_FIELDS.has(name)) return true;
  return machine.host.libraries.some(
    ({ tensorMethods, tensorProperties }) =>
      Object.hasOwn(tensorMethods, name) || Object.hasOwn(tensorProperties, name),
  );
}
