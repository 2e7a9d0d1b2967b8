/** The properties that an interface or an object type of the program states, found in the text, without the checker. */
import { ts } from 'ts-morph';
import type { Machine } from './machine.ts';

/** What is stated of one property. */
export interface StatedMember {
  readonly annotation: ts.TypeNode;
  readonly isOptional: boolean;
}

export type StatedMembers = ReadonlyMap<string, StatedMember>;

type Declared = ts.InterfaceDeclaration | ts.TypeAliasDeclaration;

/** `null` where the text alone does not tell all: generic, merged, extended, callable or local types, and other kinds. */
export function statedMembers(
  machine: Machine,
  { typeName, typeArguments }: ts.TypeReferenceNode,
): StatedMembers | null {
  if (typeArguments !== undefined || !ts.isIdentifier(typeName) || isShadowed(typeName)) return null;
  const declared = declarationIn(machine, typeName.getSourceFile(), typeName.text);
  return declared === null ? null : membersOf(declared);
}

const known = new WeakMap<Declared, StatedMembers | 'none'>();

function membersOf(declared: Declared): StatedMembers | null {
  let members = known.get(declared);
  if (members === undefined) {
    members = readMembers(declared) ?? 'none';
    known.set(declared, members);
  }
  return members === 'none' ? null : members;
}

const identities = new WeakMap<StatedMembers, number>();
const identitiesOfTexts = new Map<string, number>();

/** The same for a declaration in all versions of its file that do not change it. */
export function identityOfMembers(members: StatedMembers): number {
  return identities.get(members) ?? 0;
}

function identityOfText(text: string): number {
  const identity = identitiesOfTexts.get(text) ?? identitiesOfTexts.size + 1;
  identitiesOfTexts.set(text, identity);
  return identity;
}

function readMembers(declared: Declared): StatedMembers | null {
  if (declared.typeParameters !== undefined) return null;
  if (ts.isInterfaceDeclaration(declared) && declared.heritageClauses !== undefined) return null;
  if (ts.isTypeAliasDeclaration(declared) && !ts.isTypeLiteralNode(declared.type)) return null;
  const elements = ts.isInterfaceDeclaration(declared)
    ? declared.members
    : (declared.type as ts.TypeLiteralNode).members;
  const members = new Map<string, StatedMember>();
  identities.set(members, identityOfText(`${declared.getSourceFile().fileName} ${declared.getText()}`));
  for (const element of elements) {
    if (ts.isMethodSignature(element)) continue;
    if (!ts.isPropertySignature(element)) return null;
    if (element.type === undefined || !ts.isIdentifier(element.name)) continue;
    members.set(element.name.text, { annotation: element.type, isOptional: element.questionToken !== undefined });
  }
  return members;
}

/** Whether something between the name and its module declares types of its own. */
function isShadowed(name: ts.Identifier): boolean {
  for (let node: ts.Node = name.parent; !ts.isSourceFile(node); node = node.parent) {
    if (ts.isModuleBlock(node)) return true;
    if ('typeParameters' in node && node.typeParameters !== undefined) return true;
    if (ts.isBlock(node) && node.statements.some(declaresType)) return true;
  }
  return false;
}

type DeclaresType = ts.InterfaceDeclaration | ts.TypeAliasDeclaration | ts.ClassDeclaration | ts.EnumDeclaration;

function declaresType(statement: ts.Statement): statement is DeclaresType {
  return (
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isEnumDeclaration(statement)
  );
}

/** The one declaration of a type in a file, or in the file that it is imported from. */
function declarationIn(machine: Machine, file: ts.SourceFile, name: string): Declared | null {
  const own = typesNamed(file, name);
  return own.length > 0 ? onlyRecord(own) : importedDeclaration(machine, file, name);
}

function importedDeclaration(machine: Machine, file: ts.SourceFile, name: string): Declared | null {
  for (const statement of file.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const original = importedName(statement, name);
    if (original === null) continue;
    const resolved = machine.host.resolveModule(statement.moduleSpecifier.text, file.fileName);
    const source = resolved?.kind === 'source' ? machine.host.sourceFile(resolved.path) : null;
    return source === null ? null : onlyRecord(typesNamed(source, original));
  }
  return null;
}

const typesOfFiles = new WeakMap<ts.SourceFile, ReadonlyMap<string, readonly ts.Statement[]>>();

function typesNamed(file: ts.SourceFile, name: string): readonly ts.Statement[] {
  let types = typesOfFiles.get(file);
  if (types === undefined) {
    types = typesByName(file);
    typesOfFiles.set(file, types);
  }
  return types.get(name) ?? [];
}

function typesByName({ statements }: ts.SourceFile): ReadonlyMap<string, readonly ts.Statement[]> {
  const types = new Map<string, ts.Statement[]>();
  for (const one of statements) {
    if (!declaresType(one) || one.name === undefined) continue;
    const known = types.get(one.name.text);
    if (known === undefined) types.set(one.name.text, [one]);
    else known.push(one);
  }
  return types;
}

function onlyRecord(statements: readonly ts.Statement[]): Declared | null {
  const [only] = statements;
  return statements.length === 1 && only !== undefined && isRecord(only) ? only : null;
}

function isRecord(statement: ts.Statement): statement is Declared {
  return ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
}

function importedName({ importClause }: ts.ImportDeclaration, name: string): string | null {
  const bindings = importClause?.namedBindings;
  if (bindings === undefined || !ts.isNamedImports(bindings)) return null;
  const specifier = bindings.elements.find((one) => one.name.text === name);
  return specifier === undefined ? null : (specifier.propertyName ?? specifier.name).text;
}
