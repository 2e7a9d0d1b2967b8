/** Values of the interpreter as a library's rows see them, and back. */
import { ABSENT, type Datum, type InstanceDatum, type SpreadItem, type Want } from '../libraries/datum.ts';
import type { Condition } from "../symbolic/condition.ts";
import { fromNumber } from '../symbolic/quotient.ts';
import { callFunction } from './functions.ts';
import { sharedTensor } from './join.ts';
import { getProperty } from './members.ts';
import { type Machine, reasonAt } from './machine.ts';
import { arrayOf, arrayValue, lengthOf, objectValue } from './objects.ts';
import { settle } from './settle.ts';
import { become, unknown } from './unknown.ts';
import {
  type ArrayValue,
  isCallable,
  native,
  type ObjectValue,
  primitive,
  promise,
  quantity,
  type Slot,
  tensorValue,
  truth,
  UNDEFINED,
  type Value,
} from './values.ts';

/** Objects of a library's classes by the datum that a row was given, so that identity survives the way there and back. */
const objects = new WeakMap<Datum, ObjectValue>();

export function toDatum(machine: Machine, value: Value): Datum {
  const settled = settle(machine, value);
  switch (settled.kind) {
    case 'primitive':
      return primitiveDatum(settled.value);
    case 'quantity':
      return { kind: 'number', value: settled.quotient };
    case 'truth':
      return { kind: 'boolean', value: settled.condition };
    case 'tensor':
      return { kind: 'tensor', tensor: settled.tensor };
    case 'array':
      return arrayDatum(machine, settled);
    case 'buffer':
      return settled;
    case 'object':
      return settled.instance === null ? recordOf(machine, settled) : instanceDatum(machine, settled);
    case 'promise':
      return { kind: 'promise', value: toDatum(machine, settled.value) };
    case 'namespace':
    case 'module':
      return recordOf(machine, settled);
    case 'alternatives':
      return alternativesDatum(machine, settled.cases.map((one) => one.value));
    case 'unknown':
      return {
        kind: 'unknown',
        why: settled.why,
        become: (want: Want) => {
          const made = become(machine, settled, want);
          return made === null ? null : toDatum(machine, made);
        },
      };
    default:
      return isCallable(settled) ? functionDatum(machine, settled) : ABSENT;
  }
}

function primitiveDatum(value: undefined | null | boolean | number | string | bigint): Datum {
  switch (typeof value) {
    case 'number':
      return { kind: 'number', value: fromNumber(value) };
    case 'string':
      return { kind: 'string', value };
    case 'boolean':
      return { kind: 'boolean', value };
    case 'bigint':
      return { kind: 'number', value: null };
    default:
      return ABSENT;
  }
}

function arrayDatum(machine: Machine, { elements }: ArrayValue): Datum {
  const { slots, rest } = elements.value;
  if (rest !== null) {
    return { kind: 'repeated', length: lengthOf(elements.value), element: toDatum(machine, rest.element) };
  }
  let items: (Datum | SpreadItem)[] | null = null;
  return {
    kind: 'list',
    get items() {
      items ??= slots.map((slot) => (slot.kind === 'spread' ? slot : toDatum(machine, slot)));
      return items;
    },
  };
}

function recordOf(machine: Machine, value: Value): Datum {
  return {
    kind: 'record',
    get: (name) => {
      const node = machine.node;
      return node === null ? ABSENT : toDatum(machine, getProperty(machine, value, name, node));
    },
  };
}

function instanceDatum(machine: Machine, object: ObjectValue): Datum {
  const { instance } = object;
  if (instance === null) return ABSENT;
  const datum: InstanceDatum = {
    kind: 'instance',
    type: instance.type,
    get state() {
      return instance.state.value;
    },
    update: (state) => machine.journal.write(instance.state, state),
  };
  objects.set(datum, object);
  return datum;
}

function functionDatum(machine: Machine, callee: Value): Datum {
  return {
    kind: 'function',
    call: (args) => {
      const node = machine.node;
      if (node === null) return ABSENT;
      return toDatum(machine, callFunction(machine, callee, UNDEFINED, args.map((arg) => fromDatum(machine, arg)), node));
    },
  };
}

/** Several possible values where a row can take one only: what the tensors among them share. */
function alternativesDatum(machine: Machine, values: readonly Value[]): Datum {
  const why = { message: 'differs between paths', place: machine.here() };
  const tensors = values.map((value) => (value.kind === 'tensor' ? value.tensor : null));
  const shared = sharedTensor(machine, tensors, why);
  if (shared !== null) return { kind: 'tensor', tensor: shared };
  return toDatum(machine, unknown(why));
}

export function fromDatum(machine: Machine, datum: Datum): Value {
  switch (datum.kind) {
    case 'tensor':
      return tensorValue(datum.tensor);
    case 'number':
      return datum.value === null ? lost(machine, 'a number that depends on data') : quantity(datum.value);
    case 'string':
      return datum.value === null ? lost(machine, 'a string that depends on data') : primitive(datum.value);
    case 'boolean':
      return booleanValue(machine, datum.value);
    case 'absent':
      return UNDEFINED;
    case 'list':
      return arrayOf(datum.items.map((item): Slot => (item.kind === 'spread' ? item : fromDatum(machine, item))));
    case 'repeated':
      return arrayValue({
        slots: [],
        rest: { length: datum.length, element: fromDatum(machine, datum.element) },
      });
    case 'buffer':
      return datum;
    case 'record':
      return objectValue(Object.entries(datum.fields ?? {}).map(([name, field]) => [name, fromDatum(machine, field)]));
    case 'function':
      return native('callback', (inner, { args }) =>
        fromDatum(inner, datum.call(args.map((arg) => toDatum(inner, arg)))),
      );
    case 'instance':
      return objects.get(datum) ?? objectValue([], { instance: { type: datum.type, state: datum.state } });
    case 'promise':
      return promise(fromDatum(machine, datum.value));
    case 'unknown':
      return unknown(datum.why);
  }
}

function booleanValue(machine: Machine, value: boolean | Condition | null): Value {
  if (value === null) return lost(machine, 'a truth value that depends on data');
  if (typeof value === 'boolean') return primitive(value);
  return truth(value);
}

function lost(machine: Machine, message: string): Value {
  return unknown(machine.node === null ? { message, place: null } : reasonAt(machine.node, message));
}

