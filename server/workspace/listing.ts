/** Lists the program files below the paths that the user named. */
import { existsSync, type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { globSync } from 'tinyglobby';
import { WorkspaceError } from './errors.ts';
import { isDeclaration, isSource, relativePath, toPath } from './paths.ts';
import { errorCode } from './reading.ts';

/** Something that is left out, and why: a file, or a folder that ends with `/`. */
export interface Skipped {
  readonly path: string;
  readonly reason: string;
}

export interface Listing {
  /** The program files, sorted. */
  readonly sources: readonly string[];
  /** Declaration files: no programs, but the type checker wants them. */
  readonly declarations: readonly string[];
  readonly skipped: readonly Skipped[];
}

/** @throws WorkspaceError where a path does not exist or cannot be read. */
export function listSources(paths: readonly string[]): Listing {
  const files = new Set<string>();
  const outputs = new Set<string>();
  for (const path of paths) {
    if (statOf(path).isDirectory()) listFolder(path, files, outputs);
    else files.add(path);
  }
  const sorted = [...files].sort();
  return {
    sources: sorted.filter(isSource),
    declarations: sorted.filter(isDeclaration),
    skipped: [...outputs].sort().map((path) => ({ path, reason: 'it is an output folder' })),
  };
}

const PATTERN = '**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}';
const IGNORED = ['**/node_modules', '**/bower_components'];
const OUTPUT = /^(.*\/)?(dist|build|out|coverage)\//;

function listFolder(folder: string, files: Set<string>, outputs: Set<string>): void {
  const found = globSync(PATTERN, {
    cwd: folder,
    ignore: IGNORED,
    followSymbolicLinks: false,
    expandDirectories: false,
  });
  for (const name of found) {
    const output = outputFolder(folder, name);
    if (output === null) files.add(toPath(name, folder));
    else outputs.add(output);
  }
}

/** The folder of build results in which the file lies: one with such a name beside a package.json. */
function outputFolder(root: string, name: string): string | null {
  const match = OUTPUT.exec(name);
  if (match === null) return null;
  const output = toPath(match[0], root);
  return existsSync(`${dirname(output)}/package.json`) ? `${output}/` : null;
}

function statOf(path: string): Stats {
  try {
    return statSync(path);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new WorkspaceError(`${relativePath(path)}: no such file or folder`);
    throw new WorkspaceError(`${relativePath(path)}: cannot be read (${code})`);
  }
}
