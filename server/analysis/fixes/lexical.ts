/** Names in the text: which declaration a name means at a place, without the type checker. */
import { ts } from 'ts-morph';

/** The identifier that declares `name` as seen from `at`; `null` for what the file does not declare. */
export function declarationOf(name: string, at: ts.Node): ts.Identifier | null {
  for (let node: ts.Node | undefined = at.parent; node !== undefined; node = node.parent) {
    for (const declared of namesDeclaredBy(node)) if (declared.text === name) return declared;
  }
  return null;
}

/** The uses of a declared name in its file, without the declaration itself. */
export function usesOf(declaration: ts.Identifier): readonly ts.Identifier[] {
  const uses: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === declaration.text && node !== declaration) {
      const isMember = ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
      if (!isMember && declarationOf(node.text, node) === declaration) uses.push(node);
    }
    ts.forEachChild(node, visit);
  };
  visit(declaration.getSourceFile());
  return uses;
}

function namesDeclaredBy(node: ts.Node): readonly ts.Identifier[] {
  if (ts.isFunctionLike(node)) {
    const own = ts.isFunctionExpression(node) && node.name !== undefined ? [node.name] : [];
    return [...node.parameters.flatMap(({ name }) => identifiersOf(name)), ...own];
  }
  if (ts.isSourceFile(node) || ts.isBlock(node) || ts.isModuleBlock(node) || ts.isCaseOrDefaultClause(node)) {
    return node.statements.flatMap(namesOfStatement);
  }
  if (ts.isCatchClause(node)) return node.variableDeclaration ? identifiersOf(node.variableDeclaration.name) : [];
  const isLoop = ts.isForStatement(node) || ts.isForOfStatement(node) || ts.isForInStatement(node);
  if (!isLoop || node.initializer === undefined || !ts.isVariableDeclarationList(node.initializer)) return [];
  return node.initializer.declarations.flatMap(({ name }) => identifiersOf(name));
}

function namesOfStatement(statement: ts.Statement): readonly ts.Identifier[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) => identifiersOf(name));
  }
  if (ts.isImportDeclaration(statement)) return importedNames(statement);
  const isNamed =
    ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement) || ts.isEnumDeclaration(statement);
  return isNamed && statement.name !== undefined ? [statement.name] : [];
}

function importedNames({ importClause }: ts.ImportDeclaration): readonly ts.Identifier[] {
  const bindings = importClause?.namedBindings;
  const named =
    bindings === undefined
      ? []
      : ts.isNamespaceImport(bindings)
        ? [bindings.name]
        : bindings.elements.map(({ name }) => name);
  return importClause?.name === undefined ? named : [importClause.name, ...named];
}

/** The names that a pattern binds. */
export function identifiersOf(name: ts.BindingName): readonly ts.Identifier[] {
  if (ts.isIdentifier(name)) return [name];
  return name.elements.flatMap((one) => (ts.isOmittedExpression(one) ? [] : identifiersOf(one.name)));
}

/** The outermost node of exactly that span. */
export function nodeAt(
  file: ts.SourceFile,
  { start, end }: { readonly start: number; readonly end: number },
): ts.Node | null {
  const visit = (node: ts.Node): ts.Node | null => {
    if (node.pos > start || node.end < end) return null;
    if (node.getStart(file) === start && node.end === end) return node;
    return ts.forEachChild(node, (child) => visit(child) ?? undefined) ?? null;
  };
  return visit(file);
}
