/** Members of promises. What is asynchronous runs in order: a promise is the value that it will have. */
import { awaited } from '../evaluate.ts';
import { callFunction } from '../functions.ts';
import type { Machine } from '../machine.ts';
import {
  isCallable,
  type Native,
  type NativeCall,
  type PromiseValue,
  promise,
  rejectedPromise,
  UNDEFINED,
  type Value,
} from '../values.ts';
import { argumentAt, lazily, method } from './method.ts';

/** `promise.name`; `null` where promises have no such member. */
export const promiseMember: (name: string) => Native | null = lazily((name) => {
  const run = METHODS.get(name);
  if (run === undefined) return null;
  return method(name, (machine, self, call) => run(machine, self.kind === 'promise' ? self : fulfilled(self), call));
});

type PromiseMethod = (machine: Machine, self: PromiseValue, call: NativeCall) => Value;

const METHODS: ReadonlyMap<string, PromiseMethod> = new Map([
  ['catch', (machine, self, call) => handled(machine, self, UNDEFINED, argumentAt(machine, call, 0), call)],
  ['finally', lastly],
  [
    'then',
    (machine, self, call) => handled(machine, self, argumentAt(machine, call, 0), argumentAt(machine, call, 1), call),
  ],
]);

function fulfilled(value: Value): PromiseValue {
  return { kind: 'promise', value, isRejected: false };
}

/** What a handler makes of a promise. A failure that nothing in the program states is not taken to happen. */
function handled(machine: Machine, self: PromiseValue, onValue: Value, onReason: Value, { node }: NativeCall): Value {
  const handler = self.isRejected ? onReason : onValue;
  if (!isCallable(handler) && handler.kind !== 'unknown') return self;
  const value = self.isRejected ? self.value : awaited(machine, self.value);
  return settledBy(machine, () => callFunction(machine, handler, UNDEFINED, [value], node));
}

function lastly(machine: Machine, self: PromiseValue, call: NativeCall): Value {
  const after = settledBy(machine, () => callFunction(machine, argumentAt(machine, call, 0), UNDEFINED, [], call.node));
  return after.kind === 'promise' && after.isRejected ? after : self;
}

/** The promise of what a function gives; where it throws, or gives a promise that is rejected, so is this one. */
export function settledBy(machine: Machine, run: () => Value): Value {
  if (machine.thrown !== null) return UNDEFINED;
  const value = awaited(machine, run());
  const { thrown } = machine;
  machine.thrown = null;
  return thrown === null ? promise(value) : rejectedPromise(thrown);
}
