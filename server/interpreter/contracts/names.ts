/** The names that contracts and shape comments give to sizes, each visible where it was given and in the blocks inside. */

import { named } from '../../symbolic/condition.ts';
import type { Expression, Formula, Meaning } from '../../symbolic/grammar.ts';
import { expressionSize, namesOf } from '../../symbolic/grammar.ts';
import { asSize, fromSize } from '../../symbolic/quotient.ts';
import { constant, type Size, symbolsOf } from '../../symbolic/size.ts';
import type { Machine } from '../machine.ts';
import type { Scope } from '../scope.ts';
import { settle } from '../settle.ts';
import { isNumber, quantity, type Value } from '../values.ts';

/** A size that a name stands for. */
export interface Named {
  readonly size: Size;
  /** Whether the name is certainly one of a size: not that of any number that the code computes with. */
  readonly isSize: boolean;
}

/** No variable is called that way. */
function keyOf(name: string): string {
  return `[${name}]`;
}

export function giveName(scope: Scope, name: string, size: Size): void {
  scope.declare(keyOf(name), quantity(fromSize(size)));
}

/** What a name of the notation stands for in a scope: a size that was given it, else the variable of that name. */
export function findNamed(machine: Machine, scope: Scope, name: string): Named | null {
  const given = sizeOf(machine, scope.find(keyOf(name))?.value);
  if (given !== null) return { size: given, isSize: true };
  const variable = sizeOf(machine, scope.find(name)?.value);
  return variable === null ? null : { size: variable, isSize: isOfShape(variable) };
}

/** `null` where a name of the expression stands for nothing here. */
export function namedSize(machine: Machine, scope: Scope, expression: Expression): Size | null {
  const names = namesOf(expression);
  if (names.some((name) => findNamed(machine, scope, name) === null)) return null;
  return expressionSize(expression, meaningIn(machine, scope));
}

/** Whether every name of a condition stands for something here. */
export function isMeant(machine: Machine, scope: Scope, formula: Formula): boolean {
  return namesOf(formula).every((name) => findNamed(machine, scope, name) !== null);
}

export function meaningIn(machine: Machine, scope: Scope): Meaning {
  return { sizeOf: (name) => findNamed(machine, scope, name)?.size ?? constant(0), conditionOf: named };
}

/** The size that a value is, where it is a whole number. */
export function sizeOf(machine: Machine, value: Value | undefined): Size | null {
  if (value === undefined) return null;
  const settled = settle(machine, value);
  if (isNumber(settled)) return Number.isSafeInteger(settled.value) ? constant(settled.value) : null;
  return settled.kind === 'quantity' ? asSize(settled.quotient) : null;
}

function isOfShape(size: Size): boolean {
  const symbols = symbolsOf(size);
  return symbols.length > 0 && symbols.every(({ origin }) => /\.shape(?:\[|\.at\()/.test(origin));
}
