/** Modules: loading, exports, imports, CommonJS. A module's body runs once; its record is a root of its own. */
import { ts } from 'ts-morph';
import type { Library } from '../libraries/row.ts';
import { valueOf } from './builtins/plain.ts';
import type { Cell } from './cell.ts';
import { inFreshRun } from './freshRun.ts';
import { bindImports, reexport } from './imports.ts';
import { valueCell } from './join.ts';
import { type Machine, reasonAt, textOf } from './machine.ts';
import { getProperty } from './members.ts';
import { objectValue, ownProperty } from './objects.ts';
import { Recorder } from './recorder.ts';
import { Scope } from './scope.ts';
import { execute } from './statements/execute.ts';
import { hoist } from './statements/hoist.ts';
import { typeAt } from './types.ts';
import { unknown } from './unknown.ts';
import { type ClassValue, type NamespaceValue, type ObjectValue, promise, UNDEFINED, type Value } from './values.ts';

export interface ModuleRecord {
  readonly path: string;
  readonly file: ts.SourceFile;
  readonly scope: Scope;
  readonly exports: Map<string, Cell<Value>>;
  /** The `module` object of a CommonJS file. */
  readonly commonjs: ObjectValue | null;
  /** The files of the program that it imports. */
  readonly imports: Set<string>;
  /** What the run of the body recorded. */
  readonly recorder: Recorder;
}

/** Loads a module once; `null` where the file cannot be read. */
export function loadModule(machine: Machine, path: string): ModuleRecord | null {
  const known = machine.modules.get(path);
  if (known !== undefined) return known;
  const file = machine.host.sourceFile(path);
  if (file === null) return null;
  const record = makeRecord(path, file);
  machine.modules.set(path, record);
  inFreshRun(machine, record.recorder, () => runModule(machine, record));
  return record;
}

function makeRecord(path: string, file: ts.SourceFile): ModuleRecord {
  const isModule = ts.isExternalModule(file);
  const commonjs = isModule ? null : objectValue([['exports', objectValue()]]);
  const recorder = new Recorder(file);
  return { path, file, scope: new Scope(null), exports: new Map(), commonjs, imports: new Set(), recorder };
}

function runModule(machine: Machine, record: ModuleRecord): void {
  const { file, scope, commonjs } = record;
  if (record.path.endsWith('.json')) {
    exportJson(record);
    return;
  }
  if (commonjs !== null) {
    scope.declare('module', commonjs);
    scope.declare('exports', ownProperty(commonjs, 'exports') ?? UNDEFINED);
  }
  hoist(machine, file.statements, scope);
  exportDeclarations(record);
  for (const specifier of importedModules(file)) {
    const resolved = machine.host.resolveModule(specifier, record.path);
    if (resolved?.kind !== 'source' || machine.host.libraryOf(specifier) !== null) continue;
    record.imports.add(resolved.path);
    loadModule(machine, resolved.path);
  }
  bindImports(machine, record);
  for (const statement of file.statements) {
    runTopLevel(machine, record, statement);
    machine.thrown = null;
  }
}

function exportJson({ file, exports }: ModuleRecord): void {
  let data: unknown;
  try {
    data = JSON.parse(file.text);
  } catch {
    return;
  }
  exports.set('default', valueCell(valueOf(data)));
}

/** Everything that the file imports, also inside functions: loading must not happen in the middle of a root. */
function importedModules(file: ts.SourceFile): readonly string[] {
  const found: string[] = [];
  // Declarations stand at the top or in namespaces; few files have calls that load.
  const isDeep = /\b(?:require|import)\s*[(<]|\bnamespace\b|\bmodule\b/.test(file.text);
  const visit = (node: ts.Node): void => {
    const isDeclaration = ts.isImportDeclaration(node) || ts.isExportDeclaration(node);
    const specifier = isDeclaration
      ? node.moduleSpecifier
      : ts.isCallExpression(node) && isLoad(node)
        ? node.arguments[0]
        : undefined;
    if (specifier !== undefined && ts.isStringLiteralLike(specifier)) found.push(specifier.text);
    if (isDeep) ts.forEachChild(node, visit);
  };
  ts.forEachChild(file, visit);
  return found;
}

function isLoad({ expression }: ts.CallExpression): boolean {
  return (
    expression.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(expression) && expression.text === 'require')
  );
}

