/** Methods of typed values that no constructor was seen for: their source, run on what is known of the receiver. */
import { ts } from 'ts-morph';
import type { Machine } from './machine.ts';
import { classOf } from './modules.ts';
import type { UnknownValue } from './unknown.ts';
import type { Closure } from './values.ts';

/** The method behind a property of a type, where the program declares it with a body. */
export function methodClosure(machine: Machine, property: ts.Symbol, self: UnknownValue): Closure | null {
  const declaration = property.valueDeclaration;
  if (declaration === undefined || !ts.isMethodDeclaration(declaration) || declaration.body === undefined) return null;
  if (!ts.isClassLike(declaration.parent)) return null;
  const home = classOf(machine, declaration.parent);
  return home && { kind: 'closure', node: declaration, scope: home.scope, self, home, statics: new Map() };
}
