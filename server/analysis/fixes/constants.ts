/** Constants in the text: the numbers on which the value of an expression rests. */
import { ts } from 'ts-morph';
import { isExpressionUse } from '../expressions.ts';
import { declarationOf, usesOf } from './lexical.ts';

/** An expression that could be written differently, and the number that it is. */
export interface Site {
  readonly node: ts.Expression;
  readonly value: number;
  /** Where the number is used: a name for it, or the expression itself. */
  readonly use: ts.Expression;
}

/** Declarations beyond this many are not looked into. */
const MOST_DECLARATIONS = 12;

/** The constant expressions in `start` and in the initializers of what it names, the nearest first. */
export function constantSites(start: ts.Node): readonly Site[] {
  const sites: Site[] = [];
  const waiting: ts.Node[] = [start];
  const seen = new Set<ts.Node>();
  for (let node = waiting.shift(); node !== undefined && seen.size < MOST_DECLARATIONS; node = waiting.shift()) {
    if (seen.has(node)) continue;
    seen.add(node);
    collect(node, sites, waiting);
  }
  return sites;
}

function collect(node: ts.Node, sites: Site[], waiting: ts.Node[]): void {
  // The number of `-1` is no size, and types are no values.
  if (ts.isTypeNode(node) || ts.isPrefixUnaryExpression(node)) return;
  if (isConstantForm(node)) {
    const value = constantOf(node);
    if (value !== null) {
      sites.push(...sitesOf(node, value));
      return;
    }
  }
  if (ts.isIdentifier(node)) {
    const initializer = isExpressionUse(node) ? initializerOf(node) : null;
    if (initializer !== null) waiting.push(initializer);
  }
  ts.forEachChild(node, (child) => collect(child, sites, waiting));
}

/** The place of the number first, where it was given a name for this use only. */
function sitesOf(node: ts.Expression, value: number): readonly Site[] {
  const declaration = ts.isIdentifier(node) ? declarationOf(node.text, node) : null;
  const initializer = ts.isIdentifier(node) ? initializerOf(node) : null;
  const isAlone = declaration !== null && usesOf(declaration).length === 1;
  const own: Site = { node, value, use: node };
  return isAlone && initializer !== null ? [{ ...own, node: initializer }, own] : [own];
}

function isConstantForm(node: ts.Node): node is ts.Expression {
  if (ts.isIdentifier(node)) return isExpressionUse(node);
  return (
    ts.isNumericLiteral(node) ||
    ts.isBinaryExpression(node) ||
    ts.isParenthesizedExpression(node) ||
    ts.isPropertyAccessExpression(node)
  );
}

/** The number that an expression always is, as far as its text shows. */
function constantOf(node: ts.Expression, depth = 0): number | null {
  if (depth > 8) return null;
  if (ts.isNumericLiteral(node)) return Number(node.text.replaceAll('_', ''));
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) return constantOf(node.expression, depth + 1);
  if (ts.isBinaryExpression(node)) {
    const [left, right] = [constantOf(node.left, depth + 1), constantOf(node.right, depth + 1)];
    return left === null || right === null ? null : operate(node.operatorToken.kind, left, right);
  }
  const initializer = ts.isIdentifier(node)
    ? initializerOf(node)
    : ts.isPropertyAccessExpression(node)
      ? propertyOf(node)
      : null;
  return initializer === null ? null : constantOf(initializer, depth + 1);
}

function operate(operator: ts.SyntaxKind, left: number, right: number): number | null {
  switch (operator) {
    case ts.SyntaxKind.PlusToken:
      return left + right;
    case ts.SyntaxKind.MinusToken:
      return left - right;
    case ts.SyntaxKind.AsteriskToken:
      return left * right;
    case ts.SyntaxKind.SlashToken:
      return left / right;
    case ts.SyntaxKind.AsteriskAsteriskToken:
      return left ** right;
    default:
      return null;
  }
}

/** What a name was declared with: `32` of `const BATCH = 32`. */
function initializerOf(node: ts.Identifier): ts.Expression | null {
  const owner = declarationOf(node.text, node)?.parent;
  return owner !== undefined && ts.isVariableDeclaration(owner) ? (owner.initializer ?? null) : null;
}

/** `32` of `config.batch` after `const config = { batch: 32 }`. */
function propertyOf({ expression, name }: ts.PropertyAccessExpression): ts.Expression | null {
  let object = ts.isIdentifier(expression) ? initializerOf(expression) : null;
  while (object !== null && (ts.isAsExpression(object) || ts.isSatisfiesExpression(object))) object = object.expression;
  if (object === null || !ts.isObjectLiteralExpression(object)) return null;
  const property = object.properties.find(
    (one) => one.name !== undefined && ts.isIdentifier(one.name) && one.name.text === name.text,
  );
  return property !== undefined && ts.isPropertyAssignment(property) ? property.initializer : null;
}
