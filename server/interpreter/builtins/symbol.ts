/** `Symbol`, and the members of symbols. */
import {
  ASYNC_ITERATOR,
  HAS_INSTANCE,
  ITERATOR,
  makeSymbolValue,
  sharedSymbol,
  TO_PRIMITIVE,
  TO_STRING_TAG,
} from '../keys.ts';
import type { Machine } from '../machine.ts';
import { type Native, type NativeCall, native, primitive, type SymbolValue, UNDEFINED, type Value } from '../values.ts';
import { throwError } from './errors.ts';
import { argumentAt, table } from './method.ts';
import { derived } from './results.ts';
import { textOfValue } from './text.ts';

export function symbolGlobal(): Native {
  const members = table<Value>({
    asyncIterator: ASYNC_ITERATOR,
    for: native('for', registered),
    hasInstance: HAS_INSTANCE,
    iterator: ITERATOR,
    toPrimitive: TO_PRIMITIVE,
    toStringTag: TO_STRING_TAG,
  });
  return native('Symbol', construct, members);
}

function construct(machine: Machine, call: NativeCall): Value {
  if (call.isNew) return throwError(machine, 'TypeError', 'Symbol is not a constructor');
  const description = argumentAt(machine, call, 0);
  return makeSymbolValue(
    description.kind === 'primitive' && description.value !== undefined ? String(description.value) : undefined,
  );
}

/** `Symbol.for(key)`: the same symbol for the same key. */
function registered(machine: Machine, call: NativeCall): Value {
  const key = textOfValue(machine, argumentAt(machine, call, 0), call.node);
  if (key.kind !== 'primitive') return derived([key], call.node, 'the key of a symbol is not known');
  return sharedSymbol(`for ${String(key.value)}`, String(key.value));
}

/** `symbol.name`. */
export function symbolMember(symbol: SymbolValue, name: string): Value {
  if (name === 'description') return primitive(symbol.description);
  if (name === 'toString') return native('toString', () => primitive(`Symbol(${symbol.description ?? ''})`));
  return UNDEFINED;
}
