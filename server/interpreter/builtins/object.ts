/** `Object`. */
import type { ts } from 'ts-morph';
import { FALSE, TRUE } from '../../symbolic/condition.ts';
import { getElement } from '../elements.ts';
import { copyProperties } from '../expressions/literal.ts';
import { iterated } from '../iterate.ts';
import { type Machine, textOf } from '../machine.ts';
import { getProperty } from '../members.ts';
import { arrayOf, arrayValue, knownSlots, objectValue, ownEntries } from '../objects.ts';
import { settle } from '../settle.ts';
import { equality } from '../truth.ts';
import { child, unknown } from '../unknown.ts';
import { isNullish, type Native, type NativeCall, type ObjectValue, primitive, truth, type Value } from '../values.ts';
import { writeProperty } from '../writes.ts';
import { alike } from './alike.ts';
import { knownContent, segmentsOf } from './array/content.ts';
import { argumentAt, plainFunction, table } from './method.ts';
import { hasOwn } from './plainObject.ts';
import { dataReason, derived, freshLength, lost, outside, undecided } from './results.ts';

export function objectGlobal(): Native {
  const members = [...FUNCTIONS].map(([name, run]) => [name, plainFunction(name, run)] as const);
  return plainFunction('Object', wrapped, table<Value>(Object.fromEntries(members)));
}

function wrapped(_: Machine, { args }: NativeCall): Value {
  const [value] = args;
  return value === undefined || isNullish(value) ? objectValue() : value;
}

type ObjectFunction = (machine: Machine, call: NativeCall) => Value;

const FUNCTIONS: ReadonlyMap<string, ObjectFunction> = new Map<string, ObjectFunction>([
  ...['freeze', 'preventExtensions', 'seal', 'setPrototypeOf'].map((name): [string, ObjectFunction] => [name, itself]),
  ['assign', assign],
  ['create', create],
  ['defineProperty', defineProperty],
  ['entries', (machine, call) => listed(machine, call, (name, value) => arrayOf([name, value]))],
  ['fromEntries', fromEntries],
  ['getOwnPropertyNames', (machine, call) => listed(machine, call, (name) => name)],
  ['getPrototypeOf', (_, { node }) => lost(node, 'prototypes are not followed')],
  ['hasOwn', ownership],
  ['is', (machine, call) => identity(machine, call)],
  ['isFrozen', (_, { node }) => outside(node)],
  ['keys', (machine, call) => listed(machine, call, (name) => name)],
  ['values', (machine, call) => listed(machine, call, (_, value) => value)],
]);

function itself(machine: Machine, call: NativeCall): Value {
  return argumentAt(machine, call, 0);
}

function ownership(machine: Machine, call: NativeCall): Value {
  const object = argumentAt(machine, call, 0);
  const key = argumentAt(machine, call, 1);
  return object.kind === 'object' ? hasOwn(object, key, call.node) : undecided(object, textOf(call.node), call.node);
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
    if (target.kind === 'object') copyProperties(machine, target, settled);
    else if (settled.kind === 'object') {
      for (const [name, value] of ownEntries(settled)) writeProperty(machine, target, name, value);
    }
  }
  return target;
}

/** An object with what another has: the inheritance itself is not followed. */
function create(machine: Machine, call: NativeCall): Value {
  const parent = argumentAt(machine, call, 0);
  if (isNullish(parent)) return objectValue();
  if (parent.kind !== 'object') return lost(call.node, 'prototypes are not followed');
  const made = objectValue([], { prototype: parent.prototype });
  copyProperties(machine, made, parent);
  return made;
}

function defineProperty(machine: Machine, call: NativeCall): Value {
  const target = argumentAt(machine, call, 0);
  const key = argumentAt(machine, call, 1);
  const descriptor = argumentAt(machine, call, 2);
  if (key.kind !== 'primitive' || descriptor.kind !== 'object') return target;
  const isAccessor = descriptor.properties.has('get') || descriptor.properties.has('set');
  const value = isAccessor
    ? lost(call.node, 'accessors that are defined by a call are not followed')
    : getProperty(machine, descriptor, 'value', call.node);
  writeProperty(machine, target, String(key.value), value);
  return target;
}

function fromEntries(machine: Machine, call: NativeCall): Value {
  const list = iterated(machine, argumentAt(machine, call, 0), call.node);
  const made = objectValue();
  const known = list.kind === 'array' ? knownSlots(list.elements.value) : null;
  if (known === null) return withMore(machine, made, derived([list], call.node, 'the entries are not known'));
  for (const entry of known) {
    const name = settle(machine, getElement(machine, entry, primitive(0), call.node));
    const value = getElement(machine, entry, primitive(1), call.node);
    if (name.kind === 'primitive') writeProperty(machine, made, String(name.value), value);
    else withMore(machine, made, derived([name], call.node, 'the name of a property is not known'));
  }
  return made;
}

function withMore(machine: Machine, object: ObjectValue, more: Extract<Value, { kind: 'unknown' }>): ObjectValue {
  machine.journal.write(object.open, more);
  return object;
}

/** Names and values of an object's own properties, as an array of what is made of each. */
function listed(machine: Machine, call: NativeCall, make: (name: Value, value: Value) => Value): Value {
  const object = argumentAt(machine, call, 0);
  const { node } = call;
  switch (object.kind) {
    case 'array':
      return listedArray(machine, object, make, node);
    case 'object':
      if (object.open.value === null)
        return arrayOf(inOrder(object).map(([name, value]) => make(primitive(name), value)));
      return many(machine, [...inOrder(object).map(([, value]) => value), object.open.value], make, node);
    case 'unknown':
      return many(machine, [child(object, '[]', `${object.origin}[i]`)], make, node);
    case 'primitive':
      if (typeof object.value !== 'string') return arrayOf([]);
      return arrayOf([...object.value].map((one, index) => make(primitive(String(index)), primitive(one))));
    default:
      return many(machine, [lost(node, `the properties of \`${textOf(node)}\` are not known`)], make, node);
  }
}

function listedArray(
  machine: Machine,
  array: Extract<Value, { kind: 'array' }>,
  make: (name: Value, value: Value) => Value,
  node: ts.Node,
): Value {
  const known = knownContent(machine, array);
  if (known !== null) return arrayOf(known.map((value, index) => make(primitive(String(index)), value)));
  return many(
    machine,
    segmentsOf(machine, array, node).map((one) => one.value),
    make,
    node,
  );
}

/** Properties of unknown number. */
function many(
  machine: Machine,
  values: readonly Value[],
  make: (name: Value, value: Value) => Value,
  node: ts.Node,
): Value {
  const name = unknown(dataReason(node), { provenance: 'outside', origin: 'key' });
  const element = make(name, alike(machine, values, dataReason(node)));
  return arrayValue({ slots: [], rest: { length: freshLength(node), element } });
}

/** Names that are whole numbers come first, in their order. */
function inOrder(object: ObjectValue): readonly (readonly [string, Value])[] {
  const entries = ownEntries(object);
  const isIndex = ([name]: readonly [string, Value]) => /^(?:0|[1-9]\d{0,8})$/.test(name);
  const indices = entries.filter(isIndex).sort(([a], [b]) => Number(a) - Number(b));
  return [...indices, ...entries.filter((entry) => !isIndex(entry))];
}
