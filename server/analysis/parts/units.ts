/** Units: the pieces of a file that change by themselves, with the names by which they depend on one another. */
import { ts } from 'ts-morph';
import { type Root, rootsOf } from '../../discovery/roots.ts';
import { namesOf } from '../../interpreter/modules.ts';
import { adoptWrites, likelyWritesIn } from '../../interpreter/writesIn.ts';

/** A root, or a statement of the module without the roots in it. It is read when somebody asks what it says. */
export interface Unit {
  readonly node: ts.Node;
  readonly isRoot: boolean;
  /** The names under which other code finds it. */
  readonly names: ReadonlySet<string>;
  /** The variables and fields that it sets. */
  readonly sets: ReadonlySet<string>;
  /** All names and texts that occur in it. */
  readonly mentions: ReadonlySet<string>;
}

const NOTHING: ReadonlySet<ts.Node> = new Set();

const known = new WeakMap<ts.SourceFile, readonly Unit[]>();

/** Made once for each tree. */
export function unitsOf(file: ts.SourceFile): readonly Unit[] {
  let units = known.get(file);
  if (units === undefined) {
    const roots = rootsOf(file);
    const outside = new Set<ts.Node>(roots);
    const statements = file.statements.filter((statement) => !outside.has(statement));
    units = [...roots.map(rootUnit), ...statements.map((statement) => statementUnit(statement, outside))];
    known.set(file, units);
  }
  return units;
}

function rootUnit(root: Root): Unit {
  return unitOf(
    root,
    true,
    () => new Set([...ownNames(root), ...declaredBy(statementOf(root))]),
    () => ({ sets: setBy(root), mentions: mentionsIn(root, NOTHING) }),
  );
}

/** What the text of a unit alone says. */
type Account = Pick<Unit, 'sets' | 'mentions'>;

const accounts = new WeakMap<ts.Node, Account>();

function unitOf(node: ts.Node, isRoot: boolean, makeNames: () => Unit['names'], makeAccount: () => Account): Unit {
  let names: Unit['names'] | null = null;
  const account = (): Account => {
    const known = accounts.get(node) ?? makeAccount();
    accounts.set(node, known);
    return known;
  };
  return {
    node,
    isRoot,
    get names() {
      names ??= makeNames();
      return names;
    },
    get sets() {
      return account().sets;
    },
    get mentions() {
      return account().mentions;
    },
  };
}

/** A unit with the same text in another version of its file is not read again. Its names may stand around it. */
export function adoptAccount({ node }: Unit, { node: earlier }: Unit): void {
  const known = accounts.get(earlier);
  if (known !== undefined) accounts.set(node, known);
  adoptWrites(node, earlier);
}

/** Variables that are not its own, and properties of whatever object. */
function setBy(root: Root): ReadonlySet<string> {
  const { names, properties, changed } = likelyWritesIn(root);
  const own = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) || ts.isParameter(node)) for (const name of namesOf(node.name)) own.add(name);
    ts.forEachChild(node, visit);
  };
  if (changed.size > 0) visit(root);
  return new Set([...names, ...properties, ...[...changed].filter((name) => !own.has(name))]);
}

function statementUnit(statement: ts.Statement, roots: ReadonlySet<ts.Node>): Unit {
  return unitOf(
    statement,
    false,
    () => new Set([...declaredBy(statement), ...fieldsOf(statement)]),
    () => ({ sets: setAround(statement, roots), mentions: mentionsIn(statement, roots) }),
  );
}

function setAround(statement: ts.Statement, roots: ReadonlySet<ts.Node>): ReadonlySet<string> {
  const sets = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (roots.has(node)) return;
    if (ts.isVariableDeclaration(node)) for (const name of namesOf(node.name)) sets.add(name);
    if (ts.isBinaryExpression(node) && isAssignment(node))
      for (const name of mentionsIn(node.left, roots)) sets.add(name);
    ts.forEachChild(node, visit);
  };
  visit(statement);
  return sets;
}

function isAssignment({ operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

function statementOf(node: ts.Node): ts.Node {
  return ts.isSourceFile(node.parent) ? node : statementOf(node.parent);
}

/** What the place of a function calls it: its own name, or that of the variable or property that holds it. */
function ownNames(root: Root): readonly string[] {
  if (root.name !== undefined) return [nameText(root.name)];
  const { parent } = root;
  if (ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) return [nameText(parent.name)];
  if (!ts.isBinaryExpression(parent)) return [];
  return ts.isPropertyAccessExpression(parent.left) ? [parent.left.name.text] : [parent.left.getText()];
}

function nameText(name: ts.Node): string {
  return ts.isIdentifier(name) || ts.isPrivateIdentifier(name) || ts.isStringLiteralLike(name)
    ? name.text
    : name.getText();
}

/** The fields of a class: their values and types stand in its statement, not in its methods. */
function fieldsOf(statement: ts.Node): readonly string[] {
  if (!ts.isClassLike(statement)) return [];
  return statement.members.filter(ts.isPropertyDeclaration).map(({ name }) => nameText(name));
}

/** The names that a statement brings into its module. */
function declaredBy(statement: ts.Node): readonly string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) => [...namesOf(name)]);
  }
  if (ts.isClassDeclaration(statement)) {
    return [statement.name?.text ?? 'default'];
  }
  if (ts.isImportDeclaration(statement)) return [...mentionsIn(statement, NOTHING)];
  if (ts.isExportDeclaration(statement)) return [...mentionsIn(statement, NOTHING)];
  if (ts.isExportAssignment(statement)) return ['default'];
  const isNamed =
    ts.isFunctionDeclaration(statement) ||
    ts.isEnumDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isModuleDeclaration(statement);
  return isNamed ? [statement.name?.text ?? 'default'] : [];
}

/** Identifiers, private names and texts; default imports mention what they import. */
function mentionsIn(node: ts.Node, outside: ReadonlySet<ts.Node>): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (child: ts.Node): void => {
    if (outside.has(child)) return;
    if (ts.isIdentifier(child) || ts.isPrivateIdentifier(child) || ts.isStringLiteralLike(child)) found.add(child.text);
    if (ts.isImportClause(child) && child.name !== undefined) found.add('default');
    if (ts.isIdentifier(child) && child.text === 'require') found.add('exports').add('default');
    ts.forEachChild(child, visit);
  };
  visit(node);
  return found;
}
