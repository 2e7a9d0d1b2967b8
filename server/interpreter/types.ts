/** Fake values from TypeScript types: the checker is asked only for what the interpreter cannot know. */
import { ts } from 'ts-morph';
import { all, type Condition, named, negation, TRUE } from '../symbolic/condition.ts';
import type { Reason } from '../symbolic/place.ts';
import { fromSymbol, type Size } from '../symbolic/size.ts';
import { makeSymbol } from '../symbolic/symbol.ts';
import type { DType } from '../tensor/dtype.ts';
import { fakeTensor } from '../tensor/tensor.ts';
import { quickValue } from './annotations.ts';
import { branchValue } from './branch.ts';
import { everyTurn } from './builtins/turns.ts';
import { callClosure } from './functions.ts';
import { type Machine, reasonAt, textOf } from './machine.ts';
import { methodClosure } from './methods.ts';
import { arrayOf, inputArray, objectValue } from './objects.ts';
import { parameterValue } from './parameters.ts';
import { backingOf, child, freshShape, nameOf, type Provenance, type UnknownValue, unknown } from './unknown.ts';
import {
  type Case,
  NULL,
  native,
  type Primitive,
  primitive,
  promise,
  tensorValue,
  truth,
  UNDEFINED,
  type Value,
} from './values.ts';

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

const BUFFERS: Readonly<Record<string, DType>> = {
  Float32Array: 'float32',
  Float64Array: 'float32',
  Int32Array: 'int32',
  Int16Array: 'int32',
  Int8Array: 'int32',
  Uint32Array: 'int32',
  Uint16Array: 'int32',
  Uint8Array: 'int32',
  Uint8ClampedArray: 'int32',
};

/** More alternatives of a union than this are not told apart. */
const MOST_LITERALS = 4;

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
  const instance = isFromLibrary(type) ? library?.instanceTypes[name] : undefined;
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
  const dtype = Object.hasOwn(BUFFERS, name) ? BUFFERS[name] : undefined;
  if (dtype !== undefined) return { kind: 'buffer', dtype, length: lengthSymbol(from) };
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
    const rank = tensorTypes[name] ?? null;
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

function valueOfUnion(machine: Machine, type: ts.UnionType, from: Origin): Value {
  const nothing = ts.TypeFlags.Undefined | ts.TypeFlags.Null | ts.TypeFlags.Void;
  const present = type.types.filter((one) => !(one.flags & nothing));
  const value = valueOfPresent(machine, type, present, from);
  // What comes from the outside and may be missing is taken to be there: the program goes on with it.
  if (present.length === type.types.length || from.provenance !== 'input') return value;
  const isNullable = type.types.some((one) => one.flags & ts.TypeFlags.Null);
  const isOptional = type.types.some((one) => one.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void));
  if (!isNullable) return optional(value, from.origin);
  return isOptional ? optional(optional(value, from.origin, NULL), from.origin) : optional(value, from.origin, NULL);
}

/** A value that may be missing: undefined or null. */
export function optional(value: Value, origin: string, missing: Primitive = UNDEFINED): Value {
  const given = named(`${origin} !== ${String(missing.value)}`);
  const present = value.kind === 'alternatives' ? value.cases : [{ condition: TRUE, value }];
  return {
    kind: 'alternatives',
    cases: [
      ...present.map((one) => ({ condition: all(given, one.condition), value: one.value })),
      { condition: negation(given), value: missing },
    ],
  };
}

function valueOfPresent(machine: Machine, union: ts.UnionType, types: readonly ts.Type[], from: Origin): Value {
  const [first] = types;
  if (first === undefined) return UNDEFINED;
  if (types.length === 1) return valueOfType(machine, first, from);
  if (types.every((one) => one.flags & ts.TypeFlags.BooleanLiteral)) return truth(named(from.origin));
  if (types.every((one) => one.isStringLiteral())) return literals(types as ts.StringLiteralType[], union, from);
  const tensor = types.find((one) => tensorRank(machine, one) !== undefined);
  if (tensor === undefined) {
    const isNumeric = types.every((one) => one.flags & ts.TypeFlags.NumberLike);
    return unknown(from.why, isNumeric ? { ...from, holds: 'number' } : { ...from, type: () => union });
  }
  return oneOrMany(machine, tensor, types, from);
}

