/** Hoisting: names exist, and functions are made, before the first statement of their scope runs. */
import { ts } from 'ts-morph';
import { writtenContract } from '../contracts/written.ts';
import { makeClosure } from '../expressions/function.ts';
import type { Machine } from '../machine.ts';
import { namesOf } from '../modules.ts';
import type { Scope } from '../scope.ts';
import { UNDEFINED, UNSET, type Value } from '../values.ts';

/** Declares what the statements of a block or a module declare. */
export function hoist(machine: Machine, statements: readonly ts.Statement[], scope: Scope): void {
  for (const statement of statements) {
    if (ts.isVariableStatement(statement)) declareAll(statement.declarationList, scope);
    else if (ts.isClassDeclaration(statement)) declare(scope, statement.name?.text ?? 'export default', UNSET);
    else if (ts.isEnumDeclaration(statement)) declare(scope, statement.name.text);
    else if (ts.isModuleDeclaration(statement)) declare(scope, statement.name.text);
  }
  for (const statement of statements) {
    if (!ts.isFunctionDeclaration(statement)) continue;
    // What is declared only is known by its contract.
    if (statement.body === undefined && writtenContract(statement).lines.length === 0) continue;
    scope.declare(statement.name?.text ?? 'export default', makeClosure(machine, statement, scope));
  }
}

function declareAll(list: ts.VariableDeclarationList, scope: Scope): void {
  const isConstant = (list.flags & ts.NodeFlags.Const) !== 0;
  const value = list.flags & ts.NodeFlags.BlockScoped ? UNSET : UNDEFINED;
  for (const { name } of list.declarations) {
    for (const one of namesOf(name)) {
      if (isConstant && scope.own(one) === null) scope.declareConstant(one, value);
      else declare(scope, one, value);
    }
  }
}

function declare(scope: Scope, name: string, value: Value = UNDEFINED): void {
  if (scope.own(name) === null) scope.declare(name, value);
}

/** Declares the `var`s of a function's body, also of its inner blocks. */
export function hoistVariables(body: ts.Node, scope: Scope): void {
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return;
    if (ts.isVariableDeclarationList(node) && !(node.flags & ts.NodeFlags.BlockScoped)) declareAll(node, scope);
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(body, visit);
}
