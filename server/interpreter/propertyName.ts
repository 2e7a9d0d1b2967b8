/** The name of a property in a literal, a class or a pattern. */
import { ts } from 'ts-morph';
import { evaluate } from './evaluate.ts';
import { keyOf, privateKey } from './keys.ts';
import type { Machine } from './machine.ts';
import type { Scope } from './scope.ts';
import { settle } from './settle.ts';

/** `null` for a computed name that is not known. */
export function propertyName(machine: Machine, name: ts.PropertyName, scope: Scope): string | null {
  if (ts.isPrivateIdentifier(name)) return privateKey(name);
  if (!ts.isComputedPropertyName(name)) return name.text;
  return keyOf(settle(machine, evaluate(machine, name.expression, scope)));
}
