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

/** A function with the scope it was made in. The first one is remembered: for those of a module, and in its run. */
export function makeClosure(machine: Machine, node: ts.FunctionLikeDeclaration, scope: Scope): Closure {
  const closure: Closure = { kind: 'closure', node, scope, self: null, home: null, statics: new Map() };
  for (const known of [machine.closures, machine.recorder.closures]) if (!known.has(node)) known.set(node, closure);
  return closure;
}
