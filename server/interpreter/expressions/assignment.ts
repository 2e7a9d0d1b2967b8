/** Assignments to names, properties, elements and patterns. */
import { ts } from 'ts-morph';
import { arithmetic, operatorOf } from '../arithmetic.ts';
import { setterOf } from '../classes.ts';
import { getElement } from '../elements.ts';
import { evaluate } from '../evaluate.ts';
import { callClosure } from '../functions.ts';
import type { Machine } from '../machine.ts';
import { getProperty } from '../members.ts';
import { objectValue } from '../objects.ts';
import { restOf, unpacked, withDefault } from '../patterns.ts';
import { propertyName } from '../propertyName.ts';
import type { Scope } from '../scope.ts';
import { settle } from '../settle.ts';
import { primitive, UNDEFINED, type Value } from '../values.ts';
import { writeElement, writeProperty } from '../writes.ts';
import { chooseLogical } from './conditional.ts';
import { copyProperties } from './literal.ts';

export function evaluateAssignment(machine: Machine, node: ts.BinaryExpression, scope: Scope): Value {
  const value = assignedValue(machine, node, scope);
  if (machine.thrown !== null) return UNDEFINED;
  machine.node = node;
  assignTo(machine, node.left, value, scope);
  return value;
}

function assignedValue(machine: Machine, node: ts.BinaryExpression, scope: Scope): Value {
  const { kind } = node.operatorToken;
  if (kind === ts.SyntaxKind.EqualsToken) return evaluate(machine, node.right, scope);
  const before = evaluate(machine, node.left, scope);
  const op = operatorOf(kind);
  if (op === null) {
    return chooseLogical(machine, kind, settle(machine, before), node.left, () => evaluate(machine, node.right, scope));
  }
  return arithmetic(machine, op, before, evaluate(machine, node.right, scope), node);
}

/** Writes a value to what stands on the left of an assignment. */
export function assignTo(machine: Machine, target: ts.Expression, value: Value, scope: Scope): void {
  if (ts.isIdentifier(target)) {
    const cell = scope.find(target.text) ?? globalScope(scope).declare(target.text);
    machine.journal.write(cell, value);
    machine.recorder.observe(machine, target, value);
  } else if (ts.isPropertyAccessExpression(target)) {
    assignProperty(machine, evaluate(machine, target.expression, scope), target.name.text, value, target);
    machine.recorder.observe(machine, target, value);
  } else if (ts.isElementAccessExpression(target)) {
    const object = evaluate(machine, target.expression, scope);
    writeElement(machine, object, evaluate(machine, target.argumentExpression, scope), value);
  } else if (ts.isArrayLiteralExpression(target)) {
    assignArray(machine, target, value, scope);
  } else if (ts.isObjectLiteralExpression(target)) {
    assignObject(machine, target, value, scope);
  } else if (ts.isParenthesizedExpression(target) || ts.isNonNullExpression(target) || ts.isAsExpression(target)) {
    assignTo(machine, target.expression, value, scope);
  }
}

/** An assignment to an undeclared name makes a global of the file. */
function globalScope(scope: Scope): Scope {
  let outermost = scope;
  while (outermost.parent !== null) outermost = outermost.parent;
  return outermost;
}

function assignProperty(machine: Machine, object: Value, name: string, value: Value, node: ts.Node): void {
  const settled = settle(machine, object);
  const setter = settled.kind === 'object' ? setterOf(machine, settled, name) : null;
  if (setter !== null) callClosure(machine, setter, settled, [value], node);
  else writeProperty(machine, settled, name, value);
}

function assignArray(machine: Machine, target: ts.ArrayLiteralExpression, value: Value, scope: Scope): void {
  const hasRest = target.elements.some(ts.isSpreadElement);
  const source = unpacked(machine, value, hasRest ? null : target.elements.length, target);
  target.elements.forEach((element, index) => {
    if (ts.isOmittedExpression(element)) return;
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
  for (const property of target.properties) {
    if (ts.isShorthandPropertyAssignment(property)) {
      const field = getProperty(machine, value, property.name.text, property);
      const given = withDefault(machine, field, property.objectAssignmentInitializer, scope);
      assignTo(machine, property.name, given, scope);
    } else if (ts.isPropertyAssignment(property)) {
      const name = propertyName(machine, property.name, scope);
      assignWithDefault(machine, property.initializer, getProperty(machine, value, name, property), scope);
    } else if (ts.isSpreadAssignment(property)) {
      const rest = objectValue();
      copyProperties(machine, rest, value);
      assignTo(machine, property.expression, rest, scope);
    }
  }
}
