/** Function expressions and arrows. */
import { ts } from 'ts-morph';
import type { Machine } from '../machine.ts';
import { Scope } from '../scope.ts';
import type { Closure } from '../values.ts';

export function evaluateFunction(
  machine: Machine,
  node: ts.FunctionExpression | ts.ArrowFunction,
  scope: Scope,
): Closure {
  const own = ts.isFunctionExpression(node) && node.name !== undefined ? new Scope(scope) : scope;
  const closure = makeClosure(machine, node, own);
  if (ts.isFunctionExpression(node) && node.name !== undefined) own.declare(node.name.text, closure);
  return closure;
}

/** A function with the scope it was made in; the machine remembers it for those that nothing calls. */
export function makeClosure(machine: Machine, node: ts.FunctionLikeDeclaration, scope: Scope): Closure {
  const closure: Closure = { kind: 'closure', node, scope, self: null, home: null, statics: new Map() };
  if (!machine.closures.has(node)) machine.closures.set(node, closure);
  return closure;
}
