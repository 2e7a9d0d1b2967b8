/** Members of maps and sets, and those that every object has. */
import type { ts } from 'ts-morph';
import { any, type Condition, FALSE, TRUE } from '../../symbolic/condition.ts';
import { callFunction } from '../functions.ts';
import { type Machine, reasonAt, textOf } from '../machine.ts';
import { arrayOf, arrayValue, ownProperty, sizeValue } from '../objects.ts';
import { equality, question } from '../truth.ts';
import { propertyOfUnknown } from '../types.ts';
import { unknown } from '../unknown.ts';
import { type Native, type NativeCall, type ObjectValue, primitive, truth, UNDEFINED, type Value } from '../values.ts';
import { alike } from './alike.ts';
import { argumentAt, lazily, method } from './method.ts';
import { dataReason, derived, freshLength, lost, undecided } from './results.ts';
import { everyTurn } from './turns.ts';

/** `object.name` for what the language gives every object, and for maps and sets; `null` where there is none. */
export function collectionMember(_: Machine, object: ObjectValue, name: string, node: ts.Node): Value | null {
  const { entries, open } = object;
  if (entries.value === null) return objectMethod(name);
  if (name === 'size') return open.value === null ? primitive(entries.value.length) : sizeValue(freshLength(node));
  return collectionMethod(name);
}

type ObjectMethod = (machine: Machine, object: ObjectValue, call: NativeCall) => Value;

function onObject(name: string, run: ObjectMethod | undefined): Native | null {
  if (run === undefined) return null;
  return method(name, (machine, self, call) =>
    self.kind === 'object' ? run(machine, self, call) : derived([self], call.node, `\`${name}\` of what is no object`),
  );
}

const collectionMethod: (name: string) => Native | null = lazily((name) =>
  onObject(name, Object.hasOwn(COLLECTION, name) ? COLLECTION[name] : undefined),
);

const objectMethod: (name: string) => Native | null = lazily((name) => onObject(name, OBJECT.get(name)));

const COLLECTION: Readonly<Record<string, ObjectMethod>> = {
  add: (machine, object, call) => {
    const member = argumentAt(machine, call, 0);
    return put(machine, object, member, member, call);
  },
  set: (machine, object, call) => {
    const key = argumentAt(machine, call, 0);
    return put(machine, object, key, apart(key, argumentAt(machine, call, 1)), call);
  },
  get: (machine, object, call) => look(machine, object, argumentAt(machine, call, 0), call.node),
  has: (machine, object, call) => truth(holds(machine, object, argumentAt(machine, call, 0), call.node)),
  delete: remove,
  clear: (machine, object) => {
    machine.journal.write(object.entries, []);
    return UNDEFINED;
  },
  keys: (machine, object, { node }) => listed(machine, object, node, ([key]) => key),
  values: (machine, object, { node }) => listed(machine, object, node, ([, value]) => value),
  entries: (machine, object, { node }) => listed(machine, object, node, (entry) => arrayOf(entry)),
  forEach,
};

/** A set holds members as keys that are their own values: the value of a map's entry is never the same object. */
function apart(key: Value, value: Value): Value {
  return key === value && value.kind === 'primitive' ? primitive(value.value) : value;
}

interface Place {
  readonly index: number;
  readonly condition: Condition;
}

/** Where a key stands, each place with its condition; none but the last is certain. */
function placesOf(machine: Machine, object: ObjectValue, key: Value, node: ts.Node): readonly Place[] {
  const places: Place[] = [];
  for (const [index, [known]] of (object.entries.value ?? []).entries()) {
    const condition = equality(machine, known, key, false, `${textOf(node)}: the same key`);
    const verdict = condition === TRUE ? 'yes' : condition === FALSE ? 'no' : machine.decide(condition);
    if (verdict !== 'no') places.push({ index, condition: verdict === 'yes' ? TRUE : condition });
  }
  return places;
}

function holds(machine: Machine, object: ObjectValue, key: Value, node: ts.Node): Condition {
  const found = any(...placesOf(machine, object, key, node).map((place) => place.condition));
  if (object.open.value === null || found === TRUE) return found;
  return question(object.open.value, `has ${textOf(node)}`, textOf(node));
}

