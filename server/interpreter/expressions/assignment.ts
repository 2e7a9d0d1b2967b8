/** Assignments to names, properties, elements and patterns. */
import { ts } from 'ts-morph';
import { arithmetic, operatorOf } from '../arithmetic.ts';
import { getElement } from '../elements.ts';
import { evaluate } from '../evaluate.ts';
import { type Machine, reasonAt } from '../machine.ts';
import { getProperty } from '../members.ts';
import { restOf, unpacked, withDefault, withoutNames } from '../patterns.ts';
import { propertyName } from '../propertyName.ts';
import type { Scope } from '../scope.ts';
import { settle } from '../settle.ts';
import { unknown } from '../unknown.ts';
import { primitive, UNDEFINED, type Value } from '../values.ts';
import { chooseLogical } from './conditional.ts';
import { referenceOf } from './reference.ts';

export function evaluateAssignment(machine: Machine, node: ts.BinaryExpression, scope: Scope): Value {
  const { left, right } = node;
  const { kind } = node.operatorToken;
  const target = referenceOf(machine, left, scope);
  if (machine.thrown !== null) return UNDEFINED;
  if (target === null) {
    const value = evaluate(machine, right, scope);
    if (machine.thrown === null) assignTo(machine, left, value, scope);
    return value;
  }
  const assign = (value: Value): Value => {
    machine.node = node;
    if (machine.thrown === null) target.write(value);
    return value;
  };
  if (kind === ts.SyntaxKind.EqualsToken) return assign(evaluate(machine, right, scope));
  const before = target.read();
  if (machine.thrown !== null) return UNDEFINED;
  const op = operatorOf(kind);
  if (op === null) {
    return chooseLogical(machine, kind, settle(machine, before), left, () => assign(evaluate(machine, right, scope)));
  }
  const operand = evaluate(machine, right, scope);
  return assign(arithmetic(machine, op, before, operand, node));
}

/** Writes a value to what stands on the left of an assignment, or in a pattern. */
export function assignTo(machine: Machine, target: ts.Expression, value: Value, scope: Scope): void {
  if (machine.thrown !== null) return;
  if (ts.isArrayLiteralExpression(target)) assignArray(machine, target, value, scope);
  else if (ts.isObjectLiteralExpression(target)) assignObject(machine, target, value, scope);
  else if (ts.isParenthesizedExpression(target)) assignTo(machine, target.expression, value, scope);
  else referenceOf(machine, target, scope)?.write(value);
}

function assignArray(machine: Machine, target: ts.ArrayLiteralExpression, value: Value, scope: Scope): void {
  const hasRest = target.elements.some(ts.isSpreadElement);
  const source = unpacked(machine, value, hasRest ? null : target.elements.length, target);
  target.elements.forEach((element, index) => {
    if (ts.isOmittedExpression(element) || machine.thrown !== null) return;
    if (ts.isSpreadElement(element)) {
      assignTo(machine, element.expression, restOf(machine, source, index, element), scope);
    } else {
      assignWithDefault(machine, element, getElement(machine, source, primitive(index), element), scope);
    }
  });
}

function assignWithDefault(machine: Machine, target: ts.Expression, value: Value, scope: Scope): void {
  const isDefault = ts.isBinaryExpression(target) && target.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  if (isDefault) assignTo(machine, target.left, withDefault(machine, value, target.right, scope), scope);
  else assignTo(machine, target, value, scope);
}

function assignObject(machine: Machine, target: ts.ObjectLiteralExpression, value: Value, scope: Scope): void {
  const seen: string[] = [];
  for (const property of target.properties) {
    if (machine.thrown !== null) return;
    if (ts.isShorthandPropertyAssignment(property)) {
      const field = getProperty(machine, value, property.name.text, property);
      seen.push(property.name.text);
      const given = withDefault(machine, field, property.objectAssignmentInitializer, scope);
      assignTo(machine, property.name, given, scope);
    } else if (ts.isPropertyAssignment(property)) {
      const name = propertyName(machine, property.name, scope);
      if (name !== null) seen.push(name);
      const field =
        name === null
          ? unknown(reasonAt(property, 'a key that is not known'))
          : getProperty(machine, value, name, property);
      assignWithDefault(machine, property.initializer, field, scope);
    } else if (ts.isSpreadAssignment(property)) {
      assignTo(machine, property.expression, withoutNames(machine, value, seen, property), scope);
    }
  }
}
