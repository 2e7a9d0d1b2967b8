/** Finds and reads the tsconfig.json that holds for a file. */
import { dirname } from 'node:path';
import { ts } from 'ts-morph';
import { WorkspaceError } from './errors.ts';
import { relativePath } from './paths.ts';

export interface Config {
  /** The tsconfig.json, or `null` for a program without one. */
  readonly path: string | null;
  readonly options: ts.CompilerOptions;
  /** What is wrong with it but does not prevent an analysis, one line each. */
  readonly problems: readonly string[];
}

/** For plain JavaScript: what a bundler or a browser accepts. */
export const NO_CONFIG: Config = {
  path: null,
  problems: [],
  options: completed({
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    jsx: ts.JsxEmit.Preserve,
  }),
};

/** The nearest tsconfig.json at or above a folder. */
export function findConfig(folder: string): string | null {
  return ts.findConfigFile(folder, ts.sys.fileExists) ?? null;
}

/**
 * Reads a configuration as it holds for `file`: one that only refers to others gives way to the one that has the file.
 * @throws WorkspaceError where it cannot be read or is no JSON.
 */
export function readConfig(path: string, file: string | null): Config {
  const config = readJson(path);
  const parsed = parse(path, config, LISTS_NOTHING);
  const referred = holdsNoFiles(config) ? referredConfig(parsed.projectReferences ?? [], file) : null;
  if (referred !== null) return readConfig(referred, null);
  const problems = parsed.errors
    .filter((problem) => !HARMLESS.has(problem.code))
    .map((problem) => explain(path, problem));
  return { path, options: completed(parsed.options), problems };
}

/** Codes of the compiler that do not concern an analysis: no inputs found, an empty `files` list, an unknown option. */
const HARMLESS = new Set([18002, 18003, 5023, 5025]);

/** Which files a configuration includes is the user's choice of paths here, so nothing needs to be listed. */
const LISTS_NOTHING: ts.ParseConfigHost = { ...ts.sys, readDirectory: () => [] };

function parse(path: string, config: unknown, host: ts.ParseConfigHost): ts.ParsedCommandLine {
  return ts.parseJsonConfigFileContent(config, host, dirname(path), undefined, path);
}

/** @throws WorkspaceError, with the place, where the file cannot be read or is no JSON object. */
function readJson(path: string): Readonly<Record<string, unknown>> {
  const { config, error }: { config?: Record<string, unknown>; error?: ts.Diagnostic } = ts.readConfigFile(
    path,
    ts.sys.readFile,
  );
  if (config === undefined || error !== undefined) throw new WorkspaceError(explain(path, error));
  return config;
}

function holdsNoFiles(config: Readonly<Record<string, unknown>>): boolean {
  return Array.isArray(config.files) && config.files.length === 0 && config.include === undefined;
}

function referredConfig(references: readonly ts.ProjectReference[], file: string | null): string | null {
  const paths = references.map(ts.resolveProjectReferencePath).filter(ts.sys.fileExists);
  const holdsFile = (path: string): boolean =>
    parse(path, readJson(path), ts.sys).fileNames.some((name) => name === file);
  return (file === null ? undefined : paths.find(holdsFile)) ?? paths[0] ?? null;
}

/** An analysis reads JavaScript and JSON too, looks into no package's sources, and writes nothing. */
function completed(options: ts.CompilerOptions): ts.CompilerOptions {
  const forced: ts.CompilerOptions = {
    allowJs: true,
    checkJs: false,
    resolveJsonModule: true,
    allowImportingTsExtensions: true,
    maxNodeModuleJsDepth: 0,
    skipLibCheck: true,
    noEmit: true,
    composite: false,
    incremental: false,
  };
  return { ...options, ...forced };
}

function explain(path: string, diagnostic: ts.Diagnostic | undefined): string {
  if (diagnostic === undefined) return `${relativePath(path)}: cannot be read`;
  const text = ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ').replace(/\s+/g, ' ');
  const place = diagnostic.file && diagnostic.start !== undefined ? lineOf(diagnostic.file, diagnostic.start) : '';
  return `${relativePath(path)}${place}: ${text}`;
}

function lineOf(file: ts.SourceFile, start: number): string {
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  return `:${line + 1}:${character + 1}`;
}
