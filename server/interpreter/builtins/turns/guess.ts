/** Guesses what the turns of a loop make of a variable, a property or an array, from what the first turn made of it. */
import type { ts } from 'ts-morph';
import { negation, toCondition } from '../../../symbolic/condition.ts';
import { asSize, fromSize, subtractQuotients } from '../../../symbolic/quotient.ts';
import { less } from '../../../symbolic/relation.ts';
import { add, constant, multiply, plus, type Size, symbolsOf } from '../../../symbolic/size.ts';
import type { SizeSymbol } from '../../../symbolic/symbol.ts';
import type { Cell } from '../../cell.ts';
import { mergeValues, sameValue } from '../../join.ts';
import { type Machine, reasonAt } from '../../machine.ts';
import { arrayValue } from '../../objects.ts';
import { settle } from '../../settle.ts';
import { quotientOf } from '../../truth.ts';
import { unknown } from '../../unknown.ts';
import { ABSENT, type Elements, isNumber, quantity, type Value } from '../../values.ts';
import { untold } from '../../weight.ts';
import { isElements, isEntries, isKeyOrder, isValue } from './content.ts';
import { guessElements } from './elements.ts';
import { guessEntries } from './entries.ts';
import { hasForm } from './form.ts';
import { guessKeys } from './keys.ts';
import { commonTensor, growingTensor } from './tensor.ts';

/** What the guesses of one loop have in common. */
export interface Loop {
  readonly node: ts.Node;
  /** Arrays and objects with higher numbers are made by the turns. */
  readonly mark: number;
}

/** What a cell holds, by the number of turns that were made. */
export interface Guess<Content = unknown> {
  at(machine: Machine, turns: Size): Content;
  /** The guess itself where one turn more than `turns` left this content, else a weaker one. */
  refine(machine: Machine, turns: Size, after: unknown): Guess<Content>;
  /** The same guess with the arrays and objects that a turn really made, which left this content. */
  adopt(machine: Machine, after: unknown): Guess<Content>;
  /** The guess that says least; it always holds. */
  weakest(): Guess<Content>;
}

/** A guess for a cell with this content before and after the first turn; `null` where the cell is left alone. */
export function guessContent(machine: Machine, before: unknown, after: unknown, loop: Loop): Guess | null {
  if (isElements(before) && isElements(after)) return guessElements(machine, before, after, loop);
  if (isEntries(before) && isEntries(after)) return guessEntries(before, after, loop);
  if (isKeyOrder(before) && isKeyOrder(after)) return guessKeys(before, after);
  // A property that was not there holds nothing yet.
  const content = before ?? ABSENT;
  return isValue(content) && isValue(after) ? guessValue(machine, content, after, loop) : null;
}

/** A guess for the state of an object of the library: what the states before and after have in common. */
export function guessState({ value, either }: Cell<unknown>, after: unknown, loop: Loop): Guess | null {
  if (either === undefined) return null;
  const why = reasonAt(loop.node, 'changes in every turn');
  const guessed = (state: unknown): Guess => {
    const guess: Guess = {
      at: () => state,
      refine: (_machine, _turns, next) => {
        const common = either([state, next], why);
        return common === state ? guess : guessed(common);
      },
      adopt: () => guess,
      weakest: () => guess,
    };
    return guess;
  };
  return guessed(either([value, after], why));
}

/** Guesses for a value, the strongest first: it stays; it grows by a size; it has one form from the first turn on. */
export function guessValue(machine: Machine, before: Value, after: Value, loop: Loop): Guess<Value> {
  const [first, second] = [settle(machine, before), settle(machine, after)];
  const known = changing(second, loop);
  // Some turns delete the property: which, and whether there were such, is not known.
  const isOpen = mayBeGone(first) || mayBeGone(second) || second === ABSENT;
  const vague = isOpen ? orAbsent(machine, known) : known;
  const nothing = first === ABSENT ? begun(first, vague) : constantly(vague);
  const why = reasonAt(loop.node, 'changes in every turn');
  const lost = commonTensor(machine, first, second, why, nothing) ?? nothing;
  if (sameValue(machine, first, second)) return unchanged(before, lost);
  if (first.kind === 'array' && second.kind === 'array' && second.id > loop.mark) {
    return copied(guessElements(machine, first.elements.value, second.elements.value, loop));
  }
  const settling = afterFirst({ before, after, loop, lost });
  return linear(first, second, settling) ?? growingTensor(machine, first, second, why, settling) ?? settling;
}

function mayBeGone(value: Value): boolean {
  return value.kind === 'alternatives' && value.cases.some((one) => one.value === ABSENT);
}

function orAbsent(machine: Machine, value: Value): Value {
  const isThere = untold();
  return mergeValues(machine, [
    { condition: isThere, value },
    { condition: negation(isThere), value: ABSENT },
  ]);
}

