/** Unary operators, `++` and `--`. */
import { ts } from 'ts-morph';
import { negation } from '../../symbolic/condition.ts';
import { truncateQuotient } from '../../symbolic/quotient.ts';
import { arithmetic, negate, rounded } from '../arithmetic.ts';
import { distribute } from '../branch.ts';
import { evaluate } from '../evaluate.ts';
import { type Machine, reasonAt, textOf } from '../machine.ts';
import { setProperty } from '../objects.ts';
import type { Scope } from '../scope.ts';
import { settle } from '../settle.ts';
import { truthiness, typeName } from '../truth.ts';
import { unknown } from '../unknown.ts';
import { isString, primitive, TRUE_VALUE, truth, UNDEFINED, type Value } from '../values.ts';
import { assignTo } from './assignment.ts';

type Unary = ts.PrefixUnaryExpression | ts.TypeOfExpression | ts.VoidExpression | ts.DeleteExpression;

export function evaluateUnary(machine: Machine, node: Unary, scope: Scope): Value {
  if (ts.isDeleteExpression(node)) return removed(machine, node, scope);
  const value = evaluate(machine, ts.isPrefixUnaryExpression(node) ? node.operand : node.expression, scope);
  machine.node = node;
  if (ts.isVoidExpression(node)) return UNDEFINED;
  if (ts.isTypeOfExpression(node)) return typeOf(machine, value, node);
  switch (node.operator) {
    case ts.SyntaxKind.ExclamationToken:
      return truth(negation(truthiness(machine, value)));
    case ts.SyntaxKind.MinusToken:
      return negate(machine, value, node);
    case ts.SyntaxKind.TildeToken:
      return complement(machine, value, node);
    default:
      return toNumber(machine, value);
  }
}

function typeOf(machine: Machine, value: Value, node: ts.TypeOfExpression): Value {
  return distribute(machine, value, (one) => {
    const name = typeName(machine, one);
    if (name !== null) return primitive(name);
    const why = one.kind === 'unknown' ? one.why : reasonAt(node, 'differs between paths');
    return unknown(why, { provenance: 'outside', origin: textOf(node), holds: 'string' });
  });
}

/** `~~x` truncates; a single `~` is not followed on sizes. */
function complement(machine: Machine, value: Value, node: ts.PrefixUnaryExpression): Value {
  const isDouble = ts.isPrefixUnaryExpression(node.parent) && node.parent.operator === ts.SyntaxKind.TildeToken;
  const isOuter = ts.isPrefixUnaryExpression(node.operand) && node.operand.operator === ts.SyntaxKind.TildeToken;
  if (isDouble) return value;
  if (isOuter) return rounded(machine, value, (n) => ~~n, truncateQuotient, node);
  const settled = settle(machine, value);
  if (settled.kind === 'primitive' && typeof settled.value === 'number') return primitive(~settled.value);
  return unknown(reasonAt(node, '`~` is not followed'));
}

function toNumber(machine: Machine, value: Value): Value {
  const settled = settle(machine, value);
  if (isString(settled) || (settled.kind === 'primitive' && typeof settled.value === 'boolean')) {
    return primitive(Number(settled.value));
  }
  return settled;
}

/** `i++`, `--i`. */
export function evaluateUpdate(
  machine: Machine,
  node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression,
  scope: Scope,
): Value {
  const before = evaluate(machine, node.operand, scope);
  const op = node.operator === ts.SyntaxKind.PlusPlusToken ? '+' : '-';
  const after = arithmetic(machine, op, before, primitive(1), node);
  assignTo(machine, node.operand, after, scope);
  return ts.isPrefixUnaryExpression(node) ? after : before;
}

/** `delete object.name`. */
function removed(machine: Machine, node: ts.DeleteExpression, scope: Scope): Value {
  const target = node.expression;
  if (ts.isPropertyAccessExpression(target)) {
    const object = settle(machine, evaluate(machine, target.expression, scope));
    if (object.kind === 'object') setProperty(machine, object.properties, target.name.text, null);
  }
  return TRUE_VALUE;
}
