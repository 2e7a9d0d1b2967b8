/** Folders with the programs to measure, and the packages that these import. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The texts of files, by their paths in a folder. */
export type Files = ReadonlyMap<string, string>;

const PACKAGES = join(import.meta.dirname, '../../node_modules');

/** What most projects of today say. */
const CONFIG = JSON.stringify({
  compilerOptions: {
    target: 'ES2022',
    lib: ['ES2022', 'DOM'],
    module: 'ESNext',
    moduleResolution: 'bundler',
    strict: true,
    skipLibCheck: true,
    allowJs: true,
    noEmit: true,
    types: [],
  },
  include: ['**/*'],
});

/** Runs on a folder that holds the files and a `tsconfig.json`, and removes it. */
export async function inFolder<Result>(
  files: Files,
  run: (folder: string) => Promise<Result>,
  packages: string = PACKAGES,
): Promise<Result> {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'shapewise-bench-'));
  try {
    for (const [path, text] of [...files, ['tsconfig.json', CONFIG] as const]) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    // Windows lets everybody make junctions, but not other links.
    symlinkSync(packages, join(folder, 'node_modules'), 'junction');
    return await run(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
