/** Installs the measured programs, pinned by their lock, into an ignored folder. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCE = join(import.meta.dirname, '../../test/corpus');
const TARGET = join(import.meta.dirname, '../../.cache/corpus');

/** The configuration for programs that bring none. */
export const CORPUS_CONFIG = join(SOURCE, 'tsconfig.json');

/** Installs unless this very lock is installed already. @returns the folder of the packages. */
export function installCorpus(): string {
  const packages = join(TARGET, 'node_modules');
  const lock = readFileSync(join(SOURCE, 'package-lock.json'), 'utf8');
  const done = join(TARGET, 'installed.json');
  if (existsSync(done) && readFileSync(done, 'utf8') === lock) return packages;
  mkdirSync(TARGET, { recursive: true });
  for (const name of ['package.json', 'package-lock.json']) copyFileSync(join(SOURCE, name), join(TARGET, name));
  console.error('installing the corpus (about 1 GB)');
  const args = ['ci', '--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status } = spawnSync('npm', args, {
    cwd: TARGET,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error('the corpus could not be installed');
  writeFileSync(done, lock);
  return packages;
}
