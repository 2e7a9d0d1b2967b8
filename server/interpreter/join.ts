/** Joining: what a cell holds where paths meet again. */
import { all, any, type Condition, TRUE } from '../symbolic/condition.ts';
import type { Reason } from '../symbolic/place.ts';
import { asSize, fromSize } from '../symbolic/quotient.ts';
import { asConstant, choose, constant, fromSymbol, isUnknown, type Size, symbolsOf } from '../symbolic/size.ts';
import { makeSymbol, type SizeSymbol } from '../symbolic/symbol.ts';
import { type Dim, type FakeTensor, fakeTensor, isSpread, resolveShape, sizesOf } from '../tensor/tensor.ts';
import { alike, isInterchangeable } from './builtins/alike.ts';
import { type Cell, makeCell, type Side } from './cell.ts';
import type { Machine } from './machine.ts';
import { lengthOf } from './objects.ts';
import { settle } from './settle.ts';
import { noteElements } from './several.ts';
import { blur } from './tape.ts';
import { type UnknownValue, unknown } from './unknown.ts';
import { ABSENT, type Case, type Elements, quantity, type Slot, UNDEFINED, type Value } from './values.ts';
import { isTold, lightened } from './weight.ts';

/** More alternatives than this are forgotten: what they share is kept. */
const MOST_ALTERNATIVES = 4;

/** More than these are not told apart by their conditions, nor are sizes of more parts than these. */
const MOST_CONDITIONS = 16;
const MOST_WEIGHT = 60;

export function valueCell(value: Value): Cell<Value> {
  return makeCell({ value, join: mergeValues });
}

/** A property: `null` stands for none. */
export function propertyCell(value: Value | null): Cell<Value | null> {
  return makeCell({
    value,
    join: (machine, sides) => {
      if (sides.every((side) => side.value === null)) return null;
      return mergeValues(
        machine,
        sides.map(({ condition, value }) => ({ condition, value: value ?? ABSENT })),
      );
    },
  });
}

/** What an unknown became on one path holds on all: it was that value all along. */
export function refinementCell(): Cell<Value | null> {
  return makeCell<Value | null>({
    value: null,
    // That something became what it was all along is no effect on it.
    isInner: true,
    join: (machine, sides) => {
      const refined = sides.filter((side): side is Side<Value> => side.value !== null);
      if (refined.length === 0) return null;
      return mergeValues(machine, refined);
    },
  });
}

export function openCell(): Cell<UnknownValue | null> {
  return makeCell<UnknownValue | null>({
    value: null,
    join: (_, sides) => sides.find((side) => side.value !== null)?.value ?? null,
  });
}

export function elementsCell(elements: Elements): Cell<Elements> {
  noteElements(elements);
  return makeCell({ value: elements, join: mergeElements });
}

function mergeElements(machine: Machine, sides: readonly Side<Elements>[]): Elements {
  const [first] = sides;
  if (first === undefined) return { slots: [], rest: null };
  const count = first.value.slots.length;
  if (sides.every(({ value }) => value.rest === null && value.slots.length === count)) {
    const slots = first.value.slots.map((_, index) => mergeSlots(machine, sides, index));
    if (slots.every((slot) => slot !== null)) return { slots: slots as Slot[], rest: null };
  }
  const elements = sides.flatMap(({ condition, value }) =>
    [...value.slots, ...(value.rest ? [value.rest.element] : [])]
      .filter((slot): slot is Value => slot.kind !== 'spread')
      .map((slot) => ({ condition, value: slot })),
  );
  const lengths = new Set(sides.map(({ value }) => machine.facts.simplify(lengthOf(value))));
  const [length] = lengths;
  const merged = length !== undefined && lengths.size === 1 ? length : lostSize(differs(machine));
  const element = alike(
    machine,
    elements.map((one) => one.value),
    differs(machine),
  );
  const content: Elements = { slots: [], rest: { length: merged, element } };
  noteElements(content);
  return content;
}

function mergeSlots(machine: Machine, sides: readonly Side<Elements>[], index: number): Slot | null {
  const slots = sides.map(({ condition, value }) => ({ condition, value: value.slots[index] ?? UNDEFINED }));
  const values = slots.filter((side): side is Side<Value> => side.value.kind !== 'spread');
  if (values.length === slots.length) return mergeValues(machine, values);
  const [first] = slots;
  const same = slots.every(
    ({ value }) => value.kind === 'spread' && first?.value.kind === 'spread' && value.spread.isSame(first.value.spread),
  );
  return same ? (first?.value ?? null) : null;
}

