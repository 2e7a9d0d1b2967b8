/** `object.name`, `object[key]`, and their optional forms. */
import { ts } from 'ts-morph';
import { branchValue, distribute } from '../branch.ts';
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
import { ABSENT, UNDEFINED, type Value } from '../values.ts';

export function evaluateProperty(machine: Machine, node: ts.PropertyAccessExpression, scope: Scope): Value {
  const name = nameOfAccess(node);
  if (node.expression.kind === ts.SyntaxKind.SuperKeyword) return superMember(machine, name, node, scope);
  const object = evaluate(machine, node.expression, scope);
  if (machine.thrown !== null) return UNDEFINED;
  machine.node = node;
  return guarded(machine, node, object, (one) => getProperty(machine, one, name, node));
}

/** The key that `object.name` or `object.#name` asks for. */
export function nameOfAccess({ name }: ts.PropertyAccessExpression): string {
  return ts.isPrivateIdentifier(name) ? privateKey(name) : name.text;
}

export function evaluateElement(machine: Machine, node: ts.ElementAccessExpression, scope: Scope): Value {
  const object = evaluate(machine, node.expression, scope);
  if (machine.thrown !== null) return UNDEFINED;
  return guarded(machine, node, object, (one) => {
    const key = evaluate(machine, node.argumentExpression, scope);
    if (machine.thrown !== null) return UNDEFINED;
    machine.node = node;
    return getElement(machine, one, key, node);
  });
}

type Link = ts.PropertyAccessExpression | ts.ElementAccessExpression | ts.CallExpression;

/** Reads from an object. After `?.` nothing is read from what is missing, and the rest of the chain is left out. */
export function guarded(machine: Machine, node: Link, object: Value, read: (object: Value) => Value): Value {
  if ((node.flags & ts.NodeFlags.OptionalChain) === 0) return read(object);
  const value = link(machine, node, object, read);
  return goesOn(node) ? value : ended(value);
}

/** What is left out is absent within the chain. */
function link(machine: Machine, node: Link, object: Value, read: (object: Value) => Value): Value {
  if (object === ABSENT) return ABSENT;
  // An unknown object is taken to be there: what it would be otherwise is not known either.
  if (object.kind === 'unknown') return read(object);
  if (node.questionDotToken !== undefined) {
    const condition = presence(machine, object, `${textOf(node.expression)} !== undefined`);
    return branchValue(
      machine,
      condition,
      () => read(object),
      () => ABSENT,
    );
  }
  if (object.kind !== 'alternatives' || !object.cases.some((one) => one.value === ABSENT)) return read(object);
  return distribute(machine, object, (one) => (one === ABSENT ? ABSENT : read(one)));
}

/** Whether the chain is longer than up to here. */
function goesOn(node: Link): boolean {
  const { parent } = node;
  const isLink =
    ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent) || ts.isCallExpression(parent);
  if (ts.isNonNullExpression(parent)) return (parent.flags & ts.NodeFlags.OptionalChain) !== 0;
  return isLink && parent.expression === node && (parent.flags & ts.NodeFlags.OptionalChain) !== 0;
}

function ended(value: Value): Value {
  if (value === ABSENT) return UNDEFINED;
  if (value.kind !== 'alternatives') return value;
  const cases = value.cases.map((one) => (one.value === ABSENT ? { ...one, value: UNDEFINED } : one));
  return { kind: 'alternatives', cases };
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
