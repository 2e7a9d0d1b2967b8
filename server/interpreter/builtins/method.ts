/** Natives over known receivers: arguments that differ between paths are taken one at a time. */
import { distribute } from '../branch.ts';
import type { Machine } from '../machine.ts';
import { assumePresent, settle } from '../settle.ts';
import { type Native, type NativeCall, native, UNDEFINED, type Value } from '../values.ts';

/** What a method does for a receiver of its kind. */
export type Method<Self> = (machine: Machine, self: Self, call: NativeCall) => Value;

/** A table by name without inherited members: names come from the user's program. */
export function table<T>(entries: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.assign(Object.create(null), entries);
}

/** A function whose arguments are settled, and whose alternatives are taken one at a time. */
export function plainFunction(
  name: string,
  run: (machine: Machine, call: NativeCall) => Value,
  members: Readonly<Record<string, Value>> | null = null,
): Native {
  return native(
    name,
    (machine, call) => overArguments(machine, call.args, 0, (args) => run(machine, { ...call, args })),
    members,
  );
}

/** Only arguments that differ nest: there may be more of the others than the stack holds calls. */
function overArguments(
  machine: Machine,
  args: readonly Value[],
  from: number,
  run: (args: readonly Value[]) => Value,
): Value {
  const settled = args.map((one, index) => (index < from ? one : settle(machine, one)));
  const index = settled.findIndex(({ kind }, at) => at >= from && kind === 'alternatives');
  const differing = settled[index];
  if (differing === undefined) return run(settled);
  return distribute(machine, differing, (one) => overArguments(machine, settled.with(index, one), index + 1, run));
}

/** A method whose receiver may be one of several. */
export function method(name: string, run: Method<Value>): Native {
  return native(name, (machine, call) =>
    distribute(machine, assumePresent(machine, call.self), (self) => run(machine, self, call)),
  );
}

/** An argument as it is known now. */
export function argumentAt(machine: Machine, call: Pick<NativeCall, 'args'>, index: number): Value {
  return settle(machine, call.args[index] ?? UNDEFINED);
}

/** Natives by name, each made when it is first asked for, and then always the same. */
export function lazily(make: (name: string) => Native | null): (name: string) => Native | null {
  const made = new Map<string, Native | null>();
  return (name) => {
    let known = made.get(name);
    if (known === undefined) {
      known = make(name);
      made.set(name, known);
    }
    return known;
  };
}
