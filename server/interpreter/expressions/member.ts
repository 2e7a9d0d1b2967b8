/** `object.name`, `object[key]`, and their optional forms. */
import { ts } from 'ts-morph';
import { branchValue } from '../branch.ts';
import { getElement } from '../elements.ts';
import { evaluate } from '../evaluate.ts';
import { classMember, memberFrom } from '../inheritance.ts';
import { privateKey } from '../keys.ts';
import { type Machine, reasonAt, textOf } from '../machine.ts';
import { getProperty } from '../members.ts';
import type { Scope } from '../scope.ts';
import { settle } from '../settle.ts';
import { presence } from '../truth.ts';
import { unknown } from '../unknown.ts';
import { UNDEFINED, type Value } from '../values.ts';

export function evaluateProperty(machine: Machine, node: ts.PropertyAccessExpression, scope: Scope): Value {
  const name = nameOfAccess(node);
  if (node.expression.kind === ts.SyntaxKind.SuperKeyword) return superMember(machine, name, node, scope);
  const object = evaluate(machine, node.expression, scope);
  if (machine.thrown !== null) return UNDEFINED;
  machine.node = node;
  return guarded(machine, node, object, () => getProperty(machine, object, name, node));
}

/** The key that `object.name` or `object.#name` asks for. */
export function nameOfAccess({ name }: ts.PropertyAccessExpression): string {
  return ts.isPrivateIdentifier(name) ? privateKey(name) : name.text;
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
  if (frame === null || frame.home === null) return unknown(reasonAt(node, '`super` outside a class is not followed'));
  const { self, home } = frame;
  if (home.parent === null) return UNDEFINED;
  const parent = settle(machine, home.parent);
  if (self.kind !== 'class') return memberFrom(machine, parent, self, name, node) ?? UNDEFINED;
  if (parent.kind !== 'class') return getProperty(machine, parent, name, node);
  return classMember(machine, parent, name, node, self) ?? UNDEFINED;
}
