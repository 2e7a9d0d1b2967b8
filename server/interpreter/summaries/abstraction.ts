/** Abstractions: inputs with sizes of their own, the same for all calls that a function cannot tell apart. */
import type { Reason } from '../../symbolic/place.ts';
import { asSize, fromSize } from '../../symbolic/quotient.ts';
import { lessOrEqual } from '../../symbolic/relation.ts';
import { asConstant, constant, fromSymbol, type Size } from '../../symbolic/size.ts';
import { makeSymbol } from '../../symbolic/symbol.ts';
import { fakeTensor, resolveShape, sizesOf } from '../../tensor/tensor.ts';
import type { Machine } from '../machine.ts';
import { arrayOf, isRecord, knownSlots, objectValue, ownEntries } from '../objects.ts';
import { settle } from '../settle.ts';
import { identityOfMembers } from '../typeMembers.ts';
import { type UnknownValue, unknown } from '../unknown.ts';
import {
  type ArrayValue,
  type Closure,
  type ObjectValue,
  type Primitive,
  type Quantity,
  quantity,
  type TensorValue,
  tensorValue,
  type Value,
} from '../values.ts';
import { numberBehind } from './binding.ts';

export interface Abstraction {
  /** Equal for inputs that have the same abstraction. */
  readonly key: string;
  /** The input to run on, made when it is needed. */
  input(): Value;
}

/** What the sizes of an abstract input are called, and why they are open. */
export interface Naming {
  readonly origin: string;
  readonly why: Reason;
}

/** Inputs that are nested deeper, or have more parts, are not abstracted. */
const MOST_DEPTH = 3;
const MOST_PARTS = 12;

/** `null` for what has a state, or is known only in part. */
export function abstractionOf(machine: Machine, value: Value, naming: Naming, depth = 0): Abstraction | null {
  const settled = numberBehind(value) ?? settle(machine, value);
  switch (settled.kind) {
    case 'tensor':
      return ofTensor(machine, settled, naming);
    case 'primitive':
      return ofPrimitive(settled);
    case 'quantity':
      return ofQuantity(machine, settled, naming);
    case 'unknown':
      return ofUnknown(settled, naming);
    case 'array':
      return depth > MOST_DEPTH ? null : ofArray(machine, settled, naming, depth);
    case 'object':
      return depth > MOST_DEPTH ? null : ofObject(machine, settled, naming, depth);
    case 'closure':
      return ofClosure(machine, settled);
    case 'namespace':
    case 'libraryFunction':
    case 'class':
      return { key: `#${identityOf(settled)}`, input: () => settled };
    default:
      return null;
  }
}

/** Dimensions of 1 stay what they are, for they broadcast; others may be 0 or may not. */
function ofTensor(machine: Machine, { tensor }: TensorValue, { origin, why }: Naming): Abstraction | null {
  const sizes = sizesOf(resolveShape(machine.facts, tensor.shape));
  if (sizes === null) return null;
  const kinds = sizes.map((size) => (asConstant(size) === 1 ? '1' : least(machine, size)));
  return {
    key: `[${kinds.join('')}]${tensor.dtype}`,
    input() {
      const shape = kinds.map((kind, axis) =>
        kind === '1' ? constant(1) : inputSize(`${origin}${axis}`, `${origin}.shape[${axis}]`, why, kind),
      );
      return tensorValue(fakeTensor(shape, tensor.dtype));
    },
  };
}

/** Whether a size is known to be one at least: `+`. */
function least(machine: Machine, size: Size): '+' | '0' {
  return machine.decide(lessOrEqual(constant(1), size)) === 'yes' ? '+' : '0';
}

function inputSize(name: string, origin: string, why: Reason, kind: '+' | '0'): Size {
  return fromSymbol(makeSymbol({ name, origin, why, min: kind === '+' ? 1 : 0 }));
}

/** Sizes that the program computes with; other numbers are not abstracted. */
function ofQuantity(machine: Machine, { quotient }: Quantity, { origin, why }: Naming): Abstraction | null {
  const size = asSize(quotient);
  if (size === null) return null;
  const kind = least(machine, size);
  return { key: `n${kind}`, input: () => quantity(fromSize(inputSize(origin, origin, why, kind))) };
}

function ofPrimitive(value: Primitive): Abstraction | null {
  const { value: plain } = value;
  if (typeof plain === 'bigint' || typeof plain === 'symbol') return null;
  const key = Object.is(plain, -0) ? '-0' : `${typeof plain} ${String(plain)}`;
  return { key, input: () => value };
}

/** Numbers, texts, and records of which the program states the properties. */
function ofUnknown(value: UnknownValue, { origin, why }: Naming): Abstraction | null {
  const { provenance, holds, members, type, compute } = value;
  if (provenance === 'lost' || compute !== null) return null;
  if (holds !== null)
    return { key: `${provenance} ${holds}`, input: () => unknown(why, { provenance, origin, holds }) };
  if (members === null || type === null) return null;
  return {
    key: `${provenance} {${identityOfMembers(members)}}`,
    input: () => unknown(why, { provenance, origin, members, type }),
  };
}

function ofArray(machine: Machine, array: ArrayValue, naming: Naming, depth: number): Abstraction | null {
  const slots = knownSlots(array.elements.value);
  if (slots === null || slots.length > MOST_PARTS) return null;
  const parts = slots.map((slot, index) =>
    abstractionOf(machine, slot, { ...naming, origin: `${naming.origin}[${index}]` }, depth + 1),
  );
  if (!areKnown(parts)) return null;
  return { key: `[${parts.map(({ key }) => key).join()}]`, input: () => arrayOf(parts.map((part) => part.input())) };
}

function ofObject(machine: Machine, object: ObjectValue, naming: Naming, depth: number): Abstraction | null {
  const entries = isRecord(object) ? ownEntries(object) : null;
  if (entries === null || entries.length > MOST_PARTS) return null;
  const parts = entries.map(([name, value]) =>
    abstractionOf(machine, value, { ...naming, origin: `${naming.origin}.${name}` }, depth + 1),
  );
  if (!areKnown(parts)) return null;
  const fields = entries.map(([name], index): [string, Abstraction] => [name, parts[index] as Abstraction]);
  return {
    key: `{${fields.map(([name, { key }]) => `${name}:${key}`).join()}}`,
    input: () => objectValue(fields.map(([name, part]) => [name, part.input()])),
  };
}

function areKnown(parts: (Abstraction | null)[]): parts is Abstraction[] {
  return !parts.includes(null);
}

/** A function of a module is itself, wherever it is passed; others depend on the call that made them. */
function ofClosure(machine: Machine, closure: Closure): Abstraction | null {
  const isOfModule = closure.scope.parent === null && closure.self === null && closure.home === null;
  return isOfModule && machine.closures.get(closure.node) === closure
    ? { key: `#${identityOf(closure)}`, input: () => closure }
    : null;
}

const identities = new WeakMap<object, number>();
let nextIdentity = 1;

function identityOf(thing: object): number {
  let identity = identities.get(thing);
  if (identity === undefined) {
    identity = nextIdentity++;
    identities.set(thing, identity);
  }
  return identity;
}
