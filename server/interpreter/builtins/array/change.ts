/** Array methods that change their array. */
import { asConstant, constant, maximum, plus } from '../../../symbolic/size.ts';
import { isFrozen, refuseWrite } from '../../integrity.ts';
import type { Machine } from '../../machine.ts';
import { arrayOf, arrayValue, knownSlots, lengthOf, sizeValue } from '../../objects.ts';
import { oneElement } from '../../oneElement.ts';
import { changeElements, standsFor } from '../../several.ts';
import {
  ABSENT,
  type ArrayValue,
  type Elements,
  isNullish,
  type NativeCall,
  type Slot,
  UNDEFINED,
  type Value,
} from '../../values.ts';
import { alike } from '../alike.ts';
import { argumentAt, type Method } from '../method.ts';
import { dataReason, lost } from '../results.ts';
import { contentOf, countOf, joined, listed, MOST_ELEMENTS, someElementOf } from './content.ts';
import { between, dropFirst, keepFirst, type Position, positionOf, shuffled } from './position.ts';
import { sorted } from './sort.ts';

export const CHANGE_METHODS: Readonly<Record<string, Method<ArrayValue>>> = {
  push,
  pop,
  shift,
  unshift,
  splice,
  fill,
  reverse,
  sort: (machine, array, call) => write(machine, array, sorted(machine, array, call)),
  copyWithin,
};

function write(machine: Machine, array: ArrayValue, elements: Elements): ArrayValue {
  if (isFrozen(array)) refuseWrite(machine);
  else changeElements(machine, array, elements);
  return array;
}

function push(machine: Machine, array: ArrayValue, { args, node }: NativeCall): Value {
  const after = joined(machine, array.elements.value, { slots: args, rest: null }, node);
  write(machine, array, after);
  return sizeValue(countOf(machine, after));
}

function unshift(machine: Machine, array: ArrayValue, { args, node }: NativeCall): Value {
  const { slots, rest } = array.elements.value;
  const after = listed(args, { slots, rest }, node);
  write(machine, array, after);
  return sizeValue(countOf(machine, after));
}

function pop(machine: Machine, array: ArrayValue, { node }: NativeCall): Value {
  const elements = contentOf(machine, array);
  const { slots, rest } = elements;
  if (rest !== null) {
    // With slots before them the elements may all be gone: then it is a slot that goes.
    const shorter = machine.facts.simplify(maximum(constant(0), plus(rest.length, -1)));
    write(machine, array, { slots, rest: { length: shorter, element: rest.element } });
    return oneElement(machine, rest.element);
  }
  const last = between(machine, elements, { from: 'end', count: 1 }, { from: 'end', count: 0 }, node);
  write(machine, array, between(machine, elements, { from: 'front', count: 0 }, { from: 'end', count: 1 }, node));
  return onlyOf(machine, last, node);
}

function shift(machine: Machine, array: ArrayValue, { node }: NativeCall): Value {
  const elements = contentOf(machine, array);
  const head = keepFirst(machine, elements, 1);
  const tail = dropFirst(machine, elements, 1);
  if (head === null || tail === null) return lost(node, 'the first element is not known');
  write(machine, array, tail);
  return onlyOf(machine, head, node);
}

/** The first of a content. */
export function onlyOf(machine: Machine, { slots, rest }: Elements, node: NativeCall['node']): Value {
  const [slot] = slots;
  if (slot === undefined) return rest === null ? UNDEFINED : oneElement(machine, rest.element);
  if (slot === ABSENT) return UNDEFINED;
  return slot.kind === 'spread' ? lost(node, 'the element is not known') : slot;
}

function splice(machine: Machine, array: ArrayValue, call: NativeCall): Value {
  const { args, node } = call;
  const elements = contentOf(machine, array);
  if (args.length === 0) return arrayOf([]);
  const start = positionOf(machine, elements, argumentAt(machine, call, 0), { from: 'front', count: 0 });
  const end =
    args.length === 1 ? ({ from: 'end', count: 0 } as const) : endOf(elements, start, argumentAt(machine, call, 1));
  if (start === null || end === null) return blindSplice(machine, array, elements, call);
  const head = between(machine, elements, { from: 'front', count: 0 }, start, node);
  const removed = between(machine, elements, start, end, node);
  const tail = between(machine, elements, end, { from: 'end', count: 0 }, node);
  const middle = joined(machine, head, { slots: args.slice(2), rest: null }, node);
  write(machine, array, joined(machine, middle, tail, node));
  return arrayValue(removed);
}