function look(machine: Machine, object: ObjectValue, key: Value, node: ts.Node): Value {
  const places = placesOf(machine, object, key, node);
  const entries = object.entries.value ?? [];
  const sure = places.find((place) => place.condition === TRUE);
  const [only] = places;
  if (sure !== undefined && only === sure) return entries[sure.index]?.[1] ?? UNDEFINED;
  if (only === undefined) return missing(machine, object, key);
  // The key is one of several that are known: what is looked up is taken to be there.
  const values = places.map((place) => entries[place.index]?.[1] ?? UNDEFINED);
  return alike(machine, values, reasonAt(node, 'which entry it is is not known'));
}

function missing(machine: Machine, object: ObjectValue, key: Value): Value {
  const open = object.open.value;
  if (open === null) return UNDEFINED;
  return propertyOfUnknown(machine, open, key.kind === 'primitive' ? String(key.value) : '[]');
}

/** A key that may be one of those that are there makes all of their values uncertain. */
function put(machine: Machine, object: ObjectValue, key: Value, value: Value, { node }: NativeCall): Value {
  const places = placesOf(machine, object, key, node);
  const entries = [...(object.entries.value ?? [])];
  const sure = places.find((place) => place.condition === TRUE);
  if (sure === undefined) entries.push([key, value]);
  if (sure === undefined && places.length > 0) {
    machine.journal.write(object.open, object.open.value ?? lost(node, 'whether the key is there is not known'));
  }
  for (const { index, condition } of places) {
    const old = entries[index];
    if (old === undefined || key === value) continue;
    const made = condition === TRUE ? value : alike(machine, [old[1], value], dataReason(node));
    entries[index] = [old[0], made];
  }
  machine.journal.write(object.entries, entries);
  return object;
}

function remove(machine: Machine, object: ObjectValue, call: NativeCall): Value {
  const places = placesOf(machine, object, argumentAt(machine, call, 0), call.node);
  const sure = places.find((place) => place.condition === TRUE);
  const entries = (object.entries.value ?? []).filter((_, index) => index !== sure?.index);
  machine.journal.write(object.entries, entries);
  if (sure !== undefined) return truth(TRUE);
  if (places.length === 0 && object.open.value === null) return truth(FALSE);
  machine.journal.write(object.open, lost(call.node, 'which entry is deleted is not known'));
  return undecided(object, `delete ${textOf(call.node)}`, call.node);
}

type Entry = readonly [Value, Value];

function listed(machine: Machine, object: ObjectValue, node: ts.Node, make: (entry: Entry) => Value): Value {
  const entries = object.entries.value ?? [];
  const open = object.open.value;
  if (open === null) return arrayOf(entries.map(make));
  const element = alike(machine, [...entries.map(make), unknown(open.why, open)], dataReason(node));
  return arrayValue({ slots: [], rest: { length: freshLength(node), element } });
}

function forEach(machine: Machine, object: ObjectValue, call: NativeCall): Value {
  const callback = argumentAt(machine, call, 0);
  const run = (key: Value, value: Value) =>
    callFunction(machine, callback, argumentAt(machine, call, 1), [value, key, object], call.node);
  for (const [key, value] of object.entries.value ?? []) {
    run(key, value);
    if (machine.thrown !== null) return UNDEFINED;
  }
  const open = object.open.value;
  if (open !== null) {
    const some = () => unknown(open.why, { provenance: open.provenance, origin: `${open.origin}[i]` });
    everyTurn(machine, freshLength(call.node), call.node, () => run(some(), some()));
  }
  return UNDEFINED;
}

/** What every object inherits from the language. */
const OBJECT: ReadonlyMap<string, ObjectMethod> = new Map<string, ObjectMethod>([
  ['hasOwnProperty', (machine, object, call) => hasOwn(object, argumentAt(machine, call, 0), call.node)],
  ['propertyIsEnumerable', (machine, object, call) => hasOwn(object, argumentAt(machine, call, 0), call.node)],
  [
    'toString',
    (_, object, { node }) => (object.prototype === null ? primitive('[object Object]') : lost(node, 'a text')),
  ],
  ['toLocaleString', (_, __, { node }) => lost(node, 'the text of an object')],
  ['valueOf', (_, object) => object],
]);

/** Whether an object has a property of its own. */
export function hasOwn(object: ObjectValue, key: Value, node: ts.Node): Value {
  if (key.kind !== 'primitive') return undecided(key.kind === 'unknown' ? key : object, `own ${textOf(node)}`, node);
  const name = String(key.value);
  const own = ownProperty(object, name);
  if (own !== null) return own.kind === 'alternatives' ? undecided(object, `own ${name}`, node) : truth(TRUE);
  const open = object.open.value;
  if (open === null && object.instance === null) return truth(FALSE);
  return undecided(open ?? object, `own ${name}`, node);
}
