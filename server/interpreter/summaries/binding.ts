/** Binding: what the sizes of an abstract input are in a call. */
import type { ts } from 'ts-morph';
import { asSize } from '../../symbolic/quotient.ts';
import { equal, lessOrEqual } from '../../symbolic/relation.ts';
import { bareSymbol, constant, fromSymbol, isUnknown, type Size, substitute, symbolsOf } from '../../symbolic/size.ts';
import type { SizeSymbol } from '../../symbolic/symbol.ts';
import { type FakeTensor, resolveShape, sizesOf } from '../../tensor/tensor.ts';
import type { Machine } from '../machine.ts';
import { getProperty } from '../members.ts';
import { knownSlots, lengthOf, ownProperty } from '../objects.ts';
import { settle } from '../settle.ts';
import { become, type UnknownValue } from '../unknown.ts';
import { type ArrayValue, isNumber, type ObjectValue, type Value } from '../values.ts';

/** The sizes of the call by the symbols of the abstraction. */
export type Binding = Map<SizeSymbol, Size>;

/** Binds what a run used of its inputs to what a call passes. False where the call passes something else. */
export function bind(machine: Machine, binding: Binding, input: Value, passed: Value, node: ts.Node): boolean {
  const actual = numberBehind(passed) ?? settle(machine, passed);
  switch (input.kind) {
    case 'tensor':
      return actual.kind === 'tensor' && bindTensor(machine, binding, input.tensor, actual.tensor);
    case 'quantity': {
      const size = asSize(input.quotient);
      const other = sizeOf(actual);
      return size !== null && other !== null && bindSize(machine, binding, size, other);
    }
    case 'array':
      return actual.kind === 'array' && bindArray(machine, binding, input, actual, node);
    case 'object':
      return actual.kind === 'object' && bindObject(machine, binding, input, actual, node);
    case 'unknown':
      return input.holds === null
        ? bindRecord(machine, binding, input, actual, node)
        : bindNumber(machine, binding, input, actual);
    case 'primitive':
      return actual.kind === 'primitive' && Object.is(actual.value, input.value);
    default:
      return actual === input;
  }
}

/** Whether a call passes nothing more special than the abstraction: sizes of their own, of which no more is known. */
export function isGeneral({ facts }: Machine, binding: Binding): boolean {
  return (
    new Set(binding.values()).size === binding.size &&
    [...binding].every(([symbol, size]) => {
      const passed = bareSymbol(size);
      return passed !== null && isLike(passed, symbol) && facts.isFree(passed);
    })
  );
}

function isLike(a: SizeSymbol, b: SizeSymbol): boolean {
  return a.backing === b.backing && a.min === b.min && a.max === b.max;
}

/** A number that became sizes on several paths is still that number. */
export function numberBehind(value: Value): UnknownValue | null {
  return value.kind === 'unknown' && value.holds === 'number' && value.compute === null ? value : null;
}

function bindTensor(machine: Machine, binding: Binding, input: FakeTensor, actual: FakeTensor): boolean {
  const [wanted, sizes] = [sizesOf(input.shape), sizesOf(resolveShape(machine.facts, actual.shape))];
  if (wanted === null || wanted.length !== sizes?.length || input.dtype !== actual.dtype) return false;
  return wanted.every((want, axis) => {
    const size = sizes[axis];
    return size !== undefined && bindSize(machine, binding, want, size);
  });
}

/** A symbol becomes the size that is passed, which must lie in its bounds; other sizes must be equal. */
function bindSize(machine: Machine, binding: Binding, want: Size, size: Size): boolean {
  const [symbol] = symbolsOf(want);
  if (symbol !== undefined && want === fromSymbol(symbol) && !binding.has(symbol)) {
    const { min, max } = symbol;
    // Of a size that is lost nothing is told, whatever the function needs of it.
    const isBounded = !isUnknown(size);
    if (isBounded && min !== null && machine.decide(lessOrEqual(constant(min), size)) !== 'yes') return false;
    if (isBounded && max !== null && machine.decide(lessOrEqual(size, constant(max))) !== 'yes') return false;
    binding.set(symbol, size);
    return true;
  }
  return (
    machine.decide(
      equal(
        substitute(want, (one) => binding.get(one) ?? null),
        size,
      ),
    ) === 'yes'
  );
}

function sizeOf(value: Value): Size | null {
  if (value.kind === 'quantity') return asSize(value.quotient);
  return isNumber(value) && Number.isSafeInteger(value.value) ? constant(value.value) : null;
}

/** A number that the run used as a size is one here too; one that it did not use may be anything. */
function bindNumber(machine: Machine, binding: Binding, { made, holds }: UnknownValue, actual: Value): boolean {
  const isLike =
    actual.kind === 'unknown' ? actual.holds === holds : actual.kind === 'quantity' || actual.kind === 'primitive';
  if (!isLike) return false;
  for (const [want, value] of made) {
    if (value?.kind !== 'quantity') return false;
    const became =
      actual.kind === 'unknown' ? (actual.made.get(want) ?? become(machine, actual, JSON.parse(want))) : actual;
    const [size, other] = [asSize(value.quotient), became === null ? null : sizeOf(settle(machine, became))];
    if (size === null || other === null || !bindSize(machine, binding, size, other)) return false;
  }
  return true;
}

/** The properties that the run read, nothing else. */
function bindRecord(machine: Machine, binding: Binding, input: UnknownValue, actual: Value, node: ts.Node): boolean {
  if (actual.kind !== 'unknown' && actual.kind !== 'object') return false;
  for (const [name, { value }] of input.properties) {
    if (value === null || name === '[]') return false;
    const property = getProperty(machine, actual, name, node);
    if (machine.thrown !== null || !bind(machine, binding, value, property, node)) return false;
  }
  return true;
}

function bindArray(
  machine: Machine,
  binding: Binding,
  { elements: input }: ArrayValue,
  { elements: actual }: ArrayValue,
  node: ts.Node,
): boolean {
  const [wanted, slots] = [knownSlots(input.value), knownSlots(actual.value)];
  if (wanted === null)
    return input.value.slots.length === 0 && bindSize(machine, binding, lengthOf(input.value), lengthOf(actual.value));
  return (
    slots?.length === wanted.length &&
    wanted.every((want, index) => {
      const slot = slots[index];
      return slot !== undefined && bind(machine, binding, want, slot, node);
    })
  );
}

function bindObject(
  machine: Machine,
  binding: Binding,
  input: ObjectValue,
  actual: ObjectValue,
  node: ts.Node,
): boolean {
  return [...input.properties.keys()].every((name) => {
    const [want, property] = [ownProperty(input, name), ownProperty(actual, name)];
    return want !== null && property !== null && bind(machine, binding, want, property, node);
  });
}
