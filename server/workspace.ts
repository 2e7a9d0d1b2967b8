/** The user's files as the analysis sees them: sources, open buffers, module resolution, types. */
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { ts } from 'ts-morph';
import { findDataFile, readBytes } from './workspace/dataFiles.ts';
import { Document, Documents } from './workspace/documents.ts';
import { applyEdits, type TextEdit } from './workspace/edits.ts';
import { WorkspaceError } from './workspace/errors.ts';
import { type Listing, listSources, type Skipped } from './workspace/listing.ts';
import { isDeclaration, isSource, isWithin, toPath } from './workspace/paths.ts';
import { Project } from './workspace/project.ts';
import { judgeText } from './workspace/reading.ts';
import { type Config, findConfig, NO_CONFIG, readConfig } from './workspace/tsconfig.ts';

export { WorkspaceError };

export interface WorkspaceOptions {
  /** A tsconfig.json that holds for all files, instead of the nearest one above each. */
  readonly tsconfig?: string | undefined;
}

/** A file that a program reads as data, with the bytes of the files beside it. */
export interface DataFile {
  readonly path: string;
  readonly text: string;
  bytes(names: readonly string[], start: number, length: number): Uint8Array | null;
}

/** What an import names: a file of the program, or a package whose sources are not read. */
export type ResolvedModule =
  | { readonly kind: 'source'; readonly path: string }
  | { readonly kind: 'package'; readonly name: string };

/**
 * Opens the files and folders at `paths`.
 * @throws WorkspaceError, with a message of one line, where a path does not exist or a tsconfig.json is broken.
 */
export function openWorkspace(paths: readonly string[], options: WorkspaceOptions = {}): Workspace {
  const roots = paths.map((path) => toPath(path));
  return new Workspace(roots, options.tsconfig === undefined ? null : toPath(options.tsconfig));
}

/** All paths are absolute with forward slashes. Nothing is parsed, and no program is built, before it is asked for. */
export class Workspace {
  readonly roots: readonly string[];
  readonly #documents = new Documents();
  readonly #fixedConfig: string | null;
  readonly #projects = new Map<string | null, Project>();
  readonly #projectOfFolder = new Map<string, Project>();
  #listing: Listing;
  #version = 1;
  #lastVersion = 1;
  #structure = 1;
  /** The text that was tried last: its tree becomes that of the next one. */
  #tried: Document | null = null;
  #shared: { readonly structure: number; readonly words: ReadonlySet<string> } | null = null;

