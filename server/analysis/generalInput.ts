/** What a parameter is in general: that in which the calls of its function agree, and sizes of its own for the rest. */
import { ts } from 'ts-morph';
import { sameDim, sameValue } from '../interpreter/join.ts';
import { type Machine, placeOf } from '../interpreter/machine.ts';
import { allKeysOf, arrayOf, knownSlots, objectValue, ownProperty } from '../interpreter/objects.ts';
import { parameterValue } from '../interpreter/parameters.ts';
import { settle } from '../interpreter/settle.ts';
import type { Origin } from '../interpreter/types.ts';
import { optional } from '../interpreter/unions.ts';
import { freshShape, unknown } from '../interpreter/unknown.ts';
import {
  type ArrayValue,
  type ObjectValue,
  type TensorValue,
  tensorValue,
  truth,
  UNDEFINED,
  type Value,
} from '../interpreter/values.ts';
import { named } from '../symbolic/condition.ts';
import { fakeTensor, resolveShape, sizesOf } from '../tensor/tensor.ts';

/** The input that stands for what several calls pass. */
export function generalInput(machine: Machine, parameter: ts.ParameterDeclaration, passed: readonly Value[]): Value {
  const name = ts.isIdentifier(parameter.name) ? parameter.name.text : '';
  const why = { message: `the calls pass several values for \`${name}\``, place: placeOf(parameter) };
  return (
    general(machine, passed, { provenance: 'input', origin: name, why }) ?? parameterValue(machine, parameter, name)
  );
}

/** `null` where the values have too little in common. */
function general(machine: Machine, passed: readonly Value[], from: Origin): Value | null {
  const values = passed.map((value) => settle(machine, value));
  const [first] = values;
  if (first === undefined) return null;
  if (values.every((value) => sameValue(machine, first, value))) return first;
  const given = values.filter((value) => !isMissing(value));
  if (given.length < values.length) {
    const value = general(machine, given, from);
    return value === null ? null : optional(value, from.origin);
  }
  if (values.every((value) => value.kind === 'tensor')) return generalTensor(machine, values, from);
  if (values.every((value) => value.kind === 'array')) return generalArray(machine, values, from);
  if (values.every((value) => value.kind === 'object')) return generalObject(machine, values, from);
  if (values.every(isTruth)) return truth(named(from.origin));
  const holds = values.every(isNumeric) ? 'number' : values.every(isText) ? 'string' : null;
  return holds === null ? null : unknown(from.why, { ...from, holds });
}

function generalTensor(machine: Machine, values: readonly TensorValue[], from: Origin): Value {
  const shapes = values.map(({ tensor }) => sizesOf(resolveShape(machine.facts, tensor.shape)));
  const [first] = shapes;
  const isRanked = first != null && shapes.every((shape) => shape?.length === first.length);
  const shape = isRanked
    ? freshShape(from, [first.length]).map((dim, axis) => {
        const own = first[axis];
        return own !== undefined && shapes.every((one) => sameDim(own, one?.[axis])) ? own : dim;
      })
    : freshShape(from, []);
  const [dtype, other] = new Set(values.map(({ tensor }) => tensor.dtype));
  return tensorValue(fakeTensor(shape, other === undefined ? (dtype ?? null) : null));
}

function generalArray(machine: Machine, values: readonly ArrayValue[], from: Origin): Value | null {
  const rows = values.map(({ elements }) => knownSlots(elements.value));
  const [first] = rows;
  if (first == null || rows.some((row) => row?.length !== first.length)) return null;
  const slots = first.map((_, index) =>
    general(
      machine,
      rows.map((row) => row?.[index] ?? UNDEFINED),
      { ...from, origin: `${from.origin}[${index}]` },
    ),
  );
  return slots.every((slot) => slot !== null) ? arrayOf(slots) : null;
}

function generalObject(machine: Machine, values: readonly ObjectValue[], from: Origin): Value | null {
  const [first] = values;
  if (first === undefined || !values.every((one) => isPlain(one) && one.prototype === first.prototype)) return null;
  const rows = values.map((one) => new Map(fieldsOf(one)));
  const names = new Set(rows.flatMap((row) => [...row.keys()]));
  const fields = [...names].map((name): [string, Value | null] => [
    name,
    general(
      machine,
      rows.map((row) => row.get(name) ?? UNDEFINED),
      { ...from, origin: `${from.origin}.${name}` },
    ),
  ]);
  if (!fields.every((field): field is [string, Value] => field[1] !== null)) return null;
  const { prototype, ofClass } = first;
  const made = objectValue(fields, { prototype, ...(ofClass && { ofClass }) });
  for (const name of first.hidden) made.hidden.add(name);
  return made;
}

/** Whether an object is no more than its fields and its class. */
function isPlain({ instance, open, entries, iteration }: ObjectValue): boolean {
  return instance === null && open.value === null && entries.value === null && iteration === null;
}

function fieldsOf(object: ObjectValue): readonly (readonly [string, Value])[] {
  return allKeysOf(object).map((name) => [name, ownProperty(object, name) ?? UNDEFINED] as const);
}

function isMissing(value: Value): boolean {
  return value.kind === 'primitive' && value.value === undefined;
}

function isTruth(value: Value): boolean {
  return value.kind === 'truth' || (value.kind === 'primitive' && typeof value.value === 'boolean');
}

function isNumeric(value: Value): boolean {
  if (value.kind === 'primitive') return typeof value.value === 'number';
  return value.kind === 'quantity' || (value.kind === 'unknown' && value.holds === 'number');
}

function isText(value: Value): boolean {
  return value.kind === 'primitive'
    ? typeof value.value === 'string'
    : value.kind === 'unknown' && value.holds === 'string';
}
