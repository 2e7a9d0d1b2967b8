/** Guesses what the turns of a loop make of the content of an array. */
import { ts } from 'ts-morph';
import type { Reason } from '../../../symbolic/place.ts';
import { less } from '../../../symbolic/relation.ts';
import {
  add,
  asConstant,
  constant,
  fromSymbol,
  isUnknown,
  multiply,
  plus,
  type Size,
  subtract,
} from '../../../symbolic/size.ts';
import { makeSymbol } from '../../../symbolic/symbol.ts';
import { type Dim, isSpread, resolveShape } from '../../../tensor/tensor.ts';
import { sameDim } from '../../join.ts';
import { type Machine, reasonAt, textOf } from '../../machine.ts';
import { lengthOf } from '../../objects.ts';
import { settle } from '../../settle.ts';
import { standsFor } from '../../several.ts';
import { nameOf, unknown } from '../../unknown.ts';
import { type Elements, isNullish, type Slot, type Value } from '../../values.ts';
import { alike } from '../alike.ts';
import { isElements } from './content.ts';
import { hasForm } from './form.ts';
import { constantly, type Guess, guessValue, type Loop } from './guess.ts';

/** A guess for an array that every turn makes longer by the same number of like elements, or leaves as long as it is. */
export function guessElements(machine: Machine, before: Elements, after: Elements, loop: Loop): Guess<Elements> {
  const why = reasonAt(loop.node, 'filled in a loop');
  const growth = machine.facts.simplify(subtract(lengthOf(after), lengthOf(before)));
  const isLonger = asConstant(growth) === 0 || machine.decide(less(constant(0), growth)) === 'yes';
  const hasSlots = after.slots.length >= before.slots.length;
  const lose = (element: Value | null) =>
    filled({ element: commonElement(machine, before, element, why), lengths: new Map(), why, loop });
  if (!isLonger || !hasSlots) return lose(newElement(machine, before, after, why));
  const slots = before.slots.map((slot, index) => guessSlot(machine, slot, after.slots[index] ?? slot, loop));
  return grown({ before, growth, slots, element: newElement(machine, before, after, why), why, loop, lose });
}

interface Growth {
  readonly before: Elements;
  /** By how much the array grows in a turn. */
  readonly growth: Size;
  /** What becomes of the slots that it had. */
  readonly slots: readonly (Guess<Value> | null)[];
  /** What is added, and what the elements of unknown number are; `null` where there are none. */
  readonly element: Value | null;
  readonly why: Reason;
  /** What is left to say of the array where nothing else holds. */
  readonly lose: (element: Value | null) => Guess<Elements>;
  readonly loop: Loop;
}

function guessSlot(machine: Machine, before: Slot, after: Slot, loop: Loop): Guess<Value> | null {
  if (before.kind !== 'spread' && after.kind !== 'spread') return guessValue(machine, before, after, loop);
  return before.kind === 'spread' ? null : constantly<Value>(before);
}

/** The elements beyond the slots that were there. What an array that was only made holds does not count. */
function newElement(machine: Machine, before: Elements, after: Elements, why: Reason): Value | null {
  const pushed = after.slots.slice(before.slots.length).filter((slot): slot is Value => slot.kind !== 'spread');
  const rest = after.rest === null ? [] : [after.rest.element];
  const values = [...pushed, ...rest].map((value) => settle(machine, value));
  return values.length === 0 ? null : alike(machine, present(values), why);
}

function present(values: readonly Value[]): readonly Value[] {
  const present = values.filter((value) => !isNullish(value));
  return present.length === 0 ? values : present;
}

function grown(parts: Growth): Guess<Elements> {
  const { before, slots, element, why, loop } = parts;
  const guess: Guess<Elements> = {
    at: (machine, turns) => contentAt(machine, parts, turns),
    refine: (machine, turns, after) => {
      const expected = machine.facts.simplify(lengthOf(contentAt(machine, parts, plus(turns, 1))));
      if (!isElements(after)) return guess.weakest();
      if (machine.facts.simplify(lengthOf(after)) !== expected)
        return parts.lose(element).refine(machine, turns, after);
      const refined = slots.map((slot, index) => slot?.refine(machine, turns, after.slots[index]) ?? null);
      const added = newElement(machine, before, after, why);
      const isStable = isLike(machine, element, added, loop);
      if (isStable && refined.every((slot, index) => slot === slots[index])) return guess;
      const common = isStable || element === null || added === null ? element : weaker(machine, element, added, why);
      return grown({ ...parts, slots: refined, element: common });
    },
    adopt: (machine, after) => {
      if (!isElements(after)) return guess;
      const adopted = slots.map((slot, index) => slot?.adopt(machine, after.slots[index]) ?? null);
      const made = newElement(machine, before, after, why);
      const isMade = element !== null && element.kind !== 'unknown' && made !== null;
      return grown({ ...parts, slots: adopted, element: isMade ? made : element });
    },
    weakest: () => {
      if (asConstant(parts.growth) !== 0) return parts.lose(element).weakest();
      return grown({ ...parts, slots: slots.map((slot) => slot?.weakest() ?? null), element: element && unknown(why) });
    },
  };
  return guess;
}

