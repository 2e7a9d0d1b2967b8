/** `Promise`. */
import { distribute } from '../branch.ts';
import { callFunction } from '../functions.ts';
import { iterated } from '../iterate.ts';
import { valueCell } from '../join.ts';
import { type Machine, reasonAt, textOf } from '../machine.ts';
import { arrayOf, arrayValue, knownSlots, objectValue } from '../objects.ts';
import { settle } from '../settle.ts';
import { isTyped, typeAt } from '../types.ts';
import { type UnknownValue, unknown } from '../unknown.ts';
import {
  type Native,
  type NativeCall,
  native,
  type PromiseValue,
  primitive,
  promise,
  rejectedPromise,
  type Slot,
  UNDEFINED,
  type Value,
} from '../values.ts';
import { errorOf } from './errors.ts';
import { argumentAt, plainFunction, table } from './method.ts';
import { settledBy } from './promise.ts';
import { derived } from './results.ts';

export function promiseGlobal(): Native {
  const members = table<Value>({
    all: plainFunction('all', ofSeveral(all)),
    allSettled: plainFunction('allSettled', ofSeveral(allSettled)),
    any: plainFunction('any', ofSeveral(any)),
    race: plainFunction('race', ofSeveral(race)),
    reject: native('reject', (machine, call) => rejectedPromise(argumentAt(machine, call, 0))),
    resolve: native('resolve', (machine, call) => resolved(machine, argumentAt(machine, call, 0))),
  });
  return native('Promise', construct, members);
}

/** A promise of a value; a promise, or what counts as one, is followed. */
function resolved(machine: Machine, value: Value): Value {
  return value.kind === 'promise' ? value : settledBy(machine, () => value);
}

/** A function of several promises: what cannot be iterated gives a promise that is rejected. */
function ofSeveral(run: (machine: Machine, call: NativeCall) => Value): (machine: Machine, call: NativeCall) => Value {
  return (machine, call) => {
    const made = run(machine, call);
    const { thrown } = machine;
    machine.thrown = null;
    return thrown === null ? made : rejectedPromise(thrown);
  };
}

/** The promises of an iterable; `null` where they are not known one by one. */
function promisesOf(machine: Machine, call: NativeCall): readonly PromiseValue[] | null {
  const list = iterated(machine, argumentAt(machine, call, 0), call.node);
  const known = list.kind === 'array' ? knownSlots(list.elements.value) : null;
  const promises = known?.map((one) => resolved(machine, settle(machine, one)));
  const isKnown = promises?.every((one): one is PromiseValue => one.kind === 'promise');
  return promises !== undefined && isKnown ? (promises as PromiseValue[]) : null;
}

function all(machine: Machine, call: NativeCall): Value {
  const promises = promisesOf(machine, call);
  if (promises === null) return gathered(machine, call, (value) => value);
  const failed = promises.find((one) => one.isRejected);
  return failed ?? promise(arrayOf(promises.map((one) => one.value)));
}

function allSettled(machine: Machine, call: NativeCall): Value {
  const promises = promisesOf(machine, call);
  if (promises === null) return gathered(machine, call, (value) => settledRecord(promiseOfValue(value)));
  return promise(arrayOf(promises.map(settledRecord)));
}

function promiseOfValue(value: Value): PromiseValue {
  return { kind: 'promise', value, isRejected: false };
}

function settledRecord({ isRejected, value }: PromiseValue): Value {
  return objectValue([
    ['status', primitive(isRejected ? 'rejected' : 'fulfilled')],
    [isRejected ? 'reason' : 'value', value],
  ]);
}

/** Of promises that are not known one by one: those are taken to be fulfilled. */
function gathered(machine: Machine, call: NativeCall, make: (value: Value) => Value): Value {
  const list = iterated(machine, argumentAt(machine, call, 0), call.node);
  if (list.kind !== 'array') return promise(derived([list], call.node, 'the promises are not known'));
  const { slots, rest } = list.elements.value;
  const one = (slot: Slot) => (slot.kind === 'spread' ? slot : make(heldBy(machine, slot)));
  const element = rest && make(heldBy(machine, rest.element));
  return promise(arrayValue({ slots: slots.map(one), rest: rest && element && { length: rest.length, element } }));
}

/** What a promise is fulfilled with, on the paths on which it is. */
function heldBy(machine: Machine, value: Value): Value {
  return distribute(machine, value, (one) => {
    if (one.kind !== 'promise') return one;
    return one.isRejected
      ? unknown(machine.node ? reasonAt(machine.node, 'a promise that is rejected') : NOWHERE)
      : heldBy(machine, one.value);
  });
}

const NOWHERE = { message: 'a promise that is rejected', place: null };

/** The first that is fulfilled: which one is not known if there are several. */
function any(machine: Machine, call: NativeCall): Value {
  const promises = promisesOf(machine, call);
  const fulfilled = promises?.filter((one) => !one.isRejected);
  const [only, second] = fulfilled ?? [];
  if (only !== undefined && second === undefined) return only;
  if (promises !== null && fulfilled?.length === 0) {
    const errors = arrayOf(promises.map((one) => one.value));
    return rejectedPromise(errorOf(machine, 'AggregateError', [errors, primitive('All promises were rejected')]));
  }
  return promise(derived([], call.node, 'which promise is first is not known'));
}

function race(machine: Machine, call: NativeCall): Value {
  const [only, second] = promisesOf(machine, call) ?? [];
  if (only !== undefined && second === undefined) return only;
  return promise(derived([], call.node, 'which promise is first is not known'));
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
  const executor = argumentAt(machine, call, 0);
  return promiseOf(
    machine,
    (resolve, reject) => callFunction(machine, executor, UNDEFINED, [resolve, reject], node),
    pending,
  );
}

/** The promise that is settled by functions: at once, or later where something outside calls them. */
export function promiseOf(
  machine: Machine,
  run: (resolve: Native, reject: Native) => void,
  pending: UnknownValue | null = null,
): Value {
  const outcome = valueCell(UNDEFINED);
  const settleWith = (inner: Machine, settled: Value) => {
    if (outcome.value !== UNDEFINED) return UNDEFINED;
    inner.journal.write(outcome, settled);
    const isLater = pending !== null && pending.refined.value === null && settled.kind === 'promise';
    if (isLater && !settled.isRejected && settled.value !== pending)
      inner.journal.write(pending.refined, settled.value);
    return UNDEFINED;
  };
  const resolve = native('resolve', (inner, call) => settleWith(inner, resolved(inner, argumentAt(inner, call, 0))));
  const reject = native('reject', (inner, call) => settleWith(inner, rejectedPromise(argumentAt(inner, call, 0))));
  run(resolve, reject);
  const { thrown } = machine;
  machine.thrown = null;
  if (thrown !== null && outcome.value === UNDEFINED) return rejectedPromise(thrown);
  const held = pending === null ? promise(UNDEFINED) : promise(pending);
  return distribute(machine, outcome.value, (one) => (one.kind === 'promise' ? one : held));
}
