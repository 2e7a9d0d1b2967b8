/** Evaluation of expressions: one dispatch, the constructs stand in expressions/. */
import { ts } from 'ts-morph';
import { distribute } from './branch.ts';
import { literalPattern } from './builtins/pattern.ts';
import { promiseOf } from './builtins/promiseGlobal.ts';
import { makeClass } from './classes.ts';
import { evaluateAssignment } from './expressions/assignment.ts';
import { evaluateBinary } from './expressions/binary.ts';
import { evaluateCall, evaluateNew, evaluateTaggedTemplate } from './expressions/call.ts';
import { evaluateCast } from './expressions/cast.ts';
import { evaluateConditional, isLogical } from './expressions/conditional.ts';
import { evaluateFunction } from './expressions/function.ts';
import { evaluateIdentifier, evaluateMeta, evaluateThis } from './expressions/identifier.ts';
import { evaluateArray, evaluateObject, evaluateTemplate } from './expressions/literal.ts';
import { evaluateElement, evaluateProperty } from './expressions/member.ts';
import { evaluateUnary, evaluateUpdate } from './expressions/unary.ts';
import { callFunction } from './functions.ts';
import { inherited } from './inheritance.ts';
import { BUDGET, type Machine, reasonAt } from './machine.ts';
import { ownProperty } from './objects.ts';
import type { Scope } from './scope.ts';
import { settle } from './settle.ts';
import { evaluateYield } from './steps/expressions.ts';
import { unknown } from './unknown.ts';
import {
  ABSENT,
  FALSE_VALUE,
  NULL,
  type ObjectValue,
  type PromiseValue,
  primitive,
  TRUE_VALUE,
  UNDEFINED,
  type Value,
} from './values.ts';

/** Evaluates an expression and keeps what it was in the record. */
export function evaluate(machine: Machine, node: ts.Expression, scope: Scope): Value {
  if (machine.thrown !== null) return UNDEFINED;
  if (!machine.step()) return unknown(machine.gaveUp ?? reasonAt(node, 'the budget is spent'));
  machine.node = node;
  if (machine.nesting >= BUDGET.nesting) return unknown(reasonAt(node, 'it is nested too deeply'));
  machine.nesting += 1;
  const value = dispatch(machine, node, scope);
  machine.nesting -= 1;
  if (isRecorded(value)) machine.recorder.observe(machine, node, value);
  else machine.recorder.pass(machine, node);
  return value;
}

/** Plain values are not worth a record: no view shows them. */
function isRecorded(value: Value): boolean {
  return value.kind === 'tensor' || value.kind === 'alternatives' || value.kind === 'unknown';
}

function dispatch(machine: Machine, node: ts.Expression, scope: Scope): Value {
  switch (node.kind) {
    case ts.SyntaxKind.TrueKeyword:
      return TRUE_VALUE;
    case ts.SyntaxKind.FalseKeyword:
      return FALSE_VALUE;
    case ts.SyntaxKind.NullKeyword:
      return NULL;
    case ts.SyntaxKind.ThisKeyword:
      return evaluateThis(machine, node, scope);
  }
  if (ts.isIdentifier(node)) return evaluateIdentifier(machine, node, scope);
  if (ts.isNumericLiteral(node)) return primitive(Number(node.text));
  if (ts.isStringLiteralLike(node)) return primitive(node.text);
  if (ts.isCallExpression(node)) return evaluateCall(machine, node, scope);
  if (ts.isPropertyAccessExpression(node)) return evaluateProperty(machine, node, scope);
  if (ts.isElementAccessExpression(node)) return evaluateElement(machine, node, scope);
  if (ts.isBinaryExpression(node)) return evaluateBinaryLike(machine, node, scope);
  if (ts.isArrayLiteralExpression(node)) return evaluateArray(machine, node, scope);
  if (ts.isObjectLiteralExpression(node)) return evaluateObject(machine, node, scope);
  if (ts.isFunctionExpression(node) || ts.isArrowFunction(node)) return evaluateFunction(machine, node, scope);
  if (ts.isParenthesizedExpression(node)) return evaluate(machine, node.expression, scope);
  if (ts.isConditionalExpression(node)) return evaluateConditional(machine, node, scope);
  if (ts.isNewExpression(node)) return evaluateNew(machine, node, scope);
  if (ts.isAwaitExpression(node)) {
    return awaited(machine, evaluate(machine, node.expression, scope));
  }
  return dispatchRare(machine, node, scope);
}

