/** Names that functions and modules declare and mention, read from their texts once. */
import { ts } from 'ts-morph';
import { namesOf } from './modules.ts';

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

export function outermostFunction(node: ts.Node): ts.Node | null {
  let found: ts.Node | null = null;
  for (let one = node.parent; one !== undefined; one = one.parent) if (ts.isFunctionLike(one)) found = one;
  return found;
}

export interface Words {
  /** Names of its variables, parameters, functions and classes. */
  readonly declared: ReadonlySet<string>;
  /** How often each name occurs, in whatever place. */
  readonly mentions: ReadonlyMap<string, number>;
}

const words = new WeakMap<ts.Node, Words>();

export function wordsOf(node: ts.Node): Words {
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

export interface ModuleNames {
  /** Names of what it makes, or has from modules: any may be a tensor. */
  readonly made: ReadonlySet<string>;
  /** Names of whole packages. */
  readonly packages: ReadonlySet<string>;
}

const modules = new WeakMap<ts.SourceFile, ModuleNames>();

export function moduleNames(file: ts.SourceFile): ModuleNames {
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
