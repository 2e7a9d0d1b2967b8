/**
 * Which code can meet a tensor at all: what names the library, a type of it, or what does so itself. Most functions of a
 * program cannot; running them would tell nothing.
 */
import { ts } from 'ts-morph';
import type { Root } from '../../discovery/roots.ts';
import type { Host, Machine } from '../../interpreter/machine.ts';
import { type Unit, unitsOf } from './units.ts';

/** Names of a module, or all that it has. */
type Names = ReadonlySet<string> | 'all';

/** Whether a root may meet a tensor, by the names in it and in all that it leads to. */
export function mayMeetTensors(machine: Machine, root: Root): boolean {
  const file = root.getSourceFile();
  const names = namesIn(machine, file);
  if (names === 'all') return true;
  const around = unitsOf(file).filter(({ pos, end }) => pos <= root.pos && end >= root.end);
  if (around.some((unit) => mentionsOne(unit, names))) return true;
  return !hasTypes(root) && around.some((unit) => unit.node === root && mentionsOne(unit, memberNames(machine.host)));
}

function mentionsOne({ account: { mentions } }: Unit, names: ReadonlySet<string>): boolean {
  const [few, many] = mentions.size < names.size ? [mentions, names] : [names, mentions];
  for (const name of few) if (many.has(name)) return true;
  return false;
}

/** Whether types say of all that it is given that it is no tensor, as no name in them leads to one. */
function hasTypes(root: Root): boolean {
  if (!/\.[mc]?tsx?$/.test(root.getSourceFile().fileName)) return false;
  return root.parameters.every(
    ({ type }) => type !== undefined && !/\b(?:any|unknown|object|Function)\b/.test(type.getText()),
  );
}

const members = new WeakMap<Host, ReadonlySet<string>>();

/** Members of tensors: a value of which nothing is known becomes a tensor by their use. */
function memberNames(host: Host): ReadonlySet<string> {
  let known = members.get(host);
  if (known === undefined) {
    known = new Set(['shape', ...host.libraries.flatMap(({ tensorMethods }) => Object.keys(tensorMethods))]);
    members.set(host, known);
  }
  return known;
}

/** What was found of a file, with what it was found from. */
interface Found {
  readonly names: Names;
  readonly imports: readonly (readonly [ts.SourceFile, Names])[];
}

const found = new WeakMap<ts.SourceFile, Found>();

/** What was found, or found to hold still, on a machine. */
const current = new WeakMap<Machine, WeakMap<ts.SourceFile, Names>>();

function namesIn(machine: Machine, file: ts.SourceFile): Names {
  const here = current.get(machine) ?? new WeakMap<ts.SourceFile, Names>();
  current.set(machine, here);
  const settled = here.get(file);
  if (settled !== undefined) return settled;
  // Modules that import one another may all lead to tensors.
  here.set(file, 'all');
  const before = found.get(file);
  const imports = importsOf(machine, file);
  const isSame = before !== undefined && before.imports.length === imports.length;
  const holds = isSame && imports.every(([from, names], index) => isAt(before.imports[index], from, names));
  const names = holds ? before.names : sameOr(before?.names, namesFrom(machine, file, imports));
  found.set(file, { names, imports });
  here.set(file, names);
  return names;
}

function isAt(one: readonly [ts.SourceFile, Names] | undefined, file: ts.SourceFile, names: Names): boolean {
  return one?.[0] === file && one[1] === names;
}

/** What says the same stays the same object: nothing that was found from it has to be found again. */
function sameOr(before: Names | undefined, now: Names): Names {
  if (before === undefined || before === 'all' || now === 'all' || before.size !== now.size) return now;
  return [...now].every((name) => before.has(name)) ? before : now;
}

/** The files of the program that a file imports or exports from, once for each statement. */
function importsOf(machine: Machine, file: ts.SourceFile): readonly (readonly [ts.SourceFile, Names])[] {
  return file.statements.flatMap((statement) => {
    const target = targetOf(machine.host, statement);
    return typeof target === 'string' || target === null ? [] : [[target, namesIn(machine, target)] as const];
  });
}

/** The file that an import names, or what else it is; `null` for other statements. */
function targetOf(host: Host, statement: ts.Statement): ts.SourceFile | 'library' | 'unseen' | null {
  const isImport = ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement);
  const specifier = isImport ? statement.moduleSpecifier : undefined;
  if (specifier === undefined || !ts.isStringLiteralLike(specifier)) return null;
  if (host.libraryOf(specifier.text) !== null) return 'library';
  const resolved = host.resolveModule(specifier.text, statement.getSourceFile().fileName);
  // A package may give anything.
  return (resolved?.kind === 'source' ? host.sourceFile(resolved.path) : null) ?? 'unseen';
}

function namesFrom(
  machine: Machine,
  file: ts.SourceFile,
  imports: readonly (readonly [ts.SourceFile, Names])[],
): Names {
  const units = unitsOf(file);
  // What is loaded by a call has no name of its own.
  if (units.some(({ account }) => account.mentions.has('require')) || /\bimport\s*\(/.test(file.text)) return 'all';
  const names = new Set(machine.host.libraries.map(({ global }) => global));
  const byFile = new Map(imports);
  for (const statement of file.statements) {
    const target = targetOf(machine.host, statement);
    if (target === null) continue;
    const theirs = typeof target === 'string' ? 'all' : (byFile.get(target) ?? 'all');
    if (theirs === 'all' && ts.isExportDeclaration(statement) && statement.exportClause === undefined) return 'all';
    for (const name of bindingsOf(statement, theirs)) names.add(name);
  }
  spread(units, names);
  return names;
}

/** What an import or an export from another module calls what leads to tensors there. */
function bindingsOf(statement: ts.Statement, theirs: Names): readonly string[] {
  const leads = (name: string) => theirs === 'all' || theirs.has(name);
  const isAny = theirs === 'all' || theirs.size > 0;
  if (ts.isImportDeclaration(statement)) {
    const { name, namedBindings } = statement.importClause ?? {};
    const own = name !== undefined && leads('default') ? [name.text] : [];
    if (namedBindings === undefined) return own;
    if (ts.isNamespaceImport(namedBindings)) return isAny ? [...own, namedBindings.name.text] : own;
    return [...own, ...specified(namedBindings.elements, leads)];
  }
  if (!ts.isExportDeclaration(statement)) return [];
  const { exportClause } = statement;
  if (exportClause === undefined) return theirs === 'all' ? [] : [...theirs];
  if (ts.isNamespaceExport(exportClause)) return isAny ? [exportClause.name.text] : [];
  return specified(exportClause.elements, leads);
}

function specified(
  elements: readonly (ts.ImportSpecifier | ts.ExportSpecifier)[],
  leads: (name: string) => boolean,
): readonly string[] {
  return elements.flatMap(({ name, propertyName }) => (leads((propertyName ?? name).text) ? [name.text] : []));
}

/** Adds the names of all units that mention one of the names, until no more come. */
function spread(units: readonly Unit[], names: Set<string>): void {
  // Of an import each name was looked at by itself.
  let waiting = units.filter(({ node }) => !ts.isImportDeclaration(node));
  for (let isMore = true; isMore; ) {
    const left: Unit[] = [];
    for (const unit of waiting) {
      if (mentionsOne(unit, names)) for (const name of unit.names) names.add(name);
      else left.push(unit);
    }
    isMore = left.length < waiting.length;
    waiting = left;
  }
}
