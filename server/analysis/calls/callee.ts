/** What a call calls: a function of the program, or a row of a library. */
import { ts } from 'ts-morph';
import type { Machine } from '../../interpreter/machine.ts';
import type { ModuleRecord } from '../../interpreter/modules.ts';
import { resolved } from '../../interpreter/resolved.ts';
import type { Value } from '../../interpreter/values.ts';
import type { Row } from '../../libraries/row.ts';
import { declarationOf } from '../fixes/lexical.ts';
import { type Part, partAround } from '../parts/part.ts';

export type Callee =
  | { readonly kind: 'function'; readonly node: ts.FunctionLikeDeclaration }
  /** `isMethod`: the receiver is the row's first argument. */
  | { readonly kind: 'row'; readonly row: Row; readonly isMethod: boolean };

/** Where names are looked up. */
export interface Names {
  readonly machine: Machine;
  readonly module: ModuleRecord;
  readonly parts: readonly Part[];
}

/** `null` where the text and the traces do not tell. */
export function calleeOf(names: Names, expression: ts.Expression): Callee | null {
  if (ts.isParenthesizedExpression(expression) || ts.isNonNullExpression(expression)) {
    return calleeOf(names, expression.expression);
  }
  const local = ts.isIdentifier(expression) ? localFunction(expression) : ownMethod(expression);
  if (local !== null) return { kind: 'function', node: local };
  const value = valueOf(names, expression);
  if (value?.kind === 'closure') return { kind: 'function', node: value.node };
  if (value?.kind === 'libraryFunction') return { kind: 'row', row: value.row, isMethod: value.self !== null };
  return ts.isPropertyAccessExpression(expression) ? tensorMethod(names, expression) : null;
}

function localFunction(name: ts.Identifier): ts.FunctionLikeDeclaration | null {
  const owner = declarationOf(name.text, name)?.parent;
  if (owner === undefined) return null;
  if (ts.isFunctionDeclaration(owner) || ts.isFunctionExpression(owner)) return owner;
  const value = ts.isVariableDeclaration(owner) ? owner.initializer : undefined;
  return value !== undefined && (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) ? value : null;
}

/** `this.step` inside the class that has it. */
function ownMethod(expression: ts.Expression): ts.FunctionLikeDeclaration | null {
  if (!ts.isPropertyAccessExpression(expression) || expression.expression.kind !== ts.SyntaxKind.ThisKeyword) {
    return null;
  }
  const home = ts.findAncestor(expression, ts.isClassLike);
  const found = home?.members.find((one) => ts.isMethodDeclaration(one) && one.name.getText() === expression.name.text);
  return found !== undefined && ts.isMethodDeclaration(found) ? found : null;
}

/** What a name of the file's top level holds, or what a library or a module has under one. */
function valueOf({ machine, module, ...names }: Names, expression: ts.Expression): Value | null {
  if (ts.isIdentifier(expression)) {
    const declared = declarationOf(expression.text, expression);
    if (declared !== null && ts.findAncestor(declared, isInner) !== undefined) return null;
    const cell = module.scope.find(expression.text);
    if (cell !== null) return resolved(machine, cell.value);
    const library = machine.host.globalLibrary(expression.text);
    return library === null ? null : { kind: 'namespace', members: library.namespace, library };
  }
  if (!ts.isPropertyAccessExpression(expression)) return null;
  const owner = valueOf({ machine, module, ...names }, expression.expression);
  const name = expression.name.text;
  if (owner?.kind === 'module') return owner.module.exports.get(name)?.value ?? null;
  if (owner?.kind !== 'namespace' || !Object.hasOwn(owner.members, name)) return null;
  const member = owner.members[name];
  const { library } = owner;
  if (member?.kind === 'namespace') return { kind: 'namespace', members: member.members, library };
  return member?.kind === 'row' ? { kind: 'libraryFunction', row: member.row, library, self: null } : null;
}

function isInner(node: ts.Node): boolean {
  return ts.isFunctionLike(node) || ts.isBlock(node);
}

function tensorMethod({ machine, parts }: Names, { expression, name }: ts.PropertyAccessExpression): Callee | null {
  const observed = partAround(parts, expression)?.trace().recorder.observations.get(expression);
  if (observed?.some(({ value }) => value.kind === 'tensor') !== true) return null;
  for (const { tensorMethods } of machine.host.libraries) {
    const row = Object.hasOwn(tensorMethods, name.text) ? tensorMethods[name.text] : undefined;
    if (row !== undefined) return { kind: 'row', row, isMethod: true };
  }
  return null;
}
