/** Truth: values as conditions, and the comparisons of the language. */

import type { ts } from 'ts-morph';
import { all, any, type Condition, FALSE, named, negation, TRUE, toCondition } from '../symbolic/condition.ts';
import { compareQuotients, fromNumber, type Quotient } from '../symbolic/quotient.ts';
import { notEqual } from '../symbolic/relation.ts';
import { constant } from '../symbolic/size.ts';
import { toPrimitive } from './builtins/text.ts';
import { sameValue } from './join.ts';
import type { Machine } from './machine.ts';
import { settle } from './settle.ts';
import { isAmbiguous } from './several.ts';
import { truthOf } from './unknown.ts';
import { isNullish, type Value } from './values.ts';

/** The condition under which a value counts as true. */
export function truthiness(machine: Machine, value: Value): Condition {
  const settled = settle(machine, value);
  switch (settled.kind) {
    case 'primitive':
      return settled.value ? TRUE : FALSE;
    case 'truth':
      return settled.condition;
    case 'quantity':
      return toCondition(notEqual(settled.quotient.numerator, constant(0)));
    case 'unknown':
      return truthOf(settled);
    case 'alternatives':
      return any(...settled.cases.map((one) => all(one.condition, truthiness(machine, one.value))));
    default:
      return TRUE;
  }
}

/** Questions about values that cannot be decided, by what is asked of which values: asked twice it is one question. */
const questions = new WeakMap<object, Map<string, Condition>>();

/** A question with an identity: the same text about the same subject is the same condition. */
export function question(subject: object, key: string, text: string): Condition {
  let known = questions.get(subject);
  if (known === undefined) {
    known = new Map();
    questions.set(subject, known);
  }
  let condition = known.get(key);
  if (condition === undefined) {
    condition = named(text);
    known.set(key, condition);
  }
  return condition;
}

/** `a === b`, or `a == b` where `loose`. */
export function equality(machine: Machine, a: Value, b: Value, loose: boolean, text: string): Condition {
  const left = settle(machine, a);
  const right = settle(machine, b);
  if (left.kind === 'alternatives' && isAmbiguous(left, right)) return question(left, '==itself', text);
  if (left.kind === 'alternatives') return overCases(left.cases, (one) => equality(machine, one, right, loose, text));
  if (right.kind === 'alternatives') return overCases(right.cases, (one) => equality(machine, left, one, loose, text));
  if (left.kind === 'unknown' || right.kind === 'unknown') {
    if (left.kind === right.kind) machine.recorder.asksIdentity = true;
    if (isAmbiguous(left, right)) return question(left, '==itself', text);
    return unknownEquality(left, right, text);
  }
  if (left.kind === 'primitive' && right.kind === 'primitive') {
    return comparePlain(left.value, right.value, loose) ? TRUE : FALSE;
  }
  const x = quotientOf(left);
  const y = quotientOf(right);
  if (x !== null && y !== null) return toCondition(compareQuotients('==', x, y));
  if (left.kind === 'truth' || right.kind === 'truth') return booleanEquality(machine, left, right);
  // Two views of the same memory are kept as two buffers.
  if (left.kind === 'buffer' && right.kind === 'buffer' && left !== right) return question(left, 'same buffer', text);
  if (loose && isObjectLike(left) !== isObjectLike(right) && machine.node !== null) {
    const [a, b] = [left, right].map((one) => toPrimitive(machine, one, 'default', machine.node as ts.Node));
    if (a?.kind === 'primitive' && b?.kind === 'primitive') return comparePlain(a.value, b.value, true) ? TRUE : FALSE;
  }
  if (left.kind === right.kind) machine.recorder.asksIdentity = true;
  if (isAmbiguous(left, right)) return question(left, `==${keyOf(right)}`, text);
  // A function may give back the tensor that it was given.
  if (left.kind === 'tensor' && right.kind === 'tensor' && left !== right)
    return question(left, `==${keyOf(right)}`, text);
  return sameValue(machine, left, right) ? TRUE : FALSE;
}

function isObjectLike({ kind }: Value): boolean {
  return kind === 'object' || kind === 'array';
}

/** Loose equality of primitives: only null and undefined, and numbers written as text, equal what they are not. */
function comparePlain(a: unknown, b: unknown, loose: boolean): boolean {
  if (a === b || !loose) return a === b;
  if (typeof a === 'bigint' || typeof b === 'bigint') return Object.is(Number(a), Number(b));
  if (typeof a === 'string' && typeof b === 'string') return false;
  const isNothing = (value: unknown) => value === null || value === undefined;
  if (isNothing(a) || isNothing(b)) return isNothing(a) && isNothing(b);
  return Number(a) === Number(b);
}

function overCases(
  cases: readonly { readonly condition: Condition; readonly value: Value }[],
  ask: (one: Value) => Condition,
): Condition {
  return any(...cases.map((one) => all(one.condition, ask(one.value))));
}

