/**
 * Idle statements: finished, and of no use yet, as `const mask = tf.ones([8, 8]);` when it was just typed. They depend on
 * nothing around them, so one run of them tells that they need nothing, change nothing and do not throw, wherever the
 * function that they stand in is called.
 */
import { ts } from 'ts-morph';
import { evaluate } from '../../interpreter/evaluate.ts';
import { inFreshRun } from '../../interpreter/freshRun.ts';
import { isDeclaredAround, isInert, isMentionedOnce } from '../../interpreter/inert.ts';
import type { Machine } from '../../interpreter/machine.ts';
import { Recorder } from '../../interpreter/recorder.ts';
import { Scope } from '../../interpreter/scope.ts';
import type { FileChange } from './change.ts';
import { changedStatements } from './changedStatements.ts';
import { betweenComments } from './inertChange.ts';

/** Whether a change makes and takes away only statements that are idle or inert: the function means the same to all others. */
export function isIdleChange(machine: Machine, change: FileChange): boolean {
  const scope = machine.modules.get(change.after.fileName)?.scope;
  const changed = scope && changedStatements(change);
  if (scope === undefined || !changed || betweenComments(change, changed) === null) return false;
  return [...changed.gone, ...changed.came].every(
    (statement) => isInert(statement, machine.host.mayBeGlobal) || isIdle(machine, statement, scope),
  );
}

function isIdle(machine: Machine, statement: ts.Statement, scope: Scope): boolean {
  return valuesOf(statement)?.every((one) => isClosed(one, scope) && isQuiet(machine, one, scope)) === true;
}

/** What a statement computes and hands on to nothing; `null` for one that does more. */
function valuesOf(statement: ts.Statement): readonly ts.Expression[] | null {
  // A text that stands alone may be a directive.
  if (ts.isExpressionStatement(statement))
    return ts.isStringLiteralLike(statement.expression) ? null : [statement.expression];
  if (!ts.isVariableStatement(statement) || statement.modifiers !== undefined) return null;
  const { declarations } = statement.declarationList;
  if (!declarations.every(({ name }) => isMentionedOnce(name))) return null;
  return declarations.flatMap(({ initializer }) => initializer ?? []);
}

/** Whether it names nothing but packages, and has no code that runs elsewhere. */
function isClosed(value: ts.Expression, scope: Scope): boolean {
  const visit = (node: ts.Node): boolean => {
    if (ts.isIdentifier(node) && !isMemberName(node)) {
      return scope.own(node.text)?.value.kind === 'namespace' && !isDeclaredAround(node);
    }
    return CLOSED.has(node.kind) && ts.forEachChild(node, (child) => !visit(child) || undefined) !== true;
  };
  return visit(value);
}

function isMemberName(node: ts.Identifier): boolean {
  const { parent } = node;
  return (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent)) && parent.name === node;
}

const CLOSED: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.Identifier,
  ts.SyntaxKind.NumericLiteral,
  ts.SyntaxKind.StringLiteral,
  ts.SyntaxKind.NoSubstitutionTemplateLiteral,
  ts.SyntaxKind.TrueKeyword,
  ts.SyntaxKind.FalseKeyword,
  ts.SyntaxKind.NullKeyword,
  ts.SyntaxKind.ArrayLiteralExpression,
  ts.SyntaxKind.ObjectLiteralExpression,
  ts.SyntaxKind.PropertyAssignment,
  ts.SyntaxKind.PropertyAccessExpression,
  ts.SyntaxKind.CallExpression,
  ts.SyntaxKind.ParenthesizedExpression,
]);

/** Whether nobody notices that it is computed; that it might throw, only a `try` asks. */
function isQuiet(machine: Machine, value: ts.Expression, scope: Scope): boolean {
  const recorder = new Recorder(null);
  let isUnnoticed = false;
  machine.journal.passing(() =>
    inFreshRun(machine, recorder, () => {
      evaluate(machine, value, new Scope(scope));
      isUnnoticed = machine.thrown === null && machine.journal.outward === 0;
      machine.thrown = null;
    }),
  );
  const { guards, faults, untold, isCut } = recorder;
  return isUnnoticed && !isCut && guards.length + faults.length + untold.length === 0;
}
