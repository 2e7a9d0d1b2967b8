/** Whether two values have one form: the same value, or arrays and objects of like content made in different turns. */
import { sameValue } from '../../join.ts';
import type { Machine } from '../../machine.ts';
import { ownEntries } from '../../objects.ts';
import { settle } from '../../settle.ts';
import type { ArrayValue, ObjectValue, Slot, Value } from '../../values.ts';

/** Values nested deeper are told apart. */
const MOST_DEPTH = 6;

/** Arrays and objects up to the mark are those that were there before the turns: each of them is only itself. */
export function hasForm(machine: Machine, value: Value, form: Value, mark: number, depth = 0): boolean {
  const [a, b] = [settle(machine, value), settle(machine, form)];
  if (sameValue(machine, a, b)) return true;
  if (depth > MOST_DEPTH) return false;
  const isLike = (x: Value, y: Value) => hasForm(machine, x, y, mark, depth + 1);
  if (a.kind === 'array' && b.kind === 'array') return a.id > mark && b.id > mark && likeArrays(machine, a, b, isLike);
  if (a.kind === 'object' && b.kind === 'object') return a.id > mark && b.id > mark && likeObjects(a, b, isLike);
  if (a.kind === 'promise' && b.kind === 'promise') return isLike(a.value, b.value);
  return a.kind === 'closure' && b.kind === 'closure' && a.node === b.node;
}

type IsLike = (a: Value, b: Value) => boolean;

function likeArrays(machine: Machine, a: ArrayValue, b: ArrayValue, isLike: IsLike): boolean {
  const [x, y] = [a.elements.value, b.elements.value];
  if (x.slots.length !== y.slots.length || (x.rest === null) !== (y.rest === null)) return false;
  if (!x.slots.every((slot, index) => likeSlots(slot, y.slots[index], isLike))) return false;
  if (x.rest === null || y.rest === null) return true;
  const isSameLength = machine.facts.simplify(x.rest.length) === machine.facts.simplify(y.rest.length);
  return isSameLength && isLike(x.rest.element, y.rest.element);
}

function likeSlots(a: Slot, b: Slot | undefined, isLike: IsLike): boolean {
  if (b === undefined) return false;
  if (a.kind === 'spread' || b.kind === 'spread') {
    return a.kind === 'spread' && b.kind === 'spread' && a.spread.isSame(b.spread);
  }
  return isLike(a, b);
}

function likeObjects(a: ObjectValue, b: ObjectValue, isLike: IsLike): boolean {
  if (a.iteration !== null || b.iteration !== null) return false;
  if (a.prototype !== b.prototype || a.instance?.type !== b.instance?.type) return false;
  if (a.instance?.state.value !== b.instance?.state.value) return false;
  if (a.open.value !== b.open.value || a.entries.value !== null || b.entries.value !== null) return false;
  const fields = new Map(ownEntries(b));
  const own = ownEntries(a);
  return own.length === fields.size && own.every(([name, value]) => isField(fields.get(name), value, isLike));
}

function isField(field: Value | undefined, value: Value, isLike: IsLike): boolean {
  return field !== undefined && isLike(value, field);
}
