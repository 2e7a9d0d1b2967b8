/** The packaged extension holds everything it needs, nothing else, and is small. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { unzipSync } from 'fflate';
import packageJson from '../package.json' with { type: 'json' };
import { SCHEMAS } from '../scripts/schema.ts';
import { CODES } from '../server/analysis/report.ts';
import { DEFAULT_SETTINGS } from '../shared/settings.ts';

const ROOT = join(import.meta.dirname, '..');
const TSX = join(ROOT, 'node_modules/tsx/dist/cli.mjs');

const LARGEST = 10_000_000;

describe('the packaged extension', () => {
  let folder: string;
  let vsix: string;
  let names: string[];

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'shapewise-vsix-'));
    vsix = join(folder, 'shapewise.vsix');
    const { status, stderr } = node([TSX, join(ROOT, 'scripts/package.ts'), vsix]);
    assert.equal(status, 0, stderr);
    names = unpack(vsix, folder);
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  it('holds the bundles, the manifest and the documents, and nothing else', () => {
    const chunk = /^extension\/dist\/chunk-\w+\.js(\.LEGAL\.txt)?$/;
    assert.deepEqual(names.filter((name) => !chunk.test(name)).sort(), [
      '[Content_Types].xml',
      'extension.vsixmanifest',
      'extension/LICENSE.txt',
      'extension/changelog.md',
      'extension/dist/cli.js',
      'extension/dist/client.cjs',
      'extension/dist/server.js',
      'extension/media/a-fixed-file.png',
      'extension/media/a-hover.png',
      'extension/media/findings.png',
      'extension/media/fixes.png',
      'extension/media/shapes.png',
      'extension/package.json',
      'extension/readme.md',
      'extension/schemas/manifest.json',
      'extension/schemas/settings.json',
    ]);
    assert.ok(names.some((name) => chunk.test(name)));
    const { main, bin } = packageJson;
    for (const path of [main, ...Object.values(bin)]) assert.ok(names.includes(join('extension', path)), path);
  });

  it('is smaller than 10 MB', () => {
    assert.ok(statSync(vsix).size < LARGEST, `${statSync(vsix).size} bytes`);
  });

  it('has a command line that runs without any installed package', () => {
    const { status, stdout, stderr } = node([join(folder, 'extension/dist/cli.js'), '--version']);
    assert.equal(status, 0, stderr);
    assert.equal(stdout, `${packageJson.version}\n`);
  });

  it('has a server that answers without any installed package', async () => {
    const server = spawn(process.execPath, [join(folder, 'extension/dist/server.js'), '--stdio'], { cwd: folder });
    try {
      const params = { processId: null, rootUri: null, capabilities: {} };
      server.stdin.write(framed({ jsonrpc: '2.0', id: 1, method: 'initialize', params }));
      assert.match(await readMessage(server.stdout), /"id":1,"result":\{"capabilities":\{/);
      server.stdin.write(framed({ jsonrpc: '2.0', id: 2, method: 'shutdown' }));
      server.stdin.write(framed({ jsonrpc: '2.0', method: 'exit' }));
      assert.deepEqual(await once(server, 'exit'), [0, null]);
    } finally {
      server.kill();
    }
  });

  it('has a client that needs only the editor', () => {
    writeEditorStub(folder);
    const script = `const { activate, deactivate } = require('./extension/dist/client.cjs');
      console.log(typeof activate, typeof deactivate);`;
    const { stdout, stderr } = node(['--input-type=commonjs', '--eval', script], folder);
    assert.equal(stdout, 'function function\n', stderr);
  });
});

describe('the manifest', () => {
  const { contributes, activationEvents } = packageJson;
  const { properties } = contributes.configuration;

  it('offers every kind of finding, and every setting with its default', () => {
    assert.deepEqual(Object.keys(properties['shapewise.severity'].properties), [...CODES]);
    const defaults = Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, property.default]));
    const { severity, libraries, inlayHints, codeLens, outline } = DEFAULT_SETTINGS;
    const hints = Object.entries(inlayHints).map(([kind, shown]) => [`shapewise.inlayHints.${kind}`, shown]);
    const expected = {
      'shapewise.severity': severity,
      'shapewise.libraries': libraries,
      'shapewise.codeLens': codeLens,
      'shapewise.outline': outline,
      ...Object.fromEntries(hints),
    };
    assert.deepEqual(defaults, expected);
  });

  it('has the schemas of files with the same settings', () => {
    for (const [name, schema] of Object.entries(SCHEMAS)) {
      assert.deepEqual(JSON.parse(readFileSync(join(ROOT, 'schemas', name), 'utf8')), schema(), 'npm run schema');
    }
  });

  it('activates on TypeScript and JavaScript and their React variants', () => {
    const languages = ['typescript', 'javascript', 'typescriptreact', 'javascriptreact'];
    assert.deepEqual(
      activationEvents,
      languages.map((language) => `onLanguage:${language}`),
    );
  });
});

function node(args: readonly string[], cwd = tmpdir()) {
  const { NODE_OPTIONS: _, NODE_PATH: __, ...env } = process.env;
  return spawnSync(process.execPath, args, { cwd, env, encoding: 'utf8' });
}

/** Unpacks an archive. @returns the names in it. */
function unpack(archive: string, folder: string): string[] {
  const entries = Object.entries(unzipSync(readFileSync(archive)));
  for (const [name, content] of entries) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return entries.map(([name]) => name);
}

function framed(message: object): string {
  const body = JSON.stringify(message);
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

/** The body of the first message of a stream. */
async function readMessage(stream: Readable): Promise<string> {
  let text = '';
  for (;;) {
    const [header, body = ''] = text.split('\r\n\r\n');
    if (Buffer.byteLength(body) >= Number(/\d+/.exec(header ?? '')?.[0] ?? Number.POSITIVE_INFINITY)) return body;
    const [chunk] = await once(stream, 'data');
    text += chunk;
  }
}

/** A module `vscode` whose every export is an empty class: enough for a client to be loaded. */
function writeEditorStub(folder: string): void {
  const stub = join(folder, 'node_modules/vscode');
  mkdirSync(stub, { recursive: true });
  writeFileSync(join(stub, 'index.js'), 'module.exports = new Proxy({}, { get: () => class {} });');
}
