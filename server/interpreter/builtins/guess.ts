/** Guesses what the turns of a loop make of a variable, a property or an array, from what the first turn made of it. */
import type { ts } from 'ts-morph';
import { negation, toCondition } from '../../symbolic/condition.ts';
import type { Reason } from '../../symbolic/place.ts';
import { asSize, fromSize, subtractQuotients } from '../../symbolic/quotient.ts';
import { less } from '../../symbolic/relation.ts';
import { add, constant, multiply, plus, type Size } from '../../symbolic/size.ts';
import { mergeValues, sameValue } from '../join.ts';
import { type Machine, reasonAt } from '../machine.ts';
import { arrayValue } from '../objects.ts';
import { settle } from '../settle.ts';
import { quotientOf } from '../truth.ts';
import { type UnknownValue, unknown } from '../unknown.ts';
import { type Elements, quantity, type Value } from '../values.ts';
import type { Entry } from './entries.ts';
import { guessElements } from './guessElements.ts';
import { guessEntries } from './guessEntries.ts';

/** What a cell holds, by the number of turns that were made. */
export interface Guess<Content = unknown> {
  at(machine: Machine, turns: Size): Content;
  /** The guess itself where one turn more than `turns` left this content, else a weaker one. */
  refine(machine: Machine, turns: Size, after: unknown): Guess<Content>;
  /** The guess that says least; it always holds. */
  weakest(): Guess<Content>;
}

/** A guess for a cell with this content before and after the first turn; `null` where the cell is left alone. */
export function guessContent(machine: Machine, before: unknown, after: unknown, node: ts.Node): Guess | null {
  if (isElements(before) && isElements(after)) return guessElements(machine, before, after, node);
  if (isEntries(before) && isEntries(after)) return guessEntries(machine, before, after, node);
  return isValue(before) && isValue(after) ? guessValue(machine, before, after, node) : null;
}

export function isElements(content: unknown): content is Elements {
  return typeof content === 'object' && content !== null && 'slots' in content && 'rest' in content;
}

export function isEntries(content: unknown): content is readonly Entry[] {
  return Array.isArray(content);
}

function isValue(content: unknown): content is Value {
  return typeof content === 'object' && content !== null && 'kind' in content;
}

export function isSame(machine: Machine, content: unknown, value: Value): boolean {
  return isValue(content) && sameValue(machine, settle(machine, content), settle(machine, value));
}

/** A guess for a value, tried in this order: it stays; it grows by a size; it has one form from the first turn on. */
export function guessValue(machine: Machine, before: Value, after: Value, node: ts.Node): Guess<Value> {
  const [first, second] = [settle(machine, before), settle(machine, after)];
  const lost = constantly<Value>(changing(second, reasonAt(node, 'changes in every turn')));
  if (sameValue(machine, first, second)) return unchanged(before, lost);
  if (first.kind === 'array' && second.kind === 'array') {
    return copied(guessElements(machine, first.elements.value, second.elements.value, node));
  }
  return linear(first, second, lost) ?? afterFirst(before, after, lost);
}

/** A value of which only where it comes from is known: nothing that the author could type at the start gives it. */
export function changing(sample: Value, why: Reason): UnknownValue {
  if (sample.kind !== 'unknown' || sample.provenance === 'lost') return unknown(why);
  return unknown(why, { provenance: 'outside', origin: sample.origin });
}

export function constantly<Content>(content: Content): Guess<Content> {
  const guess: Guess<Content> = { at: () => content, refine: () => guess, weakest: () => guess };
  return guess;
}

/** A variable that each turn sets to a value of the same form, as `total = total.add(x)` does. */
function unchanged(before: Value, lost: Guess<Value>): Guess<Value> {
  const guess: Guess<Value> = {
    at: () => before,
    refine: (machine, _, after) => {
      if (isSame(machine, after, before)) return guess;
      return isValue(after) ? (linear(before, settle(machine, after), lost) ?? lost) : lost;
    },
    weakest: () => lost,
  };
  return guess;
}

/** `before + turns * step`; `null` where the two are no sizes. */
function linear(before: Value, after: Value, lost: Guess<Value>): Guess<Value> | null {
  const start = quotientOf(before);
  const next = quotientOf(after);
  const from = start && asSize(start);
  const step = start && next && asSize(subtractQuotients(next, start));
  if (!from || !step) return null;
  const at = (turns: Size) => quantity(fromSize(add(from, multiply(step, turns))));
  const guess: Guess<Value> = {
    at: (_, turns) => at(turns),
    refine: (machine, turns, content) => (isSame(machine, content, at(plus(turns, 1))) ? guess : lost),
    weakest: () => lost,
  };
  return guess;
}

/** A variable that has one form from the first turn on, as the state of a network that starts as null. */
function afterFirst(before: Value, after: Value, lost: Guess<Value>): Guess<Value> {
  const guess: Guess<Value> = {
    at: (machine, turns) => {
      const begun = toCondition(less(constant(0), turns));
      return mergeValues(machine, [
        { condition: begun, value: after },
        { condition: negation(begun), value: before },
      ]);
    },
    refine: (machine, _, content) => (isSame(machine, content, after) ? guess : lost),
    weakest: () => lost,
  };
  return guess;
}

/** A variable that each turn sets to a copy of the array in it, as `all = [...all, x]` does. */
function copied(content: Guess<Elements>): Guess<Value> {
  const guess: Guess<Value> = {
    at: (machine, turns) => arrayValue(content.at(machine, turns)),
    refine: (machine, turns, after) => {
      const settled = isValue(after) ? settle(machine, after) : null;
      const next =
        settled?.kind === 'array' ? content.refine(machine, turns, settled.elements.value) : content.weakest();
      return next === content ? guess : copied(next);
    },
    weakest: () => copied(content.weakest()),
  };
  return guess;
}
