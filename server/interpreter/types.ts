/** Fake values from TypeScript types: the checker is asked only for what the interpreter cannot know. */

import { ts } from 'ts-morph';
import { entryOf } from '../libraries/entryOf.ts';
import { named } from '../symbolic/condition.ts';
import type { Reason } from '../symbolic/place.ts';
import { fromSymbol, type Size } from '../symbolic/size.ts';
import { makeSymbol } from '../symbolic/symbol.ts';
import { fakeTensor } from '../tensor/tensor.ts';
import { quickValue } from './annotations.ts';
import { branchValue } from './branch.ts';
import { BUFFER_KINDS, withKind } from './builtins/buffer.ts';
import { everyTurn } from './builtins/turns.ts';
import { callClosure } from './functions.ts';
import { type Machine, reasonAt, textOf } from './machine.ts';
import { methodClosure } from './methods.ts';
import { arrayOf, inputArray, objectValue } from './objects.ts';
import { parameterValue } from './parameters.ts';
import { optional, valueOfUnion } from './unions.ts';
import { backingOf, child, freshShape, nameOf, type Provenance, type UnknownValue, unknown } from './unknown.ts';
import { native, primitive, promise, tensorValue, truth, UNDEFINED, type Value } from './values.ts';
import { writesIn } from './writesIn.ts';

/** Where a typed value comes from: what its symbols are called and how they are backed. */
export interface Origin {
  readonly provenance: Provenance;
  readonly origin: string;
  readonly why: Reason;
}

/** The type of an expression; `null` where the checker fails on a program that does not compile. */
export function typeAt(machine: Machine, node: ts.Node): ts.Type | null {
  try {
    return machine.host.checker().getTypeAtLocation(node);
  } catch {
    return null;
  }
}

/** Whether a type is that of a typed array. */
export function isBufferType({ symbol }: ts.Type): boolean {
  return symbol !== undefined && Object.hasOwn(BUFFER_KINDS, symbol.name);
}

/** A value of a type, of which nothing else is known. */
export function valueOfType(machine: Machine, type: ts.Type | null, from: Origin): Value {
  if (type === null || type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Never))
    return unknown(from.why, from);
  if (type.isUnion()) return valueOfUnion(machine, type, from);
  if (type.isStringLiteral() || type.isNumberLiteral()) return primitive(type.value);
  if (type.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)) return UNDEFINED;
  if (type.flags & ts.TypeFlags.Null) return primitive(null);
  if (type.flags & ts.TypeFlags.BooleanLiteral) {
    return primitive(machine.host.checker().typeToString(type) === 'true');
  }
  if (type.flags & ts.TypeFlags.NumberLike) return unknown(from.why, { ...from, holds: 'number' });
  if (type.flags & ts.TypeFlags.StringLike) return unknown(from.why, { ...from, holds: 'string' });
  if (type.flags & ts.TypeFlags.Boolean) return truth(named(from.origin));
  return valueOfObject(machine, type, from) ?? unknown(from.why, { ...from, type: () => type });
}

function valueOfObject(machine: Machine, type: ts.Type, from: Origin): Value | null {
  const checker = machine.host.checker();
  const tensor = tensorRank(machine, type);
  if (tensor !== undefined) return tensorValue(fakeTensor(freshShape(from, tensor === null ? [] : [tensor]), null));
  const name = type.symbol?.name ?? '';
  const library = machine.host.libraries.find((one) => Object.hasOwn(one.instanceTypes, name));
  const instance = library && isFromLibrary(type) ? entryOf(library.instanceTypes, name) : undefined;
  if (instance !== undefined) return objectValue([], { instance });
  if (checker.isTupleType(type)) {
    const parts = checker.getTypeArguments(type as ts.TypeReference);
    return arrayOf(
      parts.map((part, index) => valueOfType(machine, part, { ...from, origin: `${from.origin}[${index}]` })),
    );
  }
  if (checker.isArrayType(type)) {
    const [element] = checker.getTypeArguments(type as ts.TypeReference);
    return inputArray(lengthSymbol(from), (index) =>
      valueOfType(machine, element ?? null, { ...from, origin: `${from.origin}[${index}]` }),
    );
  }
  const kind = entryOf(BUFFER_KINDS, name);
  if (kind !== undefined)
    return withKind({ kind: 'buffer', dtype: kind[0], length: lengthSymbol(from) }, kind[1], name);
  if (name === 'Promise') {
    const [inner] = checker.getTypeArguments(type as ts.TypeReference);
    return promise(valueOfType(machine, inner ?? null, from));
  }
  const [signature] = type.getCallSignatures();
  if (signature === undefined || type.getProperties().length > 0) return null;
  return native(nameOf(from.origin), (inner, { node }) => valueOfType(inner, signature.getReturnType(), outside(node)));
}

export function lengthSymbol({ origin, provenance, why }: Origin): Size {
  const name = `${nameOf(origin)}Length`;
  return fromSymbol(makeSymbol({ name, origin: `${origin}.length`, min: 0, backing: backingOf(provenance), why }));
}

function isFromLibrary(type: ts.Type): boolean {
  return type.symbol?.declarations?.some((one) => one.getSourceFile().fileName.includes('tensorflow')) ?? false;
}

