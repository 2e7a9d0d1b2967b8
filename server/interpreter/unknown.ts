/** Unknown values: they keep an identity and become what the program uses them as. */
import type { ts } from 'ts-morph';
import type { Want } from '../libraries/datum.ts';
import { type Condition, named } from '../symbolic/condition.ts';
import type { Reason } from '../symbolic/place.ts';
import { fromSize } from '../symbolic/quotient.ts';
import { fromSymbol } from '../symbolic/size.ts';
import { type Backing, makeSymbol } from '../symbolic/symbol.ts';
import { makeSpread } from '../tensor/spread.ts';
import { fakeTensor, type Shape } from '../tensor/tensor.ts';
import type { Cell } from './cell.ts';
import { propertyCell, refinementCell } from './join.ts';
import type { Machine } from './machine.ts';
import { arrayValue } from './objects.ts';
import type { StatedMembers } from './typeMembers.ts';
import { valueOfType } from './types.ts';
import { quantity, tensorValue, truth, type Value } from './values.ts';

/**
 * Where an unknown value comes from.
 * - `input`: the root's inputs; what is derived from it has symbols of its own.
 * - `outside`: nothing in the program states it (a loaded model, a decoded image).
 * - `lost`: the analysis could not follow; the reason says why.
 */
export type Provenance = 'input' | 'outside' | 'lost';

export interface UnknownValue {
  readonly kind: 'unknown';
  readonly id: number;
  readonly provenance: Provenance;
  readonly why: Reason;
  /** An expression that the author could type. */
  readonly origin: string;
  /** Its TypeScript type; asking costs a look at the checker. */
  readonly type: (() => ts.Type | null) | null;
  /** What the text states of its properties. */
  readonly members: StatedMembers | null;
  /** What it becomes by each use: on whatever path that is asked, it is the same. */
  readonly made: Map<string, Value | null>;
  /** What it has become by use. */
  readonly refined: Cell<Value | null>;
  /** Its properties that were read, each one value. */
  readonly properties: Map<string, Cell<Value | null>>;
  /** Whether it is certainly no tensor but a number or a text. */
  readonly holds: 'number' | 'string' | null;
  /** The variable that first received it. */
  readonly called: { name: string | null };
  /** Its truth value as a question with an identity. */
  readonly asked: { condition: Condition | null };
  /** For a number: the least that it is as a size. */
  readonly least: 0 | 1;
  /** For a number: how it was computed, to compute it again once the operands are sizes. */
  readonly compute: ((machine: Machine) => Value | null) | null;
}

const BACKING: Readonly<Record<Provenance, Backing>> = { input: 'input', outside: 'opaque', lost: 'unknown' };

export function backingOf(provenance: Provenance): Backing {
  return BACKING[provenance];
}

let nextId = 1;

/** The number of the next unknown value: those that are there have lower ones. */
export function markUnknowns(): number {
  return nextId;
}

export function unknown(
  why: Reason,
  fields: Partial<
    Pick<UnknownValue, 'provenance' | 'origin' | 'type' | 'members' | 'compute' | 'holds' | 'least'>
  > = {},
): UnknownValue {
  return {
    kind: 'unknown',
    id: nextId++,
    provenance: fields.provenance ?? 'lost',
    why,
    origin: fields.origin ?? '?',
    type: fields.type ?? null,
    members: fields.members ?? null,
    made: new Map(),
    refined: refinementCell(),
    properties: new Map(),
    holds: fields.holds ?? null,
    called: { name: null },
    asked: { condition: null },
    least: fields.least ?? 1,
    compute: fields.compute ?? null,
  };
}

/** The question whether the value is truthy; asked twice it is one question. */
export function truthOf(value: UnknownValue): Condition {
  value.asked.condition ??= named(value.origin);
  return value.asked.condition;
}

/** The value becomes what the program uses it as; `null` where it cannot. */
export function become(machine: Machine, value: UnknownValue, want: Want): Value | null {
  if (value.refined.value !== null) return value.refined.value;
  // Where a tensor is wanted a number counts as one without dimensions, and stays a number.
  if (value.holds !== null && want.kind === 'tensor') return scalarOf(value.holds);
  const made = remembered(machine, value, want);
  if (made !== null) machine.journal.write(value.refined, made);
  return made;
}

