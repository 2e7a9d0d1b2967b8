/** What an array holds, as methods look at it: segments of one element or of many like ones. */
import type { ts } from 'ts-morph';
import { add, asConstant, constant, fromSymbol, type Size } from '../../../symbolic/size.ts';
import { makeSymbol } from '../../../symbolic/symbol.ts';
import { BUDGET, type Machine, reasonAt } from '../../machine.ts';
import { arrayValue, knownSlots, lengthOf, sizeValue } from '../../objects.ts';
import { seeEvery } from '../../several.ts';
import { unknown } from '../../unknown.ts';
import { ABSENT, type ArrayValue, type Elements, type Slot, type SpreadSlot, type Value } from '../../values.ts';
import { alike } from '../alike.ts';
import { dataReason } from '../results.ts';
import { everyTurn } from '../turns.ts';

/** Callbacks run once per element up to this many; a longer array counts as many like elements. */
export const MOST_ELEMENTS = 256;

/** A part of an array: one element, or a number of like ones. */
export interface Segment {
  /** The element, or one that stands for all. */
  readonly value: Value;
  /** How many; `null` for exactly one. */
  readonly count: Size | null;
  readonly spread: SpreadSlot | null;
}

/** The content of an array, with the dimensions of known rank written out. */
export function contentOf(machine: Machine, array: ArrayValue): Elements {
  const elements = array.elements.value;
  if (!elements.slots.some((slot) => slot.kind === 'spread')) return elements;
  const slots = elements.slots.flatMap((slot): Slot[] => {
    if (slot.kind !== 'spread') return [slot];
    return slot.spread.expand(machine.facts)?.map((size) => sizeValue(machine.facts.simplify(size))) ?? [slot];
  });
  return { slots, rest: elements.rest };
}

/** All elements, where they are known one by one. */
export function knownContent(machine: Machine, array: ArrayValue): readonly Value[] | null {
  return knownSlots(contentOf(machine, array));
}

export function countOf(machine: Machine, elements: Elements): Size {
  return machine.facts.simplify(lengthOf(elements));
}

/** One element that stands for all. */
export function someElementOf(machine: Machine, elements: Elements, node: ts.Node): Value {
  const values = elements.slots.map((slot) => (slot.kind === 'spread' ? someSize(slot) : slot));
  const all = elements.rest === null ? values : [...values, elements.rest.element];
  return alike(machine, all, dataReason(node));
}

/** One of the sizes of a spread. */
function someSize({ spread }: SpreadSlot): Value {
  const { name, backing, why } = spread;
  return sizeValue(
    fromSymbol(makeSymbol({ name: `${name}_i`, origin: `${spread.source.fields.origin}.shape[i]`, backing, why })),
  );
}

export function segmentsOf(machine: Machine, array: ArrayValue, node: ts.Node): readonly Segment[] {
  const elements = contentOf(machine, array);
  const { slots, rest } = elements;
  if (slots.length > MOST_ELEMENTS) {
    return [{ value: someElementOf(machine, elements, node), count: countOf(machine, elements), spread: null }];
  }
  const segments = slots.map((slot, index): Segment => {
    if (slot.kind !== 'spread') return single(array, slot, index);
    return { value: someSize(slot), count: machine.facts.simplify(slot.spread.count), spread: slot };
  });
  if (rest === null) return segments;
  const like: Segment = {
    get value() {
      return rest.element;
    },
    count: machine.facts.simplify(rest.length),
    spread: null,
  };
  return [...segments, like];
}

/** One element: a callback sees it as it is when its turn comes. */
function single(array: ArrayValue, slot: Value, index: number): Segment {
  const before = array.elements.value;
  return {
    get value() {
      const { slots } = array.elements.value;
      if (array.elements.value === before || slots.some((one) => one.kind === 'spread')) return slot;
      const now = slots[index];
      return now === undefined || now.kind === 'spread' ? ABSENT : now;
    },
    count: null,
    spread: null,
  };
}

