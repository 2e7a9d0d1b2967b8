/** `Object`. */
import { FALSE, TRUE } from '../../symbolic/condition.ts';
import { copyProperties } from '../expressions/literal.ts';
import { parentOf } from '../inheritance.ts';
import { iterated } from '../iterate.ts';
import { isSymbolKey, keyOf } from '../keys.ts';
import { type Machine, textOf } from '../machine.ts';
import { getProperty } from '../members.ts';
import {
  allKeysOf,
  arrayOf,
  hasKnownKeys,
  isBare,
  isIndex,
  keysOf,
  knownSlots,
  objectValue,
  setOwn,
} from '../objects.ts';
import { settle } from '../settle.ts';
import { equality } from '../truth.ts';
import {
  ABSENT,
  isNullish,
  type Native,
  type NativeCall,
  NULL,
  native,
  primitive,
  truth,
  UNDEFINED,
  type Value,
} from '../values.ts';
import { writeProperty } from '../writes.ts';
import { knownContent } from './array/content.ts';
import { entryParts } from './entries.ts';
import { listed } from './listing.ts';
import { argumentAt, plainFunction, table } from './method.ts';
import { hasOwn, objectMethod } from './plainObject.ts';
import {
  create,
  defineAll,
  defineProperty,
  descriptor,
  descriptors,
  isRestricted,
  restricted,
  withMore,
} from './properties.ts';
import { derived, lost, undecided } from './results.ts';

export function objectGlobal(): Native {
  const members = [...FUNCTIONS].map(([name, run]) => [name, plainFunction(name, run)] as const);
  const names = ['hasOwnProperty', 'isPrototypeOf', 'propertyIsEnumerable', 'toString', 'valueOf'];
  const methods = names.flatMap((name) => {
    const method = objectMethod(name);
    return method === null ? [] : [[name, method] as const];
  });
  const prototype = native('prototype', () => UNDEFINED, table<Value>(Object.fromEntries(methods)));
  return plainFunction('Object', wrapped, table<Value>({ ...Object.fromEntries(members), prototype }));
}

function wrapped(_: Machine, { args }: NativeCall): Value {
  const [value] = args;
  return value === undefined || isNullish(value) ? objectValue() : value;
}

type ObjectFunction = (machine: Machine, call: NativeCall) => Value;

const FUNCTIONS: ReadonlyMap<string, ObjectFunction> = new Map<string, ObjectFunction>([
  ['assign', assign],
  ['create', create],
  [
    'defineProperties',
    (machine, call) => defineAll(machine, argumentAt(machine, call, 0), argumentAt(machine, call, 1), call.node),
  ],
  ['defineProperty', defineProperty],
  ['entries', (machine, call) => listed(machine, call, (name, value) => arrayOf([name, value]))],
  ['freeze', (machine, call) => restricted(machine, call, 'frozen')],
  ['fromEntries', fromEntries],
  ['getOwnPropertyDescriptor', descriptor],
  ['getOwnPropertyDescriptors', descriptors],
  ['getOwnPropertyNames', ownNames],
  ['getOwnPropertySymbols', ownSymbols],
  ['getPrototypeOf', prototypeOfObject],
  ['hasOwn', ownership],
  ['is', (machine, call) => identity(machine, call)],
  ['isExtensible', (machine, call) => primitive(!isRestricted(machine, call, 'fixed'))],
  ['isFrozen', (machine, call) => primitive(isRestricted(machine, call, 'frozen'))],
  ['isSealed', (machine, call) => primitive(isRestricted(machine, call, 'sealed'))],
  ['keys', (machine, call) => listed(machine, call, (name) => name)],
  ['preventExtensions', (machine, call) => restricted(machine, call, 'fixed')],
  ['seal', (machine, call) => restricted(machine, call, 'sealed')],
  ['setPrototypeOf', setPrototype],
  ['values', (machine, call) => listed(machine, call, (_, value) => value)],
]);

