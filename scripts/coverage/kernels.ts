/** Which kernels a row's rule reaches, read from the sources of the rows. */

import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { globSync } from 'tinyglobby';
import { ts } from 'ts-morph';
import { identifiersIn } from '../../server/analysis/fixes/freeName.ts';
import type { Row } from '../../server/libraries/row.ts';

/** Files that only put together what others declare. */
const ASSEMBLED = new Set(['functions.ts', 'index.ts', 'methods.ts', 'namespace.ts']);
/** Kernels that say how to ask and how to word, and compute nothing. */
const HELPERS = new Set(['ask', 'words']);

interface SourceModule {
  readonly path: string;
  /** The top-level declarations by name, each with what is written for it. */
  readonly declared: ReadonlyMap<string, ts.Node>;
  /** The files that imported names come from. */
  readonly imported: ReadonlyMap<string, { readonly file: string; readonly name: string }>;
}

/** A row's name and parameters, which tell it from all others. */
export function signatureOf({ name, parameters }: Row): string {
  return `${name}(${parameters.join(', ')})`;
}

/** The kernels of rows, by their signatures: names of files in `server/kernels`. @param root the root of the project */
export async function kernelsOfRows(root: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const modules = new Map<string, SourceModule>();
  const found = new Map<string, readonly string[]>();
  for (const path of globSync('server/libraries/tfjs/**/*.ts', { cwd: root, absolute: true }).sort()) {
    if (ASSEMBLED.has(basename(path))) continue;
    const exports = (await import(pathToFileURL(path).href)) as Readonly<Record<string, unknown>>;
    const source = moduleAt(modules, path);
    for (const [name, rows] of Object.entries(exports)) {
      if (typeof rows !== 'object' || rows === null) continue;
      for (const [key, row] of Object.entries(rows)) {
        if (!isRow(row) || found.has(signatureOf(row))) continue;
        const node = writtenFor(source, name, key);
        if (node !== null) found.set(signatureOf(row), kernelsFrom(modules, source, node));
      }
    }
  }
  return found;
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && 'run' in value && 'parameters' in value;
}

function moduleAt(modules: Map<string, SourceModule>, path: string): SourceModule {
  const known = modules.get(path) ?? readModule(path);
  modules.set(path, known);
  return known;
}

function readModule(path: string): SourceModule {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const declared = new Map<string, ts.Node>();
  const imported = new Map<string, { readonly file: string; readonly name: string }>();
  for (const statement of source.statements) {
    if (ts.isFunctionDeclaration(statement) && statement.name) declared.set(statement.name.text, statement);
    if (ts.isVariableStatement(statement)) {
      for (const { name, initializer } of statement.declarationList.declarations)
        if (ts.isIdentifier(name) && initializer) declared.set(name.text, initializer);
    }
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const bindings = statement.importClause?.namedBindings;
    if (statement.importClause?.isTypeOnly || bindings === undefined || !ts.isNamedImports(bindings)) continue;
    const file = resolve(dirname(path), statement.moduleSpecifier.text);
    for (const { name, propertyName, isTypeOnly } of bindings.elements)
      if (!isTypeOnly) imported.set(name.text, { file, name: (propertyName ?? name).text });
  }
  return { path, declared, imported };
}

/** What an exported object of rows says of one of them; what computes its keys where that is so. */
function writtenFor({ declared }: SourceModule, name: string, key: string): ts.Node | null {
  const object = declared.get(name);
  if (object === undefined || !ts.isObjectLiteralExpression(object)) return object ?? null;
  for (const property of object.properties) {
    if (property.name === undefined || property.name.getText() !== key) continue;
    if (ts.isPropertyAssignment(property)) return property.initializer;
    return declared.get(key) ?? property;
  }
  const mentions = new RegExp(`\\b${key}\\b`);
  const texts = (node: ts.Node): string =>
    [node, ...[...identifiersIn(node)].flatMap((one) => declared.get(one) ?? [])].map((one) => one.getText()).join(' ');
  const spreads = object.properties.filter(ts.isSpreadAssignment);
  return spreads.find((one) => ts.isCallExpression(one.expression) && mentions.test(texts(one))) ?? null;
}

/** Follows names from a piece of source to the kernels, through other declarations and other files of rows. */
function kernelsFrom(modules: Map<string, SourceModule>, from: SourceModule, node: ts.Node): readonly string[] {
  const kernels = new Set<string>();
  const seen = new Set<ts.Node>();
  const follow = (source: SourceModule, part: ts.Node): void => {
    if (seen.has(part)) return;
    seen.add(part);
    for (const name of identifiersIn(part)) {
      const local = source.declared.get(name);
      const origin = source.imported.get(name);
      if (local !== undefined) follow(source, local);
      else if (origin?.file.startsWith(join(dirname(dirname(origin.file)), 'kernels')))
        kernels.add(basename(origin.file, '.ts'));
      else if (origin?.file.includes('/libraries/tfjs/') && existsSync(origin.file)) {
        const other = moduleAt(modules, origin.file);
        const target = other.declared.get(origin.name);
        if (target !== undefined) follow(other, target);
      }
    }
  };
  follow(from, node);
  return [...kernels].filter((name) => !HELPERS.has(name)).sort();
}