function remembered(machine: Machine, value: UnknownValue, want: Want): Value | null {
  // What is computed from other numbers depends on what these have become so far.
  if (value.compute !== null) return make(machine, value, want);
  const key = JSON.stringify(want);
  const known = value.made.get(key);
  if (known !== undefined) return known;
  const made = ofDeclaredType(machine, value) ?? make(machine, value, want);
  machine.journal.keep(value.made, key, made);
  return made;
}

function scalarOf(holds: 'number' | 'string'): Value {
  return tensorValue(fakeTensor([], holds === 'number' ? 'float32' : 'string'));
}

/** A value with a type is of that type, whatever it is used as. */
function ofDeclaredType(machine: Machine, value: UnknownValue): Value | null {
  const type = value.type?.() ?? null;
  if (type === null) return null;
  const typed = valueOfType(machine, type, value);
  return typed.kind === 'unknown' ? null : typed;
}

function make(machine: Machine, value: UnknownValue, want: Want): Value | null {
  switch (want.kind) {
    case 'tensor':
      return tensorValue(fakeTensor(freshShape(value, want.ranks ?? []), null));
    case 'size':
      return makeSize(machine, value, value.least);
    case 'count':
      return makeSize(machine, value, 0);
    case 'boolean':
      return truth(truthOf(value));
    case 'list':
      return arrayOfUnknown(value);
    default:
      return null;
  }
}

function makeSize(machine: Machine, value: UnknownValue, min: number): Value | null {
  if (value.compute !== null) return value.compute(machine);
  const symbol = makeSymbol({
    name: value.called.name ?? nameOf(value.origin),
    origin: value.origin,
    backing: BACKING[value.provenance],
    why: value.why,
    min,
  });
  return quantity(fromSize(fromSymbol(symbol)));
}

/** The shape of a tensor of which only the possible ranks are known; no ranks means any. */
export function freshShape(
  value: Pick<UnknownValue, 'origin' | 'provenance' | 'why'> & Partial<Pick<UnknownValue, 'called'>>,
  ranks: readonly number[],
): Shape {
  const fields = {
    name: value.called?.name ?? nameOf(value.origin),
    origin: value.origin,
    backing: BACKING[value.provenance],
    why: value.why,
  };
  const [rank] = ranks;
  if (ranks.length === 1 && rank !== undefined) return freshSizes(fields, rank);
  if (ranks.length === 0) return [makeSpread(fields)];
  return [makeSpread({ ...fields, minRank: Math.min(...ranks), maxRank: Math.max(...ranks) })];
}

function freshSizes(fields: { name: string; origin: string; backing: Backing; why: Reason }, rank: number): Shape {
  const { name, origin } = fields;
  return Array.from({ length: rank }, (_, index) =>
    fromSymbol(makeSymbol({ ...fields, rank, name: `${name}${index}`, origin: `${origin}.shape[${index}]` })),
  );
}

function arrayOfUnknown(value: UnknownValue): Value {
  const { origin, provenance, why } = value;
  const length = fromSymbol(
    makeSymbol({
      name: `${nameOf(origin)}Length`,
      origin: `${origin}.length`,
      min: 0,
      backing: BACKING[provenance],
      why,
    }),
  );
  // What stands at one index is no other than what stands there, but need not be what stands at another.
  const at = (index: number): Value => child(value, String(index), `${origin}[${index}]`);
  return arrayValue({ slots: [], rest: { length, element: child(value, '[]', `${origin}[i]`), at } });
}

/** The property of an unknown value: read twice it is one value. */
export function child(
  value: UnknownValue,
  key: string,
  origin: string,
  type: UnknownValue['type'] = null,
  known: Value | null = null,
): Value {
  const before = value.properties.get(key)?.value;
  if (before) return before;
  const made = known ?? unknown(value.why, { provenance: value.provenance, origin, type });
  value.properties.set(key, propertyCell(made));
  return made;
}

/** A short name for what an expression gives: its last identifier. */
export function nameOf(origin: string): string {
  const names = origin.replace(/\((?:[^()]|\([^()]*\))*\)/g, '').match(/[\p{L}_$][\p{L}\p{N}_$]*/gu);
  const name = names?.filter((word) => !['this', 'await', 'new', 'i'].includes(word)).at(-1);
  return name ?? 'n';
}