  constructor(roots: readonly string[], tsconfig: string | null) {
    this.roots = roots;
    this.#listing = listSources(roots);
    this.#fixedConfig = tsconfig;
    for (const root of roots) {
      const config = this.#configOf(root);
      if (!this.#projects.has(config)) this.#openProject(config, root);
    }
  }

  /** Grows with every change of a text; two states with the same version have the same texts. */
  get version(): number {
    return this.#version;
  }

  /**
   * Grows with every change that may mean something for all files: files came or went, declarations for the whole
   * program or data changed.
   */
  get structure(): number {
    return this.#structure;
  }

  /** The program files below the roots, sorted. One of them may still be left out: `skipReason` knows. */
  get sources(): readonly string[] {
    return this.#listing.sources;
  }

  /** Folders below the roots that are left out. */
  get skipped(): readonly Skipped[] {
    return this.#listing.skipped;
  }

  /** What is odd about the configurations that were needed so far, one line each. */
  get problems(): readonly string[] {
    return [...this.#projects.values()].flatMap((project) => project.config.problems);
  }

  /** The syntax tree, with parents set; the same object as long as the text is the same. `null` where it is left out. */
  sourceFile(path: string): ts.SourceFile | null {
    return this.#documents.get(path).tree;
  }

  text(path: string): string | null {
    return this.#documents.get(path).reading.text;
  }

  /** Why a file is left out ("it is larger than 2 MB"), else `null`. */
  skipReason(path: string): string | null {
    return this.#documents.get(path).skipped;
  }

  /** What `specifier` names in an import of `from`; `null` for a relative path where nothing is. */
  resolveModule(specifier: string, from: string): ResolvedModule | null {
    const resolved = this.#projectOf(from).resolve(specifier, from);
    const isRelative = /^\.{0,2}\//.test(specifier) || specifier === '.' || specifier === '..';
    if (resolved === null) return isRelative ? null : { kind: 'package', name: packageName(specifier) };
    const path = besideDeclaration(resolved.resolvedFileName);
    const isProject =
      isRelative || (!this.#isInstalled(path) && !(resolved.isExternalLibraryImport && isDeclaration(path)));
    if (isProject) return { kind: 'source', path };
    const name = resolved.packageId?.name;
    return { kind: 'package', name: name === undefined || name.startsWith('@types/') ? packageName(specifier) : name };
  }

  /** The file of data that `from` means by a path or an address, or why it is not read. */
  dataFile(name: string, from: string): DataFile | { readonly skipped: string } {
    const path = findDataFile(name, from, this.roots);
    if (path === null) return { skipped: `\`${name}\` is no file of the workspace` };
    const { text, skipped } = this.#documents.get(path).reading;
    if (text === null) return { skipped: `\`${name}\` is not read: ${skipped}` };
    const folder = dirname(path);
    const bytes: DataFile['bytes'] = (names, start, length) => {
      const paths = names.map((other) => toPath(other, folder));
      return paths.every((other) => isWithin(folder, other)) ? readBytes(paths, start, length) : null;
    };
    return { path, text, bytes };
  }

  /** Whether a file of the program that shares its names with all others mentions a name. */
  mentionsForAll(name: string): boolean {
    if (this.#shared?.structure !== this.#structure) {
      const texts = this.#files().flatMap((path) => sharedText(path, this.text(path)) ?? []);
      this.#shared = { structure: this.#structure, words: new Set(texts.flatMap(wordsOf)) };
    }
    return this.#shared.words.has(name);
  }

  /** TypeScript's checker for the program that holds `path`. The first call builds it, at the cost of a second or so. */
  checker(path: string): ts.TypeChecker {
    const project = this.#projectOf(path);
    return project.checker(path, this.#version, () => this.#filesOf(project));
  }

  /** Lays an editor's text over a file, which need not exist on disk. */
  setOverlay(path: string, text: string): void {
    const isNew = !this.#documents.hasOverlay(path) && !existsSync(path);
    const before = this.#documents.get(path);
    if (this.#documents.setOverlay(path, text)) {
      this.#changed();
      this.#noteStructure(before, this.#documents.get(path));
    }
    if (isNew) this.#forgetResolutions();
  }

  clearOverlay(path: string): void {
    const before = this.#documents.get(path);
    if (this.#documents.clearOverlay(path)) {
      this.#changed();
      this.#noteStructure(before, this.#documents.get(path));
    }
    if (!existsSync(path)) this.#forgetResolutions();
  }

  /** The file was written, made or removed on disk, by whoever. */
  refresh(path: string): void {
    const before = this.#documents.get(path);
    this.#documents.forget(path);
    this.#noteStructure(before, this.#documents.get(path));
    const isListed = this.#listing.sources.includes(path) || this.#listing.declarations.includes(path);
    if (isListed !== existsSync(path)) {
      this.#listing = listSources(this.roots.filter((root) => existsSync(root)));
      this.#forgetResolutions();
    }
    this.#changed();
  }

  /**
   * Runs with the edits applied, then restores every text, tree and version as it was.
   * Inside, `version` is one that was never used before, so that nothing cached is taken for valid.
   */
  withEdits<T>(edits: readonly TextEdit[], run: () => T): T {
    const version = this.#version;
    const undo = [...this.#projects.values()].map((project) => project.save());
    for (const [path, own] of groupByPath(edits)) {
      const text = applyEdits(this.text(path) ?? '', own);
      const edited = new Document(path, judgeText(path, text), this.#takeSpare(path));
      const restore = this.#documents.replace(edited);
      undo.push(() => {
        restore();
        this.#tried = edited;
      });
    }
    this.#changed();
    try {
      return run();
    } finally {
      for (const restore of undo) restore();
      this.#version = version;
    }
  }

  /** A document with the present text and a tree of its own, for another to begin with; `null` where none is at hand. */
  #takeSpare(path: string): Document | null {
    const tried = this.#tried;
    this.#tried = null;
    if (tried?.path !== path) return null;
    // Two small edits, back and on, touch less than one from the first to the last that differs.
    const spare = new Document(path, this.#documents.get(path).reading, tried);
    return spare.tree === null ? null : spare;
  }

  #filesOf(project: Project): readonly string[] {
    return this.#files().filter((path) => this.#projectOf(path) === project && this.skipReason(path) === null);
  }

  #files(): readonly string[] {
    const { sources, declarations } = this.#listing;
    return [...new Set([...declarations, ...sources, ...this.#documents.overlaid()])];
  }

  #changed(): void {
    this.#lastVersion += 1;
    this.#version = this.#lastVersion;
  }

  #noteStructure(...documents: readonly Document[]): void {
    if (documents.some(isGlobal)) this.#structure += 1;
  }

  #forgetResolutions(): void {
    this.#structure += 1;
    for (const project of this.#projects.values()) project.forgetResolutions();
  }

  /** Whether a file lies in a folder of installed packages, seen from the root that holds it. */
  #isInstalled(path: string): boolean {
    const root = this.roots.find((folder) => isWithin(folder, path));
    return `/${path.slice(root?.length ?? 0)}`.includes('/node_modules/');
  }

  #projectOf(path: string): Project {
    const folder = dirname(path);
    let project = this.#projectOfFolder.get(folder);
    if (project === undefined) {
      const config = this.#configOf(path);
      project = this.#projects.get(config) ?? this.#openProjectAnyway(config, path);
      this.#projectOfFolder.set(folder, project);
    }
    return project;
  }

  #configOf(path: string): string | null {
    const isFolder = this.roots.includes(path) && !isSource(path);
    return this.#fixedConfig ?? findConfig(isFolder ? path : dirname(path));
  }

  /** @throws WorkspaceError where the configuration is broken. */
  #openProject(config: string | null, file: string): Project {
    return this.#addProject(config, config === null ? NO_CONFIG : readConfig(config, file));
  }

  /** Deep inside a workspace, a broken configuration is a problem to tell of and no reason to stop. */
  #openProjectAnyway(config: string | null, file: string): Project {
    try {
      return this.#openProject(config, file);
    } catch (error) {
      if (!(error instanceof WorkspaceError)) throw error;
      return this.#addProject(config, { ...NO_CONFIG, problems: [error.message] });
    }
  }

