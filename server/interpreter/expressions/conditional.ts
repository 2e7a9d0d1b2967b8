/** `?:`, `&&`, `||`, `??`: one side, or both with their joined value. */
import { ts } from 'ts-morph';
import { FALSE, TRUE } from '../../symbolic/condition.ts';
import { branchValue } from '../branch.ts';
import { evaluate } from '../evaluate.ts';
import { lookAt } from '../look.ts';
import { type Machine, textOf } from '../machine.ts';
import type { Scope } from '../scope.ts';
import { assumePresent, settle } from '../settle.ts';
import { presence, truthiness } from '../truth.ts';
import { isThing, truth, type Value } from '../values.ts';

export function isLogical(kind: ts.SyntaxKind): boolean {
  return (
    kind === ts.SyntaxKind.AmpersandAmpersandToken ||
    kind === ts.SyntaxKind.BarBarToken ||
    kind === ts.SyntaxKind.QuestionQuestionToken
  );
}

export function evaluateConditional(
  machine: Machine,
  node: ts.ConditionalExpression | ts.BinaryExpression,
  scope: Scope,
): Value {
  if (ts.isConditionalExpression(node)) {
    const condition = truthiness(machine, evaluate(machine, node.condition, scope));
    machine.node = node.condition;
    return branchValue(
      machine,
      condition,
      () => evaluate(machine, node.whenTrue, scope),
      () => evaluate(machine, node.whenFalse, scope),
    );
  }
  return evaluateLogical(machine, node, scope);
}

function evaluateLogical(machine: Machine, node: ts.BinaryExpression, scope: Scope): Value {
  const left = settle(machine, evaluate(machine, node.left, scope));
  machine.node = node.left;
  // Who writes an alternative to a tensor or an object expects that it may be missing.
  if (isPresumed(node, left)) lookAt(machine, node.right, () => void evaluate(machine, node.right, scope));
  return chooseLogical(machine, node.operatorToken.kind, left, node.left, () => evaluate(machine, node.right, scope));
}

function isPresumed(node: ts.BinaryExpression, left: Value): boolean {
  const isAlternative = node.operatorToken.kind !== ts.SyntaxKind.AmpersandAmpersandToken;
  return isAlternative && isThing(left);
}

/** The value of a logical operator, given its left side; also of `a ||= b` and its like. */
export function chooseLogical(
  machine: Machine,
  kind: ts.SyntaxKind,
  left: Value,
  node: ts.Expression,
  right: () => Value,
): Value {
  switch (kind) {
    case ts.SyntaxKind.AmpersandAmpersandToken:
    case ts.SyntaxKind.AmpersandAmpersandEqualsToken:
      return branchValue(machine, truthiness(machine, left), right, () => falsy(machine, left));
    case ts.SyntaxKind.BarBarToken:
    case ts.SyntaxKind.BarBarEqualsToken:
      return branchValue(machine, truthiness(machine, left), () => truthy(machine, left), right);
    default:
      return branchValue(
        machine,
        presence(machine, left, `${textOf(node)} !== undefined`),
        () => assumePresent(machine, left),
        right,
      );
  }
}

/** The left side where it counted as false. */
function falsy(machine: Machine, left: Value): Value {
  const settled = settle(machine, left);
  return settled.kind === 'truth' ? truth(FALSE) : settled;
}

function truthy(machine: Machine, left: Value): Value {
  const settled = settle(machine, left);
  return settled.kind === 'truth' ? truth(TRUE) : settled;
}
