/** Dependencies point one way. Reads the imports of every file of the server, the client and what they share. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { globSync } from 'tinyglobby';
import { ts } from 'ts-morph';

const ROOT = join(import.meta.dirname, '..');

/** From the bottom to the top; a layer may import itself and those before it. Layers of one line do not know each other. */
const LAYERS: readonly (readonly string[])[] = [
  ['server/symbolic'],
  ['server/tensor'],
  ['server/kernels'],
  ['server/libraries'],
  ['server/interpreter', 'server/workspace'],
  ['server/discovery', 'server/findings'],
  ['server/analysis'],
  ['shared'],
  ['server/features', 'client'],
  ['server', 'server/cli'],
];

/** Files that stand beside the folder to which they belong. */
const PLACED: Readonly<Record<string, string>> = {
  'server/workspace.ts': 'server/workspace',
  'server/uris.ts': 'server/workspace',
};

/** Settings are data that every view reads, so the analysis may know them though they name its codes. */
const ALLOWED: readonly (readonly [string, string])[] = [
  ['server/analysis', 'shared'],
  ['server/findings', 'shared'],
  ['server', 'server/cli'],
];

/** Which layers may import which packages; one that is not listed is free for all above the libraries. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  'ts-morph': ['server/workspace', 'server/discovery', 'server/interpreter', 'server/analysis', 'server/findings'],
  '@ts-morph/common': ['server/workspace'],
  'vscode-languageserver': ['server/features', 'server', 'shared'],
  'vscode-languageserver-textdocument': ['server/features', 'server'],
  'vscode-languageclient': ['client'],
  vscode: ['client'],
  commander: ['server/cli'],
  picocolors: ['server/cli'],
};

/** What is pure: no syntax trees, no editors, no files. */
const PURE = ['server/symbolic', 'server/tensor', 'server/kernels', 'server/libraries'];

interface Import {
  readonly file: string;
  /** A file of the project, or the name of a package. */
  readonly target: string;
  readonly isFile: boolean;
  /** What is imported by name; empty for a namespace. */
  readonly names: readonly string[];
}

const FILES = globSync(['server/**/*.ts', 'client/**/*.ts', 'shared/**/*.ts'], { cwd: ROOT }).sort();
const IMPORTS = FILES.flatMap(importsOf);

describe('layering', () => {
  it('sees the files of every layer', () => {
    const seen = new Set(FILES.map(layerOf));
    assert.deepEqual(
      LAYERS.flat().filter((layer) => !seen.has(layer)),
      [],
    );
  });

  it('has no import against the direction of the layers', () => {
    const wrong = IMPORTS.filter(({ file, target, isFile }) => isFile && !mayImport(layerOf(file), layerOf(target)));
    assert.deepEqual(wrong.map(describeImport), []);
  });

  it('keeps packages where they belong', () => {
    const wrong = IMPORTS.filter(({ file, target, isFile }) => {
      if (isFile) return false;
      const layer = layerOf(file);
      return PURE.includes(layer) || PACKAGES[target]?.includes(layer) === false;
    });
    assert.deepEqual(wrong.map(describeImport), []);
  });

  it("shows the interpreter nothing of ts-morph but the compiler's own interface", () => {
    const wrong = IMPORTS.filter(
      ({ file, target, names }) =>
        target === 'ts-morph' && layerOf(file) === 'server/interpreter' && (names.length !== 1 || names[0] !== 'ts'),
    );
    assert.deepEqual(wrong.map(describeImport), []);
  });
});

function mayImport(from: string, to: string): boolean {
  if (from === to || ALLOWED.some(([source, target]) => source === from && target === to)) return true;
  return rank(to) < rank(from) && !(from === 'client' && to !== 'shared');
}

function rank(layer: string): number {
  return LAYERS.findIndex((line) => line.includes(layer));
}

function layerOf(file: string): string {
  return (
    PLACED[file] ??
    file
      .split('/')
      .slice(0, file.split('/').length > 2 && file.startsWith('server/') ? 2 : 1)
      .join('/')
  );
}

function importsOf(file: string): Import[] {
  const tree = ts.createSourceFile(file, readFileSync(join(ROOT, file), 'utf8'), ts.ScriptTarget.ESNext);
  return tree.statements.flatMap((statement): Import[] => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    if (statement.moduleSpecifier === undefined || !ts.isStringLiteral(statement.moduleSpecifier)) return [];
    const specifier = statement.moduleSpecifier.text;
    if (specifier.startsWith('node:') || specifier.endsWith('.json')) return [];
    const isFile = specifier.startsWith('.');
    const target = isFile ? join(dirname(file), specifier).replaceAll('\\', '/') : packageOf(specifier);
    return [{ file, target, isFile, names: namesOf(statement) }];
  });
}

function namesOf(statement: ts.ImportDeclaration | ts.ExportDeclaration): string[] {
  const bindings = ts.isImportDeclaration(statement) ? statement.importClause?.namedBindings : statement.exportClause;
  if (bindings === undefined || ts.isNamespaceImport(bindings) || ts.isNamespaceExport(bindings)) return [];
  return bindings.elements.map(({ name, propertyName }) => (propertyName ?? name).text);
}

function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

function describeImport({ file, target }: Import): string {
  return `${file} imports ${target}`;
}
