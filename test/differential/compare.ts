/** Compares what the interpreter says of a value with what it really is. */
import { isComplete } from '../../server/interpreter/builtins/entries.ts';
import { isSymbolKey } from '../../server/interpreter/keys.ts';
import type { Machine } from '../../server/interpreter/machine.ts';
import { classNameOf, getProperty } from '../../server/interpreter/members.ts';
import { keysOf } from '../../server/interpreter/objects.ts';
import { settle } from '../../server/interpreter/settle.ts';
import { ABSENT, type Case, type ObjectValue, type Value } from '../../server/interpreter/values.ts';
import type { Condition } from '../../server/symbolic/condition.ts';
import type { Quotient } from '../../server/symbolic/quotient.ts';
import { holds } from '../../server/symbolic/relation.ts';
import { evaluate, type Size } from '../../server/symbolic/size.ts';
import type { Run } from './interpreted.ts';
import type { Outcome } from './node.ts';

/** Concrete numbers for the inputs of a symbolic run, by the names of the parameters. */
export type World = ReadonlyMap<string, number>;

/**
 * `same`: the interpreter says what is true. `unknown`: it says less, and why. `different`: it says something else.
 */
export interface Agreement {
  readonly kind: 'same' | 'unknown' | 'different';
  readonly why: string;
}

const SAME: Agreement = { kind: 'same', why: '' };

/** How the end of a run relates to what really happened. */
export function agreementOf({ machine, threw, value }: Run, real: Outcome, world: World = new Map()): Agreement {
  const context: Context = { machine, world, seen: new Map() };
  if (machine.gaveUp !== null) return unknown(machine.gaveUp.message);
  const { presumed } = machine;
  if (threw === real.threw) {
    const found = compare(context, value, real.value, threw ? 'exception' : 'result');
    return found.kind === 'different' && presumed !== null ? unknown(presumed.message) : found;
  }
  if (presumed !== null) return unknown(presumed.message);
  if (machine.recorder.guards.length > 0) return unknown('a guard does not hold');
  return different(threw ? 'throws in the interpreter only' : `throws in Node only: ${String(real.value)}`);
}

interface Context {
  readonly machine: Machine;
  readonly world: World;
  /** Objects that are being compared, by the real ones: content may refer to what contains it. */
  readonly seen: Map<unknown, Value>;
}

function unknown(why: string): Agreement {
  return { kind: 'unknown', why };
}

function different(why: string): Agreement {
  return { kind: 'different', why };
}

function check(isSame: boolean, path: string, said: unknown, real: unknown): Agreement {
  return isSame ? SAME : different(`${path}: ${text(said)} instead of ${text(real)}`);
}

