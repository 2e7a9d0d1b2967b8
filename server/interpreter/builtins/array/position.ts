/** Positions in arrays: indices from either end, and the parts between them. */
import type { ts } from 'ts-morph';
import { asSize } from '../../../symbolic/quotient.ts';
import { less, lessOrEqual } from '../../../symbolic/relation.ts';
import { asConstant, constant, maximum, minimum, plus, type Size, subtract } from '../../../symbolic/size.ts';
import { MOST_DIMENSIONS } from '../../../tensor/spread.ts';
import type { Machine } from '../../machine.ts';
import { arrayOf, lengthOf, sizeValue } from '../../objects.ts';
import { oneElement } from '../../oneElement.ts';
import { standsFor } from '../../several.ts';
import { quotientOf } from '../../truth.ts';
import { type Elements, isNullish, type Slot, type Value } from '../../values.ts';
import { alike } from '../alike.ts';
import { dataReason, freshLength } from '../results.ts';
import { countOf, MOST_ELEMENTS, someElementOf } from './content.ts';

/** A cut in front of an element: so many elements from the front or from the end, or at an expression. */
export type Position =
  | { readonly from: 'front' | 'end'; readonly count: number }
  | { readonly from: 'size'; readonly size: Size }
  | null;

/** An index argument as a position; `null` where it is not known. */
export function positionOf(machine: Machine, elements: Elements, value: Value, missing: Position): Position {
  if (isNullish(value)) return missing;
  if (value.kind === 'primitive') return plainPosition(Math.trunc(Number(value.value)));
  const quotient = quotientOf(value);
  const size = quotient && asSize(quotient);
  if (!size) return null;
  const simple = machine.facts.simplify(size);
  const fromEnd = asConstant(machine.facts.simplify(subtract(lengthOf(elements), simple)));
  if (fromEnd !== null && fromEnd >= 0) return { from: 'end', count: fromEnd };
  const fromFront = asConstant(simple);
  if (fromFront !== null) return plainPosition(fromFront);
  return machine.decide(less(simple, constant(0))) === 'no' ? { from: 'size', size: simple } : null;
}

function plainPosition(index: number): Position {
  if (Number.isNaN(index)) return { from: 'front', count: 0 };
  return index < 0 ? { from: 'end', count: -index } : { from: 'front', count: index };
}

/** The elements between two positions. */
export function between(machine: Machine, elements: Elements, start: Position, end: Position, node: ts.Node): Elements {
  const known = knownPart(machine, elements, start, end);
  if (known !== null) return known;
  const { from, to } = { from: offsetOf(machine, elements, start), to: offsetOf(machine, elements, end) };
  const element = someElementOf(machine, elements, node);
  if (from === null || to === null) return { slots: [], rest: { length: freshLength(node), element } };
  const length = machine.facts.simplify(maximum(constant(0), subtract(to, from)));
  return { slots: [], rest: { length, element } };
}

/** Cuts at counted positions; `null` where the content does not tell what lies there. */
function knownPart(machine: Machine, elements: Elements, start: Position, end: Position): Elements | null {
  if (start === null || end === null || start.from === 'size' || end.from === 'size') return null;
  const { slots, rest } = elements;
  if (rest === null && !slots.some((slot) => slot.kind === 'spread')) {
    return { slots: slots.slice(signed(start), signed(end)), rest: null };
  }
  if (end.from === 'end') {
    const kept = dropLast(machine, elements, end.count);
    if (start.from === 'front') return kept && dropFirst(machine, kept, start.count);
    const after = keepLast(machine, elements, start.count);
    return after && dropLast(machine, after, end.count);
  }
  const head = keepFirst(machine, elements, end.count);
  return start.from === 'front' && head !== null ? dropFirst(machine, head, start.count) : null;
}

/** The position as the language writes it; the end of the array has no number of its own. */
function signed(position: { readonly from: 'front' | 'end'; readonly count: number }): number {
  if (position.from === 'front') return position.count;
  return position.count === 0 ? Number.MAX_SAFE_INTEGER : -position.count;
}

/** Without the first `count`. */
export function dropFirst(machine: Machine, elements: Elements, count: number): Elements | null {
  return split(machine, elements, count)?.[1] ?? null;
}

/** Only the first `count`. */
export function keepFirst(machine: Machine, elements: Elements, count: number): Elements | null {
  return split(machine, elements, count)?.[0] ?? null;
}

function dropLast(machine: Machine, elements: Elements, count: number): Elements | null {
  return splitEnd(machine, elements, count)?.[0] ?? null;
}

function keepLast(machine: Machine, elements: Elements, count: number): Elements | null {
  return splitEnd(machine, elements, count)?.[1] ?? null;
}

function isBeyondRank(slots: readonly Slot[], count: number): boolean {
  return count > MOST_DIMENSIONS && slots.some((slot) => slot.kind === 'spread');
}