interface Filled {
  readonly element: Value;
  /** By the number of turns. */
  readonly lengths: Map<Size, Size>;
  readonly why: Reason;
  readonly loop: Loop;
}

/** An array of which only the run tells the length, and what its elements have in common is known if every turn leaves it so. */
function filled(parts: Filled): Guess<Elements> {
  const { element, why, loop } = parts;
  const guess: Guess<Elements> = {
    at: (_, turns) => filledAt(parts, turns),
    refine: (machine, _, after) => {
      const made = isElements(after) ? newElement(machine, NOTHING, after, why) : null;
      if (made === null || isLike(machine, element, made, loop)) return guess;
      return filled({ ...parts, element: weaker(machine, element, made, why) });
    },
    adopt: () => guess,
    weakest: () => {
      const any: Filled = { ...parts, element: unknown(why) };
      const weakest: Guess<Elements> = {
        at: (_, turns) => filledAt(any, turns),
        refine: () => weakest,
        adopt: () => weakest,
        weakest: () => weakest,
      };
      return weakest;
    },
  };
  return guess;
}

function filledAt({ element, lengths, why, loop }: Filled, turns: Size): Elements {
  const length = lengths.get(turns) ?? filledLength(loop, why);
  lengths.set(turns, length);
  standsFor(element, length);
  return { slots: [], rest: { length, element } };
}

const NOTHING: Elements = { slots: [], rest: null };

function contentAt(machine: Machine, { before, growth, slots, element }: Growth, turns: Size): Elements {
  const present = before.slots.map((slot, index) => slots[index]?.at(machine, turns) ?? slot);
  const added = multiply(turns, growth);
  if (element === null) return { slots: present, rest: before.rest };
  const length = before.rest === null ? added : add(before.rest.length, added);
  standsFor(element, length);
  return { slots: present, rest: { length, element } };
}

function isLike(machine: Machine, a: Value | null, b: Value | null, { mark }: Loop): boolean {
  if (a === null || b === null) return a === b;
  return (a.kind === 'unknown' && b.kind === 'unknown') || hasForm(machine, b, a, mark);
}

/** What the elements have in common with those of one more turn; nothing, where every turn loses the same sizes anew. */
function weaker(machine: Machine, element: Value, made: Value, why: Reason): Value {
  return isInstance(machine, made, element) ? unknown(why) : alike(machine, [element, made], why);
}

/** Whether a value is a tensor as the element says: any size is one that is not known. */
function isInstance({ facts }: Machine, value: Value, element: Value): boolean {
  if (value.kind !== 'tensor' || element.kind !== 'tensor') return false;
  const [shape, form] = [resolveShape(facts, value.tensor.shape), resolveShape(facts, element.tensor.shape)];
  const isType = element.tensor.dtype === null || element.tensor.dtype === value.tensor.dtype;
  const isSize = (dim: Dim, index: number) => sameDim(form[index], dim) || (!isSpread(dim) && isLost(form[index]));
  return isType && form.length === shape.length && shape.every(isSize);
}

function isLost(dim: Dim | undefined): boolean {
  return dim !== undefined && !isSpread(dim) && isUnknown(dim);
}

/** What the elements that an array had and the new ones have in common. */
function commonElement(machine: Machine, before: Elements, added: Value | null, why: Reason): Value {
  const olds = [...before.slots, ...(before.rest === null ? [] : [before.rest.element])];
  const values = [...olds, ...(added === null ? [] : [added])].filter((one): one is Value => one.kind !== 'spread');
  return values.length === 0 ? unknown(why) : alike(machine, values, why);
}

/** The length has the name of the array, where the loop fills only one. */
function filledLength({ node }: Loop, why: Reason): Size {
  const names = new Set<string>();
  const visit = (child: ts.Node): void => {
    const callee = ts.isCallExpression(child) ? child.expression : null;
    if (callee !== null && ts.isPropertyAccessExpression(callee) && callee.name.text === 'push')
      names.add(callee.expression.getText());
    ts.forEachChild(child, visit);
  };
  visit(node);
  const [only, other] = names;
  const origin = only !== undefined && other === undefined ? only : textOf(node);
  return fromSymbol(
    makeSymbol({ name: `${nameOf(origin)}Length`, origin: `${origin}.length`, backing: 'data', min: 0, why }),
  );
}
