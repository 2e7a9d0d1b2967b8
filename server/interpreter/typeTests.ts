/** `instanceof` and `in`. */
import type { ts } from 'ts-morph';
import { all, any, type Condition, FALSE, TRUE } from '../symbolic/condition.ts';
import { type Machine, textOf } from './machine.ts';
import { ownProperty } from './objects.ts';
import { settle } from './settle.ts';
import { question } from './truth.ts';
import { isString, type Value } from './values.ts';

export function typeTest(machine: Machine, node: ts.BinaryExpression, left: Value, right: Value): Condition {
  const isIn = node.operatorToken.getText() === 'in';
  return isIn ? hasKey(machine, node, left, right) : isInstance(machine, node, left, right);
}

function isInstance(machine: Machine, node: ts.BinaryExpression, value: Value, type: Value): Condition {
  const settled = settle(machine, value);
  if (settled.kind === 'alternatives') {
    return any(...settled.cases.map((one) => all(one.condition, isInstance(machine, node, one.value, type))));
  }
  // Numbers and texts are no objects, whatever their value.
  if (settled.kind === 'unknown' && settled.holds !== null) return FALSE;
  // A value that has another type is no tensor, or it would be one by now.
  if (settled.kind === 'unknown' && type.kind === 'tensorClass' && settled.type !== null) return FALSE;
  if (settled.kind === 'unknown') return question(settled, textOf(node.right), textOf(node));
  if (type.kind === 'tensorClass') return settled.kind === 'tensor' ? TRUE : FALSE;
  if (settled.kind !== 'object')
    return settled.kind === 'primitive' || settled.kind === 'tensor' ? FALSE : undecided(settled, node);
  if (type.kind === 'libraryClass' && settled.instance !== null) {
    return settled.instance.type === type.type ? TRUE : undecided(settled, node);
  }
  if (type.kind !== 'class') return undecided(settled, node);
  for (let one: Value | null = settled.prototype; one?.kind === 'class'; ) {
    if (one.node === type.node) return TRUE;
    one = one.parent === null ? null : settle(machine, one.parent);
  }
  return settled.open.value === null ? FALSE : undecided(settled, node);
}

function undecided(subject: object, node: ts.BinaryExpression): Condition {
  return question(subject, textOf(node.right), textOf(node));
}

function hasKey(machine: Machine, node: ts.BinaryExpression, key: Value, object: Value): Condition {
  const settled = settle(machine, object);
  if (isString(key) && settled.kind === 'tensor') return isTensorMember(machine, key.value) ? TRUE : FALSE;
  if (!isString(key) || settled.kind !== 'object') return question(settled, `in ${textOf(node.left)}`, textOf(node));
  if (ownProperty(settled, key.value) !== null) return TRUE;
  const isPlain = settled.open.value === null && settled.prototype === null && settled.instance === null;
  return isPlain ? FALSE : undecided(settled, node);
}

const TENSOR_FIELDS: ReadonlySet<string> = new Set([
  'shape',
  'rank',
  'size',
  'dtype',
  'strides',
  'dataId',
  'kept',
  'scopeId',
]);

function isTensorMember(machine: Machine, name: string): boolean {
  if (TENSOR_FIELDS.has(name)) return true;
  return machine.host.libraries.some(
    ({ tensorMethods, tensorProperties }) =>
      Object.hasOwn(tensorMethods, name) || Object.hasOwn(tensorProperties, name),
  );
}
