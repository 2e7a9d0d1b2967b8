/** The entries of maps and sets, and whether they are all that there are. */
import type { ts } from 'ts-morph';
import { getElement } from '../elements.ts';
import { type Machine, textOf } from '../machine.ts';
import { arrayOf, arrayValue } from '../objects.ts';
import { settle } from '../settle.ts';
import { type UnknownValue, unknown } from '../unknown.ts';
import { type ArrayValue, type EntryValue, type ObjectValue, primitive, type Value } from '../values.ts';
import { alike } from './alike.ts';
import { throwError } from './errors.ts';
import { dataReason, freshLength } from './results.ts';

/** Key and value; for a member of a set both are one. */
export type Entry = EntryValue;

/** Entries besides which there may be more. */
const incompletes = new WeakSet<readonly Entry[]>();

export function incomplete(entries: readonly Entry[]): readonly Entry[] {
  const copy = [...entries];
  incompletes.add(copy);
  return copy;
}

/** Whether a list of entries is all that there is. */
export function isWhole(entries: readonly Entry[]): boolean {
  return !incompletes.has(entries);
}

/** Whether the entries that are known are all, and there on all paths. */
export function isComplete(collection: ObjectValue): boolean {
  const { entries, open } = collection;
  if (open.value !== null || entries.value === null || incompletes.has(entries.value)) return false;
  return entries.value.every(([, , presence]) => presence === undefined);
}

/** An entry of which nothing is known but where it comes from. */
export function someEntry(collection: ObjectValue, node: ts.Node): Entry {
  const open = collection.open.value;
  const some = (part: string): UnknownValue =>
    open === null
      ? unknown(dataReason(node), { provenance: 'outside', origin: part })
      : unknown(open.why, { provenance: open.provenance, origin: `${open.origin}[i]` });
  return [some('key'), some('value')];
}

/** Key and value of what is given as an entry; `null` after the exception that what is no object throws. */
export function entryParts(machine: Machine, entry: Value, node: ts.Node): readonly [Value, Value] | null {
  const settled = settle(machine, entry);
  if (['primitive', 'quantity', 'truth', 'symbol'].includes(settled.kind)) {
    throwError(machine, 'TypeError', `Iterator value ${textOf(node)} is not an entry object`);
    return null;
  }
  return [getElement(machine, settled, primitive(0), node), getElement(machine, settled, primitive(1), node)];
}

function given([key, value]: Entry): Value {
  return key === value ? value : arrayOf([key, value]);
}

/** What is made of every entry, as an array; without a function what an iteration gives: members of sets, pairs of maps. */
export function listEntries(
  machine: Machine,
  collection: ObjectValue,
  node: ts.Node,
  make: ((entry: Entry) => Value) | null = null,
): ArrayValue {
  const made = (collection.entries.value ?? []).map(make ?? given);
  if (isComplete(collection)) return arrayOf(made);
  // Of no entry is known whether it is a member or a pair.
  const some = someEntry(collection, node);
  const values = made.length === 0 ? [make === null ? some[1] : make(some)] : made;
  return arrayValue({
    slots: [],
    rest: { length: freshLength(node), element: alike(machine, values, dataReason(node)) },
  });
}
