/** What a variable or field holds that other functions set: one of all that they assign, whichever ran before. */
import { alike, isInterchangeable } from '../interpreter/builtins/alike.ts';
import { sameValue } from '../interpreter/join.ts';
import type { Machine } from '../interpreter/machine.ts';
import { arrayValue, lengthOf } from '../interpreter/objects.ts';
import { settle } from '../interpreter/settle.ts';
import { lengthSymbol, tensorRank, valueOfType } from '../interpreter/types.ts';
import { freshShape, type UnknownValue, unknown } from '../interpreter/unknown.ts';
import { type ArrayValue, isNullish, type TensorValue, tensorValue, type Value } from '../interpreter/values.ts';
import type { Reason } from '../symbolic/place.ts';
import { fakeTensor, resolveShape, sizesOf } from '../tensor/tensor.ts';

/** Where a late value is found, and what its declaration says of it. */
export interface LateOrigin {
  /** As the author types it: `model`, `this.weights`. */
  readonly origin: string;
  readonly type: UnknownValue['type'];
  readonly why: Reason;
}

/** The contents without null and undefined, each by itself: under which conditions it was assigned is of no use here. */
export function presentCases(machine: Machine, value: Value | null): readonly Value[] {
  if (value === null) return [];
  const settled = settle(machine, value);
  if (settled.kind === 'alternatives') return settled.cases.flatMap((one) => presentCases(machine, one.value));
  return isNullish(settled) ? [] : [settled];
}

/** One of several values, or what nothing states where there is none. */
export function eitherOf(machine: Machine, values: readonly Value[], late: LateOrigin): Value {
  const distinct = values.filter((value, index) => values.findIndex((one) => sameValue(machine, one, value)) === index);
  const [first, second] = distinct;
  // A number or a text that another function sets is another one by then.
  if (first === undefined || distinct.some(isPlain)) {
    const isNumber =
      first !== undefined && distinct.every((value) => !isPlain(value) || typeof value.value === 'number');
    return stranger(machine, late, isNumber ? 'number' : null);
  }
  if (second === undefined && first.kind !== 'unknown') return first;
  // What could not be followed there has a type here, and symbols of its own.
  const followed = distinct.filter((value) => value.kind !== 'unknown');
  if (followed.length === 0) return stranger(machine, typedLike(first, late), holdsOf(first));
  if (followed.every((value) => value.kind === 'tensor'))
    return oneTensor(machine, followed, late, followed.length === distinct.length);
  if (followed.every((value) => value.kind === 'array') && followed.length === distinct.length)
    return oneList(machine, followed, late);
  const [model] = followed;
  if (model !== undefined && followed.every((value) => isInterchangeable(model, value))) return model;
  const common = alike(machine, distinct, late.why);
  return common.kind === 'unknown' ? stranger(machine, late, common.holds) : common;
}

function isPlain(value: Value): value is Extract<Value, { kind: 'primitive' }> {
  return value.kind === 'primitive';
}

function holdsOf(value: Value): UnknownValue['holds'] {
  return value.kind === 'unknown' ? value.holds : null;
}

function typedLike(value: Value, late: LateOrigin): LateOrigin {
  return value.kind === 'unknown' && value.type !== null ? { ...late, type: value.type } : late;
}

function stranger(machine: Machine, { origin, type, why }: LateOrigin, holds: UnknownValue['holds']): Value {
  const from = { provenance: 'outside', origin, why } as const;
  const declared = holds === null ? (type?.() ?? null) : null;
  return declared === null ? unknown(why, { ...from, holds }) : valueOfType(machine, declared, from);
}

/** A tensor with the sizes on which all agree, where these are all, and sizes of its own for the others. */
function oneTensor(
  machine: Machine,
  tensors: readonly TensorValue[],
  { origin, type, why }: LateOrigin,
  isComplete: boolean,
): Value {
  const shapes = tensors.map(({ tensor }) => sizesOf(resolveShape(machine.facts, tensor.shape)));
  const [first] = shapes;
  const isRanked = first != null && shapes.every((shape) => shape?.length === first.length);
  // Where what is assigned does not tell the rank, the declaration does.
  const rank = isRanked ? first.length : declaredRank(machine, type);
  const fresh = freshShape({ origin, provenance: 'outside', why }, rank === null ? [] : [rank]);
  const shape = isRanked
    ? fresh.map((dim, axis) =>
        isComplete && shapes.every((one) => one?.[axis] === first[axis]) ? (first[axis] ?? dim) : dim,
      )
    : fresh;
  const dtypes = new Set(tensors.map(({ tensor }) => tensor.dtype));
  return tensorValue(fakeTensor(shape, dtypes.size === 1 ? (tensors[0]?.tensor.dtype ?? null) : null));
}

function declaredRank(machine: Machine, type: LateOrigin['type']): number | null {
  const declared = type?.() ?? null;
  return declared === null ? null : (tensorRank(machine, machine.host.checker().getNonNullableType(declared)) ?? null);
}

/** A list of the length on which all agree, or of a length of its own; what an empty one would hold, the others tell. */
function oneList(machine: Machine, lists: readonly ArrayValue[], late: LateOrigin): Value {
  const lengths = new Set(lists.map(({ elements }) => machine.facts.simplify(lengthOf(elements.value))));
  if (lengths.size === 1) return alike(machine, lists, late.why);
  const elements = lists.flatMap(({ elements: { value } }) => [
    ...value.slots.filter((slot): slot is Value => slot.kind !== 'spread'),
    ...(value.rest === null ? [] : [value.rest.element]),
  ]);
  const length = lengthSymbol({ ...late, provenance: 'outside' });
  return arrayValue({ slots: [], rest: { length, element: alike(machine, elements, late.why) } });
}
