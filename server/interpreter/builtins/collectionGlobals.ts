/** The constructors of maps, sets and weak references. */

import { callFunction } from '../functions.ts';
import { iterated } from '../iterate.ts';
import type { Machine } from '../machine.ts';
import { objectValue } from '../objects.ts';
import { settle } from '../settle.ts';
import { isNullish, type Native, type NativeCall, native, type ObjectValue, type Value } from '../values.ts';
import { knownContent } from './array/content.ts';
import { collectionMember, plainEntries } from './collection.ts';
import { entryParts } from './entries.ts';
import { argumentAt, plainFunction } from './method.ts';
import { derived, lost } from './results.ts';

export function collectionGlobals(): Readonly<Record<string, Value>> {
  return {
    Map: plainFunction('Map', makeMap),
    Set: plainFunction('Set', makeSet),
    WeakMap: plainFunction('WeakMap', makeMap),
    WeakRef: plainFunction('WeakRef', makeReference),
    WeakSet: plainFunction('WeakSet', makeSet),
  };
}

/** A collection is filled by its own method, so that equal keys are one. */
function filled(
  machine: Machine,
  call: NativeCall,
  method: 'add' | 'set',
  partsOf: (one: Value) => readonly Value[] | null,
): Value {
  const collection = objectValue();
  // Nothing has seen the new collection yet: its cells need no journal.
  collection.entries.value = [];
  const source = argumentAt(machine, call, 0);
  if (isNullish(source)) return collection;
  const list = iterated(machine, source, call.node);
  const known = list.kind === 'array' ? knownContent(machine, list) : null;
  if (known === null) machine.journal.write(collection.open, derived([list], call.node, 'the entries are not known'));
  const parts = (known ?? []).map(partsOf).filter((one) => one !== null);
  const settled = parts.map((args) => args.map((one) => settle(machine, one)));
  const plain = plainEntries(settled);
  if (plain === null) for (const args of settled) put(machine, collection, method, args, call);
  else collection.entries.value = plain;
  return collection;
}

function makeMap(machine: Machine, call: NativeCall): Value {
  return filled(machine, call, 'set', (entry) => entryParts(machine, entry, call.node));
}

function makeSet(machine: Machine, call: NativeCall): Value {
  return filled(machine, call, 'add', (member) => [member]);
}

function put(
  machine: Machine,
  collection: ObjectValue,
  method: 'add' | 'set',
  args: readonly Value[],
  { node }: NativeCall,
): void {
  const run = collectionMember(machine, collection, method, node);
  if (run !== null) callFunction(machine, run, collection, args, node);
}

/** What a weak reference refers to is there. */
function makeReference(machine: Machine, call: NativeCall): Value {
  const target = argumentAt(machine, call, 0);
  const deref: Native = native('deref', () => target);
  return target.kind === 'unknown' ? lost(call.node, 'the target is not known') : objectValue([['deref', deref]]);
}
