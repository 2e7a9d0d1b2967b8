/** `Promise`. */
import { callFunction } from '../functions.ts';
import { iterated } from '../iterate.ts';
import { type Machine, reasonAt, textOf } from '../machine.ts';
import { arrayValue, knownSlots, objectValue } from '../objects.ts';
import { isTyped, typeAt } from '../types.ts';
import { unknown } from '../unknown.ts';
import {
  type Native,
  type NativeCall,
  native,
  primitive,
  promise,
  type Slot,
  UNDEFINED,
  type Value,
} from '../values.ts';
import { argumentAt, plainFunction, table } from './method.ts';
import { fulfilled, held } from './promise.ts';
import { derived, outside } from './results.ts';

export function promiseGlobal(): Native {
  const members = table<Value>({
    all: plainFunction('all', (machine, call) => gathered(machine, call, (value) => value)),
    allSettled: plainFunction('allSettled', (machine, call) => gathered(machine, call, settledRecord)),
    any: plainFunction('any', firstOf),
    race: plainFunction('race', firstOf),
    reject: native('reject', (_, { node }) => promise(outside(node, 'a promise that is rejected'))),
    resolve: native('resolve', (machine, call) => fulfilled(machine, argumentAt(machine, call, 0))),
  });
  return native('Promise', construct, members);
}

function settledRecord(value: Value): Value {
  return objectValue([
    ['status', primitive('fulfilled')],
    ['value', value],
  ]);
}

/** A promise of the array of what the promises in an iterable hold. */
function gathered(machine: Machine, call: NativeCall, make: (value: Value) => Value): Value {
  const list = iterated(machine, argumentAt(machine, call, 0), call.node);
  if (list.kind !== 'array') return promise(derived([list], call.node, 'the promises are not known'));
  const { slots, rest } = list.elements.value;
  const one = (slot: Slot) => (slot.kind === 'spread' ? slot : make(held(machine, slot)));
  const element = rest && make(held(machine, rest.element));
  return promise(arrayValue({ slots: slots.map(one), rest: rest && element && { length: rest.length, element } }));
}

/** Which promise is first is not known; where there is only one, it is. */
function firstOf(machine: Machine, call: NativeCall): Value {
  const list = iterated(machine, argumentAt(machine, call, 0), call.node);
  const known = list.kind === 'array' ? knownSlots(list.elements.value) : null;
  const [only, second] = known ?? [];
  if (only !== undefined && second === undefined) return fulfilled(machine, only);
  return promise(derived([list], call.node, 'which promise is first is not known'));
}

/**
 * `new Promise(executor)`. What it holds is not known until the executor, or a handler that it has installed, resolves
 * it; it was that value all along.
 */
function construct(machine: Machine, call: NativeCall): Value {
  const { node } = call;
  const pending = unknown(reasonAt(node, 'the promise is resolved elsewhere'), {
    provenance: 'outside',
    origin: textOf(node),
    type: isTyped(node) ? () => typeAt(machine, node) : null,
  });
  const resolve = native('resolve', (inner, resolution) => {
    const value = held(inner, argumentAt(inner, resolution, 0));
    if (pending.refined.value === null && value !== pending) inner.journal.write(pending.refined, value);
    return UNDEFINED;
  });
  const reject = native('reject', () => UNDEFINED);
  callFunction(machine, argumentAt(machine, call, 0), UNDEFINED, [resolve, reject], node);
  machine.thrown = null;
  return promise(pending);
}
