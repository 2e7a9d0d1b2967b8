/** The files under one configuration: how their imports resolve, and their type checker, built when first asked for. */
import { getLibFiles, libFolderInMemoryPath } from '@ts-morph/common';
import { ts } from 'ts-morph';
import type { Documents } from './documents.ts';
import type { Config } from './tsconfig.ts';

export class Project {
  readonly config: Config;
  readonly #host: ts.CompilerHost;
  #resolutions: ts.ModuleResolutionCache;
  /** The program last built, to build the next one from. */
  program: ts.Program | null = null;
  /** The workspace's version that the program was built for. */
  programVersion = -1;

  constructor(config: Config, documents: Documents) {
    this.config = config;
    this.#resolutions = makeCache(config.options);
    this.#host = makeHost(documents, () => this.#resolutions);
  }

  /** The file that an import names, by the configuration, else by the rules of bundlers, which are the most lenient. */
  resolve(specifier: string, from: string): ts.ResolvedModuleFull | null {
    const { options } = this.config;
    const strict = ts.resolveModuleName(specifier, from, options, this.#host, this.#resolutions).resolvedModule;
    if (strict !== undefined) return strict;
    return ts.resolveModuleName(specifier, from, lenient(options), this.#host).resolvedModule ?? null;
  }

  /** The checker of a program of `roots` that holds `path`, at the workspace's `version`. */
  checker(path: string, version: number, roots: () => readonly string[]): ts.TypeChecker {
    const current = this.programVersion === version ? this.program : null;
    if (current?.getSourceFile(path) !== undefined) return current.getTypeChecker();
    this.program = ts.createProgram({
      rootNames: [...new Set([...roots(), path])],
      options: this.config.options,
      host: this.#host,
      ...(this.program !== null && { oldProgram: this.program }),
    });
    this.programVersion = version;
    return this.program.getTypeChecker();
  }

  /** Files came or went: what imports resolve to has to be found again. */
  forgetResolutions(): void {
    this.#resolutions = makeCache(this.config.options);
    this.program = null;
  }

  /** Notes the program, to come back to it after an excursion. */
  save(): () => void {
    const { program, programVersion } = this;
    return () => {
      this.program = program;
      this.programVersion = programVersion;
    };
  }
}

function makeCache(options: ts.CompilerOptions): ts.ModuleResolutionCache {
  return ts.createModuleResolutionCache(ts.sys.getCurrentDirectory(), canonicalName, options);
}

function lenient(options: ts.CompilerOptions): ts.CompilerOptions {
  return { ...options, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler };
}

function canonicalName(path: string): string {
  return ts.sys.useCaseSensitiveFileNames ? path : path.toLowerCase();
}

/** Files come from the workspace's documents; the declarations of the language itself come with ts-morph. */
function makeHost(documents: Documents, resolutions: () => ts.ModuleResolutionCache): ts.CompilerHost {
  const textOf = (path: string): string | undefined =>
    libraryText(path) ?? documents.get(path).reading.text ?? undefined;
  return {
    getSourceFile: (path, options) => libraryTree(path) ?? adapted(documents.get(path).tree, options),
    getDefaultLibLocation: () => libFolderInMemoryPath,
    getDefaultLibFileName: (options) => `${libFolderInMemoryPath}/${ts.getDefaultLibFileName(options)}`,
    getModuleResolutionCache: resolutions,
    fileExists: (path) => documents.hasOverlay(path) || libraryText(path) !== undefined || ts.sys.fileExists(path),
    readFile: (path) => (path.endsWith('package.json') ? ts.sys.readFile(path) : textOf(path)),
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
    realpath: ts.sys.realpath ?? ((path) => path),
    getCurrentDirectory: ts.sys.getCurrentDirectory,
    getCanonicalFileName: canonicalName,
    useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
    getNewLine: () => '\n',
    writeFile: () => {},
  };
}

/** Trees are parsed before any program exists; whether a file is an ES module for Node is known only to a program. */
function adapted(
  tree: ts.SourceFile | null,
  options: ts.ScriptTarget | ts.CreateSourceFileOptions,
): ts.SourceFile | undefined {
  if (tree !== null && typeof options === 'object') tree.impliedNodeFormat = options.impliedNodeFormat;
  return tree ?? undefined;
}

let libraryTexts: Map<string, string> | null = null;
const libraryTrees = new Map<string, ts.SourceFile>();

function libraryText(path: string): string | undefined {
  if (!path.startsWith(libFolderInMemoryPath)) return undefined;
  libraryTexts ??= new Map(getLibFiles().map(({ fileName, text }) => [`${libFolderInMemoryPath}/${fileName}`, text]));
  return libraryTexts.get(path);
}

function libraryTree(path: string): ts.SourceFile | undefined {
  const text = libraryText(path);
  if (text === undefined) return undefined;
  let tree = libraryTrees.get(path);
  if (tree === undefined) {
    tree = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
    libraryTrees.set(path, tree);
  }
  return tree;
}
