/** Sources: what an author can type at a place for a size that a relation speaks of. */
import { ts } from 'ts-morph';
import { isWithin } from '../../interpreter/machine.ts';
import { symbolsOfCondition } from '../../symbolic/condition.ts';
import type { Guard } from '../../symbolic/guard.ts';
import { printSize } from '../../symbolic/notation.ts';
import { asConstant, fromSymbol, symbolsOf } from '../../symbolic/size.ts';
import type { SizeSymbol } from '../../symbolic/symbol.ts';
import { declarationOf } from './lexical.ts';

/** Expressions for the sizes in a relation that can be typed in the place of `site`, the likeliest first. */
export function sourcesAt(site: ts.Expression, { condition }: Guard, root: ts.Node): readonly string[] {
  const symbols = symbolsOfCondition(condition).filter(
    ({ backing, origin }) => backing === 'input' && !origin.endsWith('.rank'),
  );
  const index = ts.isArrayLiteralExpression(site.parent) ? site.parent.elements.indexOf(site) : -1;
  const isSameAxis = ({ origin }: SizeSymbol) => origin.endsWith(`.shape[${index}]`);
  const ordered = [...symbols.filter(isSameAxis), ...symbols.filter((symbol) => !isSameAxis(symbol))];
  const sources = [...ordered.map((symbol) => typed(symbol, site, root)), wholeSide(site, condition, root)];
  return [...new Set(sources.filter((source) => source !== null))];
}

/** The other side of an equality, where it is more than one size: `x.shape[0] * 2`. */
function wholeSide(site: ts.Expression, condition: Guard['condition'], root: ts.Node): string | null {
  if (condition.kind !== 'relation' || condition.relation.op !== '==') return null;
  const { left, right } = condition.relation;
  const side = asConstant(left) === null ? left : right;
  const symbols = symbolsOf(side);
  if (symbols.length === 1 && symbols[0] !== undefined && side === fromSymbol(symbols[0])) return null;
  const names = new Map(symbols.map((symbol) => [symbol, typed(symbol, site, root)]));
  if ([...names.values()].includes(null)) return null;
  const text = printSize(side, (symbol) => names.get(symbol) ?? symbol.origin);
  // Quotients and remainders read differently in the language than in the notation.
  return /\/\/|%|\?|\bmin\(|\bmax\(/.test(text) ? null : text;
}

/** The variable that the author gave the size to, else its origin; `null` where neither can be seen from `site`. */
function typed(symbol: SizeSymbol, site: ts.Expression, root: ts.Node): string | null {
  if (symbol.named && isVisible(symbol.name, site, root)) return symbol.name;
  const [base] = /^[\p{L}_$][\p{L}\p{N}_$]*/u.exec(symbol.origin) ?? [];
  if (base === undefined || !isTypable(symbol.origin)) return null;
  const isSeen = base === 'this' ? isWithin(site, root) : isVisible(base, site, root);
  return isSeen ? withoutAt(symbol.origin, site) : null;
}

function isTypable(origin: string): boolean {
  return /^[\p{L}\p{N}_$.]+(?:\[\d+\]|\.at\(-\d+\))?$/u.test(origin);
}

/** Whether a name of the root's, already set, is meant by `name` at the site. */
function isVisible(name: string, site: ts.Expression, root: ts.Node): boolean {
  const declaration = declarationOf(name, site);
  if (declaration === null || !isWithin(declaration, root)) return false;
  const owner = declaringNode(declaration);
  return ts.isParameter(owner) ? !isWithin(site, owner) : owner.end <= site.getStart();
}

function declaringNode(declaration: ts.Node): ts.Node {
  let node = declaration.parent;
  while (ts.isBindingElement(node) || ts.isObjectBindingPattern(node) || ts.isArrayBindingPattern(node))
    node = node.parent;
  return node;
}

/** For the checker `shape.at(-1)` may be undefined; `shape[x.rank - 1]` says the same. */
function withoutAt(origin: string, site: ts.Expression): string {
  if (!/\.[mc]?tsx?$/.test(site.getSourceFile().fileName)) return origin;
  return origin.replace(/^(.*)\.shape\.at\(-(\d+)\)$/, '$1.shape[$1.rank - $2]');
}