/** `Tensor | Tensor[]`: one tensor, alone or as the only element: the name is the same either way. */
function oneOrMany(machine: Machine, tensor: ts.Type, types: readonly ts.Type[], from: Origin): Value {
  const one = valueOfType(machine, tensor, from);
  const checker = machine.host.checker();
  const isTensorArray = (type: ts.Type) => {
    const [element] = checker.isArrayType(type) ? checker.getTypeArguments(type as ts.TypeReference) : [];
    return element !== undefined && tensorRank(machine, element) !== undefined;
  };
  const list = types.find(isTensorArray);
  if (list !== undefined) {
    // What a model gives in a list is of any number, what a caller lists stands for one.
    return from.provenance === 'input'
      ? aloneOrListed(one, from.origin)
      : oneOrOther(named(`Array.isArray(${from.origin})`), valueOfType(machine, list, from), one);
  }
  const others = types.filter((type) => type !== tensor);
  const [other, second] = others;
  if (other === undefined || !others.every((type) => isOther(machine, type, second === undefined))) return one;
  const value =
    second === undefined ? valueOfType(machine, other, from) : unknown(from.why, { ...from, type: () => other });
  return oneOrOther(named(`${from.origin} instanceof tf.Tensor`), one, value);
}

function oneOrOther(condition: Condition, one: Value, other: Value): Value {
  return {
    kind: 'alternatives',
    cases: [
      { condition, value: one },
      { condition: negation(condition), value: other },
    ],
  };
}

/**
 * Whether a type beside a tensor's is worth an alternative: an object of the program's own, and where it is the only one a
 * number; among several also an object of the page.
 */
function isOther(machine: Machine, type: ts.Type, isOnly: boolean): boolean {
  if (type.flags & ts.TypeFlags.NumberLike) return isOnly;
  const file = type.symbol?.declarations?.[0]?.getSourceFile();
  if (file === undefined || tensorRank(machine, type) !== undefined) return false;
  const isObject = (type.flags & ts.TypeFlags.Object) !== 0 && type.getNumberIndexType() === undefined;
  return file.isDeclarationFile ? !isOnly && isObject : isObject;
}

/** A tensor that a caller gives alone or in an array of one. */
export function aloneOrListed(one: Value, origin: string): Value {
  return oneOrOther(named(`Array.isArray(${origin})`), arrayOf([one]), one);
}

function literals(types: readonly ts.StringLiteralType[], union: ts.Type, from: Origin): Value {
  // In the order of the text: the checker's own depends on what it was asked before.
  const texts = types.map((one) => one.value).sort((a, b) => a.localeCompare(b));
  return oneOfTexts(texts, from) ?? unknown(from.why, { ...from, type: () => union });
}

/** One of a few texts, each under the question whether it is that one; `null` where there are too many. */
export function oneOfTexts(texts: readonly string[], { origin }: Origin): Value | null {
  if (texts.length > MOST_LITERALS) return null;
  const conditions = texts.map((text) => named(`${origin} === '${text}'`));
  const cases = texts.map((text, index): Case => {
    const others = conditions.slice(0, index).map(negation);
    const own = index === texts.length - 1 ? [] : conditions.slice(index, index + 1);
    return { condition: all(...others, ...own), value: primitive(text) };
  });
  return { kind: 'alternatives', cases };
}

/** A property of a value of which only the type is known, or not even that. */
export function propertyOfUnknown(machine: Machine, object: UnknownValue, name: string): Value {
  const known = object.properties.get(name)?.value;
  if (known) return known;
  const origin = name === '[]' ? `${object.origin}[i]` : [object.origin, name].filter((part) => part !== '').join('.');
  const type = object.type?.() ?? null;
  if (type === null) return child(object, name, origin);
  const value = typedProperty(machine, object, type, name, origin);
  return value === null ? child(object, name, origin) : child(object, name, origin, null, value);
}

function typedProperty(
  machine: Machine,
  object: UnknownValue,
  type: ts.Type,
  name: string,
  origin: string,
): Value | null {
  const checker = machine.host.checker();
  const apparent = checker.getNonNullableType(type);
  if (name === '[]') {
    const element = apparent.getNumberIndexType() ?? apparent.getStringIndexType();
    return element === undefined ? null : valueOfType(machine, element, { ...object, origin });
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
  const quick = annotation === undefined ? null : quickValue(machine, annotation, { ...object, origin });
  if (quick !== null) return optionalProperty(property) ? optional(quick, origin) : quick;
  return valueOfType(machine, checker.getTypeOfSymbol(property), { ...object, origin });
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
  const turns = fromSymbol(makeSymbol({ name: 'calls', origin, backing: 'data', why: outside(node).why }));
  branchValue(
    machine,
    named(origin),
    () =>
      everyTurn(machine, turns, node, () => {
        const args = callback.node.parameters.map((parameter) => parameterValue(machine, parameter));
        return callClosure(machine, callback, UNDEFINED, args, callback.node);
      }),
    () => UNDEFINED,
  );
}

/** Only TypeScript files state types worth asking for. */
export function isTyped(node: ts.Node): boolean {
  return /\.[mc]?tsx?$/.test(node.getSourceFile().fileName);
}
