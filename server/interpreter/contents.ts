/** Cells for what objects contain, and how their contents join: keys in an order, entries of collections. */
import { all, any, TRUE } from '../symbolic/condition.ts';
import { incomplete, isWhole } from './builtins/entries.ts';
import { type Cell, makeCell, type Side } from './cell.ts';
import { mergeValues, sameValue } from './join.ts';
import { KeyList } from './keyList.ts';
import type { Machine } from './machine.ts';
import type { EntryValue, KeyOrder, Value } from './values.ts';

/** The keys of an object: those of all paths, in an order that suits each path where there is one. */
export function orderCell(keys: Iterable<string>): Cell<KeyOrder> {
  return makeCell<KeyOrder>({
    value: { keys: KeyList.of(keys), isCertain: true },
    join: (_, sides) => joinOrders(sides.map(({ value }) => value)),
  });
}

/** The keys of all of them, in an order that suits each where there is one. */
export function joinOrders(orders: readonly KeyOrder[]): KeyOrder {
  const longest = orders.reduce((a, b) => (b.keys.length > a.keys.length ? b : a));
  const keys = KeyList.of(new Set([...longest.keys, ...orders.flatMap((one) => [...one.keys])]));
  const suits = (one: KeyOrder) => {
    const places = Array.from(one.keys, (key) => keys.indexOf(key));
    return one.isCertain && places.every((place, index) => index === 0 || place > (places[index - 1] ?? 0));
  };
  return { keys, isCertain: orders.every(suits) };
}

export function entriesCell(): Cell<readonly EntryValue[] | null> {
  return makeCell<readonly EntryValue[] | null>({ value: null, join: joinEntries });
}

/** The entries of all paths; one that some paths do not have is there under a condition. */
function joinEntries(
  machine: Machine,
  sides: readonly Side<readonly EntryValue[] | null>[],
): readonly EntryValue[] | null {
  const filled = sides.filter((side): side is Side<readonly EntryValue[]> => side.value !== null);
  const [first] = filled;
  if (first === undefined || filled.every(({ value }) => value === first.value)) return first?.value ?? null;
  const keys: Value[] = [];
  for (const [key] of filled.flatMap(({ value }) => [...value])) {
    if (!keys.some((known) => sameValue(machine, known, key))) keys.push(key);
  }
  const joined = keys.map((key): EntryValue => {
    const found = filled.flatMap(({ condition, value }) => {
      const entry = value.find(([known]) => sameValue(machine, known, key));
      return entry === undefined ? [] : [{ entry, condition: all(condition, entry[2] ?? TRUE) }];
    });
    const isMember = found.every(({ entry }) => entry[0] === entry[1]);
    const value = isMember
      ? key
      : mergeValues(
          machine,
          found.map(({ entry, condition }) => ({ condition, value: entry[1] })),
        );
    const isEverywhere = found.length === filled.length && found.every(({ entry }) => entry[2] === undefined);
    return isEverywhere ? [key, value] : [key, value, any(...found.map(({ condition }) => condition))];
  });
  return filled.every(({ value }) => isWhole(value)) ? joined : incomplete(joined);
}
