/**
 * Inert statements: they only name things, as what somebody types does until it calls something, or cannot run, as long as a
 * name in them or they themselves are incomplete. They are not run, so a function means the same with and without them.
 */
import { ts } from 'ts-morph';
import { globalValue } from './builtins/globals.ts';
import type { Host } from './machine.ts';
import { isMentionedOnce, moduleNames, outermostFunction, wordsOf } from './mentions.ts';

/** What tells of names that a file does not declare. */
export type ForAll = Pick<Host, 'mayBeGlobal' | 'globalLibrary'>;

/**
 * `con`, `tf.ze`, `const probe`, `const probe = tf.zeros`, `const probe = tf.stack([x, `, `const probe = tf.relu(mas)`, where
 * nothing else in the function mentions `probe`, and nothing declares `mas`.
 */
export function isInert(statement: ts.Statement, forAll: ForAll): boolean {
  if (ts.isExpressionStatement(statement)) {
    return isMention(statement.expression) && isQuiet(statement.expression, forAll);
  }
  if (!ts.isVariableStatement(statement) || statement.modifiers !== undefined) return false;
  const { declarations } = statement.declarationList;
  if (declarations.every((one) => isPlain(one) && isUnused(one, forAll))) return true;
  return declarations.every(({ name }) => isMentionedOnce(name)) && declarations.some((one) => isBroken(one, forAll));
}

/** The look at the text that tells nearly all statements from inert ones. */
function isPlain({ name, type, initializer }: ts.VariableDeclaration): boolean {
  return ts.isIdentifier(name) && type === undefined && (initializer === undefined || isMention(initializer));
}

function isUnused({ name, initializer }: ts.VariableDeclaration, forAll: ForAll): boolean {
  return isMentionedOnce(name) && (initializer === undefined || isQuiet(initializer, forAll));
}

/** Whether its value cannot be made: its text is incomplete, or it reads a name which nothing declares. */
function isBroken({ initializer }: ts.VariableDeclaration, forAll: ForAll): boolean {
  const around = initializer && outermostFunction(initializer);
  if (!initializer || !around) return false;
  const { declared } = wordsOf(around);
  const { made, packages } = moduleNames(initializer.getSourceFile());
  const isThere = (name: string) =>
    [declared, made, packages].some((names) => names.has(name)) || isForAll(name, forAll);
  const visit = (node: ts.Node): boolean => {
    if ((node.flags & ts.NodeFlags.ThisNodeHasError) !== 0) return true;
    if (ts.isIdentifier(node)) return isRead(node) && !isThere(node.text);
    return STRAIGHT.has(node.kind) && ts.forEachChild(node, visit) === true;
  };
  return visit(initializer);
}

function isForAll(name: string, { mayBeGlobal, globalLibrary }: ForAll): boolean {
  return name === 'arguments' || mayBeGlobal(name) || globalLibrary(name) !== null || globalValue(name) !== null;
}

/** Not what only names a member. */
function isRead(node: ts.Identifier): boolean {
  const { parent } = node;
  return !((ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent)) && parent.name === node);
}

/** Expressions all of whose parts are evaluated with them. */
const STRAIGHT: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.ArrayLiteralExpression,
  ts.SyntaxKind.ObjectLiteralExpression,
  ts.SyntaxKind.PropertyAssignment,
  ts.SyntaxKind.ShorthandPropertyAssignment,
  ts.SyntaxKind.PropertyAccessExpression,
  ts.SyntaxKind.ElementAccessExpression,
  ts.SyntaxKind.CallExpression,
  ts.SyntaxKind.NewExpression,
  ts.SyntaxKind.ParenthesizedExpression,
  ts.SyntaxKind.AwaitExpression,
]);

/** A name, or names with dots between them. */
function isMention(node: ts.Expression): boolean {
  if (!ts.isPropertyAccessExpression(node)) return ts.isIdentifier(node);
  return node.questionDotToken === undefined && isMention(node.expression);
}

/**
 * Whether reading it can do and tell nothing: a name that the program does not declare, or what a package has under one.
 * What the program makes has a value worth a hint, properties that may be accessors, and is told by them what it is.
 */
function isQuiet(node: ts.Expression, { mayBeGlobal }: ForAll): boolean {
  const around = outermostFunction(node);
  let first = node;
  while (ts.isPropertyAccessExpression(first)) first = first.expression;
  if (around === null || !ts.isIdentifier(first)) return false;
  if (first.text === '') return true;
  const { made, packages } = moduleNames(node.getSourceFile());
  if (wordsOf(around).declared.has(first.text) || made.has(first.text)) return false;
  return packages.has(first.text) || !mayBeGlobal(first.text);
}