/** One value where the sides agree, else alternatives, each under its condition. */
export function mergeValues(machine: Machine, sides: readonly Side<Value>[]): Value {
  const [side] = sides;
  if (side !== undefined && sides.every(({ value }) => value === side.value)) return side.value;
  const cases: Case[] = [];
  for (const { condition, value } of sides.flatMap((side) => flatten(machine, side))) {
    const index = cases.findIndex(
      (known) => sameValue(machine, known.value, value) || isInterchangeable(known.value, value),
    );
    const known = cases[index];
    if (known === undefined) cases.push({ condition, value });
    else cases[index] = { condition: any(known.condition, condition), value: known.value };
  }
  const [first] = cases;
  if (first === undefined) return unknown(differs(machine));
  if (cases.length === 1) return first.value;
  const data = oneOfData(cases.map(({ value }) => value));
  if (data !== null) return data;
  const conditions = lightened(cases.map((one) => one.condition));
  cases.forEach(({ value }, index) => {
    cases[index] = { condition: conditions[index] ?? TRUE, value };
  });
  return cases.length <= MOST_ALTERNATIVES ? { kind: 'alternatives', cases } : collapse(machine, cases);
}

/** One of several numbers or texts that are all data: which one it is tells nothing more. */
function oneOfData(values: readonly Value[]): Value | null {
  const [first] = values;
  if (first?.kind !== 'unknown' || first.holds === null) return null;
  const { origin, holds } = first;
  const isData = (value: Value): value is UnknownValue =>
    value.kind === 'unknown' && value.provenance !== 'input' && value.holds === holds && value.compute === null;
  if (!values.every(isData)) return null;
  const { why, provenance } = values.find((value) => value.provenance === 'lost') ?? first;
  return unknown(why, { provenance, origin, holds });
}

function flatten(machine: Machine, { condition, value }: Side<Value>): Case[] {
  const settled = settle(machine, value);
  if (settled.kind !== 'alternatives') return [{ condition, value: settled }];
  return settled.cases
    .map((one) => ({ condition: all(condition, one.condition), value: one.value }))
    .filter((one) => mayHold(machine, one.condition));
}

/** Whether the facts admit a condition, as far as the budget pays for the question. */
function mayHold(machine: Machine, condition: Condition): boolean {
  return !machine.step(0) || machine.facts.decide(condition) !== 'no';
}

/** Whether two values are the same on every path. */
export function sameValue(machine: Machine, a: Value, b: Value): boolean {
  if (a === b) return true;
  switch (a.kind) {
    case 'primitive':
      // What is not there differs from undefined.
      return b.kind === 'primitive' && Object.is(a.value, b.value) && (a === ABSENT) === (b === ABSENT);
    case 'symbol':
      return b.kind === 'symbol' && a.key === b.key;
    case 'accessor':
      return b.kind === 'accessor' && a.get === b.get && a.set === b.set;
    case 'quantity':
      return (
        b.kind === 'quantity' &&
        a.quotient.numerator === b.quotient.numerator &&
        a.quotient.denominator === b.quotient.denominator
      );
    case 'truth':
      return b.kind === 'truth' && a.condition === b.condition;
    case 'tensor':
      return b.kind === 'tensor' && sameTensor(machine, a.tensor, b.tensor);
    case 'object':
    case 'array':
    case 'unknown':
      return b.kind === a.kind && a.id === b.id;
    case 'promise':
      return b.kind === 'promise' && a.isRejected === b.isRejected && sameValue(machine, a.value, b.value);
    case 'closure':
      return b.kind === 'closure' && a.node === b.node && a.scope === b.scope;
    case 'libraryFunction':
      return b.kind === 'libraryFunction' && a.row === b.row && a.self === b.self;
    case 'buffer':
      return b.kind === 'buffer' && a.dtype === b.dtype && a.length === b.length;
    default:
      return false;
  }
}

function sameTensor(machine: Machine, a: FakeTensor, b: FakeTensor): boolean {
  if (a === b) return true;
  if (a.dtype !== b.dtype) return false;
  const left = resolveShape(machine.facts, a.shape);
  const right = resolveShape(machine.facts, b.shape);
  const isSame = left.length === right.length && left.every((dim, index) => sameDim(dim, right[index]));
  if (isSame) blur(machine);
  return isSame;
}

export function sameDim(a: Dim | undefined, b: Dim | undefined): boolean {
  return a === b || (isSpread(a) && isSpread(b) && a.isSame(b));
}

