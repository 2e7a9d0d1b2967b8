/** Fake values from union types: one of several values, each under the question whether it is that one. */
import { ts } from 'ts-morph';
import { all, type Condition, named, negation, TRUE } from '../symbolic/condition.ts';
import type { Machine } from './machine.ts';
import { arrayOf } from './objects.ts';
import { isBufferType, type Origin, tensorRank, valueOfType } from './types.ts';
import { unknown } from './unknown.ts';
import { type Case, NULL, type Primitive, primitive, truth, UNDEFINED, type Value } from './values.ts';

/** More alternatives of a union than this are not told apart. */
const MOST_LITERALS = 4;

/** A value of a union type: what may be missing from the outside is taken to be there. */
export function valueOfUnion(machine: Machine, type: ts.UnionType, from: Origin): Value {
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
    const split = addressOrObject(machine, types, from) ?? dataOrSource(machine, types, from);
    if (split !== null) return split;
    const isNumeric = types.every((one) => one.flags & ts.TypeFlags.NumberLike);
    return unknown(from.why, isNumeric ? { ...from, holds: 'number' } : { ...from, type: () => union });
  }
  return oneOrMany(machine, tensor, types, from);
}

/** `string | GraphModel`: the address of an object of the library, or the object or a promise of it. */
function addressOrObject(machine: Machine, types: readonly ts.Type[], from: Origin): Value | null {
  const [address, object] = parted(types, (one) => (one.flags & ts.TypeFlags.StringLike) !== 0);
  if (address === undefined || object === undefined) return null;
  const value = valueOfType(machine, object, from);
  const held = value.kind === 'promise' ? value.value : value;
  if (held.kind !== 'object' || held.instance === null) return null;
  return oneOrOther(named(`typeof ${from.origin} === 'string'`), valueOfType(machine, address, from), value);
}

/** `Float32Array | AudioBuffer`: a typed array, or an object of the page from which the program takes one. */
function dataOrSource(machine: Machine, types: readonly ts.Type[], from: Origin): Value | null {
  const [data, source] = parted(types, isBufferType);
  if (data === undefined || !source?.isClassOrInterface() || source.getNumberIndexType() !== undefined) return null;
  const other = unknown(from.why, { ...from, type: () => source });
  return oneOrOther(named(`${from.origin} instanceof ${data.symbol.name}`), valueOfType(machine, data, from), other);
}

/** The two members of a union, the one that a test chooses first; nothing where there are more, or the test chooses both. */
function parted(types: readonly ts.Type[], test: (type: ts.Type) => boolean): readonly ts.Type[] {
  const chosen = types.filter(test);
  return types.length === 2 && chosen.length === 1 ? [...chosen, ...types.filter((one) => !test(one))] : [];
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
