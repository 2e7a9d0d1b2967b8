/** The properties of a value as a list. */

import type { ts } from 'ts-morph';
import { staticKeys } from '../inheritance.ts';
import { type Machine, textOf } from '../machine.ts';
import { getProperty } from '../members.ts';
import type { ModuleRecord } from '../modules.ts';
import { arrayOf, arrayValue, extrasOf, hasKnownKeys, ownEntries } from '../objects.ts';
import { child, unknown } from '../unknown.ts';
import { ABSENT, type NativeCall, type ObjectValue, primitive, UNDEFINED, type Value } from '../values.ts';
import { alike } from './alike.ts';
import { knownContent, segmentsOf } from './array/content.ts';
import { argumentAt } from './method.ts';
import { dataReason, freshLength, lost } from './results.ts';

/** Names and values of an object's own properties, as an array of what is made of each. */
export function listed(machine: Machine, call: NativeCall, make: (name: Value, value: Value) => Value): Value {
  const object = argumentAt(machine, call, 0);
  const { node } = call;
  switch (object.kind) {
    case 'array':
      return listedArray(machine, object, make, node);
    case 'object':
      return listedObject(machine, object, make, node);
    case 'module':
      return listedModule(object.module, make, machine, node);
    case 'class':
    case 'closure': {
      const keys = object.kind === 'class' ? staticKeys(object) : functionKeys(object);
      return arrayOf(keys.map((key) => make(primitive(key), object.statics.get(key)?.value ?? UNDEFINED)));
    }
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
  if (known !== null) {
    const elements = known.flatMap((value, index) => (value === ABSENT ? [] : [make(primitive(String(index)), value)]));
    const others = [...extrasOf(array)].flatMap(([name, { value }]) =>
      value === null ? [] : [make(primitive(name), value)],
    );
    return arrayOf([...elements, ...others]);
  }
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

/** The names that a module exports are ordered as texts. */
function listedModule(
  { exports, commonjs, path }: ModuleRecord,
  make: (name: Value, value: Value) => Value,
  machine: Machine,
  node: ts.Node,
): Value {
  if (commonjs !== null) return many(machine, [lost(node, `the exports of \`${path}\``)], make, node);
  const names = [...exports.keys()].sort();
  return arrayOf(names.map((name) => make(primitive(name), exports.get(name)?.value ?? UNDEFINED)));
}

function listedObject(
  machine: Machine,
  object: ObjectValue,
  make: (name: Value, value: Value) => Value,
  node: ts.Node,
): Value {
  const entries = ownEntries(object).map(([name]) => [name, getProperty(machine, object, name, node)] as const);
  if (hasKnownKeys(object)) return arrayOf(entries.map(([name, value]) => make(primitive(name), value)));
  const values = entries.map(([, value]) => value);
  return many(machine, object.open.value === null ? values : [...values, object.open.value], make, node);
}

/** What the program wrote on a function. */
function functionKeys({ statics }: Extract<Value, { kind: 'closure' }>): readonly string[] {
  return [...statics].flatMap(([key, { value }]) => (value === null || key === 'prototype' ? [] : [key]));
}
