/** TypeScript 6, which the benchmarks run beside Shapewise: the last version whose server and compiler are JavaScript. */
import { join } from 'node:path';
import { installPinned } from '../install.ts';

export interface TypeScriptSix {
  readonly tsc: string;
  readonly tsserver: string;
}

/** @returns the paths of its programs, for Node. */
export function installTypeScriptSix(): TypeScriptSix {
  const lock = join(import.meta.dirname, 'packages');
  const packages = installPinned({ name: 'bench', lock, what: 'TypeScript 6 (24 MB)' });
  return {
    tsc: join(packages, 'typescript/bin/tsc'),
    tsserver: join(packages, 'typescript/lib/tsserver.js'),
  };
}