/** A value of which only where it comes from is known: nothing that the author could type at the start gives it. */
function changing(sample: Value, { node }: Loop): Value {
  const why = reasonAt(node, 'changes in every turn');
  if (isUnstated(sample)) return unknown(why, { provenance: 'outside', origin: 'n', holds: 'number' });
  if (sample.kind !== 'unknown' || sample.provenance === 'lost') return unknown(why);
  return unknown(why, { provenance: 'outside', origin: sample.origin, type: sample.type });
}

/** Whether a number depends on sizes that nothing in the program states, as a sum of lengths of data does. */
function isUnstated(value: Value): boolean {
  if (value.kind === 'alternatives') {
    const others = value.cases.filter((one) => !isNumber(one.value));
    return others.length > 0 && others.every((one) => isUnstated(one.value));
  }
  if (value.kind !== 'quantity') return false;
  const symbols = symbolsOf(value.quotient.numerator);
  const isIndex = ({ origin }: SizeSymbol) => origin === 'i';
  return symbols.length > 0 && symbols.every((one) => !isIndex(one) && ['opaque', 'data'].includes(one.backing));
}

export function constantly<Content>(content: Content): Guess<Content> {
  const guess: Guess<Content> = { at: () => content, refine: () => guess, adopt: () => guess, weakest: () => guess };
  return guess;
}

/** What the first turn makes of a property that was not there. */
function begun(before: Value, after: Value): Guess<Value> {
  const at = (machine: Machine, turns: Size): Value => fromFirst(machine, turns, before, after);
  const guess: Guess<Value> = { at, refine: () => guess, adopt: () => guess, weakest: () => guess };
  return guess;
}

/** The one before the first turn, the other after it. */
function fromFirst(machine: Machine, turns: Size, before: Value, after: Value): Value {
  const begun = toCondition(less(constant(0), turns));
  return mergeValues(machine, [
    { condition: begun, value: after },
    { condition: negation(begun), value: before },
  ]);
}

/** A variable that each turn sets to a value of the same form, as `total = total.add(x)` does. */
function unchanged(before: Value, lost: Guess<Value>): Guess<Value> {
  const guess: Guess<Value> = {
    at: () => before,
    refine: (machine, _, after) =>
      isValue(after) && sameValue(machine, settle(machine, after), settle(machine, before)) ? guess : lost,
    adopt: () => guess,
    weakest: () => lost,
  };
  return guess;
}

/** `before + turns * step`; `null` where the two are no sizes. */
function linear(before: Value, after: Value, weaker: Guess<Value>): Guess<Value> | null {
  const start = quotientOf(before);
  const next = quotientOf(after);
  const from = start && asSize(start);
  const step = start && next && asSize(subtractQuotients(next, start));
  if (!from || !step) return null;
  const at = (turns: Size) => quantity(fromSize(add(from, multiply(step, turns))));
  const guess: Guess<Value> = {
    at: (_, turns) => at(turns),
    refine: (machine, turns, content) =>
      isValue(content) && sameValue(machine, settle(machine, content), at(plus(turns, 1))) ? guess : weaker,
    adopt: () => guess,
    weakest: () => weaker.weakest(),
  };
  return guess;
}

interface Settling {
  readonly before: Value;
  readonly after: Value;
  readonly loop: Loop;
  readonly lost: Guess<Value>;
}

/** A variable that has one form from the first turn on, as the state of a network that starts as null. */
function afterFirst(parts: Settling): Guess<Value> {
  const { before, after, loop, lost } = parts;
  const guess: Guess<Value> = {
    at: (machine, turns) => fromFirst(machine, turns, before, after),
    refine: (machine, _, content) => (isValue(content) && hasForm(machine, content, after, loop.mark) ? guess : lost),
    adopt: (_, content) => (isValue(content) ? afterFirst({ ...parts, after: content }) : guess),
    weakest: () => lost,
  };
  return guess;
}

/** A variable that each turn sets to a copy of the array in it, as `all = [...all, x]` does. */
function copied(content: Guess<Elements>): Guess<Value> {
  const contentOf = (machine: Machine, after: unknown): Elements | null => {
    const settled = isValue(after) ? settle(machine, after) : null;
    return settled?.kind === 'array' ? settled.elements.value : null;
  };
  const guess: Guess<Value> = {
    at: (machine, turns) => arrayValue(content.at(machine, turns)),
    refine: (machine, turns, after) => {
      const next = content.refine(machine, turns, contentOf(machine, after));
      return next === content ? guess : copied(next);
    },
    adopt: (machine, after) => copied(content.adopt(machine, contentOf(machine, after))),
    weakest: () => copied(content.weakest()),
  };
  return guess;
}
