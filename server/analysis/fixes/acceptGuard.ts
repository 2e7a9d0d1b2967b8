/** "Accept into the contract": what the code relies on becomes a condition that every caller keeps. */
import type { ts } from 'ts-morph';
import { relationsOf } from '../../interpreter/claims.ts';
import { symbolsOfCondition } from '../../symbolic/condition.ts';
import type { Guard } from '../../symbolic/guard.ts';
import { printCondition } from '../../symbolic/notation.ts';
import { fromSymbol, symbolsOf } from '../../symbolic/size.ts';
import type { SizeSymbol } from '../../symbolic/symbol.ts';
import type { Reliance } from '../diagnostics.ts';
import type { Candidate, FixContext } from './candidate.ts';
import { type Change, change, editsOf, ownerOf } from './contractChange.ts';
import { freeName } from './freeName.ts';

export function acceptGuard(_: FixContext, { guard, trace }: Reliance): readonly Candidate[] {
  const symbols = symbolsOfCondition(guard.condition);
  const [first] = symbols;
  // What leaves a size one value is pinned rather than accepted.
  if (first === undefined || guard.pins !== null || guard.under.length > 0) return [];
  if (relationsOf(guard.condition).length === 0) return [];
  const node = ownerOf(first, guard.place, trace.root);
  const isOwned = (symbol: SizeSymbol) =>
    symbol.backing === 'input' && ownerOf(symbol, guard.place, trace.root) === node;
  if (node === null || !symbols.every(isOwned)) return [];
  const named = namesFor(symbols, node, guard);
  if (named === null) return [];
  const changes: Change[] = [];
  for (const symbol of symbols) {
    if (symbol.declared || isNumber(symbol)) continue;
    const made = change(symbol, named.get(symbol) ?? '', node, trace);
    if (made === null) return [];
    changes.push(made);
  }
  const merged = mergedLines(changes);
  const text = printCondition(guard.condition, (symbol) => named.get(symbol) ?? symbol.origin);
  const isSaid = new Set(named.values()).size < named.size;
  const all = isSaid ? merged : [...merged, { text: `@where ${text}`, edit: null }];
  const declares = [...new Set(named.values())];
  return [
    {
      title: `Accept into the contract: ${all.map((one) => one.text).join(', ')}`,
      edits: editsOf(node, all),
      answers: 'accept',
      declares,
      goal: 'prove',
    },
  ];
}

/** A parameter that is a number has its name already. */
function isNumber({ origin }: SizeSymbol): boolean {
  return !origin.includes('.');
}

/** The names of the sizes in the contract: two that must be equal share one, where the contract has not named both. */
function namesFor(symbols: readonly SizeSymbol[], node: ts.Node, guard: Guard): Map<SizeSymbol, string> | null {
  const named = new Map<SizeSymbol, string>();
  const shared = equalPair(guard);
  for (const symbol of symbols) {
    const own = symbol.declared || isNumber(symbol) ? symbol.name : freeName(symbol, node, named.values());
    if (own === null) return null;
    named.set(symbol, own);
  }
  if (shared === null) return named;
  const [a, b] = shared;
  const [kept, other] = b.declared || isNumber(b) || (b.named && !a.named) ? [b, a] : [a, b];
  if (!other.declared && !isNumber(other)) named.set(other, named.get(kept) ?? '');
  return named;
}

function equalPair({ condition }: Guard): readonly [SizeSymbol, SizeSymbol] | null {
  if (condition.kind !== 'relation' || condition.relation.op !== '==') return null;
  const [a, b] = [condition.relation.left, condition.relation.right].map((size) => {
    const [symbol] = symbolsOf(size);
    return symbol !== undefined && size === fromSymbol(symbol) ? symbol : null;
  });
  return a && b ? [a, b] : null;
}

/** Two dimensions of one tensor that get their names at once are one new line: `[_, N]` and `[M, _]` are `[M, N]`. */
function mergedLines(changes: readonly Change[]): readonly Change[] {
  const merged: Change[] = [];
  for (const one of changes) {
    const index = one.edit === null ? merged.findIndex((other) => isSameTarget(other, one)) : -1;
    const known = merged[index];
    if (known === undefined) merged.push(one);
    else merged[index] = { text: mergedText(known.text, one.text), edit: null };
  }
  return merged;
}

function isSameTarget(a: Change, b: Change): boolean {
  const target = ({ text }: Change) => /^@shape (\S+)/.exec(text)?.[1];
  return a.edit === null && target(a) !== undefined && target(a) === target(b);
}

function mergedText(first: string, second: string): string {
  const others = /\[(.*)\]/.exec(second)?.[1]?.split(', ') ?? [];
  return first.replace(/\[(.*)\]/, (_, inner: string) => {
    const dimensions = inner.split(', ').map((one, index) => (one === '_' ? (others[index] ?? one) : one));
    return `[${dimensions.join(', ')}]`;
  });
}