function dispatchRare(machine: Machine, node: ts.Expression, scope: Scope): Value {
  if (ts.isPrefixUnaryExpression(node)) {
    return isUpdate(node) ? evaluateUpdate(machine, node, scope) : evaluateUnary(machine, node, scope);
  }
  if (ts.isPostfixUnaryExpression(node)) return evaluateUpdate(machine, node, scope);
  if (ts.isTypeOfExpression(node) || ts.isVoidExpression(node) || ts.isDeleteExpression(node)) {
    return evaluateUnary(machine, node, scope);
  }
  if (ts.isAsExpression(node) || ts.isTypeAssertionExpression(node)) return evaluateCast(machine, node, scope);
  if (ts.isNonNullExpression(node) || ts.isSatisfiesExpression(node)) return evaluate(machine, node.expression, scope);
  if (ts.isTemplateExpression(node)) return evaluateTemplate(machine, node, scope);
  if (ts.isTaggedTemplateExpression(node)) return evaluateTaggedTemplate(machine, node, scope);
  if (ts.isClassExpression(node)) return makeClass(machine, node, scope);
  if (ts.isBigIntLiteral(node)) return primitive(BigInt(node.text.slice(0, -1)));
  if (ts.isOmittedExpression(node)) return ABSENT;
  if (ts.isYieldExpression(node)) return evaluateYield(machine, node);
  if (ts.isMetaProperty(node)) return evaluateMeta(node, scope);
  if (ts.isRegularExpressionLiteral(node)) return literalPattern(node.text);
  if (ts.isExpressionWithTypeArguments(node)) return evaluate(machine, node.expression, scope);
  return unknown(reasonAt(node, `\`${ts.SyntaxKind[node.kind]}\` is not followed`));
}

function isUpdate(node: ts.PrefixUnaryExpression): boolean {
  return node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken;
}

function evaluateBinaryLike(machine: Machine, node: ts.BinaryExpression, scope: Scope): Value {
  const kind = node.operatorToken.kind;
  if (kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment) {
    return evaluateAssignment(machine, node, scope);
  }
  return isLogical(kind) ? evaluateConditional(machine, node, scope) : evaluateBinary(machine, node, scope);
}

/** `await` gives what the promise holds, or throws what it is rejected with; what is no promise is its own result. */
export function awaited(machine: Machine, value: Value): Value {
  const settled = settle(machine, value);
  if (settled.kind === 'promise') return held(machine, settled);
  if (settled.kind === 'object') return awaitedObject(machine, settled);
  if (settled.kind !== 'alternatives') return settled;
  const isSimple = !settled.cases.some(({ value: one }) => one.kind === 'promise' && one.isRejected);
  if (!isSimple) return distribute(machine, settled, (one) => awaited(machine, one));
  return {
    kind: 'alternatives',
    cases: settled.cases.map((one) => ({ condition: one.condition, value: awaited(machine, one.value) })),
  };
}

function held(machine: Machine, { isRejected, value }: PromiseValue): Value {
  if (!isRejected) return awaited(machine, value);
  machine.thrown = value;
  return UNDEFINED;
}

/** An object of the program with a method `then` counts as a promise. */
function awaitedObject(machine: Machine, object: ObjectValue): Value {
  const method = object.iteration === null ? (ownProperty(object, 'then') ?? inherited(machine, object, 'then')) : null;
  const { node } = machine;
  if (method?.kind !== 'closure' || node === null) return object;
  return awaited(
    machine,
    promiseOf(machine, (resolve, reject) => callFunction(machine, method, object, [resolve, reject], node)),
  );
}
