/** Members of promises. What is asynchronous runs in order: a promise is the value that it will have. */
import { callFunction } from '../functions.ts';
import type { Machine } from '../machine.ts';
import { settle } from '../settle.ts';
import { isCallable, type Native, type NativeCall, promise, UNDEFINED, type Value } from '../values.ts';
import { argumentAt, lazily, method } from './method.ts';

/** `promise.name`; `null` where promises have no such member. */
export const promiseMember: (name: string) => Native | null = lazily((name) => {
  const run = METHODS.get(name);
  return run === undefined ? null : method(name, run);
});

const METHODS: ReadonlyMap<string, (machine: Machine, self: Value, call: NativeCall) => Value> = new Map([
  // A handler of failures is for paths on which something outside went wrong: the value is that of the other paths.
  ['catch', (_: Machine, self: Value) => self],
  ['finally', lastly],
  ['then', then],
]);

function then(machine: Machine, self: Value, call: NativeCall): Value {
  const callback = argumentAt(machine, call, 0);
  if (!isCallable(callback) && callback.kind !== 'unknown') return self;
  return fulfilled(machine, callFunction(machine, callback, UNDEFINED, [held(machine, self)], call.node));
}

function lastly(machine: Machine, self: Value, call: NativeCall): Value {
  callFunction(machine, argumentAt(machine, call, 0), UNDEFINED, [], call.node);
  return self;
}

/** What a promise holds; what is no promise holds itself. */
export function held(machine: Machine, value: Value): Value {
  const settled = settle(machine, value);
  return settled.kind === 'promise' ? held(machine, settled.value) : settled;
}

/** A promise of a value, or of what the promise holds that it is. */
export function fulfilled(machine: Machine, value: Value): Value {
  return promise(held(machine, value));
}
