/** `JSON.stringify` of values that are known all through. */

import { isTooLong } from '../arithmetic.ts';
import { callFunction } from '../functions.ts';
import { inherited } from '../inheritance.ts';
import { isSymbolKey } from '../keys.ts';
import type { Machine } from '../machine.ts';
import { getProperty } from '../members.ts';
import { hasKnownKeys, keysOf, knownSlots, objectValue, ownProperty } from '../objects.ts';
import { settle } from '../settle.ts';
import {
  type ArrayValue,
  isCallable,
  isNumber,
  isString,
  type NativeCall,
  type ObjectValue,
  primitive,
  UNDEFINED,
  type Value,
} from '../values.ts';
import { throwError } from './errors.ts';
import { argumentAt } from './method.ts';
import { derived } from './results.ts';

/** What was made of a part: its text, `undefined` for what JSON leaves out, `null` where it is not known. */
type Written = string | undefined | null;

interface Writing {
  readonly machine: Machine;
  readonly node: NativeCall['node'];
  readonly replacer: Value;
  /** Keys that alone are written. */
  readonly only: ReadonlySet<string> | null;
  readonly indent: string;
  /** Objects that are being written. */
  readonly open: Value[];
}

export function stringified(machine: Machine, call: NativeCall): Value {
  const value = argumentAt(machine, call, 0);
  const replacer = argumentAt(machine, call, 1);
  const indent = indentOf(argumentAt(machine, call, 2));
  if (indent === null) return derived(call.args, call.node, 'a text that is not known', 'string');
  const only = replacer.kind === 'array' ? new Set(knownSlots(replacer.elements.value)?.map(textOfKey)) : null;
  const writing: Writing = { machine, node: call.node, replacer, only, indent, open: [] };
  const text = write(writing, objectValue([['', value]]), '', value);
  if (machine.thrown !== null) return UNDEFINED;
  return text === null ? derived(call.args, call.node, 'a text that is not known') : primitive(text);
}

function indentOf(value: Value): string | null {
  if (isNumber(value)) return ' '.repeat(Math.max(0, Math.min(10, Math.trunc(value.value))));
  if (isString(value)) return value.value.slice(0, 10);
  return value.kind === 'primitive' ? '' : null;
}

function textOfKey(value: Value): string {
  return value.kind === 'primitive' ? String(value.value) : '';
}

/** Values nested deeper are not written. */
const MOST_DEPTH = 32;

function write(writing: Writing, holder: Value, key: string, given: Value): Written {
  const { machine, open } = writing;
  const value = replaced(writing, holder, key, settle(machine, given));
  if (machine.thrown !== null || open.length > MOST_DEPTH) return null;
  switch (value.kind) {
    case 'primitive':
      if (typeof value.value === 'bigint') {
        throwError(machine, 'TypeError', 'Do not know how to serialize a BigInt');
        return null;
      }
      return JSON.stringify(value.value);
    case 'symbol':
      return undefined;
    case 'array':
    case 'object':
      return writeNested(writing, value);
    default:
      return isCallable(value) ? undefined : null;
  }
}

/** What `toJSON` and the replacer make of a value. */
function replaced({ machine, node, replacer }: Writing, holder: Value, key: string, value: Value): Value {
  let made = value;
  const own = made.kind === 'object' ? (ownProperty(made, 'toJSON') ?? inherited(machine, made, 'toJSON')) : null;
  if (own !== null && isCallable(own)) made = settle(machine, callFunction(machine, own, made, [primitive(key)], node));
  if (!isCallable(replacer) || machine.thrown !== null) return made;
  return settle(machine, callFunction(machine, replacer, holder, [primitive(key), made], node));
}

function writeNested(writing: Writing, value: ArrayValue | ObjectValue): Written {
  const { machine, open } = writing;
  if (open.includes(value)) {
    throwError(machine, 'TypeError', 'Converting circular structure to JSON');
    return null;
  }
  open.push(value);
  const parts = value.kind === 'array' ? arrayParts(writing, value) : objectParts(writing, value);
  open.pop();
  if (parts === null) return null;
  const [start, end] = value.kind === 'array' ? ['[', ']'] : ['{', '}'];
  if (parts.length === 0) return `${start}${end}`;
  if (isTooLong(parts)) return null;
  if (writing.indent === '') return `${start}${parts.join(',')}${end}`;
  const outer = writing.indent.repeat(open.length);
  return `${start}\n${parts.map((part) => outer + writing.indent + part).join(',\n')}\n${outer}${end}`;
}

function arrayParts(writing: Writing, array: ArrayValue): readonly string[] | null {
  const parts = knownSlots(array.elements.value)?.map((one, index) => write(writing, array, String(index), one));
  if (parts === undefined || parts.includes(null)) return null;
  return parts.map((part) => part ?? 'null');
}

function objectParts(writing: Writing, object: ObjectValue): readonly string[] | null {
  const { machine, only, node, indent } = writing;
  if (object.instance !== null || !hasKnownKeys(object)) return null;
  const parts: string[] = [];
  for (const key of keysOf(object)) {
    if (isSymbolKey(key) || (only !== null && !only.has(key))) continue;
    const text = write(writing, object, key, getProperty(machine, object, key, node));
    if (text === null) return null;
    if (text !== undefined) parts.push(`${JSON.stringify(key)}:${indent === '' ? '' : ' '}${text}`);
  }
  return parts;
}