function text(value: unknown): string {
  if (Object.is(value, -0)) return '-0';
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

function worst(found: readonly Agreement[]): Agreement {
  return found.find(({ kind }) => kind === 'different') ?? found.find(({ kind }) => kind === 'unknown') ?? SAME;
}

function compare(context: Context, value: Value, real: unknown, path: string): Agreement {
  const settled = settle(context.machine, value);
  if (settled === ABSENT) return different(`${path}: nothing instead of ${text(real)}`);
  switch (settled.kind) {
    case 'primitive':
      return check(
        isSameNumber(context, settled.value, real) || Object.is(settled.value, real),
        path,
        settled.value,
        real,
      );
    case 'quantity':
      return compareNumber(context, settled.quotient, real, path);
    case 'truth':
      return compareTruth(context, settled.condition, real, path);
    case 'symbol':
      return check(typeof real === 'symbol' && settled.description === real.description, path, 'symbol', typeof real);
    case 'alternatives':
      return compareCases(context, settled.cases, real, path);
    case 'unknown':
      return settled.why.place === null
        ? unknown(`${settled.why.message} (no place)`)
        : settled.holds !== null && typeof real !== settled.holds
          ? different(`${path}: a ${settled.holds} instead of ${text(real)}`)
          : unknown(settled.why.message);
    case 'array':
      return Array.isArray(real) ? compareArray(context, settled, real, path) : different(`${path}: an array`);
    case 'object':
      return isObject(real) ? compareObject(context, settled, real, path) : different(`${path}: an object`);
    case 'buffer':
      return isObject(real) ? compareBuffer(context, settled, real, path) : different(`${path}: a buffer`);
    case 'promise':
      return check(real instanceof Promise, path, 'a promise', real);
    case 'module':
      return unknown('a module');
    default:
      return check(typeof real === 'function', path, settled.kind, typeof real);
  }
}

function isObject(real: unknown): real is object {
  return typeof real === 'object' && real !== null && !Array.isArray(real);
}

function sizeIn({ machine, world }: Context, size: Size): number | null {
  return evaluate(machine.facts.simplify(size), ({ origin }) => world.get(origin) ?? null);
}

/** What the arithmetic of the host may lose over a few operations. */
const ROUNDING = 1e-12;

function compareNumber(context: Context, { numerator, denominator }: Quotient, real: unknown, path: string): Agreement {
  if (typeof real !== 'number') return different(`${path}: a number instead of ${text(real)}`);
  const [above, below] = [sizeIn(context, numerator), sizeIn(context, denominator)];
  if (above === null || below === null) return unknown('a size that depends on data');
  const said = above / below;
  return check(isRounding(said, real), path, said, real);
}

/** A number that is left where the symbols cancel is compared like any other that was computed from sizes. */
function isSameNumber({ world }: Context, said: unknown, real: unknown): boolean {
  if (world.size === 0 || typeof said !== 'number' || typeof real !== 'number') return false;
  return isRounding(said, real);
}

/** Zero has no sign among sizes, and fractions of sizes are exact. */
function isRounding(said: number, real: number): boolean {
  return Math.abs(said - real) <= Math.abs(real) * ROUNDING || said === real;
}

function compareTruth(context: Context, condition: Condition, real: unknown, path: string): Agreement {
  if (typeof real !== 'boolean') return different(`${path}: a boolean instead of ${text(real)}`);
  const holding = truthIn(context, condition);
  return holding === null ? unknown(`a condition that is not decided`) : check(holding === real, path, holding, real);
}

/** Whether a condition holds in the world; `null` where the world does not say. */
function truthIn(context: Context, condition: Condition): boolean | null {
  switch (condition.kind) {
    case 'constant':
      return condition.value;
    case 'relation': {
      const { op, left, right } = condition.relation;
      const [a, b] = [sizeIn(context, left), sizeIn(context, right)];
      return a === null || b === null ? null : holds(op, a, b);
    }
    case 'named':
      return null;
    case 'not': {
      const inner = truthIn(context, condition.operand);
      return inner === null ? null : !inner;
    }
    default: {
      const absorbing = condition.kind === 'any';
      const parts = condition.operands.map((one) => truthIn(context, one));
      if (parts.includes(absorbing)) return absorbing;
      return parts.includes(null) ? null : !absorbing;
    }
  }
}

/** The cases that the world allows: one of them must be right, and the only one must be. */
function compareCases(context: Context, cases: readonly Case[], real: unknown, path: string): Agreement {
  const found = possibleCases(context, cases).map((one) =>
    compare({ ...context, seen: new Map(context.seen) }, one, real, path),
  );
  return agreementOfCases(found, path);
}

function possibleCases(context: Context, cases: readonly Case[]): readonly Value[] {
  return cases.filter(({ condition }) => truthIn(context, condition) !== false).map(({ value }) => value);
}

function agreementOfCases(found: readonly Agreement[], path: string): Agreement {
  const [only, second] = found;
  if (only === undefined) return different(`${path}: no case is possible`);
  if (second === undefined) return only;
  return found.every(({ kind }) => kind === 'different') ? only : unknown('differs between paths');
}

function compareArray(
  context: Context,
  array: Extract<Value, { kind: 'array' }>,
  real: readonly unknown[],
  path: string,
): Agreement {
  const known = context.seen.get(real);
  if (known !== undefined) return known === array ? SAME : different(`${path}: another array`);
  context.seen.set(real, array);
  const { slots, rest } = array.elements.value;
  if (slots.some((slot) => slot.kind === 'spread')) return unknown('dimensions of unknown number');
  const length = rest === null ? 0 : sizeIn(context, rest.length);
  if (length !== null && slots.length + length !== real.length) {
    return different(`${path}: ${slots.length + length} elements instead of ${real.length}`);
  }
  const elements = Array.from(real, (_, index) => (slots[index] ?? rest?.element ?? ABSENT) as Value);
  const found = elements.map((one, index) => {
    const at = `${path}[${index}]`;
    return index in real ? compare(context, one, real[index], at) : compareHole(context, one, at);
  });
  return worst(length === null ? [...found, unknown('the length of an array')] : found);
}

/** What the interpreter says of an element that is not there. */
function compareHole(context: Context, value: Value, path: string): Agreement {
  const settled = settle(context.machine, value);
  if (settled === ABSENT) return SAME;
  if (settled.kind === 'unknown') return unknown(settled.why.message);
  if (settled.kind !== 'alternatives') return different(`${path}: not a hole`);
  return agreementOfCases(
    possibleCases(context, settled.cases).map((one) => compareHole(context, one, path)),
    path,
  );
}

function compareObject(context: Context, object: ObjectValue, real: object, path: string): Agreement {
  const known = context.seen.get(real);
  if (known !== undefined) return known === object ? SAME : different(`${path}: another object`);
  context.seen.set(real, object);
  const { machine } = context;
  if (object.open.value !== null) return unknown(object.open.value.why.message);
  const called = classNameOf(machine, object);
  const isNamed = called === null || called === (Object.getPrototypeOf(real)?.constructor?.name ?? '');
  const parts = [check(isNamed, path, called, real.constructor?.name)];
  if (object.entries.value !== null) parts.push(compareEntries(context, object, real, path));
  if (real instanceof Error) parts.push(compareField(context, object, real, 'message', path));
  return worst([...parts, compareFields(context, object, real, path)]);
}

function compareFields(context: Context, object: ObjectValue, real: object, path: string): Agreement {
  const keys = keysOf(object).filter((key) => !isSymbolKey(key));
  const expected = Object.keys(real);
  const uncertain = keys.filter((key) => isUncertain(object, key));
  if (uncertain.length > 0) {
    const present = keys.filter((key) => key in real);
    if (expected.some((key) => !keys.includes(key))) return different(`${path}: misses a key`);
    return worst([
      unknown('a property of some paths'),
      ...present.map((key) => compareField(context, object, real, key, path)),
    ]);
  }
  const isOrdered = keys.length === expected.length && keys.every((key, index) => key === expected[index]);
  if (!isOrdered) return different(`${path}: keys ${keys.join()} instead of ${expected.join()}`);
  return worst(keys.map((key) => compareField(context, object, real, key, path)));
}

/** Whether a property is there on some paths only. */
function isUncertain(object: ObjectValue, key: string): boolean {
  const value = object.properties.get(key)?.value;
  return value?.kind === 'alternatives' && value.cases.some((one) => one.value === ABSENT);
}

function compareField(context: Context, object: ObjectValue, real: object, key: string, path: string): Agreement {
  const { machine } = context;
  const node = machine.node;
  if (node === null) return unknown('no place');
  const value = getProperty(machine, object, key, node);
  return compare(context, value, (real as Record<string, unknown>)[key], `${path}.${key}`);
}

function compareEntries(context: Context, object: ObjectValue, real: object, path: string): Agreement {
  if (real instanceof WeakMap || real instanceof WeakSet) return SAME;
  const isMap = real instanceof Map;
  if (!isMap && !(real instanceof Set)) return different(`${path}: a collection`);
  const entries = object.entries.value ?? [];
  if (!isComplete(object)) return unknown('the entries of a collection');
  const pairs = isMap ? [...real] : [...real].map((one) => [one, one]);
  if (entries.length !== pairs.length)
    return different(`${path}: ${entries.length} entries instead of ${pairs.length}`);
  return worst(
    entries.flatMap((entry, index) =>
      [entry[0], entry[1]].map((one, side) => compare(context, one, pairs[index]?.[side], `${path}<${index}>`)),
    ),
  );
}

function compareBuffer(
  context: Context,
  { length }: Extract<Value, { kind: 'buffer' }>,
  real: object,
  path: string,
): Agreement {
  const said = sizeIn(context, length);
  const actual = 'length' in real ? real.length : 'byteLength' in real ? real.byteLength : undefined;
  return said === null || said === actual ? unknown('the content of a buffer') : different(`${path}: length ${said}`);
}