  #addProject(path: string | null, config: Config): Project {
    const project = new Project(config, this.#documents);
    this.#projects.set(path, project);
    return project;
  }
}

/** Whether files that do not import it may depend on it: data, declarations, and scripts, which share their names. */
function isGlobal({ path, tree }: Document): boolean {
  if (!isSource(path) || isDeclaration(path)) return true;
  return tree !== null && /\.[mc]?tsx?$/.test(path) && !ts.isExternalModule(tree);
}

/** A text whose names are those of all files, told without a tree: files are many, and such texts are few. */
function sharedText(path: string, text: string | null): string | null {
  if (text === null || /\bdeclare\s+global\b|\bexport\s+as\s+namespace\b/.test(text)) return text;
  return moduleMark(path).test(text) ? null : text;
}

/** What only a module has. */
function moduleMark(path: string): RegExp {
  // Inside of `declare module` there may be exports, too.
  if (isDeclaration(path)) return /^(?:import|export)\b/m;
  if (/\.[mc]?tsx?$/.test(path)) return /^\s*(?:import|export)\b/m;
  return /^\s*(?:import|export)\b|\brequire\s*\(|\bmodule\.exports\b/m;
}

/** A declaration file describes the JavaScript file beside it, which is the program. */
function besideDeclaration(path: string): string {
  if (!isDeclaration(path)) return path;
  const script = path.replace(/\.d\.([mc]?)ts$/, '.$1js');
  return existsSync(script) ? script : path;
}

/** `@scope/name` of `@scope/name/some/file.js`; an address stays whole. */
function packageName(specifier: string): string {
  if (specifier.includes(':')) return specifier;
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

function groupByPath(edits: readonly TextEdit[]): Map<string, TextEdit[]> {
  const groups = new Map<string, TextEdit[]>();
  for (const edit of edits) groups.set(edit.path, [...(groups.get(edit.path) ?? []), edit]);
  return groups;
}

/** All that may be a name in a text, also where it stands in a remark. */
function wordsOf(text: string): readonly string[] {
  return text.match(/[\p{ID_Continue}$]+/gu) ?? [];
}
