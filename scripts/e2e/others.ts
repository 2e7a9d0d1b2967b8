/** The server over stdio in editors that are not VS Code: Neovim and Emacs, in a Debian of their own. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { DEBIAN } from './editors.ts';
import type { Outcome } from './vscode.ts';

const ROOT = join(import.meta.dirname, '../..');

export async function testNeovim(vsix: string): Promise<readonly Outcome[]> {
  return probe(vsix, 'Neovim', ['nvim', '--clean', '--headless', '-l', '/e2e/probe.lua']);
}

export async function testEmacs(vsix: string): Promise<readonly Outcome[]> {
  return probe(vsix, 'Emacs', ['emacs', '--batch', '-Q', '-l', '/e2e/probe.el']);
}

/** The probe prints one line for each test: `ok NAME`, or `FAILED NAME: why`. */
function probe(vsix: string, editor: string, command: readonly string[]): readonly Outcome[] {
  prepare(vsix);
  const env = { HOME: '/tmp', LANG: 'C.UTF-8', PATH: '/usr/local/bin:/usr/bin:/bin' };
  const { stdout, stderr } = spawnSync('/usr/sbin/chroot', [DEBIAN.folder, ...command], {
    env,
    encoding: 'utf8',
    timeout: 120_000,
  });
  const outcomes = `${stdout}\n${stderr}`.split(/\r?\n/).flatMap((line): Outcome[] => {
    const [, state, name = '', error] = /^(ok|FAILED) ([^:]+)(?:: (.*))?$/.exec(line) ?? [];
    return state === undefined ? [] : [{ name, error: state === 'ok' ? null : (error ?? 'no reason was given') }];
  });
  return outcomes.length > 0 ? outcomes : [{ name: editor, error: `printed no results: ${stderr.slice(-300)}` }];
}

/** The packaged server, the files that it is to serve, and the probes. */
function prepare(vsix: string): void {
  const folder = join(DEBIAN.folder, 'e2e');
  rmSync(folder, { recursive: true, force: true });
  for (const [name, content] of Object.entries(unzipSync(readFileSync(vsix)))) {
    if (!name.startsWith('extension/') || name.endsWith('/')) continue;
    const path = join(folder, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, content);
  }
  cpSync(join(ROOT, 'test/e2e/workspace'), join(folder, 'workspace'), { recursive: true });
  for (const name of ['probe.lua', 'probe.el']) cpSync(join(ROOT, 'test/e2e', name), join(folder, name));
}
