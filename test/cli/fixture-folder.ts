/** Folders of small files for the tests of the command line and the workspace. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface FixtureFolder {
  readonly path: string;
  /** The absolute path of one of its files. */
  file(name: string): string;
  remove(): void;
}

/** A new folder with the given files, by name. */
export function fixtureFolder(files: Readonly<Record<string, string | Uint8Array>>): FixtureFolder {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'shapewise-')));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return {
    path,
    file: (name) => join(path, name),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