function booleanEquality(machine: Machine, left: Value, right: Value): Condition {
  const isBoolean = (value: Value) =>
    value.kind === 'truth' || (value.kind === 'primitive' && typeof value.value === 'boolean');
  if (!isBoolean(left) || !isBoolean(right)) return FALSE;
  const p = truthiness(machine, left);
  const q = truthiness(machine, right);
  return any(all(p, q), all(negation(p), negation(q)));
}

function unknownEquality(left: Value, right: Value, text: string): Condition {
  if (left.kind === 'unknown' && right.kind === 'unknown') {
    if (left.id !== right.id) return question(left, `==${right.id}`, text);
    // A number that was computed may be none.
    return left.holds === 'number' && left.provenance !== 'input' ? question(left, '==itself', text) : TRUE;
  }
  const [subject, other] = left.kind === 'unknown' ? [left, right] : [right, left];
  return question(subject, `==${keyOf(other)}`, text);
}

function keyOf(value: Value): string {
  if (value.kind === 'primitive') return `${typeof value.value}:${String(value.value)}`;
  if ('id' in value) return `${value.kind}${value.id}`;
  return value.kind === 'tensor' ? `tensor${numberOf(value)}` : value.kind;
}

const numbers = new WeakMap<Value, number>();
let nextNumber = 1;

function numberOf(value: Value): number {
  const number = numbers.get(value) ?? nextNumber++;
  numbers.set(value, number);
  return number;
}

/** `a < b` and its like. */
export function comparison(machine: Machine, op: '<' | '<=' | '>' | '>=', a: Value, b: Value, text: string): Condition {
  const left = settle(machine, a);
  const right = settle(machine, b);
  if (left.kind === 'alternatives') return overCases(left.cases, (one) => comparison(machine, op, one, right, text));
  if (right.kind === 'alternatives') return overCases(right.cases, (one) => comparison(machine, op, left, one, text));
  if (left.kind === 'primitive' && right.kind === 'primitive') return comparePrimitives(op, left.value, right.value);
  const x = quotientOf(left);
  const y = quotientOf(right);
  if (x !== null && y !== null) return compareSizes(op, x, y);
  if (isObjectLike(left) || isObjectLike(right)) return compareObjects(machine, op, left, right, text);
  const subject = left.kind === 'unknown' ? left : right;
  const other = subject === left ? right : left;
  return question(subject, `${subject === left ? '' : 'r'}${op}${keyOf(other)}`, text);
}

/** Objects are compared as the primitives that stand for them. */
function compareObjects(machine: Machine, op: '<' | '<=' | '>' | '>=', a: Value, b: Value, text: string): Condition {
  const { node } = machine;
  if (node === null) return named(text);
  const left = toPrimitive(machine, a, 'number', node);
  const right = toPrimitive(machine, b, 'number', node);
  if (machine.thrown !== null || isObjectLike(left) || isObjectLike(right)) return named(text);
  return comparison(machine, op, left, right, text);
}

function compareSizes(op: '<' | '<=' | '>' | '>=', x: Quotient, y: Quotient): Condition {
  if (op === '<' || op === '<=') return toCondition(compareQuotients(op, x, y));
  return toCondition(compareQuotients(op === '>' ? '<' : '<=', y, x));
}

function comparePrimitives(op: '<' | '<=' | '>' | '>=', a: unknown, b: unknown): Condition {
  const [left, right] = [a, b] as [number, number];
  const truth = { '<': left < right, '<=': left <= right, '>': left > right, '>=': left >= right }[op];
  return truth ? TRUE : FALSE;
}

/** A number as an exact quotient of sizes; `null` for what is no number or not exact. */
export function quotientOf(value: Value): Quotient | null {
  if (value.kind === 'quantity') return value.quotient;
  return value.kind === 'primitive' && typeof value.value === 'number' ? fromNumber(value.value) : null;
}

/** Whether a value is neither null nor undefined, as a condition. */
export function presence(machine: Machine, value: Value, text: string): Condition {
  const settled = settle(machine, value);
  if (settled.kind === 'alternatives') return overCases(settled.cases, (one) => presence(machine, one, text));
  if (settled.kind === 'unknown') return question(settled, 'present', text);
  return isNullish(settled) ? FALSE : TRUE;
}

/** `Math` and its like are objects, though they are kept as natives. */
function isNamespaceObject(name: string): boolean {
  return name === 'Math' || name === 'JSON' || name === 'console' || name === 'Reflect';
}

/** `typeof value`; `null` where it is not known. */
export function typeName(machine: Machine, value: Value): string | null {
  const settled = settle(machine, value);
  switch (settled.kind) {
    case 'primitive':
      return typeof settled.value;
    case 'quantity':
      return 'number';
    case 'truth':
      return 'boolean';
    case 'unknown':
      return settled.holds;
    case 'alternatives': {
      const names = new Set(settled.cases.map((one) => typeName(machine, one.value)));
      const [name] = names;
      return names.size === 1 ? (name ?? null) : null;
    }
    case 'symbol':
      return 'symbol';
    case 'native':
      return isNamespaceObject(settled.name) ? 'object' : 'function';
    case 'closure':
    case 'libraryFunction':
    case 'class':
    case 'libraryClass':
    case 'tensorClass':
      return 'function';
    default:
      return 'object';
  }
}