/** Where the removed part ends. */
function endOf(elements: Elements, start: Position, deleted: Value): Position {
  if (start === null || start.from === 'size' || deleted.kind !== 'primitive') return null;
  const count = Math.max(Math.trunc(Number(deleted.value)) || 0, 0);
  if (start.from === 'end')
    return { from: 'end', count: Math.max(0, Math.min(start.count, lengthLimit(elements)) - count) };
  return { from: 'front', count: start.count + count };
}

/** A negative start before the first element counts as the first. */
function lengthLimit(elements: Elements): number {
  return knownSlots(elements)?.length ?? Number.MAX_SAFE_INTEGER;
}

/** A part somewhere in the array goes: only the length may remain known. */
function blindSplice(machine: Machine, array: ArrayValue, elements: Elements, call: NativeCall): Value {
  const { args, node } = call;
  const deleted = argumentAt(machine, call, 1);
  const before = someElementOf(machine, elements, node);
  const element = args.length > 2 ? alike(machine, [before, ...args.slice(2)], dataReason(node)) : before;
  const total = asConstant(countOf(machine, elements));
  if (total !== null && total <= MOST_ELEMENTS && deleted.kind === 'primitive' && args.length > 1) {
    const count = Math.min(Math.max(Math.trunc(Number(deleted.value)) || 0, 0), total);
    const left: Slot[] = Array.from({ length: total - count + args.length - 2 }, () => element);
    standsFor(element, constant(total));
    standsFor(before, constant(total));
    write(machine, array, { slots: left, rest: null });
    return arrayOf(Array.from({ length: count }, () => before));
  }
  write(machine, array, { slots: [], rest: { length: countOf(machine, elements), element } });
  return lost(node, 'the part that is removed is not known');
}

function copyWithin(machine: Machine, array: ArrayValue, call: NativeCall): Value {
  const elements = contentOf(machine, array);
  const known = knownSlots(elements);
  const numbers = [0, 1, 2].map((index) => argumentAt(machine, call, index));
  if (known === null || !numbers.every((one) => one.kind === 'primitive'))
    return write(machine, array, shuffled(machine, elements, call.node));
  const [to = 0, from = 0, end] = numbers.map(({ value }) => (value === undefined ? undefined : Number(value)));
  const copied = known.map((_, index) => index).copyWithin(to, from, end);
  return write(machine, array, { slots: copied.map((index) => known[index] ?? UNDEFINED), rest: null });
}

function fill(machine: Machine, array: ArrayValue, call: NativeCall): Value {
  const value = argumentAt(machine, call, 0);
  const elements = contentOf(machine, array);
  if (isNullish(argumentAt(machine, call, 1)) && isNullish(argumentAt(machine, call, 2))) {
    return write(machine, array, filled(elements, value));
  }
  const start = positionOf(machine, elements, argumentAt(machine, call, 1), { from: 'front', count: 0 });
  const end = positionOf(machine, elements, argumentAt(machine, call, 2), { from: 'end', count: 0 });
  const known = knownSlots(elements);
  if (known === null || start === null || end === null || start.from === 'size' || end.from === 'size') {
    const why = dataReason(call.node);
    const element = alike(machine, [someElementOf(machine, elements, call.node), value], why);
    return write(machine, array, filled(elements, element));
  }
  const from = start.from === 'front' ? start.count : Math.max(0, known.length - start.count);
  const to = end.from === 'front' ? end.count : known.length - end.count;
  return write(machine, array, {
    slots: known.map((slot, index) => (index >= from && index < to ? value : slot)),
    rest: null,
  });
}

function filled(elements: Elements, value: Value): Elements {
  const known = knownSlots(elements);
  if (known !== null) return { slots: known.map(() => value), rest: null };
  return { slots: [], rest: { length: lengthOf(elements), element: value } };
}

function reverse(machine: Machine, array: ArrayValue, { node }: NativeCall): Value {
  const elements = contentOf(machine, array);
  const known = knownSlots(elements);
  return write(
    machine,
    array,
    known === null ? shuffled(machine, elements, node) : { slots: known.toReversed(), rest: null },
  );
}
