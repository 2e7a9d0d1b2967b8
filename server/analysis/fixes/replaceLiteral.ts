/** "Replace 32 by x.shape[0]": the number that pins a size becomes the size that it is pinned to. */
import { ts } from 'ts-morph';
import { textOf } from '../../interpreter/machine.ts';
import type { Guard } from '../../symbolic/guard.ts';
import { printCondition } from '../../symbolic/notation.ts';
import type { Reliance } from '../diagnostics.ts';
import type { Candidate, FixContext } from './candidate.ts';
import { constantSites, type Site } from './constants.ts';
import { nodeAt } from './lexical.ts';
import { sourcesAt } from './sources.ts';

/** Numbers beyond this many are not tried. */
const MOST_SITES = 6;

export function replaceLiterals({ workspace, path }: FixContext, { guard, trace }: Reliance): readonly Candidate[] {
  const file = workspace.sourceFile(path);
  const isHere = file?.fileName === guard.place.file && isEquality(guard);
  const node = file === null || !isHere ? null : nodeAt(file, guard.place);
  if (node === null) return [];
  const constants = constantsOf(guard);
  const sites = constantSites(node).filter(
    (site) => isWorthTrying(site, constants) && (guard.pins !== null || isDimension(site)),
  );
  return sites.slice(0, MOST_SITES).flatMap((site) => {
    const sources = sourcesAt(site.node, guard, trace.root);
    const free = isFreeDimension(site.node) ? [replacement(path, site, '-1', 'free')] : [];
    return [...sources.map((source) => replacement(path, site, source, 'source')), ...free];
  });
}

function replacement(path: string, { node, value, use }: Site, text: string, how: string): Candidate {
  const [start, end] = [node.getStart(), node.end];
  const written = ts.isNumericLiteral(node) || textOf(node).length > 30 ? String(value) : textOf(node);
  const edits = [{ path, start, end, text: parenthesized(node, text) }];
  return {
    title: `Replace ${written} by ${text}`,
    edits,
    answers: `${how} ${use.getStart()}`,
    declares: [],
    goal: 'relieve',
  };
}

/** A sum that stands inside a product keeps together. */
function parenthesized({ parent }: ts.Expression, text: string): string {
  return ts.isBinaryExpression(parent) && /[-+*]/.test(text) ? `(${text})` : text;
}

function isEquality({ condition }: Guard): boolean {
  return condition.kind === 'relation' && condition.relation.op === '==';
}

/** What is only a multiple or a factor of sizes may be a count of anything, unless it stands in a shape. */
function isDimension({ use }: Site): boolean {
  return ts.isArrayLiteralExpression(use.parent);
}

/** The numbers of a relation, whatever the sizes in it are called. */
function constantsOf({ condition }: Guard): readonly number[] {
  return (printCondition(condition, () => 'size').match(/\d+/g) ?? []).map(Number);
}

function isWorthTrying({ node, value }: Site, constants: readonly number[]): boolean {
  if (!Number.isInteger(value) || value < 1 || isCompared(node)) return false;
  return constants.some((constant) => constant === value || (value > 1 && constant > 0 && constant % value === 0));
}

/** A test such as `x.shape[0] === 32` is what the author wants to know; with another number it would be another test. */
function isCompared({ parent }: ts.Expression): boolean {
  return ts.isBinaryExpression(parent) && /^[=!<>]/.test(parent.operatorToken.getText());
}

/** A size in `reshape([32, 10])` may be left to the library, where no other one is. */
function isFreeDimension({ parent }: ts.Expression): boolean {
  if (!ts.isArrayLiteralExpression(parent) || !ts.isCallExpression(parent.parent)) return false;
  const { expression } = parent.parent;
  const name = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
  return ts.isIdentifier(name) && name.text === 'reshape' && !parent.elements.some((one) => one.getText() === '-1');
}
