/** Array methods that make arrays of elements that are there: parts, copies, concatenations. */
import type { ts } from 'ts-morph';
import { less } from '../../../symbolic/relation.ts';
import { constant, multiply, type Size } from '../../../symbolic/size.ts';
import { distribute } from '../../branch.ts';
import { iterated, withoutHoles } from '../../iterate.ts';
import { arrayIteration, iteratorOver } from '../../listIteration.ts';
import { type Machine, reasonAt, textOf } from '../../machine.ts';
import { arrayOf, arrayValue } from '../../objects.ts';
import { oneElement } from '../../oneElement.ts';
import { settle } from '../../settle.ts';
import {
  ABSENT,
  type ArrayValue,
  type Elements,
  type NativeCall,
  primitive,
  UNDEFINED,
  type Value,
} from '../../values.ts';
import { alike } from '../alike.ts';
import { throwError } from '../errors.ts';
import { argumentAt, type Method } from '../method.ts';
import { dataReason, derived, freshLength, lost, someIndexValue } from '../results.ts';
import { CHANGE_METHODS } from './change.ts';
import { assemble, contentOf, countOf, isHoley, joined, type Segment, segmentsOf } from './content.ts';
import { between, dropFirst, keepFirst, positionOf } from './position.ts';

export const SELECT_METHODS: Readonly<Record<string, Method<ArrayValue>>> = {
  slice,
  concat,
  at,
  flat: (machine, array, call) => {
    const depth = argumentAt(machine, call, 0);
    if (depth === UNDEFINED) return flattened(machine, array, 1, call.node);
    if (depth.kind !== 'primitive') return derived([depth], call.node, 'the depth is not known');
    return flattened(machine, array, depth.value === undefined ? 1 : Math.min(Number(depth.value), 8), call.node);
  },
  keys: (machine, array, { node }) =>
    iterating(machine, array, (inner) => indexed(inner, withoutHoles(array), node, (_, index) => index)),
  values: (machine, array) => iterating(machine, array, () => withoutHoles(array)),
  entries: (machine, array, { node }) =>
    iterating(machine, array, (inner) =>
      indexed(inner, withoutHoles(array), node, ({ value }, index) => arrayOf([index, value])),
    ),
  toReversed: (machine, array, call) => changedCopy(machine, array, 'reverse', call),
  toSorted: (machine, array, call) => changedCopy(machine, array, 'sort', call),
  toSpliced: (machine, array, call) => changedCopy(machine, array, 'splice', call),
  with: (machine, array, call) => replaced(machine, withoutHoles(array), call),
};

function iterating(...parts: Parameters<typeof arrayIteration>): Value {
  return iteratorOver(arrayIteration(...parts));
}

function slice(machine: Machine, array: ArrayValue, call: NativeCall): Value {
  const elements = contentOf(machine, array);
  const start = positionOf(machine, elements, argumentAt(machine, call, 0), { from: 'front', count: 0 });
  const end = positionOf(machine, elements, argumentAt(machine, call, 1), { from: 'end', count: 0 });
  return arrayValue(between(machine, elements, start, end, call.node));
}

function concat(machine: Machine, array: ArrayValue, call: NativeCall): Value {
  // A list counts by its elements, any other value as one.
  const index = call.args.findIndex((one) => {
    const settled = settle(machine, one);
    return settled.kind === 'alternatives' && settled.cases.some(({ value }) => value.kind === 'array');
  });
  if (index < 0) return concatenated(machine, array, call);
  return distribute(machine, argumentAt(machine, call, index), (one) =>
    concat(machine, array, { ...call, args: call.args.with(index, one) }),
  );
}

function concatenated(machine: Machine, array: ArrayValue, { args, node }: NativeCall): Value {
  let elements = contentOf(machine, array);
  for (const arg of args) {
    const settled = settle(machine, arg);
    if (settled.kind === 'unknown') {
      // An unknown argument may be an array or an element: the length is lost.
      const many: Elements = {
        slots: [],
        rest: { length: freshLength(node), element: derived([settled], node, 'element') },
      };
      elements = joined(machine, elements, many, node);
      continue;
    }
    const added = settled.kind === 'array' ? contentOf(machine, settled) : { slots: [settled], rest: null };
    elements = joined(machine, elements, added, node);
  }
  return arrayValue(elements);
}

