/** `JSON` and `structuredClone`. */
import type { Machine } from '../machine.ts';
import { arrayValue, objectValue, ownEntries } from '../objects.ts';
import { settle } from '../settle.ts';
import {
  isNullish,
  isNumber,
  isString,
  type Native,
  type NativeCall,
  native,
  primitive,
  UNDEFINED,
  type Value,
} from '../values.ts';
import { argumentAt, plainFunction, table } from './method.ts';
import { isPlain, plainOf, valueOf } from './plain.ts';
import { derived, outside } from './results.ts';

export function jsonObject(): Native {
  const members = table<Value>({
    parse: plainFunction('parse', parse),
    stringify: plainFunction('stringify', stringify),
  });
  return native('JSON', () => UNDEFINED, members);
}

/** Longer texts are not read. */
const MOST_CHARACTERS = 20_000;

function parse(machine: Machine, call: NativeCall): Value {
  const text = argumentAt(machine, call, 0);
  if (!isString(text) || text.value.length > MOST_CHARACTERS || call.args.length > 1) {
    return text.kind === 'unknown' ? derived([text], call.node, 'the text is not known') : outside(call.node);
  }
  try {
    return valueOf(JSON.parse(text.value));
  } catch {
    return outside(call.node, 'the text is no JSON');
  }
}

function stringify(machine: Machine, call: NativeCall): Value {
  const data = plainOf(machine, argumentAt(machine, call, 0));
  const indent = argumentAt(machine, call, 2);
  const isSimple =
    isNullish(argumentAt(machine, call, 1)) && (isNullish(indent) || isNumber(indent) || isString(indent));
  if (!isPlain(data) || !isSimple || hasBigInteger(data))
    return derived(call.args, call.node, 'a text that is not known');
  return primitive(JSON.stringify(data, null, isNumber(indent) || isString(indent) ? indent.value : undefined));
}

/** JSON has no big integers: the language throws. */
function hasBigInteger(data: unknown): boolean {
  if (typeof data === 'bigint') return true;
  return typeof data === 'object' && data !== null && Object.values(data).some(hasBigInteger);
}

/** A copy that shares nothing with its source; what is no plain data is the same value. */
export function cloned(machine: Machine, value: Value, depth = 0): Value {
  const settled = settle(machine, value);
  if (depth > 8) return settled;
  if (settled.kind === 'array') {
    const { slots, rest } = settled.elements.value;
    return arrayValue({
      slots: slots.map((slot) => (slot.kind === 'spread' ? slot : cloned(machine, slot, depth + 1))),
      rest: rest && { length: rest.length, element: cloned(machine, rest.element, depth + 1) },
    });
  }
  if (settled.kind !== 'object' || settled.instance !== null) return settled;
  const copy = objectValue(
    ownEntries(settled).map(([name, field]) => [name, cloned(machine, field, depth + 1)] as const),
  );
  machine.journal.write(copy.open, settled.open.value);
  machine.journal.write(copy.entries, settled.entries.value);
  return copy;
}
