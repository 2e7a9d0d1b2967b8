/** `JSON`. */

import { callFunction } from '../functions.ts';
import type { Machine } from '../machine.ts';
import { keysOf, knownSlots, objectValue, ownProperty, setOwn } from '../objects.ts';
import { settle } from '../settle.ts';
import {
  isCallable,
  isString,
  type Native,
  type NativeCall,
  native,
  primitive,
  UNDEFINED,
  type Value,
} from '../values.ts';
import { throwError } from './errors.ts';
import { argumentAt, plainFunction, table } from './method.ts';
import { valueOf } from './plain.ts';
import { derived, outside } from './results.ts';
import { stringified } from './stringify.ts';

export function jsonObject(): Native {
  const members = table<Value>({
    parse: plainFunction('parse', parse),
    stringify: plainFunction('stringify', stringified),
  });
  return native('JSON', () => UNDEFINED, members);
}

/** Longer texts are not read. */
const MOST_CHARACTERS = 20_000;

function parse(machine: Machine, call: NativeCall): Value {
  const text = argumentAt(machine, call, 0);
  if (!isString(text) || text.value.length > MOST_CHARACTERS) {
    return text.kind === 'unknown' ? derived([text], call.node, 'the text is not known') : outside(call.node);
  }
  let data: unknown;
  try {
    data = JSON.parse(text.value);
  } catch {
    return throwError(machine, 'SyntaxError', 'Unexpected token in JSON');
  }
  const reviver = argumentAt(machine, call, 1);
  return isCallable(reviver) ? revived(machine, '', valueOf(data), reviver, call.node) : valueOf(data);
}

/** What a function makes of every part of the data, from the innermost outwards. */
function revived(machine: Machine, key: string, value: Value, reviver: Value, node: NativeCall['node']): Value {
  if (value.kind === 'object') {
    for (const name of keysOf(value)) {
      const part = revived(machine, name, ownProperty(value, name) ?? UNDEFINED, reviver, node);
      setOwn(machine, value, name, isMissing(part) ? null : part);
    }
  } else if (value.kind === 'array') {
    const parts = knownSlots(value.elements.value)?.map((one, index) =>
      revived(machine, String(index), one, reviver, node),
    );
    if (parts) machine.journal.write(value.elements, { slots: parts, rest: null });
  }
  const holder = objectValue([[key, value]]);
  return settle(machine, callFunction(machine, reviver, holder, [primitive(key), value], node));
}

function isMissing(value: Value): boolean {
  return value.kind === 'primitive' && value.value === undefined;
}