/** What too many alternatives share: sizes on which all agree, sizes that depend on conditions, and `?` for the others. */
function collapse(machine: Machine, cases: readonly Case[]): Value {
  const why = differs(machine);
  const number = chosenNumber(cases) ?? unstatedNumber(machine, cases);
  if (number !== null) return number;
  const tensors = cases.map(({ value }) => (value.kind === 'tensor' ? value.tensor : null));
  const shared = sharedTensor(machine, tensors, why, toldConditions(cases));
  return shared === null ? unknown(why) : { kind: 'tensor', tensor: shared };
}

function toldConditions(cases: readonly Case[]): readonly Condition[] | null {
  const conditions = cases.map((one) => one.condition);
  return cases.length <= MOST_CONDITIONS && conditions.every(isTold) ? conditions : null;
}

/** A number that depends on conditions; `null` where a case is no whole number, or a condition cannot be told. */
export function chosenNumber(cases: readonly Case[]): Value | null {
  const conditions = toldConditions(cases);
  if (conditions === null) return null;
  const sizes = cases.map(({ value }) => wholeNumber(value));
  if (!sizes.every((size) => size !== null)) return null;
  const size = chosenSize(sizes, conditions);
  return size === null ? null : quantity(fromSize(size));
}

/** One of several numbers, some of which nothing in the program states. */
function unstatedNumber(machine: Machine, cases: readonly Case[]): Value | null {
  const sizes = cases.map(({ value }) => wholeNumber(value));
  if (!sizes.every((size) => size !== null)) return null;
  const size = unstatedSize(machine, sizes, (one) => asConstant(one) !== null);
  return size === null ? null : quantity(fromSize(size));
}

function wholeNumber(value: Value): Size | null {
  if (value.kind === 'quantity') return asSize(value.quotient);
  return value.kind === 'primitive' && Number.isInteger(value.value) ? constant(value.value as number) : null;
}

/** One of several sizes, each under its condition; `null` where that is too long to tell. */
function chosenSize(sizes: readonly Size[], conditions: readonly Condition[]): Size | null {
  if (sizes.some(isUnknown)) return null;
  const chosen = sizes.reduceRight((otherwise, size, index) => choose(conditions[index] ?? TRUE, size, otherwise));
  return chosen.weight <= MOST_WEIGHT ? chosen : null;
}

/** The tensor that shows what several have in common; `null` where they are no tensors or differ in rank. */
export function sharedTensor(
  machine: Machine,
  tensors: readonly (FakeTensor | null)[],
  why: Reason,
  conditions: readonly Condition[] | null = null,
): FakeTensor | null {
  const [first] = tensors;
  if (!first) return null;
  const shapes = tensors.map((tensor) => tensor && sizesOf(resolveShape(machine.facts, tensor.shape)));
  const rank = shapes[0]?.length;
  if (rank === undefined || shapes.some((shape) => shape?.length !== rank)) return null;
  const sizes = (shapes[0] as readonly Size[]).map((size, index) => {
    const column = shapes.map((shape) => shape?.[index] ?? size);
    if (column.every((other) => other === size)) return size;
    return (conditions && chosenSize(column, conditions)) ?? unstatedSize(machine, column) ?? lostSize(why);
  });
  const sameType = tensors.every((tensor) => tensor?.dtype === first.dtype);
  return fakeTensor(sizes, sameType ? first.dtype : null);
}

/** One of several sizes that nothing in the program states is another one of which that is all there is to say. */
function unstatedSize(
  { facts }: Machine,
  sizes: readonly Size[],
  isLeftOut: (size: Size) => boolean = () => false,
): Size | null {
  const symbols = sizes.filter((size) => !isLeftOut(size)).map((size) => symbolsOf(facts.simplify(size)));
  const isUnstated = ({ backing }: SizeSymbol) => backing === 'opaque' || backing === 'data';
  const [[first] = []] = symbols;
  if (first === undefined || !symbols.every((some) => some.length > 0 && some.every(isUnstated))) return null;
  const bounds = sizes.map((size) => facts.range(size).min);
  const min = bounds.some((bound) => bound === null) ? null : Math.min(...bounds.map(Number));
  const { origin, why } = first;
  return fromSymbol(makeSymbol({ name: someOf(first.name), origin, backing: 'opaque', min, why }));
}

/** `height` is one of them, `someHeight` any. */
function someOf(name: string): string {
  return /^some\p{Lu}/u.test(name) ? name : `some${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** A size that the analysis lost, printed as `?`. */
export function lostSize(why: Reason): Size {
  return fromSymbol(makeSymbol({ name: '?', origin: '?', backing: 'unknown', min: 0, why }));
}

function differs(machine: Machine): Reason {
  return { message: 'differs between paths', place: machine.here() };
}

/** The condition of a path: all that was decided since some point. */
export function conjunction(conditions: readonly Condition[]): Condition {
  return all(...conditions);
}