function at(machine: Machine, array: ArrayValue, call: NativeCall): Value {
  const elements = contentOf(machine, array);
  const index = argumentAt(machine, call, 0);
  const position = positionOf(machine, elements, index, { from: 'front', count: 0 });
  if (position?.from !== 'front' && position?.from !== 'end') {
    return derived([index], call.node, 'the index is not known');
  }
  const after = { from: position.from, count: position.count - 1 } as const;
  const one =
    position.from === 'front'
      ? onlyElement(machine, keepFirst(machine, dropFirst(machine, elements, position.count) ?? elements, 1), call.node)
      : onlyElement(machine, between(machine, elements, position, after, call.node), call.node);
  return one ?? lost(call.node, 'the element is not known');
}

/** The only element of a content of at most one; `null` where it cannot be told. */
function onlyElement(machine: Machine, elements: Elements | null, node: ts.Node): Value | null {
  if (elements === null) return null;
  const [slot] = elements.slots;
  if (slot !== undefined) return slot.kind === 'spread' ? null : slot === ABSENT ? UNDEFINED : slot;
  if (elements.rest === null) return UNDEFINED;
  const isThere = machine.decide(less(constant(0), elements.rest.length));
  if (isThere === 'no') return UNDEFINED;
  if (isThere === 'unknown') machine.presumed ??= reasonAt(node, `\`${textOf(node)}\` is there`);
  return oneElement(machine, elements.rest.element);
}

/** The elements of the arrays in an array. */
export function flattened(machine: Machine, array: ArrayValue, depth: number, node: ts.Node): ArrayValue {
  if (depth < 1) return array;
  if (isHoley(array)) return arrayOf([]);
  const segments = segmentsOf(machine, array, node);
  const parts = segments.flatMap((segment): readonly Segment[] => {
    const value = settle(machine, segment.value);
    if (value === ABSENT) return [];
    if (value.kind !== 'array') return [segment];
    const inner = segmentsOf(machine, value, node).filter((one) => one.value !== ABSENT);
    return segment.count === null ? inner : [repeated(machine, value, inner, segment.count, node)];
  });
  const isDone = !segments.some((segment) => settle(machine, segment.value).kind === 'array');
  const flat = assemble(machine, parts, node);
  return isDone ? flat : flattened(machine, flat, depth - 1, node);
}

/** Many arrays of one length, one after the other. */
function repeated(machine: Machine, array: ArrayValue, inner: readonly Segment[], count: Size, node: ts.Node): Segment {
  const element = alike(
    machine,
    inner.map((one) => one.value),
    dataReason(node),
  );
  return { value: element, count: multiply(count, countOf(machine, array.elements.value)), spread: null };
}

function indexed(
  machine: Machine,
  array: ArrayValue,
  node: ts.Node,
  make: (segment: Segment, index: Value) => Value,
): ArrayValue {
  let isExact = true;
  const segments = segmentsOf(machine, array, node).map((segment, position): Segment => {
    if (segment.count !== null) isExact = false;
    const index = isExact ? primitive(position) : someIndexValue();
    return { value: make(segment, index), count: segment.count, spread: null };
  });
  return assemble(machine, segments, node);
}

function changedCopy(
  machine: Machine,
  array: ArrayValue,
  name: 'reverse' | 'sort' | 'splice',
  call: NativeCall,
): Value {
  const copy = arrayValue(withoutHoles(array).elements.value);
  CHANGE_METHODS[name]?.(machine, copy, call);
  return copy;
}

function replaced(machine: Machine, array: ArrayValue, call: NativeCall): Value {
  const elements = contentOf(machine, array);
  const index = argumentAt(machine, call, 0);
  const { slots, rest } = elements;
  if (rest === null && index.kind === 'primitive' && !slots.some((slot) => slot.kind === 'spread')) {
    const position = Math.trunc(Number(index.value));
    const from = position < 0 ? slots.length + position : position;
    if (!(from >= 0 && from < slots.length)) return throwError(machine, 'RangeError', 'Invalid index');
    return arrayOf(slots.map((slot, at) => (at === from ? argumentAt(machine, call, 1) : slot)));
  }
  const value = alike(
    machine,
    [...segmentsOf(machine, array, call.node).map((one) => one.value), argumentAt(machine, call, 1)],
    dataReason(call.node),
  );
  return arrayValue({ slots: [], rest: { length: countOf(machine, elements), element: value } });
}

/** An iterable as an array of its own, as `[...x]` and `Array.from(x)` make it. */
export function listOf(machine: Machine, value: Value, node: ts.Node): Value {
  const list = iterated(machine, value, node);
  return list.kind === 'array' ? arrayValue(list.elements.value) : list;
}
