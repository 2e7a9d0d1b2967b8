/** Files that programs read as data: found as a web server or Node would find them, read within bounds. */
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { isWithin, toPath } from './paths.ts';

/** Folders that web servers show as if they were the folder above them. */
const SERVED = ['', 'public', 'static', 'assets', 'www', 'src', 'dist'];

/**
 * The file that a program means by a relative address or path; `null` where there is none.
 * It is looked for beside the program and in the folders above it, up to that of its package, or to the root.
 */
export function findDataFile(name: string, from: string, roots: readonly string[]): string | null {
  const relative = name
    .replace(/^file:\/\//, '')
    .replace(/[?#].*$/, '')
    .replace(/^\/+/, '');
  if (relative === '' || /^[a-z][a-z\d+.-]*:/i.test(relative)) return null;
  const folders = foldersAbove(from, roots);
  const top = folders.at(-1) ?? dirname(from);
  for (const folder of folders) {
    for (const served of SERVED) {
      const path = toPath(`${served}/${relative}`.replace(/^\//, ''), folder);
      if (isWithin(top, path) && isFile(path)) return path;
    }
  }
  return null;
}

/** Some bytes of a sequence of files, as if they were one; `null` where they are not there. */
export function readBytes(paths: readonly string[], start: number, length: number): Uint8Array | null {
  const bytes = new Uint8Array(length);
  let [skip, filled] = [start, 0];
  for (const path of paths) {
    if (filled === length) break;
    if (!isFile(path)) return null;
    const { size } = statSync(path);
    const count = Math.max(0, Math.min(size - skip, length - filled));
    if (count > 0 && !readInto(path, bytes.subarray(filled, filled + count), skip)) return null;
    filled += count;
    skip = Math.max(0, skip - size);
  }
  return filled === length ? bytes : null;
}

/** From the program's own folder to that of the package which holds the root, else to the root. */
function foldersAbove(from: string, roots: readonly string[]): readonly string[] {
  const root = roots.find((one) => isWithin(one, from)) ?? dirname(from);
  const top = isFile(root) ? dirname(root) : root;
  const folders = ancestors(dirname(from));
  const ofRoot = folders.indexOf(top);
  const ofPackage = folders.findIndex((folder, index) => index >= ofRoot && existsSync(`${folder}/package.json`));
  return folders.slice(0, Math.max(ofRoot, ofPackage) + 1);
}

function ancestors(folder: string): readonly string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...ancestors(above)];
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function readInto(path: string, bytes: Uint8Array, position: number): boolean {
  try {
    const file = openSync(path, 'r');
    try {
      return readSync(file, bytes, 0, bytes.length, position) === bytes.length;
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
}