function runTopLevel(machine: Machine, record: ModuleRecord, statement: ts.Statement): void {
  if (ts.isExportDeclaration(statement)) reexport(machine, record, statement);
  else execute(machine, statement, record.scope);
}

/** The names that the file's own declarations export: their cells exist before anything runs. */
function exportDeclarations({ file, scope, exports }: ModuleRecord): void {
  const share = (name: string, local: string) => {
    const cell = scope.own(local);
    if (cell !== null) exports.set(name, cell);
  };
  for (const statement of file.statements) {
    if (ts.isExportAssignment(statement)) exports.set('default', scope.declare('export default'));
    if (!isExported(statement)) continue;
    if (ts.isVariableStatement(statement)) {
      for (const { name } of statement.declarationList.declarations)
        namesOf(name).forEach((one) => void share(one, one));
    } else if (ts.isModuleDeclaration(statement)) {
      share(statement.name.text, statement.name.text);
    } else if (isDeclared(statement)) {
      const isDefault = (ts.getModifiers(statement) ?? []).some((one) => one.kind === ts.SyntaxKind.DefaultKeyword);
      const local = statement.name?.text ?? 'export default';
      share(isDefault ? 'default' : local, local);
    }
  }
}

type Declared = ts.FunctionDeclaration | ts.ClassDeclaration | ts.EnumDeclaration;

function isDeclared(node: ts.Statement): node is Declared {
  return ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node) || ts.isEnumDeclaration(node);
}

function isExported(node: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((one) => one.kind === ts.SyntaxKind.ExportKeyword)
  );
}

export function namesOf(name: ts.BindingName): readonly string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((one) => (ts.isOmittedExpression(one) ? [] : namesOf(one.name)));
}

/** A name that a module exports. */
export function exportOf(machine: Machine, module: ModuleRecord, name: string, node: ts.Node): Value {
  const cell = module.exports.get(name);
  if (cell !== undefined) return cell.value;
  if (module.commonjs !== null) {
    const exported = ownProperty(module.commonjs, 'exports') ?? UNDEFINED;
    return name === 'default' ? exported : getProperty(machine, exported, name, node);
  }
  return unknown(reasonAt(node, `\`${module.file.fileName.split('/').at(-1)}\` does not export \`${name}\``));
}

/** A library's namespace, as an import of it gives. */
export function namespaceOf(library: Library): NamespaceValue {
  return { kind: 'namespace', members: library.namespace, library };
}

/** What a module name stands for in an import: a library, a module of the program, or something outside. */
export function moduleValue(machine: Machine, specifier: string, from: string, node: ts.Node): Value {
  const library = machine.host.libraryOf(specifier);
  if (library !== null) return namespaceOf(library);
  const resolved = machine.host.resolveModule(specifier, from);
  const module = resolved?.kind === 'source' ? loadModule(machine, resolved.path) : null;
  if (module !== null) return { kind: 'module', module };
  return unknown(reasonAt(node, `the module \`${specifier}\` is not followed`), {
    provenance: 'outside',
    origin: specifier.split('/').at(-1) ?? specifier,
    type: /\.[mc]?tsx?$/.test(from) ? () => typeAt(machine, node) : null,
  });
}

/** `require('name')`. */
export function requireModule(machine: Machine, node: ts.CallExpression): Value {
  const value = loaded(machine, node);
  if (value.kind !== 'module' || value.module.commonjs === null) return value;
  if (value.module.path.endsWith('.json')) return value.module.exports.get('default')?.value ?? UNDEFINED;
  return ownProperty(value.module.commonjs, 'exports') ?? UNDEFINED;
}

/** `import('name')`. */
export function importModule(machine: Machine, node: ts.CallExpression, _: Scope): Value {
  return promise(loaded(machine, node));
}

function loaded(machine: Machine, node: ts.CallExpression): Value {
  const [argument] = node.arguments;
  if (argument !== undefined && ts.isStringLiteralLike(argument)) {
    return moduleValue(machine, argument.text, node.getSourceFile().fileName, node);
  }
  return unknown(reasonAt(node, `the module of \`${textOf(node)}\` is not known`), {
    provenance: 'outside',
    origin: textOf(node),
  });
}

/** The class that a declaration makes, once its module has run. */
export function classOf(machine: Machine, node: ts.ClassLikeDeclaration): ClassValue | null {
  loadModule(machine, node.getSourceFile().fileName);
  return machine.classes.get(node) ?? null;
}
