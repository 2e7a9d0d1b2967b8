/** Values of the interpreter as a library's rows see them, and back. */
import type { ts } from 'ts-morph';
import {
  ABSENT,
  type Datum,
  type FunctionDatum,
  type InstanceDatum,
  type RecordDatum,
  type SpreadItem,
  type UnknownDatum,
  type Want,
} from '../libraries/datum.ts';
import type { Condition } from '../symbolic/condition.ts';
import type { Reason } from '../symbolic/place.ts';
import { fromNumber } from '../symbolic/quotient.ts';
import { alike, isNumeric } from './builtins/alike.ts';
import { everyTurn } from './builtins/turns.ts';
import { construct } from './construction.ts';
import { eitherNumber } from './eitherNumber.ts';
import { callFunction } from './functions.ts';
import { userMethod } from './inheritance.ts';
import { chosenNumber, sharedTensor } from './join.ts';
import { refuted } from './library.ts';
import { type Machine, reasonAt, textOf } from './machine.ts';
import { getProperty } from './members.ts';
import { arrayOf, arrayValue, hasKnownKeys, lengthOf, objectValue, ownEntries } from './objects.ts';
import { assumePresent, settle } from './settle.ts';
import { change } from './several.ts';
import { oneState, StateCases } from './states.ts';
import { propertyOfUnknown } from './types.ts';
import { become, type UnknownValue, unknown } from './unknown.ts';
import {
  type ArrayValue,
  type Case,
  type ClassValue,
  type Elements,
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

/** Values by the datum that a row was given, so that identity survives the way there and back. */
const origins = new WeakMap<Datum, Value>();

export function toDatum(machine: Machine, value: Value): Datum {
  const settled = settle(machine, value);
  const datum = describe(machine, settled);
  if (datum !== ABSENT && datum.kind !== 'buffer') origins.set(datum, settled);
  return datum;
}

function describe(machine: Machine, settled: Value): Datum {
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
      return alternativesDatum(machine, settled.cases);
    case 'unknown':
      return {
        kind: 'unknown',
        why: settled.why,
        outside: settled.provenance === 'outside',
        holds: settled.holds,
        get: (name) => toDatum(machine, assumePresent(machine, propertyOfUnknown(machine, settled, name))),
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
      return numberDatum(value);
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

function numberDatum(value: number): Datum {
  const quotient = fromNumber(value);
  return quotient === null ? { kind: 'number', value: null, double: value } : { kind: 'number', value: quotient };
}

function arrayDatum(machine: Machine, { elements }: ArrayValue): Datum {
  const { slots, rest } = elements.value;
  if (rest !== null) {
    const differing = rest.at !== undefined;
    const element = toDatum(machine, elementOf(machine, elements.value, rest.element));
    const { at } = rest;
    const own = at === undefined || slots.length > 0 ? {} : { at: (index: number) => toDatum(machine, at(index)) };
    return { kind: 'repeated', length: lengthOf(elements.value), element, differing, ...own };
  }
  let items: (Datum | SpreadItem)[] | null = null;
  return {
    kind: 'list',
    get items() {
      items ??= itemsOf(machine, slots);
      return items;
    },
  };
}

/** A value that stands in a list several times is one datum. */
function itemsOf(machine: Machine, slots: readonly Slot[]): (Datum | SpreadItem)[] {
  const known = new Map<Value, Datum>();
  return slots.map((slot) => {
    if (slot.kind === 'spread') return slot;
    const datum = known.get(slot) ?? toDatum(machine, slot);
    known.set(slot, datum);
    return datum;
  });
}

/** One value for the elements that are listed and those of unknown number behind them. */
function elementOf(machine: Machine, { slots }: Elements, rest: Value): Value {
  const listed = slots.filter((slot): slot is Value => slot.kind !== 'spread');
  if (listed.length === 0) return rest;
  const why = { message: 'the elements of the list differ', place: machine.here() };
  return alike(machine, [rest, ...listed], why);
}

function recordOf(machine: Machine, value: Value): RecordDatum {
  const known = value.kind === 'object' && value.instance === null && hasKnownKeys(value) ? value : null;
  return {
    kind: 'record',
    get fields() {
      const fields = known && ownEntries(known).map(([name, field]) => [name, toDatum(machine, field)] as const);
      return fields === null ? undefined : Object.fromEntries(fields);
    },
    get: (name) => {
      const node = machine.node;
      return node === null ? ABSENT : memberDatum(machine, value, getProperty(machine, value, name, node));
    },
  };
}

function instanceDatum(machine: Machine, object: ObjectValue): InstanceDatum | typeof ABSENT {
  const { instance } = object;
  if (instance === null) return ABSENT;
  return {
    kind: 'instance',
    type: instance.type,
    get state() {
      const { value } = instance.state;
      return value instanceof StateCases ? oneState(instance.type, [value], differs(machine)) : value;
    },
    update: (state) => change(machine, object, () => instance.state, state),
    own: (name) => {
      const method = userMethod(machine, object, name);
      return method && functionDatum(machine, method, object);
    },
  };
}

/** What a property holds; a function is called on the object. */
function memberDatum(machine: Machine, owner: Value, member: Value): Datum {
  const settled = settle(machine, member);
  if (!isCallable(settled)) return toDatum(machine, settled);
  const datum = functionDatum(machine, settled, owner);
  origins.set(datum, settled);
  return datum;
}

function functionDatum(machine: Machine, callee: Value, self: Value = UNDEFINED): FunctionDatum {
  const call = (args: readonly Datum[]): Value => {
    const node = machine.node;
    const values = args.map((arg) => fromDatum(machine, arg));
    return node === null ? UNDEFINED : callFunction(machine, callee, self, values, node);
  };
  return {
    kind: 'function',
    ...(callee.kind === 'class' ? { ofClass: classDatum(machine, callee) } : {}),
    call: (args) => toDatum(machine, call(args)),
    callEach: (count, args) =>
      machine.node === null
        ? ABSENT
        : toDatum(
            machine,
            everyTurn(machine, count, machine.node, () => call(args)),
          ),
  };
}

function classDatum(machine: Machine, value: ClassValue): NonNullable<FunctionDatum['ofClass']> {
  const made = (run: (node: ts.Node) => Value): Datum => {
    const { node } = machine;
    return node === null ? ABSENT : toDatum(machine, run(node));
  };
  return {
    construct: (args) =>
      made((node) =>
        construct(
          machine,
          value,
          args.map((arg) => fromDatum(machine, arg)),
          node,
        ),
      ),
    get: (name) => made((node) => getProperty(machine, value, name, node)),
  };
}

/** Several possible values where a row can take one only: a number that depends on conditions, or what tensors share. */
function alternativesDatum(machine: Machine, cases: readonly Case[]): Datum {
  const number = chosenNumber(cases);
  if (number !== null) return toDatum(machine, number);
  const why = differs(machine);
  const tensors = cases.map(({ value }) => (value.kind === 'tensor' ? value.tensor : null));
  const shared = sharedTensor(machine, tensors, why);
  if (shared !== null) return { kind: 'tensor', tensor: shared };
  const holds = cases.every(({ value }) => isNumeric(machine, value)) ? 'number' : null;
  return { kind: 'unknown', why, holds, become: (want) => becomeEither(machine, cases, want) };
}

function becomeEither(machine: Machine, cases: readonly Case[], want: Want): Datum | null {
  if (want.kind !== 'size' && want.kind !== 'count') return null;
  const number = eitherNumber(machine, cases, want);
  return number === null ? null : toDatum(machine, number);
}

function differs(machine: Machine): Reason {
  return { message: 'differs between paths', place: machine.here() };
}

export function fromDatum(machine: Machine, datum: Datum): Value {
  return origins.get(datum) ?? made(machine, datum);
}

/** The value of a datum that a row made. */
function made(machine: Machine, datum: Datum): Value {
  switch (datum.kind) {
    case 'tensor':
      return tensorValue(datum.tensor);
    case 'number':
      return datum.value === null ? outside(machine, 'a number that depends on data', 'number') : quantity(datum.value);
    case 'string':
      return datum.value === null ? outside(machine, 'a text that depends on data', 'string') : primitive(datum.value);
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
      return recordValue(machine, datum);
    case 'function':
      return native('callback', (inner, { args, node }) => refuted(inner, 'callback', args, node, datum.call));
    case 'instance':
      return objectValue([], { instance: { type: datum.type, state: datum.state } });
    case 'promise':
      return promise(fromDatum(machine, datum.value));
    case 'unknown':
      return stranger(machine, datum);
  }
}

function booleanValue(machine: Machine, value: boolean | Condition | null): Value {
  if (value === null) return outside(machine, 'a truth value that depends on data', null);
  if (typeof value === 'boolean') return primitive(value);
  return truth(value);
}

function recordValue(machine: Machine, { fields = {}, open }: RecordDatum): Value {
  const object = objectValue(Object.entries(fields).map(([name, field]) => [name, fromDatum(machine, field)]));
  if (open !== undefined) object.open.value = outside(machine, open.message, null);
  return object;
}

/** What a row could not say: it has its reason from the row, and its place from the call. */
function stranger(machine: Machine, { why, outside: isOutside = false }: UnknownDatum): Value {
  if (isOutside) return outside(machine, why.message, null);
  return unknown({ message: why.message, place: why.place ?? machine.here() });
}

function outside(machine: Machine, message: string, holds: UnknownValue['holds']): UnknownValue {
  const { node } = machine;
  if (node === null) return unknown({ message, place: null }, { provenance: 'outside', holds });
  return unknown(reasonAt(node, message), { provenance: 'outside', origin: textOf(node), holds });
}