function ownNames(machine: Machine, call: NativeCall): Value {
  const object = argumentAt(machine, call, 0);
  if (object.kind === 'array') {
    const keys = listed(machine, call, (name) => name);
    return keys.kind === 'array' ? arrayOf([...keys.elements.value.slots, primitive('length')]) : keys;
  }
  if (object.kind !== 'object' || !hasKnownKeys(object)) return listed(machine, call, (name) => name);
  const members = object.ofClass === null ? [] : ['constructor', ...object.ofClass.members.keys()];
  const names = [...members, ...allKeysOf(object)].filter((key) => !isSymbolKey(key) && !key.startsWith('#'));
  return arrayOf(names.map((name) => primitive(name)));
}

function ownSymbols(machine: Machine, call: NativeCall): Value {
  const object = argumentAt(machine, call, 0);
  const isEmpty = object.kind === 'object' && hasKnownKeys(object) && !allKeysOf(object).some(isSymbolKey);
  return isEmpty ? arrayOf([]) : lost(call.node, 'the symbols of an object are not listed');
}

function prototypeOfObject(machine: Machine, call: NativeCall): Value {
  const object = argumentAt(machine, call, 0);
  if (object.kind === 'class') return object.parent ?? lost(call.node, 'the prototype of a class is not followed');
  if (object.kind !== 'object' || object.instance !== null) return lost(call.node, 'prototypes are not followed');
  if (isBare(object)) return NULL;
  return parentOf(machine, object) ?? lost(call.node, 'the prototypes of the language are not followed');
}

/** Only what changes nothing is followed: a constructor that sets the prototype of its own class. */
function setPrototype(machine: Machine, call: NativeCall): Value {
  const [object, wanted] = [argumentAt(machine, call, 0), argumentAt(machine, call, 1)];
  if (object.kind !== 'object' || parentOf(machine, object) === wanted) return object;
  const more = lost(call.node, 'a prototype that is set later is not followed');
  return withMore(machine, object, more);
}

function ownership(machine: Machine, call: NativeCall): Value {
  const object = argumentAt(machine, call, 0);
  const key = argumentAt(machine, call, 1);
  if (object.kind === 'object') return hasOwn(object, key, call.node);
  const name = keyOf(key);
  if (name === null) return undecided(object, textOf(call.node), call.node);
  if (object.kind === 'class' || object.kind === 'closure') return primitive(Boolean(object.statics.get(name)?.value));
  const known = object.kind === 'array' ? knownContent(machine, object) : null;
  if (known === null || !isIndex(name)) return undecided(object, textOf(call.node), call.node);
  return primitive((known[Number(name)] ?? ABSENT) !== ABSENT);
}

function identity(machine: Machine, call: NativeCall): Value {
  const [a, b] = [argumentAt(machine, call, 0), argumentAt(machine, call, 1)];
  if (a.kind === 'primitive' && b.kind === 'primitive') return truth(Object.is(a.value, b.value) ? TRUE : FALSE);
  return truth(equality(machine, a, b, false, textOf(call.node)));
}

/** Copies what is known of the sources; where more may exist, the target may have more too. */
function assign(machine: Machine, call: NativeCall): Value {
  const target = argumentAt(machine, call, 0);
  for (const source of call.args.slice(1)) {
    const settled = settle(machine, source);
    if (target.kind === 'object') copyProperties(machine, target, settled, call.node);
    else if (settled.kind === 'object') {
      for (const key of keysOf(settled))
        writeProperty(machine, target, key, getProperty(machine, settled, key, call.node));
    }
  }
  return target;
}

function fromEntries(machine: Machine, call: NativeCall): Value {
  const list = iterated(machine, argumentAt(machine, call, 0), call.node);
  const made = objectValue();
  const known = list.kind === 'array' ? knownSlots(list.elements.value) : null;
  if (known === null) return withMore(machine, made, derived([list], call.node, 'the entries are not known'));
  for (const entry of known) {
    const parts = entryParts(machine, entry, call.node);
    if (parts === null) return made;
    const [name, value] = [settle(machine, parts[0]), parts[1]];
    const key = keyOf(name);
    if (key !== null) setOwn(machine, made, key, value);
    else withMore(machine, made, derived([name], call.node, 'the name of a property is not known'));
  }
  return made;
}
