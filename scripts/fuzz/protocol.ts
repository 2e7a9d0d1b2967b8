/** Random traffic against the real server over stdio: broken messages, wrong orders, unknown documents, rapid edits. */
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { seededRandom } from '../random.ts';
import { mutated } from './mutate.ts';
import { type Server, startServer } from './serverProcess.ts';

export interface Traffic {
  messages: number;
  /** How often the server ended, or did not answer any more. */
  readonly crashes: string[];
  /** What it logged of failures. */
  readonly exceptions: string[];
}

const BURST = 40;

type Random = () => number;

/** Sends messages in bursts; after each the server must still answer. */
export async function fuzzProtocol(programs: readonly string[], messages: number, seed: number): Promise<Traffic> {
  const traffic: Traffic = { messages: 0, crashes: [], exceptions: [] };
  for (let session = 0; traffic.messages < messages; session++) {
    const random = seededRandom(seed + session);
    const folder = mkdtempSync(join(tmpdir(), 'shapewise-fuzz-'));
    const server = startServer();
    try {
      await runSession(server, { folder, random, programs }, Math.min(600, messages - traffic.messages), traffic);
    } catch (error) {
      traffic.crashes.push(`session ${seed + session}: ${error instanceof Error ? error.message : String(error)}`);
    }
    traffic.exceptions.push(...server.failures());
    server.end();
    rmSync(folder, { recursive: true, force: true });
  }
  return traffic;
}

interface Session {
  readonly folder: string;
  readonly random: Random;
  readonly programs: readonly string[];
}

async function runSession(server: Server, session: Session, messages: number, traffic: Traffic): Promise<void> {
  const { folder, random } = session;
  // Requests before the beginning are refused, and no reason to end.
  server.send({ jsonrpc: '2.0', id: 'early', method: 'textDocument/hover', params: {} });
  const rootUri = pathToFileURL(folder).href;
  const capabilities =
    random() < 0.5 ? {} : { textDocument: { diagnostic: {} }, workspace: { workspaceFolders: true } };
  const params = { processId: null, rootUri, capabilities, workspaceFolders: [{ uri: rootUri, name: 'w' }] };
  await server.request('initialize', params);
  server.send({ jsonrpc: '2.0', method: 'initialized', params: {} });
  for (let sent = 0; sent < messages; sent += BURST) {
    for (let index = 0; index < BURST; index++) sendRandom(server, session);
    traffic.messages += BURST;
    const uri = uriOf(folder, 'alive.ts');
    server.send(didOpen(uri, 'const a = 1;\n'));
    await server.request('textDocument/hover', { textDocument: { uri }, position: { line: 0, character: 7 } });
    server.send({ jsonrpc: '2.0', method: 'textDocument/didClose', params: { textDocument: { uri } } });
  }
}

const NAMES = [
  'a.ts',
  'b.js',
  'c.tsx',
  'sub/d.ts',
  'e.json',
  'tsconfig.json',
  'shapewise.json',
  'no\u0000name.ts',
  'f',
];

const METHODS = [
  ...[
    'hover',
    'inlayHint',
    'codeLens',
    'diagnostic',
    'codeAction',
    'completion',
    'definition',
    'prepareRename',
    'rename',
  ],
  ...['signatureHelp', 'documentSymbol', 'unknownMethod', 'semanticTokens/full'],
];

const ODD: readonly unknown[] = [null, -1, 1e99, '', [], {}, true, 'x'.repeat(10_000), { line: -5, character: 1e9 }];

function sendRandom(server: Server, session: Session): void {
  const { folder, random, programs } = session;
  const name = pick(NAMES, random);
  const uri =
    random() < 0.05
      ? pick(['untitled:Untitled-1', 'http://x/a.ts', 'file:///%zz', '', 'git:/a.ts'], random)
      : uriOf(folder, name);
  const text = mutated(pick(programs, random), random);
  const place = () => ({ line: Math.floor(random() * 40) - 1, character: Math.floor(random() * 60) - 1 });
  const textDocument = {
    uri,
    version: Math.floor(random() * 9),
    languageId: pick(['typescript', 'javascript', 'odd'], random),
  };
  const turn = random();
  if (turn < 0.15) server.send(didOpen(uri, text, textDocument.languageId));
  else if (turn < 0.4) {
    const range = random() < 0.9 ? { range: { start: place(), end: place() } } : {};
    const contentChanges = [{ ...range, text: random() < 0.2 ? text : pick(['x', '(', '}', '\n', '/*', ''], random) }];
    server.send({ jsonrpc: '2.0', method: 'textDocument/didChange', params: { textDocument, contentChanges } });
  } else if (turn < 0.7) {
    const id = Math.floor(random() * 1e6);
    const range = { start: place(), end: place() };
    const params = { textDocument, position: place(), range, context: { diagnostics: [] }, newName: 'B', options: {} };
    server.send({ jsonrpc: '2.0', id, method: `textDocument/${pick(METHODS, random)}`, params });
    if (random() < 0.4) server.send({ jsonrpc: '2.0', method: '$/cancelRequest', params: { id } });
  } else if (turn < 0.75) server.send({ jsonrpc: '2.0', method: 'textDocument/didClose', params: { textDocument } });
  else if (turn < 0.83) touchDisk(server, session, name, text);
  else if (turn < 0.88)
    server.send({ jsonrpc: '2.0', id: pick(ODD, random), method: 'textDocument/hover', params: pick(ODD, random) });
  else if (turn < 0.92)
    server.send({
      jsonrpc: '2.0',
      id: 7,
      method: pick(['workspace/executeCommand', 'inlayHint/resolve'], random),
      params: { command: 'shapewise.server.guards', arguments: [uri, pick(ODD, random)] },
    });
  else if (turn < 0.95)
    server.send({
      jsonrpc: '2.0',
      method: 'workspace/didChangeConfiguration',
      params: { settings: { shapewise: pick(ODD, random) } },
    });
  else if (turn < 0.97) server.send({ jsonrpc: '2.0', id: 99, result: pick(ODD, random) });
  else server.sendText(pick(['{', 'null', '[]', '"x"', '{"jsonrpc":"2.0"}', '{"id":1}', '\u0000', '[[[['], random));
}

/** Files come and go underfoot, with or without a word. */
function touchDisk(server: Server, { folder, random }: Session, name: string, text: string): void {
  const path = join(folder, name.replaceAll('\u0000', ''));
  mkdirSync(join(folder, 'sub'), { recursive: true });
  const turn = random();
  if (turn < 0.5) writeFileSync(path, text);
  else if (turn < 0.7) rmSync(path, { force: true });
  else if (turn < 0.8) rmSync(join(folder, 'sub'), { recursive: true, force: true });
  else {
    writeFileSync(path, text);
    renameSync(path, `${path}.moved.ts`);
  }
  if (random() < 0.7) {
    const changes = [{ uri: pathToFileURL(path).href, type: 1 + Math.floor(random() * 3) }];
    server.send({ jsonrpc: '2.0', method: 'workspace/didChangeWatchedFiles', params: { changes } });
  }
}

function uriOf(folder: string, name: string): string {
  return `${pathToFileURL(folder).href}/${encodeURI(name)}`;
}

function didOpen(uri: string, text: string, languageId = 'typescript'): object {
  return {
    jsonrpc: '2.0',
    method: 'textDocument/didOpen',
    params: { textDocument: { uri, languageId, version: 1, text } },
  };
}

function pick<T>(list: readonly T[], random: Random): T {
  return list[Math.floor(random() * list.length)] as T;
}
