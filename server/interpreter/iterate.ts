/** Iteration: the elements that a loop or a spread sees. */
import type { ts } from 'ts-morph';
import { alike } from './builtins/alike.ts';
import { contentOfBuffer } from './builtins/buffer.ts';
import { listEntries } from './builtins/entries.ts';
import { throwError } from './builtins/errors.ts';
import { dataReason, freshLength } from './builtins/results.ts';
import { callFunction } from './functions.ts';
import { type Stepper, stepperOf } from './iteration.ts';
import { ITERATOR } from './keys.ts';
import { arrayIteration, collectionIteration, takeLeft } from './listIteration.ts';
import { type Machine, reasonAt, textOf } from './machine.ts';
import { getProperty } from './members.ts';
import { arrayOf, arrayValue, knownSlots } from './objects.ts';
import { settle } from './settle.ts';
import { valueOfType } from './types.ts';
import { type UnknownValue, unknown } from './unknown.ts';
import {
  ABSENT,
  type ArrayValue,
  type ClassValue,
  type Closure,
  isNullish,
  isString,
  type ListIteration,
  type ObjectValue,
  primitive,
  UNDEFINED,
  type Value,
} from './values.ts';

/** An iterable as an array; unknown where it cannot be listed. */
export function iterated(
  machine: Machine,
  value: Value,
  node: ts.Node,
): ArrayValue | Extract<Value, { kind: 'unknown' }> {
  const settled = settle(machine, value);
  switch (settled.kind) {
    case 'array':
      return withoutHoles(settled);
    case 'primitive':
      if (typeof settled.value === 'string') return arrayOf([...settled.value].map((one) => primitive(one)));
      if (settled.value !== undefined && settled.value !== null) {
        throwError(machine, 'TypeError', `${String(settled.value)} is not iterable`);
      } else machine.presume(node, `\`${textOf(node)}\` is iterated, but holds nothing`);
      break;
    case 'buffer':
      return arrayValue(contentOfBuffer(settled, node));
    case 'object': {
      const listed = listedObject(machine, settled, node);
      if (listed !== null) return listed;
      break;
    }
    case 'unknown':
      return settled;
    case 'quantity':
    case 'truth':
    case 'symbol':
    case 'promise':
      return refused(machine, node);
    case 'native':
      return refused(machine, node);
    case 'closure':
    case 'class':
      return ofFunction(machine, settled, node);
  }
  return elementsUnknown(node);
}

/** What the method under `Symbol.iterator` of a function or a class gives. */
function ofFunction(machine: Machine, callee: Closure | ClassValue, node: ts.Node): ReturnType<typeof iterated> {
  const method = settle(machine, getProperty(machine, callee, ITERATOR.key, node));
  if (isNullish(method)) return refused(machine, node);
  const iterator = settle(machine, callFunction(machine, method, callee, [], node));
  return iterator.kind === 'object' ? iterated(machine, iterator, node) : elementsUnknown(node);
}

/** An iterable, or what has a length, as an array: what is neither has no elements. */
export function iteratedOrIndexed(machine: Machine, value: Value, node: ts.Node): ReturnType<typeof iterated> {
  const settled = settle(machine, value);
  switch (settled.kind) {
    case 'primitive':
      return isString(settled) || isNullish(settled) ? iterated(machine, settled, node) : arrayOf([]);
    case 'quantity':
    case 'truth':
    case 'symbol':
    case 'promise':
      return arrayOf([]);
    case 'closure':
    case 'native':
    case 'class':
      return elementsUnknown(node);
    default:
      return iterated(machine, settled, node);
  }
}

/** The arguments that `apply` takes from a list; one that stands for all where their number is not known. */
export function argumentsIn(machine: Machine, list: Value, node: ts.Node): readonly Value[] {
  const settled = settle(machine, list);
  if (settled.kind === 'primitive' && isString(settled)) {
    throwError(machine, 'TypeError', 'CreateListFromArrayLike called on non-object');
    return [];
  }
  const array = iterated(machine, settled, node);
  const known = array.kind === 'array' ? knownSlots(array.elements.value) : null;
  return known ?? [unknown(reasonAt(node, 'the number of arguments is not known'))];
}

