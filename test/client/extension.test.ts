/** What the extension asks of the editor and of the language client, both replaced by recorders. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import packageJson from '../../package.json' with { type: 'json' };
import { type FixtureFolder, fixtureFolder } from '../cli/fixture-folder.ts';

const EDITOR = `
export const registered = new Map();
export const commands = { registerCommand: (name, run) => (registered.set(name, run), { dispose() {} }) };
export const languages = { createLanguageStatusItem: (id) => ({ id, dispose() {} }) };
export const window = {};
export const env = {};
export const Uri = {};
export const Selection = class {};
export const TextEditorRevealType = {};
export const LanguageStatusSeverity = { Information: 0, Warning: 1 };
export const workspace = { createFileSystemWatcher: (pattern) => ({ pattern }) };
`;

const CLIENT = `
export const ExecuteCommandRequest = { type: 'workspace/executeCommand' };
export const TransportKind = { ipc: 'ipc' };
export const CloseAction = { DoNotRestart: 1, Restart: 2 };
export const ErrorAction = { Continue: 1, Shutdown: 2 };
export const made = [];
export class LanguageClient {
  calls = [];
  constructor(id, name, server, options) {
    Object.assign(this, { id, name, server, options });
    made.push(this);
  }
  onNotification(method, handler) { this.handlers = { ...this.handlers, [method]: handler }; }
  async start() { this.calls.push('start'); }
  async stop() { this.calls.push('stop'); }
  async restart() { this.calls.push('restart'); }
}
`;

interface RecordedClient {
  readonly calls: readonly string[];
  readonly server: { readonly module: string; readonly transport: string };
  readonly options: {
    readonly documentSelector: readonly { readonly scheme: string; readonly language: string }[];
    readonly synchronize: { readonly configurationSection: string };
    readonly errorHandler: { closed(): Promise<{ readonly action: number; readonly message: string }> };
  };
}

interface Loaded {
  activate(context: unknown): Promise<void>;
  deactivate(): Promise<void>;
  readonly registered: ReadonlyMap<string, () => unknown>;
  readonly made: readonly RecordedClient[];
}

describe('the extension', () => {
  let folder: FixtureFolder;
  let extension: Loaded;
  let client: RecordedClient;
  const subscriptions: unknown[] = [];

  before(async () => {
    folder = fixtureFolder({ 'editor.js': EDITOR, 'client.js': CLIENT });
    extension = load(folder);
    await extension.activate({ subscriptions, asAbsolutePath: (path: string) => join('/installed', path) });
    const [made] = extension.made;
    assert.ok(made);
    client = made;
  });

  after(() => folder.remove());

  it('starts the server that the package holds, over IPC', () => {
    assert.equal(client.server.module, join('/installed', packageJson.bin['shapewise-server']));
    assert.equal(client.server.transport, 'ipc');
    assert.deepEqual(client.calls, ['start']);
  });

  it('serves every language that activates it, wherever a document comes from', () => {
    const served = client.options.documentSelector.map(({ scheme, language }) => `${scheme} ${language}`);
    const languages = packageJson.activationEvents.map((event) => event.replace('onLanguage:', ''));
    assert.deepEqual(
      served.sort(),
      languages
        .flatMap((language) =>
          ['file', 'untitled', 'vscode-notebook-cell', 'vscode-vfs'].map((scheme) => `${scheme} ${language}`),
        )
        .sort(),
    );
  });

  it('sends the settings that the manifest declares', () => {
    const { properties } = packageJson.contributes.configuration;
    const section = `${client.options.synchronize.configurationSection}.`;
    assert.deepEqual(
      Object.keys(properties).filter((name) => !name.startsWith(section)),
      [],
    );
  });

  it('registers the commands of the manifest; one starts the server again', async () => {
    const names = packageJson.contributes.commands.map(({ command }) => command);
    assert.deepEqual([...extension.registered.keys()], names);
    assert.equal(subscriptions.length, names.length + 1, 'the commands and the status item');
    await extension.registered.get('shapewise.restart')?.();
    assert.deepEqual(client.calls, ['start', 'restart']);
  });

  it('starts a server that ended again, later each time, until it ends too often', async () => {
    const waits: number[] = [];
    const { setTimeout: wait } = globalThis;
    Object.assign(globalThis, {
      setTimeout(run: () => void, milliseconds: number) {
        waits.push(milliseconds);
        run();
      },
    });
    const results: { action: number; message: string }[] = [];
    for (let end = 0; end < 6; end++) results.push(await client.options.errorHandler.closed());
    Object.assign(globalThis, { setTimeout: wait });
    assert.deepEqual(waits, [500, 1000, 2000, 4000, 8000]);
    assert.deepEqual(
      results.map(({ action }) => action),
      [2, 2, 2, 2, 2, 1],
    );
    assert.match(results[5]?.message ?? '', /^The server of Shapewise ended 6 times and is not started again/);
  });

  it('stops the server at the end', async () => {
    await extension.deactivate();
    assert.equal(client.calls.at(-1), 'stop');
  });
});

/** The extension, bundled with the recorders in the place of the editor's modules. */
function load(folder: FixtureFolder): Loaded {
  const source = join(import.meta.dirname, '../../client/extension.ts');
  const entry = folder.file('entry.js');
  const outfile = folder.file('bundle.cjs');
  const modules = [source, folder.file('editor.js'), folder.file('client.js')];
  writeFileSync(entry, modules.map((path) => `export * from ${JSON.stringify(path)};\n`).join(''));
  const alias = { vscode: folder.file('editor.js'), 'vscode-languageclient/node': folder.file('client.js') };
  buildSync({ entryPoints: [entry], outfile, bundle: true, format: 'cjs', platform: 'node', alias });
  return createRequire(import.meta.url)(outfile) as Loaded;
}
