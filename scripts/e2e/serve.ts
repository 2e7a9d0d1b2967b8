/** A VS Code that serves its workbench to a browser, with the packaged extension in it. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { nodeOf, type VsCode, workbenchOf } from './editors.ts';

export interface Served {
  readonly url: string;
  readonly port: number;
  stop(): void;
}

const SETTINGS = {
  'security.workspace.trust.enabled': false,
  'editor.inlayHints.enabled': 'on',
  'files.autoSave': 'off',
  'workbench.startupEditor': 'none',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'git.enabled': false,
  'chat.disableAIFeatures': true,
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
};

/** Installs the extension at `vsix` and serves; the data of the editor stay below `data`. */
export async function serve(editor: VsCode, vsix: string, data: string, port: number): Promise<Served> {
  const node = nodeOf(editor);
  const main = join(workbenchOf(editor), 'out/server-main.js');
  const env = { ...process.env, PATH: `${dirname(node)}:${process.env.PATH}`, NODE_OPTIONS: '' };
  const folders = ['--server-data-dir', data, '--extensions-dir', join(data, 'extensions')];
  mkdirSync(join(data, 'data/Machine'), { recursive: true });
  writeFileSync(join(data, 'data/Machine/settings.json'), JSON.stringify(SETTINGS));
  const installing = [main, '--accept-server-license-terms', ...folders, '--install-extension', vsix];
  const { status, stdout, stderr } = spawnSync(node, installing, { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`the extension could not be installed: ${stdout}${stderr}`);
  const args = [
    ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token', '--accept-server-license-terms'],
    ...['--enable-smoke-test-driver', '--telemetry-level', 'off', '--disable-workspace-trust'],
    ...['--reconnection-grace-time', '1', ...folders],
  ];
  // A group of its own: extension hosts outlive the server.
  const child = spawn(node, [main, ...args], { env, detached: true, stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  await answers(url);
  return { url, port, stop: () => endGroup(child) };
}

async function answers(url: string): Promise<void> {
  for (let turn = 0; turn < 100; turn++) {
    try {
      if ((await fetch(url)).ok) return;
    } catch {
      // Not up yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`nothing answers at ${url}`);
}

function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid);
  } catch {
    // It has ended already.
  }
}
