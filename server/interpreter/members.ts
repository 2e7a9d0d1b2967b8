/** Reading and writing properties of every kind of value. */

import { ts } from 'ts-morph';
import { entryOf } from '../libraries/entryOf.ts';
import type { Member } from '../libraries/row.ts';
import { elementCount, rankOf, resolveShape } from '../tensor/tensor.ts';
import { MachineAsk } from './ask.ts';
import { distribute } from './branch.ts';
import { fromDatum, toDatum } from './bridge.ts';
import { arrayMember } from './builtins/array.ts';
import {
  bufferMember,
  collectionMember,
  functionMember,
  iteratorMember,
  numberMember,
  patternMember,
  promiseMember,
  stringMember,
  symbolMember,
} from './builtins/index.ts';
import { patternOf } from './builtins/pattern.ts';
import { textOfValue } from './builtins/text.ts';
import { classMember, classOfObject, instanceMember, nameOfClass, prototypeOf, readMember } from './inheritance.ts';
import { propertyCell } from './join.ts';
import { tensorMethodNames } from './library.ts';
import { type Machine, reasonAt, textOf } from './machine.ts';
import { exportOf, namespaceOf } from './modules.ts';
import { isBare, ownProperty, shapeArray, sizeValue } from './objects.ts';
import { assumePresent, settle } from './settle.ts';
import { partOf } from './several.ts';
import { propertyOfUnknown } from './types.ts';
import { become, nameOf, unknown } from './unknown.ts';
import {
  ABSENT,
  type ClassValue,
  type Closure,
  type NamespaceValue,
  native,
  type ObjectValue,
  primitive,
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
    case 'symbol':
      return symbolMember(object, name);
    case 'class':
      return classProperty(machine, object, name, node);
    case 'closure':
      return closureProperty(machine, object, name, node);
    case 'native':
      return (object.members && entryOf(object.members, name)) ?? functionMember(object, name) ?? lost(node, name);
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

export function lost(node: ts.Node, name: string): Value {
  return unknown(reasonAt(node, `\`${name}\` of \`${textOf(node)}\` is not modelled`));
}

function primitiveProperty(machine: Machine, value: unknown, name: string, node: ts.Node): Value {
  if (typeof value === 'string') return stringMember(machine, value, name) ?? UNDEFINED;
  if (typeof value === 'number') return numberMember(name) ?? UNDEFINED;
  if (typeof value === 'bigint' || typeof value === 'boolean') return plainMember(name) ?? UNDEFINED;
  if (value === undefined || value === null) {
    return unknown(machine.presume(node, `\`${textOf(node)}\` is read before the program sets it`), {
      provenance: 'outside',
      origin: textOf(node),
    });
  }
  return UNDEFINED;
}

/** Members of booleans and big integers. */
function plainMember(name: string): Value | null {
  if (name === 'valueOf') return native(name, (_, { self }) => self);
  if (name !== 'toString') return null;
  return native(name, (machine, { self, node }) => textOfValue(machine, self, node));
}

function tensorProperty(machine: Machine, value: TensorValue, name: string, node: ts.Node): Value {
  const shape = resolveShape(machine.facts, value.tensor.shape);
  switch (name) {
    case 'shape':
      machine.touch();
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
      return libraryProperty(machine, value, name);
  }
}

function libraryProperty(machine: Machine, value: TensorValue, name: string): Value {
  for (const library of machine.host.libraries) {
    const row = entryOf(library.tensorMethods, name);
    if (row !== undefined) return { kind: 'libraryFunction', row, library, self: value };
    const property = entryOf(library.tensorProperties, name);
    if (property !== undefined) {
      return fromDatum(machine, property(toDatum(machine, value), new MachineAsk(machine)));
    }
  }
  // All that tensors have is in the tables of their library.
  return UNDEFINED;
}

function objectProperty(machine: Machine, object: ObjectValue, name: string, node: ts.Node): Value {
  const own = ownProperty(object, name);
  if (own?.kind === 'alternatives' && own.cases.some((one) => one.value === ABSENT || one.value.kind === 'accessor'))
    return distribute(machine, own, (one) => ownOrInherited(machine, object, one, name, node));
  return ownOrInherited(machine, object, own, name, node);
}

function ownOrInherited(machine: Machine, object: ObjectValue, own: Value | null, name: string, node: ts.Node): Value {
  if (own !== null && own !== ABSENT) return partOf(machine, object, readMember(machine, own, object, node));
  const inherited = instanceMember(machine, object, name, node);
  if (inherited !== null) return inherited;
  if (isBare(object))
    return object.open.value === null ? UNDEFINED : propertyOfUnknown(machine, object.open.value, name);
  const pattern = patternMember(object, name);
  if (pattern !== null) return pattern;
  const iterator = iteratorMember(object, name);
  if (iterator !== null) return iterator;
  const collection = collectionMember(machine, object, name, node);
  if (collection !== null) return collection;
  const open = object.open.value;
  if (open === null) return missingProperty(object, name, node);
  // After a loop that lost track of the object, all that is left to say of it is that.
  return open.kind === 'unknown' ? propertyOfUnknown(machine, open, name) : lost(node, name);
}

/** What an object does not have is undefined. What the library documents of its own objects is not all that they have. */
function missingProperty(object: ObjectValue, name: string, node: ts.Node): Value {
  if (object.instance === null || object.prototype !== null) return UNDEFINED;
  const value = unknown(reasonAt(node, `\`${name}\` of \`${textOf(node)}\` is not modelled`), {
    provenance: 'outside',
    origin: textOf(node),
  });
  object.properties.set(name, propertyCell(value));
  return value;
}

function closureProperty(machine: Machine, closure: Closure, name: string, node: ts.Node): Value {
  const own = closure.statics.get(name)?.value ?? null;
  if (own !== null) return readMember(machine, own, closure, node);
  if (name === 'prototype' && !ts.isArrowFunction(closure.node)) return prototypeOf(machine, closure);
  return functionMember(closure, name) ?? UNDEFINED;
}

function classProperty(machine: Machine, value: ClassValue, name: string, node: ts.Node): Value {
  const known = classMember(machine, value, name, node);
  if (known !== null) return known;
  const parent = value.parent === null ? null : settle(machine, value.parent);
  if (parent !== null && parent.kind !== 'class') return getProperty(machine, parent, name, node);
  return functionMember(value, name) ?? UNDEFINED;
}

/** The name of the class that an object is printed with; `null` where it is not known. */
export function classNameOf(machine: Machine, object: ObjectValue): string | null {
  if (object.iteration !== null || object.entries.value !== null || patternOf(object) !== null) return null;
  if (isBare(object)) return '';
  const owner = classOfObject(machine, object);
  if (owner?.kind === 'class') return nameOfClass(owner);
  if (owner === null) return object.prototype === null && object.instance === null ? 'Object' : null;
  const name = functionMember(owner as Closure, 'name');
  return name?.kind === 'primitive' ? String(name.value) : null;
}

function namespaceProperty(machine: Machine, object: NamespaceValue, name: string, node: ts.Node): Value {
  const member = entryOf(object.members, name);
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
  // `tf` has many names: what is called like the library's global, and has its members, is the library.
  const library = machine.host.globalLibrary(nameOf(object.origin));
  if (library !== null && object.provenance !== 'lost' && Object.hasOwn(library.namespace, name)) {
    return namespaceProperty(machine, namespaceOf(library), name, node);
  }
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
