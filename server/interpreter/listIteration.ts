/** Iterators of the language over lists. Over arrays, maps and sets they see what changes before they come to it. */
import type { ts } from 'ts-morph';
import { type Condition, FALSE, TRUE, toCondition } from '../symbolic/condition.ts';
import { equal } from '../symbolic/relation.ts';
import { asConstant, constant } from '../symbolic/size.ts';
import { onlyOf } from './builtins/array/change.ts';
import { countOf, someElementOf } from './builtins/array/content.ts';
import { dropFirst, keepFirst } from './builtins/array/position.ts';
import { dataReason } from './builtins/results.ts';
import { makeCell } from './cell.ts';
import { elementsCell, lostSize } from './join.ts';
import type { Machine } from './machine.ts';
import { knownSlots, objectValue } from './objects.ts';
import {
  ABSENT,
  type ArrayValue,
  type Elements,
  type EntryValue,
  type ListIteration,
  type ListOrigin,
  type ObjectValue,
  UNDEFINED,
  type Value,
} from './values.ts';

/** What asking for the next element gave. */
export interface Step {
  readonly done: Condition;
  readonly value: Value;
}

/** An iterator as a value of the program. */
export function iteratorOver(iteration: ListIteration): ObjectValue {
  return objectValue([], { iteration });
}

/** Over elements that do not change. */
export function listIteration(elements: Elements, origin: ListOrigin | null = null): ListIteration {
  return { kind: 'list', left: elementsCell(elements), origin };
}

/** What an iteration over all that the source holds now gives. */
type List = (machine: Machine) => ArrayValue;

/** Over what an array holds when it comes to it. */
export function arrayIteration(machine: Machine, { elements }: ArrayValue, list: List): ListIteration {
  const start = (earlier: unknown, left: number) => (earlier as Elements).slots.length - left;
  return iterationOf(machine, () => elements.value, list, start);
}

/** Over what a map or a set holds when it comes to it. */
export function collectionIteration(machine: Machine, { entries }: ObjectValue, list: List): ListIteration {
  const start = (earlier: unknown, left: number) => {
    const keys = (earlier as readonly EntryValue[]).map(([key]) => key);
    const present = (entries.value ?? []).map(([key]) => key);
    return startAfter(keys.slice(0, keys.length - left), present);
  };
  return iterationOf(machine, () => entries.value, list, start);
}

/** The first place behind the taken keys: one that was deleted and set again stands behind those to come. */
function startAfter<T>(taken: readonly T[], present: readonly T[]): number {
  let last = -1;
  const place = present.findIndex((key) => {
    last = taken.indexOf(key, last + 1);
    return last < 0;
  });
  return place < 0 ? present.length : place;
}

function iterationOf(machine: Machine, content: () => unknown, list: List, start: ListOrigin['start']): ListIteration {
  const known = makeCell<unknown>({
    value: content(),
    join: (_, [first, ...others]) => (others.every(({ value }) => value === first?.value) ? first?.value : null),
  });
  const elements = (inner: Machine) => list(inner).elements.value;
  return listIteration(elements(machine), { known, content, list: elements, start });
}

/** An iterator that has come to its end stays there. */
const ENDED = Symbol('ended');

/** What is left of a list that is being iterated, with what became of its source meanwhile. */
export function leftOf(machine: Machine, { left, origin }: ListIteration, node: ts.Node): Elements {
  if (origin === null || origin.known.value === ENDED) return left.value;
  const { value: earlier } = origin.known;
  const content = origin.content();
  if (earlier === content) return left.value;
  const all = origin.list(machine);
  const [before, now] = [knownSlots(left.value), knownSlots(all)];
  const isKnown = earlier !== null && before !== null && now !== null;
  const some = () => ({ length: lostSize(dataReason(node)), element: someElementOf(machine, all, node) });
  machine.journal.write(origin.known, content);
  machine.journal.write(
    left,
    isKnown ? { slots: now.slice(origin.start(earlier, before.length)), rest: null } : { slots: [], rest: some() },
  );
  return left.value;
}

/** Takes all that is left. */
export function takeLeft(machine: Machine, iteration: ListIteration, node: ts.Node): Elements {
  const elements = leftOf(machine, iteration, node);
  machine.journal.write(iteration.left, { slots: [], rest: null });
  if (iteration.origin !== null) machine.journal.write(iteration.origin.known, ENDED);
  return elements;
}

/** The next element of a list that is being iterated. */
export function nextOfList(machine: Machine, iteration: ListIteration, node: ts.Node): Step {
  const { left, origin } = iteration;
  const elements = leftOf(machine, iteration, node);
  if (asConstant(countOf(machine, elements)) === 0) {
    if (origin !== null) machine.journal.write(origin.known, ENDED);
    return { done: TRUE, value: UNDEFINED };
  }
  const head = keepFirst(machine, elements, 1);
  const tail = dropFirst(machine, elements, 1);
  if (head === null || tail === null) {
    const value = onlyOf(machine, elements, node);
    const isEmpty = toCondition(equal(countOf(machine, elements), constant(0)));
    machine.journal.write(left, { slots: [], rest: { length: lostSize(dataReason(node)), element: value } });
    return { done: isEmpty, value };
  }
  machine.journal.write(left, tail);
  const value = onlyOf(machine, head, node);
  return { done: FALSE, value: value === ABSENT ? UNDEFINED : value };
}
