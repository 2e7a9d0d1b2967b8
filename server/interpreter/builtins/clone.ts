/** `structuredClone`. */
import { isSymbolKey } from '../keys.ts';
import type { Machine } from '../machine.ts';
import { getProperty } from '../members.ts';
import { allKeysOf, arrayValue, define, objectValue, ownProperty } from '../objects.ts';
import { settle } from '../settle.ts';
import { isCallable, type NativeCall, type ObjectValue, primitive, UNDEFINED, type Value } from '../values.ts';
import { incomplete, isComplete } from './entries.ts';
import { errorOf } from './errors.ts';
import { argumentAt } from './method.ts';
import { patternOf } from './pattern.ts';

/** A copy that shares nothing with its source: what occurs twice is copied once; functions cannot be copied. */
export function cloned(machine: Machine, call: NativeCall): Value {
  const copies = new Map<Value, Value>();
  return copyOf(machine, argumentAt(machine, call, 0), copies, call.node);
}

function copyOf(machine: Machine, value: Value, copies: Map<Value, Value>, node: NativeCall['node']): Value {
  const settled = settle(machine, value);
  if (machine.thrown !== null) return UNDEFINED;
  const known = copies.get(settled);
  if (known !== undefined) return known;
  if (isCallable(settled) || settled.kind === 'symbol' || settled.kind === 'promise') {
    machine.thrown = errorOf(machine, 'DOMException', [primitive('could not be cloned'), primitive('DataCloneError')]);
    return UNDEFINED;
  }
  if (settled.kind === 'array') {
    const copy = arrayValue({ slots: [], rest: null });
    copies.set(settled, copy);
    const { slots, rest } = settled.elements.value;
    machine.journal.write(copy.elements, {
      slots: slots.map((slot) => (slot.kind === 'spread' ? slot : copyOf(machine, slot, copies, node))),
      rest: rest && { length: rest.length, element: copyOf(machine, rest.element, copies, node) },
    });
    return copy;
  }
  if (settled.kind !== 'object' || settled.instance !== null || patternOf(settled) !== null) return settled;
  return copyOfObject(machine, settled, copies, node);
}

/** Plain properties and entries are copied; the class is not kept. */
function copyOfObject(
  machine: Machine,
  object: ObjectValue,
  copies: Map<Value, Value>,
  node: NativeCall['node'],
): Value {
  const copy = objectValue();
  copies.set(object, copy);
  for (const key of allKeysOf(object)) {
    if (object.hidden.has(key) || isSymbolKey(key)) continue;
    const own = ownProperty(object, key);
    const value = own?.kind === 'alternatives' ? own : getProperty(machine, object, key, node);
    define(copy, key, copyOf(machine, value, copies, node));
  }
  const entries = object.entries.value;
  machine.journal.write(copy.open, object.open.value);
  if (entries !== null) {
    const pairs = entries.map(([key, value]) => {
      const first = copyOf(machine, key, copies, node);
      return [first, key === value ? first : copyOf(machine, value, copies, node)] as const;
    });
    machine.journal.write(copy.entries, isComplete(object) ? pairs : incomplete(pairs));
  }
  return copy;
}
