/** Plain data of the host for values that are known all through, and back. */
import type { Machine } from '../machine.ts';
import { arrayOf, knownSlots, objectValue, ownEntries } from '../objects.ts';
import { settle } from '../settle.ts';
import { primitive, type Value } from '../values.ts';

/** Stands for what is not plain data, or not known. */
const NOT_PLAIN = Symbol('not plain');

export type Plain = Exclude<unknown, typeof NOT_PLAIN>;

/** Values nested deeper, or more of them, are not converted. */
const MOST_DEPTH = 8;
const MOST_VALUES = 4096;

/** The plain data that a value is; ask `isPlain` whether it is any. */
export function plainOf(machine: Machine, value: Value): unknown {
  let left = MOST_VALUES;
  const convert = (one: Value, depth: number): unknown => {
    const settled = settle(machine, one);
    left -= 1;
    if (left < 0 || depth > MOST_DEPTH) return NOT_PLAIN;
    if (settled.kind === 'primitive') return settled.value;
    if (settled.kind === 'array') {
      const parts = knownSlots(settled.elements.value)?.map((part) => convert(part, depth + 1));
      return parts === undefined || parts.includes(NOT_PLAIN) ? NOT_PLAIN : parts;
    }
    if (settled.kind !== 'object' || settled.prototype !== null || settled.instance !== null) return NOT_PLAIN;
    if (settled.open.value !== null || settled.entries.value !== null) return NOT_PLAIN;
    const fields = ownEntries(settled).map(([name, field]) => [name, convert(field, depth + 1)] as const);
    if (fields.some(([, field]) => field === NOT_PLAIN)) return NOT_PLAIN;
    return Object.assign(Object.create(null), Object.fromEntries(fields));
  };
  return convert(value, 0);
}

export function isPlain(data: unknown): boolean {
  return data !== NOT_PLAIN;
}

/** The value of plain data. */
export function valueOf(data: unknown): Value {
  if (Array.isArray(data)) return arrayOf(data.map(valueOf));
  if (typeof data === 'object' && data !== null) {
    return objectValue(Object.entries(data).map(([name, field]) => [name, valueOf(field)] as const));
  }
  return primitive(data as undefined | null | boolean | number | string);
}
