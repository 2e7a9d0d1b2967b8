/** TypeScript's own server, over the protocol that editors speak with it. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { dirname } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Position, Range } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { LanguageServer } from './languageServer.ts';

/** All hints that it has. */
const PREFERENCES = {
  includeInlayParameterNameHints: 'all',
  includeInlayParameterNameHintsWhenArgumentMatchesName: true,
  includeInlayFunctionParameterTypeHints: true,
  includeInlayVariableTypeHints: true,
  includeInlayVariableTypeHintsWhenTypeMatchesName: true,
  includeInlayPropertyDeclarationTypeHints: true,
  includeInlayFunctionLikeReturnTypeHints: true,
  includeInlayEnumMemberValueHints: true,
};

type Request = (command: string, args: unknown) => Promise<unknown>;

/** Starts the server at the path `tsserver`. */
export async function startTsserver(tsserver: string): Promise<LanguageServer> {
  const options = ['--disableAutomaticTypingAcquisition', '--suppressDiagnosticEvents'];
  const child = spawn(process.execPath, [tsserver, ...options], { stdio: ['pipe', 'pipe', 'ignore'] });
  // What is sent to a server that was ended is of no interest.
  child.stdin.on('error', () => undefined);
  const request = requestsTo(child);
  await request('configure', { preferences: PREFERENCES });
  return {
    name: 'tsserver',
    open(document) {
      const file = fileURLToPath(document.uri);
      const openFiles = [{ file, fileContent: document.getText(), projectRootPath: dirname(file) }];
      void request('updateOpen', { openFiles });
    },
    change({ uri }, { start, end }, newText) {
      const textChanges = [{ start: placeOf(start), end: placeOf(end), newText }];
      void request('updateOpen', { changedFiles: [{ fileName: fileURLToPath(uri), textChanges }] });
    },
    ...questionsOf(request),
    end() {
      child.kill('SIGKILL');
    },
  };
}

function questionsOf(request: Request): Pick<LanguageServer, 'hints' | 'diagnostics' | 'settle'> {
  return {
    async hints(document: TextDocument, range: Range) {
      const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
      const args = { file: fileURLToPath(document.uri), start, length: end - start };
      const hints = (await request('provideInlayHints', args)) as readonly { readonly text: string }[];
      return hints.map(({ text }) => text);
    },
    async diagnostics({ uri }) {
      const found = await request('semanticDiagnosticsSync', { file: fileURLToPath(uri) });
      return (found as readonly { readonly text: string }[]).map(({ text }) => text);
    },
    // Its diagnostics are always those of everything.
    settle: () => Promise.resolve(),
  };
}

/** Lines and columns start at 1. */
function placeOf({ line, character }: Position): { readonly line: number; readonly offset: number } {
  return { line: line + 1, offset: character + 1 };
}

/** Each request resolves to the body of its answer, as far as it has one. */
function requestsTo({ stdin, stdout }: ChildProcessByStdio<Writable, Readable, null>): Request {
  let last = 0;
  const waiting = new Map<number, (body: unknown) => void>();
  let rest = '';
  stdout.setEncoding('utf8');
  stdout.on('data', (chunk: string) => {
    // Each message stands on a line of its own, between lines of headers.
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines.filter((one) => one.startsWith('{'))) {
      const { request_seq: answered, body } = JSON.parse(line);
      waiting.get(answered)?.(body);
      waiting.delete(answered);
    }
  });
  return (command, args) => {
    const seq = ++last;
    stdin.write(`${JSON.stringify({ seq, type: 'request', command, arguments: args })}\n`);
    return new Promise((resolve) => {
      waiting.set(seq, resolve);
    });
  };
}
