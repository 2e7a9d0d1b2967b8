/** Members of maps and sets. */
import type { ts } from 'ts-morph';
import { all, any, type Condition, FALSE, negation, TRUE } from '../../symbolic/condition.ts';
import { branchValue } from '../branch.ts';
import { callFunction } from '../functions.ts';
import { mergeValues } from '../join.ts';
import { ITERATOR } from '../keys.ts';
import { collectionIteration, iteratorOver } from '../listIteration.ts';
import { BUDGET, type Machine, reasonAt, textOf } from '../machine.ts';
import { arrayOf, sizeValue } from '../objects.ts';
import { change, isSeveral, partOf } from '../several.ts';
import { equality, question } from '../truth.ts';
import { propertyOfUnknown } from '../types.ts';
import { type Native, type NativeCall, type ObjectValue, primitive, truth, UNDEFINED, type Value } from '../values.ts';
import { alike } from './alike.ts';
import { type Entry, incomplete, isComplete, isWhole, listEntries, someEntry } from './entries.ts';
import { argumentAt, lazily, type Method, method } from './method.ts';
import { objectMethod } from './plainObject.ts';
import { dataReason, derived, freshLength, outside, undecided } from './results.ts';
import { everyTurn } from './turns.ts';

/** `object.name` for what the language gives every object, and for maps and sets; `null` where there is none. */
export function collectionMember(_: Machine, object: ObjectValue, name: string, node: ts.Node): Value | null {
  const entries = object.entries.value;
  if (entries === null) return objectMethod(name);
  if (name !== 'size') return collectionMethod(name) ?? objectMethod(name);
  return isComplete(object) ? primitive(entries.length) : sizeValue(freshLength(node, null, textOf(node)));
}

const collectionMethod: (name: string) => Native | null = lazily((name) => {
  const run = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  if (run === undefined) return null;
  return method(name, (machine, self, call) => {
    if (self.kind === 'object') return run(machine, self, call);
    return derived([self], call.node, `\`${name}\` of what is no collection`);
  });
});

const METHODS: Readonly<Record<string, Method<ObjectValue>>> = {
  add: (machine, object, call) => {
    const member = keyOf(argumentAt(machine, call, 0));
    return put(machine, object, [member, member], call);
  },
  set: (machine, object, call) => {
    const key = keyOf(argumentAt(machine, call, 0));
    return put(machine, object, [key, apart(key, argumentAt(machine, call, 1))], call);
  },
  get: look,
  has: (machine, object, call) => truth(holds(machine, object, argumentAt(machine, call, 0), call.node)),
  delete: remove,
  clear: (machine, object) => {
    change(machine, object, entriesOf, []);
    change(machine, object, ({ open }) => open, null);
    return UNDEFINED;
  },
  keys: iterating(([key]) => key),
  values: iterating(([, value]) => value),
  entries: iterating(([key, value]) => arrayOf([key, value])),
  [ITERATOR.key]: iterating(null),
  forEach,
};

/** Zero has no sign as a key. */
function keyOf(value: Value): Value {
  return value.kind === 'primitive' && value.value === 0 ? primitive(0) : value;
}

/**
 * What keys that are known, each with its value in a map, leave when they are put one after the other: found at once,
 * since there may be tens of thousands. `null` where one is not known.
 */
export function plainEntries(parts: readonly (readonly Value[])[]): readonly Entry[] | null {
  const entries = new Map<unknown, Entry>();
  for (const [given = UNDEFINED, value] of parts) {
    if (given.kind !== 'primitive') return null;
    const key = entries.get(given.value)?.[0] ?? keyOf(given);
    entries.set(given.value, [key, value === undefined ? key : apart(key, value)]);
  }
  return [...entries.values()];
}

/** @param make what is given for an entry; `null` for members of sets and pairs of maps */
function iterating(make: ((entry: Entry) => Value) | null): Method<ObjectValue> {
  return (machine, object, { node }) =>
    iteratorOver(collectionIteration(machine, object, (inner) => listEntries(inner, object, node, make)));
}

/** A set holds members as keys that are their own values: the value of a map's entry is never the same object. */
function apart(key: Value, value: Value): Value {
  return key === value && value.kind === 'primitive' ? primitive(value.value) : value;
}

function entriesOf({ entries }: ObjectValue): ObjectValue['entries'] {
  return entries;
}

/** Where a key may stand. */
interface Place {
  readonly index: number;
  readonly condition: Condition;
}

function placesOf(machine: Machine, object: ObjectValue, key: Value, node: ts.Node): readonly Place[] {
  const places: Place[] = [];
  for (const [index, [known, , presence]] of (object.entries.value ?? []).entries()) {
    if (areApart(known, key)) continue;
    const condition = all(sameKey(machine, known, key, node), presence ?? TRUE);
    const verdict = machine.decide(condition);
    if (verdict !== 'no') places.push({ index, condition: verdict === 'yes' ? TRUE : condition });
  }
  return places;
}

