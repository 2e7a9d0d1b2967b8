/** What a turn made, kept as it was at the end of the turn: the turn itself may be undone. */
import type { Machine } from '../../machine.ts';
import { allKeysOf, arrayValue, objectValue, ownProperty } from '../../objects.ts';
import { settle } from '../../settle.ts';
import { ABSENT, type ArrayValue, type Elements, type ObjectValue, type Value } from '../../values.ts';
import { isElements, isEntries, isValue } from './content.ts';

/** Values nested deeper are not copied. */
const MOST_DEPTH = 6;

/** The content of a cell with copies of all arrays and objects that were made since the mark. */
export function frozenContent(machine: Machine, content: unknown, mark: number): unknown {
  const freeze = freezer(machine, mark);
  if (isElements(content)) return frozenElements(content, freeze, 0);
  if (isEntries(content)) return content.map(([key, value]) => [freeze(key, 0), freeze(value, 0)] as const);
  return isValue(content) ? freeze(content, 0) : content;
}

/** The number of the newest array or object. */
export function markObjects(): number {
  return objectValue().id;
}

type Freeze = (value: Value, depth: number) => Value;

/** What occurs twice is copied once: identity matters. */
function freezer(machine: Machine, mark: number): Freeze {
  const copies = new Map<Value, Value>();
  const freeze: Freeze = (value, depth) => {
    const settled = settle(machine, value);
    const known = copies.get(settled);
    if (known !== undefined || depth > MOST_DEPTH) return known ?? settled;
    const copy = copyOf(settled, mark, freeze, depth + 1);
    copies.set(settled, copy);
    return copy;
  };
  return freeze;
}

function copyOf(value: Value, mark: number, freeze: Freeze, depth: number): Value {
  switch (value.kind) {
    case 'array':
      return value.id > mark ? frozenArray(value, freeze, depth) : value;
    case 'object':
      return value.id > mark ? frozenObject(value, freeze, depth) : value;
    case 'promise':
      return { ...value, value: freeze(value.value, depth) };
    case 'alternatives':
      return { kind: 'alternatives', cases: value.cases.map((one) => ({ ...one, value: freeze(one.value, depth) })) };
    default:
      return value;
  }
}

function frozenArray({ elements }: ArrayValue, freeze: Freeze, depth: number): ArrayValue {
  return arrayValue(frozenElements(elements.value, freeze, depth));
}

function frozenElements({ slots, rest }: Elements, freeze: Freeze, depth: number): Elements {
  return {
    slots: slots.map((slot) => (slot.kind === 'spread' ? slot : freeze(slot, depth))),
    rest: rest && { length: rest.length, element: freeze(rest.element, depth) },
  };
}

/** Nothing has seen the copy yet: its cells need no journal. */
function frozenObject(object: ObjectValue, freeze: Freeze, depth: number): ObjectValue {
  const { prototype, instance, iteration } = object;
  const copy = objectValue(
    allKeysOf(object).map((key) => [key, freeze(ownProperty(object, key) ?? ABSENT, depth)] as const),
    {
      prototype,
      ...(iteration && { iteration }),
      instance: instance && { type: instance.type, state: instance.state.value },
    },
  );
  for (const key of object.hidden) copy.hidden.add(key);
  copy.open.value = object.open.value;
  copy.entries.value = object.entries.value?.map(([key, value]) => [freeze(key, depth), freeze(value, depth)]) ?? null;
  return copy;
}
