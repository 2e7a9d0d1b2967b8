/** Imports and re-exports: names of one module as cells of another. */
import { ts } from 'ts-morph';
import type { Cell } from './cell.ts';
import { valueCell } from './join.ts';
import type { Machine } from './machine.ts';
import { getProperty } from './members.ts';
import { exportOf, type ModuleRecord, moduleValue } from './modules.ts';
import { typeAt } from './types.ts';
import { unknown } from './unknown.ts';
import type { Value } from './values.ts';

/** Binds the names of all import declarations of a module. */
export function bindImports(machine: Machine, record: ModuleRecord): void {
  for (const statement of record.file.statements) {
    if (ts.isImportDeclaration(statement)) bindImport(machine, record, statement);
    else if (ts.isImportEqualsDeclaration(statement)) bindRequire(machine, record, statement);
  }
}

function bindImport(machine: Machine, record: ModuleRecord, node: ts.ImportDeclaration): void {
  const { importClause: clause, moduleSpecifier } = node;
  if (clause === undefined || clause.isTypeOnly || !ts.isStringLiteral(moduleSpecifier)) return;
  const source = moduleValue(machine, moduleSpecifier.text, record.path, moduleSpecifier);
  if (clause.name !== undefined)
    record.scope.alias(clause.name.text, importedCell(machine, source, 'default', clause.name));
  const bindings = clause.namedBindings;
  if (bindings === undefined) return;
  if (ts.isNamespaceImport(bindings)) {
    record.scope.declare(bindings.name.text, source);
    return;
  }
  for (const element of bindings.elements) {
    if (element.isTypeOnly) continue;
    const cell = importedCell(machine, source, (element.propertyName ?? element.name).text, element.name);
    record.scope.alias(element.name.text, cell);
  }
}

function bindRequire(machine: Machine, record: ModuleRecord, node: ts.ImportEqualsDeclaration): void {
  const reference = node.moduleReference;
  if (!ts.isExternalModuleReference(reference) || !ts.isStringLiteral(reference.expression)) return;
  const source = moduleValue(machine, reference.expression.text, record.path, reference.expression);
  record.scope.alias(node.name.text, importedCell(machine, source, 'default', node.name));
}

/** The cell behind an exported name; a cycle may export it later, through the same cell. */
function importedCell(machine: Machine, source: Value, name: string, node: ts.Node): Cell<Value> {
  if (source.kind === 'module') {
    return source.module.exports.get(name) ?? valueCell(exportOf(machine, source.module, name, node));
  }
  if (source.kind === 'unknown') {
    const type = source.type === null ? null : () => typeAt(machine, node);
    return valueCell(unknown(source.why, { provenance: 'outside', origin: node.getText(), type }));
  }
  return valueCell(getProperty(machine, source, name, node));
}

/** `export { a } from './b'`, `export * from './b'`, `export { local as name }`. */
export function reexport(machine: Machine, record: ModuleRecord, node: ts.ExportDeclaration): void {
  if (node.isTypeOnly) return;
  const { moduleSpecifier, exportClause } = node;
  const source =
    moduleSpecifier !== undefined && ts.isStringLiteral(moduleSpecifier)
      ? moduleValue(machine, moduleSpecifier.text, record.path, moduleSpecifier)
      : null;
  if (exportClause === undefined) {
    if (source?.kind === 'module') exportAll(record, source.module);
  } else if (ts.isNamespaceExport(exportClause)) {
    if (source !== null) record.exports.set(exportClause.name.text, valueCell(source));
  } else {
    for (const { name, propertyName } of exportClause.elements) {
      const local = (propertyName ?? name).text;
      const cell = source === null ? record.scope.own(local) : importedCell(machine, source, local, name);
      if (cell !== null) record.exports.set(name.text, cell);
    }
  }
}

function exportAll(record: ModuleRecord, source: ModuleRecord): void {
  for (const [name, cell] of source.exports) {
    if (name !== 'default' && !record.exports.has(name)) record.exports.set(name, cell);
  }
}
