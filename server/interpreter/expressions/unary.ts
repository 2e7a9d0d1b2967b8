/** Unary operators, `++` and `--`. */
import { ts } from 'ts-morph';
import { negation } from '../../symbolic/condition.ts';
import { arithmetic, negate, rounded, truncated } from '../arithmetic.ts';
import { distribute } from '../branch.ts';
import { throwError } from '../builtins/errors.ts';
import { toPrimitive } from '../builtins/text.ts';
import { evaluate } from '../evaluate.ts';
import { type Machine, reasonAt, textOf } from '../machine.ts';
import type { Scope } from '../scope.ts';
import { settle } from '../settle.ts';
import { truthiness, typeName } from '../truth.ts';
import { unknown } from '../unknown.ts';
import { primitive, TRUE_VALUE, truth, UNDEFINED, type Value } from '../values.ts';
import { removeElement } from '../writes.ts';
import { referenceOf } from './reference.ts';

type Unary = ts.PrefixUnaryExpression | ts.TypeOfExpression | ts.VoidExpression | ts.DeleteExpression;

export function evaluateUnary(machine: Machine, node: Unary, scope: Scope): Value {
  if (ts.isDeleteExpression(node)) return removed(machine, node, scope);
  const value = evaluate(machine, ts.isPrefixUnaryExpression(node) ? node.operand : node.expression, scope);
  if (machine.thrown !== null) return UNDEFINED;
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
      return toNumber(machine, value, node);
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
  if (isDouble) return toNumber(machine, value, node);
  if (isOuter)
    return rounded(
      machine,
      value,
      (n) => ~~n,
      (quotient) => truncated(machine, quotient),
      node,
    );
  const settled = settle(machine, value);
  const plain = toPrimitive(machine, settled, 'number', node);
  if (plain.kind === 'primitive')
    return primitive(typeof plain.value === 'bigint' ? ~plain.value : ~Number(plain.value));
  return unknown(reasonAt(node, '`~` is not followed'));
}

/** The number that the language makes of a value. */
function toNumber(machine: Machine, value: Value, node: ts.Node): Value {
  return distribute(machine, value, (one) => {
    const plain = toPrimitive(machine, one, 'number', node);
    if (plain.kind === 'symbol') return throwError(machine, 'TypeError', 'Cannot convert a Symbol value to a number');
    if (plain.kind !== 'primitive')
      return plain.kind === 'truth' ? unknown(reasonAt(node, 'a boolean as a number'), { holds: 'number' }) : plain;
    return typeof plain.value === 'bigint' ? plain : primitive(Number(plain.value));
  });
}

/** `i++`, `--i`. */
export function evaluateUpdate(
  machine: Machine,
  node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression,
  scope: Scope,
): Value {
  const target = referenceOf(machine, node.operand, scope);
  if (target === null || machine.thrown !== null) return UNDEFINED;
  const before = toNumber(machine, target.read(), node);
  const op = node.operator === ts.SyntaxKind.PlusPlusToken ? '+' : '-';
  const one = before.kind === 'primitive' && typeof before.value === 'bigint' ? 1n : 1;
  const after = arithmetic(machine, op, before, primitive(one), node);
  machine.node = node;
  if (machine.thrown === null) target.write(after);
  return ts.isPrefixUnaryExpression(node) ? after : before;
}

/** `delete object.name`. */
function removed(machine: Machine, node: ts.DeleteExpression, scope: Scope): Value {
  let target = node.expression as ts.Expression;
  while (ts.isParenthesizedExpression(target) || ts.isNonNullExpression(target)) target = target.expression;
  if (!ts.isPropertyAccessExpression(target) && !ts.isElementAccessExpression(target)) {
    evaluate(machine, target, scope);
    return TRUE_VALUE;
  }
  const object = evaluate(machine, target.expression, scope);
  const key = ts.isPropertyAccessExpression(target)
    ? primitive(target.name.text)
    : evaluate(machine, target.argumentExpression, scope);
  machine.node = node;
  if (machine.thrown === null) removeElement(machine, object, key);
  return TRUE_VALUE;
}
