/** Keys of properties: texts, and symbols and private names under texts that no program writes. */
import { ts } from 'ts-morph';
import type { SymbolValue, Value } from './values.ts';

const SYMBOL = '\u0001';

let nextId = 1;

export function makeSymbolValue(description: string | undefined): SymbolValue {
  return { kind: 'symbol', key: `${SYMBOL}${nextId++}`, description };
}

/** A symbol that is the same everywhere: `Symbol.iterator`, `Symbol.for('name')`. */
export function sharedSymbol(key: string, description: string): SymbolValue {
  return { kind: 'symbol', key: `${SYMBOL}${key}`, description };
}

export const ITERATOR = sharedSymbol('iterator', 'Symbol.iterator');
export const ASYNC_ITERATOR = sharedSymbol('asyncIterator', 'Symbol.asyncIterator');
export const TO_PRIMITIVE = sharedSymbol('toPrimitive', 'Symbol.toPrimitive');
export const HAS_INSTANCE = sharedSymbol('hasInstance', 'Symbol.hasInstance');
export const TO_STRING_TAG = sharedSymbol('toStringTag', 'Symbol.toStringTag');

export function isSymbolKey(key: string): boolean {
  return key.startsWith(SYMBOL);
}

/** The key that a value is in `object[value]`; `null` where it is not known. */
export function keyOf(value: Value): string | null {
  if (value.kind === 'symbol') return value.key;
  return value.kind === 'primitive' ? String(value.value) : null;
}

/** The key of a private name. In a class that extends another it has a mark: the other may have the same name. */
export function privateKey(node: ts.PrivateIdentifier): string {
  for (let owner: ts.Node = node; owner.parent !== undefined; owner = owner.parent) {
    if (!ts.isClassLike(owner) || !owner.members.some((one) => one.name?.getText() === node.text)) continue;
    return owner.heritageClauses === undefined ? node.text : `${node.text} ${owner.pos}`;
  }
  return node.text;
}
