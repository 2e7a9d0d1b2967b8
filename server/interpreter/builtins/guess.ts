/** Guesses what turns of a loop make of a cell, from what the first turn made of it. */
import type { ts } from 'ts-morph';
import { negation, toCondition } from '../../symbolic/condition.ts';
import type { Reason } from '../../symbolic/place.ts';
import { asSize, fromSize, subtractQuotients } from '../../symbolic/quotient.ts';
import { less } from '../../symbolic/relation.ts';
import { add, asConstant, constant, multiply, plus, type Size, subtract } from '../../symbolic/size.ts';
import { lostSize, mergeValues, sameValue } from '../join.ts';
import { type Machine, reasonAt } from '../machine.ts';
import { lengthOf } from '../objects.ts';
import { settle } from '../settle.ts';
import { quotientOf } from '../truth.ts';
import { unknown } from '../unknown.ts';
import { type Elements, quantity, type Value } from '../values.ts';
import { alike } from './alike.ts';

/** What a cell holds before a turn, by the number of turns that were made. */
export interface Guess {
  at(machine: Machine, turns: Size): unknown;
  /** Whether one more turn than `turns` left this content. */
  holds(machine: Machine, turns: Size, after: unknown): boolean;
  /** What is left to say where the guess fails. */
  readonly failed: Guess | null;
}

/** A guess for a cell with this content before and after the first turn; `null` where the cell is left alone. */
export function guessContent(machine: Machine, before: unknown, after: unknown, node: ts.Node): Guess | null {
  if (isElements(before) && isElements(after)) return guessElements(machine, before, after, node);
  if (isValue(before) && isValue(after)) return guessValue(before, after, node);
  return null;
}

function isElements(content: unknown): content is Elements {
  return typeof content === 'object' && content !== null && 'slots' in content && 'rest' in content;
}

function isValue(content: unknown): content is Value {
  return typeof content === 'object' && content !== null && 'kind' in content;
}

function guessValue(before: Value, after: Value, node: ts.Node): Guess {
  const changing = constantly(unknown(reasonAt(node, 'changes in every turn')));
  const start = quotientOf(before);
  const next = quotientOf(after);
  const from = start && asSize(start);
  const step = start && next && asSize(subtractQuotients(next, start));
  if (!from || !step) return unchanged(before, afterFirst(before, after, changing));
  const at = (turns: Size) => quantity(fromSize(add(from, multiply(step, turns))));
  return {
    at: (_, turns) => at(turns),
    holds: (machine, turns, content) => isSame(machine, content, at(plus(turns, 1))),
    failed: changing,
  };
}

function isSame(machine: Machine, content: unknown, value: Value): boolean {
  return isValue(content) && sameValue(machine, settle(machine, content), settle(machine, value));
}

/** A variable that each turn sets to a value of the same form, as `total = total.add(x)` does. */
function unchanged(before: Value, failed: Guess): Guess {
  return { at: () => before, holds: (machine, _, content) => isSame(machine, content, before), failed };
}

/** A variable that has one form from the first turn on, as the state of a network that starts as null. */
function afterFirst(before: Value, after: Value, failed: Guess): Guess {
  return {
    at: (machine, turns) => {
      const begun = toCondition(less(constant(0), turns));
      return mergeValues(machine, [
        { condition: begun, value: after },
        { condition: negation(begun), value: before },
      ]);
    },
    holds: (machine, _, content) => isSame(machine, content, after),
    failed,
  };
}

function constantly(content: unknown): Guess {
  return { at: () => content, holds: () => true, failed: null };
}

/** An array that every turn makes longer by the same number of like elements. */
function guessElements(machine: Machine, before: Elements, after: Elements, node: ts.Node): Guess {
  const why = reasonAt(node, 'filled in a loop');
  const lost = constantly(lostElements(before, after, why));
  const growth = machine.facts.simplify(subtract(lengthOf(after), lengthOf(before)));
  if (asConstant(growth) === 0) return sameLength(before, after, why);
  if (machine.decide(less(constant(0), growth)) !== 'yes') return lost;
  const pushed = after.slots.slice(before.slots.length).filter((slot): slot is Value => slot.kind !== 'spread');
  let element = alike(machine, after.rest === null ? pushed : [...pushed, after.rest.element], why);
  const at = (turns: Size): Elements => {
    const added = multiply(turns, growth);
    const length = before.rest === null ? added : add(before.rest.length, added);
    return { slots: before.slots, rest: { length, element } };
  };
  return {
    at: (_, turns) => at(turns),
    holds: (inner, turns, content) => {
      if (!isElements(content) || content.rest === null) return false;
      const expected = inner.facts.simplify(lengthOf(at(plus(turns, 1))));
      element = alike(inner, [element, content.rest.element], why);
      return inner.facts.simplify(lengthOf(content)) === expected;
    },
    failed: lost,
  };
}

/** Turns that write to slots of an array: its length stays. */
function sameLength(before: Elements, after: Elements, why: Reason): Guess {
  const element = unknown(why, { provenance: 'outside', origin: 'n' });
  return constantly({
    slots: before.slots.map((slot, index) => (after.slots[index] === slot ? slot : element)),
    rest: before.rest && { length: before.rest.length, element: after.rest === null ? element : after.rest.element },
  });
}

function lostElements(before: Elements, after: Elements, why: Reason): Elements {
  const element = after.rest?.element ?? before.rest?.element ?? unknown(why);
  return { slots: [], rest: { length: lostSize(why), element } };
}