/** Whether keys differ that are known: most are, and there may be tens of thousands. */
function areApart(a: Value, b: Value): boolean {
  if (a.kind !== 'primitive' || b.kind !== 'primitive' || a.value === b.value) return false;
  return !(Number.isNaN(a.value) && Number.isNaN(b.value));
}

/** Keys are compared like `===`, but NaN is itself. */
function sameKey(machine: Machine, a: Value, b: Value, node: ts.Node): Condition {
  if (a.kind === 'primitive' && b.kind === 'primitive' && Number.isNaN(a.value) && Number.isNaN(b.value)) return TRUE;
  if (a === b && (a.kind === 'unknown' || a.kind === 'alternatives') && !isSeveral(a)) return TRUE;
  return equality(machine, a, b, false, `${textOf(node)}: the same key`);
}

function sureOf(places: readonly Place[]): Place | undefined {
  return places.find((place) => place.condition === TRUE);
}

function holds(machine: Machine, object: ObjectValue, key: Value, node: ts.Node): Condition {
  const found = any(...placesOf(machine, object, key, node).map((place) => place.condition));
  if (isComplete(object) || found === TRUE) return found;
  return question(object.open.value ?? object, `has ${textOf(node)}`, textOf(node));
}

function look(machine: Machine, object: ObjectValue, call: NativeCall): Value {
  const key = argumentAt(machine, call, 0);
  const places = placesOf(machine, object, key, call.node);
  const entries = object.entries.value ?? [];
  const sure = sureOf(places);
  if (sure !== undefined) return partOf(machine, object, entries[sure.index]?.[1] ?? UNDEFINED);
  if (places.length === 0) return missing(machine, object, key, call);
  // The key is one of several, or none of them.
  const values = places.map((place) => entries[place.index]?.[1] ?? UNDEFINED);
  const value = alike(machine, values, reasonAt(call.node, 'which entry it is is not known'));
  const found = any(...places.map((place) => place.condition));
  return mergeValues(machine, [
    { condition: found, value },
    { condition: negation(found), value: missing(machine, object, key, call) },
  ]);
}

function missing(machine: Machine, object: ObjectValue, key: Value, { node }: NativeCall): Value {
  if (isComplete(object)) return UNDEFINED;
  const open = object.open.value;
  if (open === null) return outside(node);
  return propertyOfUnknown(machine, open, key.kind === 'primitive' ? String(key.value) : '[]');
}

/** A key that may be one of those that are there makes their values uncertain, and their number. */
function put(machine: Machine, object: ObjectValue, [key, value]: Entry, { node }: NativeCall): Value {
  const places = placesOf(machine, object, key, node);
  const entries = [...(object.entries.value ?? [])];
  const isSure = sureOf(places) !== undefined;
  for (const { index, condition } of places) {
    const old = entries[index];
    if (old === undefined || key === value) continue;
    if (old[2] !== undefined) continue;
    entries[index] = [old[0], condition === TRUE ? value : alike(machine, [old[1], value], dataReason(node))];
  }
  if (!isSure) entries.push([key, value]);
  const isExact = (isSure || places.length === 0) && (isComplete(object) || object.open.value !== null);
  change(machine, object, entriesOf, isExact ? entries : incomplete(entries));
  return object;
}

function remove(machine: Machine, object: ObjectValue, call: NativeCall): Value {
  const places = placesOf(machine, object, argumentAt(machine, call, 0), call.node);
  const sure = sureOf(places);
  const wasComplete = isComplete(object);
  // An entry that may have been deleted is no longer known.
  const gone = new Set(places.map((place) => place.index));
  const entries = (object.entries.value ?? []).filter((_, index) => !gone.has(index));
  const isExact = sure !== undefined ? places.length === 1 : places.length === 0;
  change(machine, object, entriesOf, isExact && wasComplete ? entries : incomplete(entries));
  if (sure !== undefined) return truth(TRUE);
  return isExact && wasComplete ? truth(FALSE) : undecided(object, textOf(call.node), call.node);
}

function forEach(machine: Machine, object: ObjectValue, call: NativeCall): Value {
  const callback = argumentAt(machine, call, 0);
  const run = ([key, value]: Entry) =>
    callFunction(machine, callback, argumentAt(machine, call, 1), [value, key, object], call.node);
  // What the callback adds is visited too, what it deletes is not.
  const seen: Value[] = [];
  const next = () => (object.entries.value ?? []).find(([key]) => !seen.includes(key));
  for (let entry = next(); entry !== undefined && seen.length < BUDGET.turns; entry = next()) {
    const [key, , presence = TRUE] = entry;
    const visited = entry;
    seen.push(key);
    branchValue(
      machine,
      presence,
      () => run(visited),
      () => UNDEFINED,
    );
    if (machine.thrown !== null) return UNDEFINED;
  }
  if (next() !== undefined || !isWhole(object.entries.value ?? []) || object.open.value !== null) {
    everyTurn(machine, freshLength(call.node), call.node, () => run(someEntry(object, call.node)));
  }
  return UNDEFINED;
}
