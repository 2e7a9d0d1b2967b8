/** Units: the pieces of a file that change by themselves, with the names by which they depend on one another. */
import { ts } from 'ts-morph';
import { type Root, rootsOf } from '../../discovery/roots.ts';
import { namesOf } from '../../interpreter/modules.ts';
import { once } from '../../interpreter/once.ts';
import { adoptWrites, likelyWritesIn } from '../../interpreter/writesIn.ts';

/**
 * A root, or a statement of the module without the roots in it, as it is in one version of its file. The node may go on to
 * the next version and move: where it stood stays told.
 */
export interface Unit {
  readonly node: ts.Node;
  readonly isRoot: boolean;
  readonly file: ts.SourceFile;
  readonly pos: number;
  readonly end: number;
  /** Of a root, what is strictly between the braces, or inside the expression that an arrow gives; else `null`. */
  readonly body: { readonly start: number; readonly end: number } | null;
  /** The kinds of what is around it. */
  readonly surroundings: string;
  /** The names under which other code finds it: the same set in all versions in which its statement stays. */
  readonly names: ReadonlySet<string>;
  readonly account: Account;
}

/** What the text of a unit alone says, read when somebody asks. */
export interface Account {
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
    units = [
      ...roots.map((root) => rootUnit(file, root)),
      ...statements.map((statement) => statementUnit(file, statement, outside)),
    ];
    known.set(file, units);
  }
  return units;
}

const byNode = new WeakMap<ts.SourceFile, ReadonlyMap<ts.Node, Unit>>();

/** The roots among them. */
export function rootUnitsOf(file: ts.SourceFile): readonly Unit[] {
  return unitsOf(file).filter(({ isRoot }) => isRoot);
}

export function unitsByNode(file: ts.SourceFile): ReadonlyMap<ts.Node, Unit> {
  let units = byNode.get(file);
  if (units === undefined) {
    units = new Map(unitsOf(file).map((unit) => [unit.node, unit]));
    byNode.set(file, units);
  }
  return units;
}

function rootUnit(file: ts.SourceFile, root: Root): Unit {
  const { pos, end, body } = root;
  const { names, surroundings, bodyStart } = standingOf(root, statementOf(root), rootStanding);
  return {
    ...{ node: root, isRoot: true, file, pos, end, names, surroundings },
    body: body === undefined ? null : { start: pos + bodyStart, end: body.end },
    account: accountOf(root, NOTHING, rootAccount),
  };
}

function rootStanding(root: Root, statement: ts.Node): Standing {
  const names = new Set([...ownNames(root), ...declaredBy(statement)]);
  const bodyStart = root.body === undefined ? 0 : root.body.getStart() - root.pos;
  return { statement, names, surroundings: surroundingsOf(root), bodyStart };
}

function rootAccount(root: Root): Account {
  return { sets: setBy(root), mentions: mentionsIn(root, NOTHING) };
}

/** What is told of a unit by the statement in which it stands. */
interface Standing {
  readonly statement: ts.Node;
  readonly names: Unit['names'];
  readonly surroundings: string;
  /** Counted from where the unit begins. */
  readonly bodyStart: number;
}

const standings = new WeakMap<ts.Node, Standing>();

/** Made once for each statement, whose text does not change. */
function standingOf<Node extends ts.Node>(
  node: Node,
  statement: ts.Node,
  make: (node: Node, statement: ts.Node) => Standing,
): Standing {
  const known = standings.get(node);
  if (known?.statement === statement) return known;
  const standing = make(node, statement);
  standings.set(node, standing);
  return standing;
}

const accounts = new WeakMap<ts.Node, Account>();

/** @param make reads nothing but names and texts of nodes, which hold in all versions in which these stand */
function accountOf<Node extends ts.Node>(
  node: Node,
  outside: ReadonlySet<ts.Node>,
  make: (node: Node, outside: ReadonlySet<ts.Node>) => Account,
): Account {
  const known = accounts.get(node);
  if (known !== undefined) return known;
  const made = once(() => make(node, outside));
  const account = {
    get sets() {
      return made().sets;
    },
    get mentions() {
      return made().mentions;
    },
  };
  accounts.set(node, account);
  return account;
}

function surroundingsOf({ parent }: ts.Node): string {
  return parent === undefined ? '' : `${parent.kind} ${surroundingsOf(parent)}`;
}

/** A unit with the same text in another version of its file is not read again. Its names may stand around it. */
export function adoptAccount(node: ts.Node, earlier: ts.Node): void {
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

function statementUnit(file: ts.SourceFile, statement: ts.Statement, roots: ReadonlySet<ts.Node>): Unit {
  const { pos, end } = statement;
  const { names, surroundings } = standingOf(statement, statement, statementStanding);
  return {
    ...{ node: statement, isRoot: false, file, pos, end, body: null, names, surroundings },
    account: accountOf(statement, roots, statementAccount),
  };
}

function statementStanding(statement: ts.Statement): Standing {
  const names = new Set([...declaredBy(statement), ...fieldsOf(statement)]);
  return { statement, names, surroundings: surroundingsOf(statement), bodyStart: 0 };
}

function statementAccount(statement: ts.Statement, roots: ReadonlySet<ts.Node>): Account {
  return { sets: setAround(statement, roots), mentions: mentionsIn(statement, roots) };
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
