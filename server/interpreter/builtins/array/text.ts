/** Arrays as text. */
import type { Machine } from '../../machine.ts';
import { type ArrayValue, isNullish, isString, type NativeCall, primitive, type Value } from '../../values.ts';
import { argumentAt, type Method } from '../method.ts';
import { plainOf } from '../plain.ts';
import { derived } from '../results.ts';
import { segmentsOf } from './content.ts';

export const TEXT_METHODS: Readonly<Record<string, Method<ArrayValue>>> = {
  join,
  toString: (machine: Machine, array: ArrayValue, call: NativeCall) => join(machine, array, { ...call, args: [] }),
};

/** Longer texts are not made: no size or name is that long. */
const MOST_CHARACTERS = 4096;

function join(machine: Machine, array: ArrayValue, call: NativeCall): Value {
  const separator = argumentAt(machine, call, 0);
  const plain = plainOf(machine, array);
  const between = isNullish(separator) ? ',' : isString(separator) ? separator.value : null;
  if (between !== null && Array.isArray(plain) && plain.every(isText)) {
    const text = plain.join(between);
    if (text.length <= MOST_CHARACTERS) return primitive(text);
  }
  const values = segmentsOf(machine, array, call.node).map((one) => one.value);
  return derived([...values, separator], call.node, 'a text that depends on what is not known');
}

function isText(part: unknown): boolean {
  return Array.isArray(part) ? part.every(isText) : typeof part !== 'object' || part === null;
}