/** The rank of a tensor type; `null` for a tensor of any rank, `undefined` for what is no tensor. */
export function tensorRank(machine: Machine, type: ts.Type): number | null | undefined {
  const name = type.aliasSymbol?.name ?? type.symbol?.name;
  if (name === undefined) return undefined;
  for (const { tensorTypes } of machine.host.libraries) {
    if (!Object.hasOwn(tensorTypes, name) || type.getProperty('dataSync') === undefined) continue;
    const rank = entryOf(tensorTypes, name) ?? null;
    return rank ?? rankArgument(machine, type);
  }
  return undefined;
}

/** The rank in `Tensor<Rank.R3>`. */
function rankArgument(machine: Machine, type: ts.Type): number | null {
  const [argument] = machine.host.checker().getTypeArguments(type as ts.TypeReference) ?? [];
  const match = /^R(\d)$/.exec(argument?.symbol?.name ?? '');
  return match === null ? null : Number(match[1]);
}

/** A property of a value of which only the type is known, or not even that. */
export function propertyOfUnknown(machine: Machine, object: UnknownValue, name: string): Value {
  const known = object.properties.get(name)?.value;
  if (known) return known;
  const origin = name === '[]' ? `${object.origin}[i]` : [object.origin, name].filter((part) => part !== '').join('.');
  const stated = statedProperty(machine, object, name, origin);
  if (stated !== null) return child(object, name, origin, null, stated);
  const type = object.type?.() ?? null;
  if (type === null) return child(object, name, origin);
  const value = typedProperty(machine, object, type, name, origin);
  return value === null ? child(object, name, origin) : child(object, name, origin, null, value);
}

/** A property of which the text says enough. */
function statedProperty(machine: Machine, object: UnknownValue, name: string, origin: string): Value | null {
  const from: Origin = { provenance: object.provenance, origin, why: object.why };
  const member = object.members?.get(name);
  const value = member === undefined ? null : quickValue(machine, member.annotation, from);
  return value !== null && member?.isOptional === true ? optional(value, origin) : value;
}

function typedProperty(
  machine: Machine,
  object: UnknownValue,
  type: ts.Type,
  name: string,
  origin: string,
): Value | null {
  const from: Origin = { provenance: object.provenance, origin, why: object.why };
  const checker = machine.host.checker();
  const apparent = checker.getNonNullableType(type);
  if (name === '[]') {
    const element = apparent.getNumberIndexType() ?? apparent.getStringIndexType();
    return element === undefined ? null : valueOfType(machine, element, from);
  }
  const property = checker.getPropertyOfType(apparent, name);
  if (property === undefined) return null;
  const method = methodClosure(machine, property, object);
  if (method !== null) return method;
  const declaration = property.valueDeclaration;
  const annotation =
    declaration && (ts.isPropertySignature(declaration) || ts.isPropertyDeclaration(declaration))
      ? declaration.type
      : undefined;
  const quick = annotation === undefined ? null : quickValue(machine, annotation, from);
  if (quick !== null) return optionalProperty(property) ? optional(quick, origin) : quick;
  return valueOfType(machine, checker.getTypeOfSymbol(property), from);
}

function optionalProperty(property: ts.Symbol): boolean {
  return (property.flags & ts.SymbolFlags.Optional) !== 0;
}

function outside(node: ts.Node, message?: string): Origin {
  return {
    provenance: 'outside',
    origin: textOf(node),
    why: reasonAt(node, message ?? `\`${textOf(node)}\` cannot be followed`),
  };
}

/** The result of calling what cannot be followed: of its declared type, else unknown. */
export function resultOfCall(
  machine: Machine,
  callee: UnknownValue | null,
  args: readonly Value[],
  node: ts.Node,
): Value {
  const from = outside(node);
  const why = callee?.provenance === 'lost' ? callee.why : from.why;
  for (const callback of args) callBack(machine, callback, node);
  return valueOfType(machine, isTyped(node) ? typeAt(machine, node) : null, { ...from, why });
}

/** A function handed to code that cannot be followed may be called there, often, with inputs that nothing states. */
export function callBack(machine: Machine, callback: Value, node: ts.Node): void {
  if (callback.kind !== 'closure') return;
  const origin = `${textOf(node)} calls back`;
  const call = () => {
    const args = callback.node.parameters.map((parameter) => parameterValue(machine, parameter));
    return callClosure(machine, callback, UNDEFINED, args, callback.node);
  };
  // What writes nothing does the same each time. Tests nest such functions: where an outer one is only tried, once is
  // enough, else each level would double the work.
  const { names, properties, changed } = writesIn(callback.node);
  const isHarmless = names.size + properties.size + changed.size === 0;
  const turns = fromSymbol(makeSymbol({ name: 'calls', origin, backing: 'data', why: outside(node).why }));
  branchValue(
    machine,
    named(origin),
    () => (isHarmless || machine.recorder.silence > 0 ? call() : everyTurn(machine, turns, node, call)),
    () => UNDEFINED,
  );
}

/** Only TypeScript files state types worth asking for. */
export function isTyped(node: ts.Node): boolean {
  return /\.[mc]?tsx?$/.test(node.getSourceFile().fileName);
}
