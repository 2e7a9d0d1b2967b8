/** Names: symbols get the author's own names for sizes. */
import { ts } from 'ts-morph';
import { asSize } from '../symbolic/quotient.ts';
import { bareSymbol } from '../symbolic/size.ts';
import type { Machine } from './machine.ts';
import { settle } from './settle.ts';
import type { UnknownValue } from './unknown.ts';
import type { Value } from './values.ts';

/** A variable receives a size: if it is a bare symbol that has no name yet, that is its name. */
export function nameSize(machine: Machine, name: string, value: Value): void {
  const settled = settle(machine, value);
  if (settled.kind === 'unknown') nameUnknown(machine, name, settled);
  const size = settled.kind === 'quantity' ? asSize(settled.quotient) : null;
  const symbol = size === null ? null : bareSymbol(size);
  if (symbol === null || symbol.declared) return;
  const { recorder } = machine;
  // A name that it has may have come from here, and may have got a number since.
  if (recorder.isAside) recorder.isNoticed ||= !symbol.named || symbol.name.startsWith(name);
  else if (!symbol.named) Object.assign(symbol, { named: true, name });
}

function nameUnknown({ recorder }: Machine, name: string, { called }: UnknownValue): void {
  if (recorder.isAside) recorder.isNoticed ||= called.name === null || called.name === name;
  else called.name ??= name;
}

/** The variable that receives what an expression gives: `boxes` of `const boxes = await f()`. */
export function receiverName(node: ts.Node): string | null {
  let child = node;
  let owner = node.parent;
  while (owner !== undefined && isTransparent(owner)) {
    child = owner;
    owner = owner.parent;
  }
  if (owner === undefined) return null;
  if (ts.isVariableDeclaration(owner) && owner.initializer === child && ts.isIdentifier(owner.name))
    return owner.name.text;
  if (ts.isPropertyAssignment(owner) && owner.initializer === child && ts.isIdentifier(owner.name))
    return owner.name.text;
  if (!ts.isBinaryExpression(owner) || owner.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return null;
  if (owner.right !== child) return null;
  if (ts.isIdentifier(owner.left)) return owner.left.text;
  return ts.isPropertyAccessExpression(owner.left) ? owner.left.name.text : null;
}

function isTransparent(node: ts.Node): boolean {
  return (
    ts.isAwaitExpression(node) ||
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isSatisfiesExpression(node)
  );
}
