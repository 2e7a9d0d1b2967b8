/** One value that stands for many: what they have in common. */
import type { Reason } from '../../symbolic/place.ts';
import { lostSize, sameValue, sharedTensor } from '../join.ts';
import type { Machine } from '../machine.ts';
import { arrayOf, arrayValue, knownSlots, lengthOf, objectValue, ownEntries } from '../objects.ts';
import { settle } from '../settle.ts';
import { mayBe } from '../several.ts';
import { unknown } from '../unknown.ts';
import type { ArrayValue, ObjectValue, Value } from '../values.ts';

/** Rows of a data table up to this length keep their columns. */
const MOST_COLUMNS = 64;

/** The value that has what all have in common. */
export function alike(machine: Machine, values: readonly Value[], why: Reason): Value {
  const settled = values.map((value) => settle(machine, value));
  const [first] = settled;
  if (first === undefined) return data(why);
  if (settled.every((value) => sameValue(machine, first, value) || isInterchangeable(first, value))) return first;
  switch (first.kind) {
    case 'tensor': {
      const tensors = settled.map((value) => (value.kind === 'tensor' ? value.tensor : null));
      const tensor = sharedTensor(machine, tensors, why);
      return tensor === null ? data(why) : { kind: 'tensor', tensor };
    }
    case 'array':
      return alikeArrays(machine, settled, why);
    case 'object':
      return alikeObjects(machine, settled, why);
    default:
      return settled.every((value) => isNumeric(machine, value))
        ? unknown(why, { provenance: 'outside', origin: 'n', holds: 'number' })
        : data(why);
  }
}

/** Objects of a library's class of which the program knows the same: two loaded models that nobody can read. */
export function isInterchangeable(a: Value, b: Value): boolean {
  if (a.kind !== 'object' || b.kind !== 'object' || a.instance === null || b.instance === null) return false;
  const isPlain = a.prototype === null && b.prototype === null;
  return isPlain && a.instance.type === b.instance.type && a.instance.state.value === b.instance.state.value;
}

/** Whether a value is a number, also one that is not known. */
export function isNumeric(machine: Machine, value: Value): boolean {
  const settled = settle(machine, value);
  if (settled.kind === 'primitive') return typeof settled.value === 'number';
  if (settled.kind === 'alternatives') return settled.cases.every((one) => isNumeric(machine, one.value));
  return settled.kind === 'quantity' || (settled.kind === 'unknown' && settled.holds === 'number');
}

function data(why: Reason): Value {
  return unknown(why, { provenance: 'outside', origin: 'n' });
}

function alikeArrays(machine: Machine, values: readonly Value[], why: Reason): Value {
  const arrays = values.filter((value): value is ArrayValue => value.kind === 'array');
  if (arrays.length < values.length) return data(why);
  const rows = arrays.map((one) => knownSlots(one.elements.value));
  const width = rows[0]?.length ?? 0;
  if (width <= MOST_COLUMNS && rows.every((row) => row?.length === width)) {
    const columns = Array.from({ length: width }, (_, column) => rows.map((row) => row?.[column] ?? data(why)));
    return mayBe(arrayOf(columns.map((column) => alike(machine, column, why))), arrays);
  }
  const lengths = new Set(arrays.map((one) => machine.facts.simplify(lengthOf(one.elements.value))));
  const [length] = lengths;
  const elements = arrays.flatMap(({ elements: { value } }) =>
    [...value.slots, ...(value.rest === null ? [] : [value.rest.element])].filter((slot) => slot.kind !== 'spread'),
  );
  const common = length !== undefined && lengths.size === 1 ? length : lostSize(why);
  return mayBe(arrayValue({ slots: [], rest: { length: common, element: alike(machine, elements, why) } }), arrays);
}

function alikeObjects(machine: Machine, values: readonly Value[], why: Reason): Value {
  const objects = values.filter((value): value is ObjectValue => value.kind === 'object');
  const [first] = objects;
  const isPlain = objects.every((one) => one.prototype === null && one.instance === null && one.open.value === null);
  if (first === undefined || objects.length < values.length || !isPlain) return data(why);
  const names = ownEntries(first).map(([name]) => name);
  const fields = objects.map((one) => new Map(ownEntries(one)));
  if (fields.some((one) => one.size !== names.length || names.some((name) => !one.has(name)))) return data(why);
  const common = objectValue(
    names.map(
      (name) =>
        [
          name,
          alike(
            machine,
            fields.map((one) => one.get(name) ?? data(why)),
            why,
          ),
        ] as const,
    ),
  );
  return mayBe(common, objects);
}