function refused(machine: Machine, node: ts.Node): UnknownValue {
  throwError(machine, 'TypeError', `${textOf(node)} is not iterable`);
  return elementsUnknown(node);
}

function elementsUnknown(node: ts.Node): UnknownValue {
  return unknown(reasonAt(node, `the elements of \`${textOf(node)}\` are not known`), {
    provenance: 'outside',
    origin: textOf(node),
  });
}

function listedObject(machine: Machine, object: ObjectValue, node: ts.Node): ArrayValue | null {
  const { iteration } = object;
  if (iteration?.kind === 'list') {
    return withoutHoles(arrayValue(takeLeft(machine, iteration, node)));
  }
  const stepper = stepperOf(machine, object, node);
  if (stepper !== null) return drained(machine, stepper, node);
  if (object.entries.value !== null) return listEntries(machine, object, node);
  const isKnown = object.open.value === null && object.instance === null && machine.thrown === null;
  if (isKnown) throwError(machine, 'TypeError', `${textOf(node)} is not iterable`);
  return null;
}

/** Over what an array, a collection or an iterator over one holds, with what changes meanwhile; `null` for all else. */
export function liveIteration(machine: Machine, value: Value, node: ts.Node): ListIteration | null {
  if (value.kind === 'array') return arrayIteration(machine, value, () => withoutHoles(value));
  if (value.kind !== 'object') return null;
  if (value.iteration?.kind === 'list') return value.iteration;
  if (value.entries.value === null) return null;
  return collectionIteration(machine, value, (inner) => listEntries(inner, value, node));
}

/** What is not there is undefined to who iterates. */
export function withoutHoles(array: ArrayValue): ArrayValue {
  const { slots, rest } = array.elements.value;
  if (!slots.includes(ABSENT) && rest?.element !== ABSENT) return array;
  return arrayValue({
    slots: slots.map((slot) => (slot === ABSENT ? UNDEFINED : slot)),
    rest: rest?.element === ABSENT ? { length: rest.length, element: UNDEFINED } : rest,
  });
}

/** More elements are not asked for. */
const MOST_STEPS = 256;

/** All elements that an iterator gives; where its end is not known, one that stands for all. */
function drained(machine: Machine, stepper: Stepper, node: ts.Node): ArrayValue {
  const { values, isAll } = taken(machine, stepper, MOST_STEPS);
  if (isAll) return arrayOf(values);
  // What the iterator does on its way to its end is not seen.
  machine.presume(node, `the end of \`${textOf(node)}\` is not known`);
  const element = alike(machine, values, dataReason(node));
  return arrayValue({ slots: [], rest: { length: freshLength(node), element } });
}

/** Elements up to a number; `isAll` where the iterator ended before. */
export function taken(
  machine: Machine,
  stepper: Stepper,
  most: number,
): { readonly values: readonly Value[]; readonly isAll: boolean } {
  const values: Value[] = [];
  while (values.length < most) {
    const { done, value } = stepper.next();
    const verdict = machine.decide(done);
    if (machine.thrown !== null || machine.gaveUp !== null || verdict === 'yes') return { values, isAll: true };
    values.push(value);
    if (verdict === 'unknown') return { values, isAll: false };
  }
  return { values, isAll: false };
}

/** An element of an iterable that cannot be listed: of its type, and nothing says that it is like another one. */
export function someElement(machine: Machine, value: UnknownValue): Value {
  const { why, provenance, origin } = value;
  const type = value.type?.() ?? null;
  const element = type === null ? null : elementType(machine, type);
  return valueOfType(machine, element, { why, provenance, origin: `${origin}[i]` });
}

const ITERABLES = /^(?:Async)?(?:Iterable|Iterator|IterableIterator|IteratorObject|Generator)$|^(?:Readonly)?Set$/;

/** What iterating over a type gives; `null` where its declaration does not tell. */
function elementType(machine: Machine, type: ts.Type): ts.Type | null {
  if (!ITERABLES.test(type.symbol?.name ?? '')) return type.getNumberIndexType() ?? null;
  return machine.host.checker().getTypeArguments(type as ts.TypeReference)[0] ?? null;
}
