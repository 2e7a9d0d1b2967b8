/** Binary operators other than assignment and the logical ones. */
import { ts } from 'ts-morph';
import { negation } from '../../symbolic/condition.ts';
import { arithmetic, operatorOf } from '../arithmetic.ts';
import { evaluate } from '../evaluate.ts';
import { privateKey } from '../keys.ts';
import { type Machine, reasonAt, textOf } from '../machine.ts';
import type { Scope } from '../scope.ts';
import { settle } from '../settle.ts';
import { comparison, equality } from '../truth.ts';
import { typeTest } from '../typeTests.ts';
import { unknown } from '../unknown.ts';
import { primitive, truth, UNDEFINED, type Value } from '../values.ts';

export function evaluateBinary(machine: Machine, node: ts.BinaryExpression, scope: Scope): Value {
  const left = ts.isPrivateIdentifier(node.left)
    ? primitive(privateKey(node.left))
    : evaluate(machine, node.left, scope);
  if (machine.thrown !== null) return UNDEFINED;
  const right = evaluate(machine, node.right, scope);
  if (machine.thrown !== null) return UNDEFINED;
  machine.node = node;
  const op = operatorOf(node.operatorToken.kind);
  return op === null ? compareOrTest(machine, node, left, right) : arithmetic(machine, op, left, right, node);
}

function compareOrTest(machine: Machine, node: ts.BinaryExpression, left: Value, right: Value): Value {
  const text = textOf(node);
  switch (node.operatorToken.kind) {
    case ts.SyntaxKind.EqualsEqualsEqualsToken:
      return truth(equality(machine, left, right, false, text));
    case ts.SyntaxKind.EqualsEqualsToken:
      return truth(equality(machine, left, right, true, text));
    case ts.SyntaxKind.ExclamationEqualsEqualsToken:
      return truth(negation(equality(machine, left, right, false, positive(node, '==='))));
    case ts.SyntaxKind.ExclamationEqualsToken:
      return truth(negation(equality(machine, left, right, true, positive(node, '=='))));
    case ts.SyntaxKind.LessThanToken:
      return truth(comparison(machine, '<', left, right, text));
    case ts.SyntaxKind.LessThanEqualsToken:
      return truth(comparison(machine, '<=', left, right, text));
    case ts.SyntaxKind.GreaterThanToken:
      return truth(comparison(machine, '>', left, right, text));
    case ts.SyntaxKind.GreaterThanEqualsToken:
      return truth(comparison(machine, '>=', left, right, text));
    case ts.SyntaxKind.InstanceOfKeyword:
    case ts.SyntaxKind.InKeyword:
      return truth(typeTest(machine, node, settle(machine, left), settle(machine, right)));
    case ts.SyntaxKind.CommaToken:
      return right;
    default:
      return unknown(reasonAt(node, `\`${node.operatorToken.getText()}\` is not followed`));
  }
}

/** The text of the question whose negation `!==` is. */
function positive(node: ts.BinaryExpression, operator: string): string {
  return `${textOf(node.left)} ${operator} ${textOf(node.right)}`;
}
