/** What runs while a gradient is taken: which operation made which tensor. */
import type { Performed, Taped } from '../kernels/ask.ts';
import type { Datum } from '../libraries/datum.ts';
import type { FakeTensor } from '../tensor/tensor.ts';
import type { Machine } from './machine.ts';

export interface Tape {
  /** How many conditions had been decided when it began: what runs under more of them may not have run. */
  readonly depth: number;
  readonly made: Map<FakeTensor, Performed>;
  /** Whether a tensor stands for several, of which only one was made as the tape says. */
  isBlurred: boolean;
}

/** Runs something, and keeps what it did. What runs on a tape of its own is on no other. */
export function taped<T>(machine: Machine, run: () => T): Taped<T> {
  const outer = machine.tape;
  const tape: Tape = { depth: machine.path.length, made: new Map(), isBlurred: false };
  machine.tape = tape;
  try {
    const value = run();
    return { value, madeBy: (tensor) => (tape.isBlurred ? null : (tape.made.get(tensor) ?? null)) };
  } finally {
    machine.tape = outer;
  }
}

/** Keeps which operation made the tensors of a result. One that only hands a tensor on did not make it. */
export function noteOnTape(machine: Machine, name: string, args: readonly Datum[], result: Datum): void {
  const { tape } = machine;
  if (tape === null || machine.path.length !== tape.depth) return;
  const inputs = args.flatMap(tensorsIn);
  const outputs = tensorsIn(result).filter((one) => !inputs.includes(one) && !tape.made.has(one));
  for (const output of outputs) tape.made.set(output, { name, args, inputs, output });
}

/** From here on a tensor may stand for another one. */
export function blur(machine: Machine): void {
  if (machine.tape !== null) machine.tape.isBlurred = true;
}

function tensorsIn(datum: Datum): readonly FakeTensor[] {
  switch (datum.kind) {
    case 'tensor':
      return [datum.tensor];
    case 'list':
      return datum.items.flatMap((item) => (item.kind === 'spread' ? [] : tensorsIn(item)));
    case 'record':
      return Object.values(datum.fields ?? {}).flatMap((field) => (field.kind === 'tensor' ? [field.tensor] : []));
    default:
      return [];
  }
}
