/** Paths as the workspace keeps them: absolute, with forward slashes. */
import { isAbsolute, relative, resolve, sep } from 'node:path';

export function toPath(path: string, base: string = process.cwd()): string {
  return withForwardSlashes(resolve(base, path));
}

/** The path as seen from `base`, with forward slashes. */
export function relativePath(path: string, base: string = process.cwd()): string {
  return withForwardSlashes(relative(base, path)) || '.';
}

/** Whether `path` is `folder` or lies below it. */
export function isWithin(folder: string, path: string): boolean {
  const rest = relative(folder, path);
  return rest === '' || (rest !== '..' && !rest.startsWith(`..${sep}`) && !isAbsolute(rest));
}

const SOURCE = /\.[mc]?[tj]sx?$/;
const DECLARATION = /\.d\.(?:[^./]+\.)?[mc]?ts$/;

export function isDeclaration(path: string): boolean {
  return DECLARATION.test(path);
}

/** Whether the name is that of a TypeScript or JavaScript program (declaration files hold no program). */
export function isSource(path: string): boolean {
  return SOURCE.test(path) && !isDeclaration(path);
}

function withForwardSlashes(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/');
}