/** Nothing that a callback gives is enough. */
const NEVER = (): boolean => false;

/** What a turn of a callback over an array sees. */
export type Turn = (segment: Segment, index: Value) => Value;

/** Runs a turn for every segment, in order, until one throws or `until` says that it is enough. */
export function visit(
  machine: Machine,
  segments: readonly Segment[],
  node: ts.Node,
  turn: Turn,
  first: Size = constant(0),
  until: (result: Value) => boolean = NEVER,
): readonly Value[] {
  const results: Value[] = [];
  let offset = first;
  for (const segment of segments) {
    // A callback does not see what is not there.
    const isHole = segment.value === ABSENT;
    const see = (one: Segment, index: Value) => {
      if (until === NEVER && one.count !== null) seeEvery(machine, one.value, machine.turns.at(-1));
      return turn(one, index);
    };
    const result = isHole ? ABSENT : runSegment(machine, segment, offset, node, see);
    if (machine.thrown !== null) break;
    results.push(result);
    if (!isHole && until(result)) break;
    offset = add(offset, segment.count ?? constant(1));
  }
  return results;
}

function runSegment(machine: Machine, segment: Segment, offset: Size, node: ts.Node, turn: Turn): Value {
  if (segment.count === null) return turn(segment, sizeValue(offset));
  return everyTurn(machine, segment.count, node, (index) => {
    const position = index.kind === 'quantity' ? sizeValue(add(offset, index.quotient.numerator)) : index;
    return turn(segment, position);
  });
}

/** Puts segments together again, in order. */
export function assemble(machine: Machine, segments: readonly Segment[], node: ts.Node): ArrayValue {
  let elements: Elements = { slots: [], rest: null };
  for (const { value, count, spread } of segments) {
    const part: Elements =
      spread !== null
        ? { slots: [spread], rest: null }
        : count === null
          ? { slots: [value], rest: null }
          : { slots: [], rest: { length: count, element: value } };
    elements = joined(machine, elements, part, node);
  }
  return arrayValue(elements);
}

/** One content after the other. What follows elements of unknown number becomes one of them. */
export function joined(machine: Machine, left: Elements, right: Elements, node: ts.Node): Elements {
  if (left.rest === null) return listed(left.slots, right, node);
  const after = countOf(machine, right);
  if (asConstant(after) === 0) return left;
  const element = alike(machine, [left.rest.element, someElementOf(machine, right, node)], dataReason(node));
  return { slots: left.slots, rest: { length: add(left.rest.length, after), element } };
}

/** The content with slots before it. Beyond a bound nobody looks at single elements, and lists that double have no end. */
export function listed(before: readonly Slot[], { slots, rest }: Elements, node: ts.Node): Elements {
  const count = before.length + slots.length;
  if (count <= BUDGET.slots) return { slots: [...before, ...slots], rest };
  const length = rest === null ? constant(count) : add(rest.length, constant(count));
  return { slots: [], rest: { length, element: unknown(reasonAt(node, 'one of very many elements')) } };
}

/** An array as `Array(n)` makes it: a length and nothing in it, until it is filled or spread. */
export function holeyArray(length: Size, known: number | null): ArrayValue {
  const slots = known !== null && known <= MOST_ELEMENTS ? Array.from({ length: known }, () => ABSENT) : null;
  const elements: Elements = slots === null ? { slots: [], rest: { length, element: ABSENT } } : { slots, rest: null };
  return arrayValue(elements);
}

/** Whether callbacks skip all elements of the array, as they do in `Array(3).map(f)`. */
export function isHoley(array: ArrayValue): boolean {
  const { slots, rest } = array.elements.value;
  const isEmpty = rest === null || rest.element === ABSENT;
  return isEmpty && slots.every((slot) => slot === ABSENT) && (slots.length > 0 || rest !== null);
}
