/**
 * Statements that stand alone: they name nothing but packages, and hand on nothing, as `const mask = tf.ones([8, 8]);` when
 * it was just typed. They are run, and are free: the budget goes as far with them as without, so that a function means the
 * same to those that call it before and after such a statement is typed.
 */
import { ts } from 'ts-morph';
import { isDeclaredAround, isMentionedOnce } from './inert.ts';
import { BUDGET, type Machine } from './machine.ts';
import type { Scope } from './scope.ts';

/** Longer ones cost what they take. */
const MOST_CHARACTERS = 200;

export function isAlone(machine: Machine, statement: ts.Statement): boolean {
  if (statement.end - statement.pos > MOST_CHARACTERS) return false;
  const values = valuesOf(statement);
  if (values === null) return false;
  const scope = machine.modules.get(statement.getSourceFile().fileName)?.scope;
  return scope !== undefined && values.every((one) => isClosed(one, scope));
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

/** Runs what stands alone without taking from the budget of what runs now; of this there is no more than another budget. */
export function runFree<T>(machine: Machine, run: () => T): T {
  const most = BUDGET.steps - machine.freeSteps;
  if (machine.gaveUp !== null || most <= 0) return run();
  // Work on the facts is counted with the next step: what was done before is not free, and what is done here is.
  machine.step(0);
  const { steps, limit, touched } = machine;
  machine.limit = { soft: steps + most, hard: steps + most };
  const result = run();
  machine.step(0);
  machine.freeSteps += machine.steps - steps;
  Object.assign(machine, { steps, limit, touched });
  return result;
}
