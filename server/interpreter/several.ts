/**
 * Values that stand for several: the element of a list whose length is no number, and what several objects have in
 * common. Which of them a program means is not known: two that look like one may be two, and what is written to one
 * may have been written to any of the others.
 */
import { named, negation } from '../symbolic/condition.ts';
import type { Size } from '../symbolic/size.ts';
import type { Cell } from './cell.ts';
import type { Machine } from './machine.ts';
import { oneElement } from './oneElement.ts';
import type { ArrayValue, Elements, ObjectValue, Value } from './values.ts';

type Shared = ObjectValue | ArrayValue;

/** How many there are of what a value stands for. */
const counts = new WeakMap<Value, Size>();

/** Objects that may be one and the same: what several have in common, and each of these. */
const kin = new WeakMap<Shared, Set<Shared>>();

/** Writes reach no more relatives than this: a list that grows in a loop makes new ones in every turn. */
const MOST_RELATIVES = 64;

/** The turns of a loop that is run once for all of them. */
export interface Turns {
  /** The number of the turn. */
  readonly index: Size;
  /** How many there are; `null` where some of them may not be made. */
  readonly count: Size | null;
  /** How many conditions were decided before the loop. */
  readonly entered: number;
  /** What the present turn sees of every element of a list: what it does to that one, it does to all. */
  readonly visited: Set<Value>;
}

/** Notes that there are so many of what a value stands for. */
export function standsFor(value: Value, count: Size): void {
  if (value.kind === 'alternatives') for (const one of value.cases) standsFor(one.value, count);
  if (value.kind !== 'primitive') counts.set(value, count);
}

/** The elements of a content that have no places of their own; in another list they may already be more. */
export function noteElements({ rest }: Elements): void {
  // An input's list makes its elements one by one.
  if (rest !== null && rest.at === undefined && !counts.has(rest.element)) standsFor(rest.element, rest.length);
}

/** Notes that a value may be any of some others. */
export function mayBe<T extends Shared>(value: T, others: readonly Shared[]): T {
  for (const other of others) {
    if (other === value) continue;
    relativesOf(value).add(other);
    relativesOf(other).add(value);
  }
  return value;
}

function relativesOf(value: Shared): Set<Shared> {
  const known = kin.get(value) ?? new Set();
  kin.set(value, known);
  return known;
}

/** All that may be the same object as the given one, it first. */
function family(value: Shared): readonly Shared[] {
  const found = new Set([value]);
  for (const one of found) {
    for (const other of kin.get(one) ?? []) if (found.size < MOST_RELATIVES) found.add(other);
  }
  return [...found];
}

/** Whether two values that are kept apart, or as one, may be one or two. */
export function isAmbiguous(a: Value, b: Value): boolean {
  if (a === b) return counts.has(a);
  if (!isShared(a) || !isShared(b) || !kin.has(a) || !kin.has(b)) return false;
  return family(a).includes(b);
}

/** Whether a value, or what it may be on some path, stands for several. */
export function isSeveral(value: Value): boolean {
  return counts.has(value) || (value.kind === 'alternatives' && value.cases.some((one) => isSeveral(one.value)));
}

function isShared(value: Value): value is Shared {
  return value.kind === 'object' || value.kind === 'array';
}

/** A part of a value that stands for several stands for as many. */
export function partOf(machine: Machine, whole: Value, part: Value): Value {
  const count = counts.get(whole);
  if (count === undefined) return part;
  standsFor(part, count);
  const seen = machine.turns.filter(({ visited }) => visited.has(whole));
  for (const { visited } of seen) visited.add(part);
  return seen.length > 0 ? part : oneElement(machine, part);
}

/** Each turn sees another element: where there are as many turns as elements, what one does to its own all do. */
export function seeEvery(machine: Machine, element: Value, turns: Turns | undefined): void {
  const count = counts.get(element);
  if (count === undefined || !turns?.count) return;
  if (machine.facts.simplify(count) === machine.facts.simplify(turns.count)) turns.visited.add(element);
}

/** The turns of which an index is the number. */
export function turnsAt({ turns, facts }: Machine, index: Size): Turns | undefined {
  return turns.findLast((one) => one.index === index || facts.simplify(index) === one.index);
}

/** Writes a part of an object, and of all that may be the same object. */
export function change<T extends Shared, C>(machine: Machine, object: T, part: (one: T) => Cell<C>, content: C): void {
  const isOne = !counts.has(object) || machine.turns.some(({ visited }) => visited.has(object));
  write(machine, part(object), content, isOne);
  if (!kin.has(object)) return;
  const [, ...others] = family(object);
  for (const other of others) if (other.kind === object.kind) write(machine, part(other as T), content, false);
}

export function changeElements(machine: Machine, array: ArrayValue, content: Elements): void {
  noteElements(content);
  change(machine, array, ({ elements }) => elements, content);
}

function write<C>(machine: Machine, cell: Cell<C>, content: C, isSure: boolean): void {
  machine.journal.write(cell, isSure || cell.value === content ? content : either(machine, cell, content));
}

function either<C>(machine: Machine, cell: Cell<C>, content: C): C {
  const isIt = named('which one of several is written');
  return cell.join(machine, [
    { condition: isIt, value: content },
    { condition: negation(isIt), value: cell.value },
  ]);
}
