/** `object.name`, `object[key]`, and their optional forms. */
import { ts } from 'ts-morph';
import { branchValue } from '../branch.ts';
import { classChainMember } from '../classes.ts';
import { getElement } from '../elements.ts';
import { evaluate } from '../evaluate.ts';
import { type Machine, textOf } from '../machine.ts';
import { getProperty } from '../members.ts';
import type { Scope } from '../scope.ts';
import { presence } from '../truth.ts';
import { UNDEFINED, type Value } from '../values.ts';

export function evaluateProperty(machine: Machine, node: ts.PropertyAccessExpression, scope: Scope): Value {
  if (node.expression.kind === ts.SyntaxKind.SuperKeyword) return superMember(machine, node.name.text, node, scope);
  const object = evaluate(machine, node.expression, scope);
  if (machine.thrown !== null) return UNDEFINED;
  machine.node = node;
  return guarded(machine, node, object, () => getProperty(machine, object, node.name.text, node));
}

export function evaluateElement(machine: Machine, node: ts.ElementAccessExpression, scope: Scope): Value {
  const object = evaluate(machine, node.expression, scope);
  const key = evaluate(machine, node.argumentExpression, scope);
  if (machine.thrown !== null) return UNDEFINED;
  machine.node = node;
  return guarded(machine, node, object, () => getElement(machine, object, key, node));
}

/** After `?.` nothing is read from what is missing. */
export function guarded(
  machine: Machine,
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression | ts.CallExpression,
  object: Value,
  read: () => Value,
): Value {
  if (node.questionDotToken === undefined) return read();
  // An unknown object is taken to be there: what it would be otherwise is not known either.
  if (object.kind === 'unknown') return read();
  const condition = presence(machine, object, `${textOf(node.expression)} !== undefined`);
  return branchValue(machine, condition, read, () => UNDEFINED);
}

/** `super.name`: a member of the parent, for the same object. */
export function superMember(machine: Machine, name: string, node: ts.Node, scope: Scope): Value {
  const frame = scope.thisFrame();
  const parent = frame?.home?.parent ?? null;
  if (frame === null || parent === null) return UNDEFINED;
  return classChainMember(machine, parent, frame.self, name, node) ?? UNDEFINED;
}
