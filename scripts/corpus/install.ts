/** The installation of the measured programs. */
import { join } from 'node:path';
import { installPinned, isInstalled, type Pinned } from '../install.ts';

const SOURCE = join(import.meta.dirname, '../../test/corpus');

const CORPUS: Pinned = {
  name: 'corpus',
  lock: SOURCE,
  what: 'the corpus (about 1 GB)',
  options: ['--legacy-peer-deps'],
};

/** The configuration for programs that bring none. */
export const CORPUS_CONFIG = join(SOURCE, 'tsconfig.json');

/** @returns the folder of the packages. */
export function installCorpus(): string {
  return installPinned(CORPUS);
}

/** The folder of the packages, `null` where they are not installed yet. */
export function installedCorpus(): string | null {
  return isInstalled(CORPUS) ? installPinned(CORPUS) : null;
}
