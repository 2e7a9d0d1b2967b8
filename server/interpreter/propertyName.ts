/** The name of a property in a literal, a class or a pattern. */
import { ts } from 'ts-morph';
import { evaluate } from './evaluate.ts';
import type { Machine } from './machine.ts';
import type { Scope } from './scope.ts';
import { settle } from './settle.ts';

/** A computed name that is not known gives the empty string, which no program uses. */
export function propertyName(machine: Machine, name: ts.PropertyName, scope: Scope): string {
  if (!ts.isComputedPropertyName(name)) return name.text;
  const key = settle(machine, evaluate(machine, name.expression, scope));
  return key.kind === 'primitive' ? String(key.value) : '';
}
