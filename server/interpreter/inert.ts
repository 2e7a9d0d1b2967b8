/**
 * Inert statements: they only name things, as what somebody types does until it calls something, or cannot run, as long as a
 * name in them or they themselves are incomplete. They are not run, so a function means the same with and without them.
 */
import { ts } from 'ts-morph';
import { globalValue } from './builtins/globals.ts';
import type { Host } from './machine.ts';
import { namesOf } from './modules.ts';

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

/** Whether the function mentions a variable only where it declares it. */
export function isMentionedOnce(name: ts.BindingName): boolean {
  const around = outermostFunction(name);
  if (around === null || !ts.isIdentifier(name)) return false;
  return name.text === '' || wordsOf(around).mentions.get(name.text) === 1;
}

/** Whether the function around a name declares it somewhere. */
export function isDeclaredAround(name: ts.Identifier): boolean {
  const around = outermostFunction(name);
  return around !== null && wordsOf(around).declared.has(name.text);
}

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

function outermostFunction(node: ts.Node): ts.Node | null {
  let found: ts.Node | null = null;
  for (let one = node.parent; one !== undefined; one = one.parent) if (ts.isFunctionLike(one)) found = one;
  return found;
}

interface Words {
  /** Names of its variables, parameters, functions and classes. */
  readonly declared: ReadonlySet<string>;
  /** How often each name occurs, in whatever place. */
  readonly mentions: ReadonlyMap<string, number>;
}

const words = new WeakMap<ts.Node, Words>();

function wordsOf(node: ts.Node): Words {
  const known = words.get(node) ?? readWords(node);
  words.set(node, known);
  return known;
}

function readWords(node: ts.Node): Words {
  const declared = new Set<string>();
  const mentions = new Map<string, number>();
  const visit = (child: ts.Node): void => {
    if (ts.isIdentifier(child)) {
      mentions.set(child.text, (mentions.get(child.text) ?? 0) + 1);
      const { parent } = child;
      if ('name' in parent && parent.name === child && !ts.isPropertyAccessExpression(parent)) declared.add(child.text);
    }
    ts.forEachChild(child, visit);
  };
  visit(node);
  return { declared, mentions };
}

interface ModuleNames {
  /** Names of what it makes, or has from modules: any may be a tensor. */
  readonly made: ReadonlySet<string>;
  /** Names of whole packages. */
  readonly packages: ReadonlySet<string>;
}

const modules = new WeakMap<ts.SourceFile, ModuleNames>();

function moduleNames(file: ts.SourceFile): ModuleNames {
  const known = modules.get(file) ?? readModuleNames(file);
  modules.set(file, known);
  return known;
}

function readModuleNames(file: ts.SourceFile): ModuleNames {
  const [made, packages] = [new Set<string>(), new Set<string>()];
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement)) {
      const { name, namedBindings: bindings } = statement.importClause ?? {};
      const isNamed = bindings !== undefined && ts.isNamedImports(bindings);
      const whole = [name, isNamed ? undefined : bindings?.name].flatMap((one) => one?.text ?? []);
      for (const one of whole) (isPackage(statement.moduleSpecifier) ? packages : made).add(one);
      if (isNamed) for (const one of bindings.elements) made.add(one.name.text);
    } else if (ts.isVariableStatement(statement)) {
      for (const { name, initializer } of statement.declarationList.declarations) {
        const isWhole = ts.isIdentifier(name) && isRequire(initializer);
        for (const one of namesOf(name)) (isWhole ? packages : made).add(one);
      }
    } else if ('name' in statement && statement.name !== undefined) made.add((statement.name as ts.Node).getText());
    else for (const one of innerNames(statement)) made.add(one);
  }
  return { made, packages };
}

/** What the blocks of a statement of the module declare: it may be seen outside of them. */
function innerNames(statement: ts.Statement): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node)) found.push(...namesOf(node.name));
    if (ts.isFunctionDeclaration(node) && node.name !== undefined) found.push(node.name.text);
    if (!ts.isFunctionLike(node) && !ts.isClassLike(node)) ts.forEachChild(node, visit);
  };
  visit(statement);
  return found;
}

function isRequire(initializer: ts.Expression | undefined): boolean {
  if (initializer === undefined || !ts.isCallExpression(initializer)) return false;
  const { expression, arguments: args } = initializer;
  return ts.isIdentifier(expression) && expression.text === 'require' && args.every(isPackage);
}

function isPackage(specifier: ts.Expression): boolean {
  return ts.isStringLiteralLike(specifier) && !/^[./]/.test(specifier.text);
}
