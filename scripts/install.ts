/** Installs packages that only measuring commands need, pinned by a lock, without install scripts, into the ignored `.cache`. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const CACHE = join(import.meta.dirname, '../.cache');

export interface Pinned {
  /** The folder inside `.cache`. */
  readonly name: string;
  /** The folder with `package.json` and `package-lock.json`. */
  readonly lock: string;
  /** What is said while it takes time: "the corpus (about 1 GB)". */
  readonly what: string;
  /** Further options for npm. */
  readonly options?: readonly string[];
}

/** Installs unless this very lock is installed already. @returns the folder of the packages. */
export function installPinned({ name, lock, what, options = [] }: Pinned): string {
  const target = join(CACHE, name);
  const packages = join(target, 'node_modules');
  if (isInstalled({ name, lock })) return packages;
  mkdirSync(target, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) copyFileSync(join(lock, file), join(target, file));
  console.error(`installing ${what}`);
  const args = ['ci', ...options, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status } = spawnSync('npm', args, {
    cwd: target,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`${what} could not be installed`);
  copyFileSync(join(lock, 'package-lock.json'), join(target, DONE));
  return packages;
}

const DONE = 'installed.json';

/** Whether this very lock is installed. */
export function isInstalled({ name, lock }: Pick<Pinned, 'name' | 'lock'>): boolean {
  const done = join(CACHE, name, DONE);
  return existsSync(done) && readFileSync(done, 'utf8') === readFileSync(join(lock, 'package-lock.json'), 'utf8');
}