/** Both parts of a content that is cut after its first `count` elements. */
function split(machine: Machine, { slots, rest }: Elements, count: number): [Elements, Elements] | null {
  if (isBeyondRank(slots, count)) return null;
  const head: Slot[] = [];
  let tail = [...slots];
  for (let taken = 0; taken < count; taken++) {
    const [next] = tail;
    if (next === undefined) return splitRest(machine, head, rest, count - taken);
    if (next.kind !== 'spread') {
      head.push(next);
      tail.shift();
      continue;
    }
    if (!hasOne(machine, next.spread.count)) return null;
    const [size, spread] = next.spread.takeFirst();
    head.push(sizeValue(machine.facts.simplify(size)));
    tail = [{ kind: 'spread', spread }, ...tail.slice(1)];
  }
  return [
    { slots: head, rest: null },
    { slots: tail, rest },
  ];
}

function splitRest(
  machine: Machine,
  head: readonly Slot[],
  rest: Elements['rest'],
  count: number,
): [Elements, Elements] | null {
  if (rest === null) {
    return [
      { slots: head, rest: null },
      { slots: [], rest: null },
    ];
  }
  const { element } = rest;
  const before = machine.facts.simplify(minimum(rest.length, constant(count)));
  const after = machine.facts.simplify(maximum(constant(0), plus(rest.length, -count)));
  const isLong = asConstant(before) === count && count <= 16;
  return [
    isLong
      ? { slots: [...head, ...severalOf(machine, element, count)], rest: null }
      : { slots: head, rest: { length: before, element } },
    { slots: [], rest: { length: after, element } },
  ];
}

function severalOf(machine: Machine, element: Value, count: number): readonly Value[] {
  return Array.from({ length: count }, () => oneElement(machine, element));
}

/** Both parts of a content that is cut before its last `count` elements. */
function splitEnd(machine: Machine, { slots, rest }: Elements, count: number): [Elements, Elements] | null {
  if (count === 0) {
    return [
      { slots, rest },
      { slots: [], rest: null },
    ];
  }
  if (rest !== null) return splitRestEnd(machine, slots, rest, count);
  if (isBeyondRank(slots, count)) return null;
  const head = [...slots];
  const tail: Slot[] = [];
  for (let taken = 0; taken < count; taken++) {
    const last = head.pop();
    if (last === undefined) break;
    if (last.kind !== 'spread') {
      tail.unshift(last);
      continue;
    }
    if (!hasOne(machine, last.spread.count)) return null;
    const [spread, size] = last.spread.takeLast();
    tail.unshift(sizeValue(machine.facts.simplify(size)));
    head.push({ kind: 'spread', spread });
  }
  return [
    { slots: head, rest: null },
    { slots: tail, rest: null },
  ];
}

function splitRestEnd(
  machine: Machine,
  slots: readonly Slot[],
  { length, element }: NonNullable<Elements['rest']>,
  count: number,
): [Elements, Elements] | null {
  if (machine.decide(lessOrEqual(constant(count), length)) !== 'yes') return null;
  const tail = count <= 16 ? arrayOf(severalOf(machine, element, count)).elements.value : null;
  return [
    { slots, rest: { length: machine.facts.simplify(plus(length, -count)), element } },
    tail ?? { slots: [], rest: { length: constant(count), element } },
  ];
}

/** A program that takes a dimension from a shape of unknown rank relies on there being one. */
function hasOne(machine: Machine, count: Size): boolean {
  const claim = less(constant(0), count);
  const verdict = machine.decide(claim);
  if (verdict === 'unknown') machine.assume(claim, false);
  return verdict !== 'no';
}

/** A position as a number of elements from the front. */
function offsetOf(machine: Machine, elements: Elements, position: Position): Size | null {
  if (position === null) return null;
  const length = countOf(machine, elements);
  if (position.from === 'size') return minimum(position.size, length);
  if (position.from === 'front') return minimum(constant(position.count), length);
  return maximum(constant(0), plus(length, -position.count));
}

/** Elements in an order that is not known; many are one value for all. */
export function shuffled(machine: Machine, elements: Elements, node: ts.Node): Elements {
  const hasUnknownLength = elements.rest !== null || elements.slots.some((slot) => slot.kind === 'spread');
  if (hasUnknownLength || elements.slots.length > MOST_ELEMENTS) {
    return { slots: [], rest: { length: countOf(machine, elements), element: someElementOf(machine, elements, node) } };
  }
  const some = () => alike(machine, elements.slots as readonly Value[], dataReason(node));
  const element = some();
  // Of two that are not known, one may be what the other is not.
  if (element.kind === 'unknown') return { slots: elements.slots.map(some), rest: null };
  standsFor(element, constant(elements.slots.length));
  return { slots: elements.slots.map(() => element), rest: null };
}
