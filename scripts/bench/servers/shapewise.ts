/** The packaged server of Shapewise, over the language server protocol. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  type ClientCapabilities,
  ConfigurationRequest,
  createProtocolConnection,
  DiagnosticRefreshRequest,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  ExecuteCommandRequest,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  InlayHintRefreshRequest,
  InlayHintRequest,
  LSPErrorCodes,
  type ProtocolConnection,
  RegistrationRequest,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { uriOfPath } from '../../../server/features/uris.ts';
import { COMMANDS } from '../../../shared/messages.ts';
import type { LanguageServer } from './languageServer.ts';

const SERVER = join(import.meta.dirname, '../../../dist/server.js');

/**
 * What VS Code can do, as far as it matters here.
 * @param refreshSupport whether it asks again for what was answered early; else each answer is the last
 */
function capabilities(refreshSupport: boolean): ClientCapabilities {
  return {
    textDocument: { diagnostic: {}, inlayHint: { resolveSupport: { properties: ['tooltip', 'label.location'] } } },
    workspace: {
      workspaceFolders: true,
      configuration: true,
      inlayHint: { refreshSupport },
      diagnostics: { refreshSupport },
    },
  };
}

export interface ShapewiseServer extends LanguageServer {
  /** Analyses all files of the folder. */
  analyseAll(): Promise<void>;
}

/** Starts the server on a folder. */
export async function startShapewise(folder: string, asksAgain = true): Promise<ShapewiseServer> {
  const child = spawn(process.execPath, [SERVER, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.onRequest(ConfigurationRequest.type, ({ items }) => items.map(() => null));
  connection.onRequest(RegistrationRequest.type, () => undefined);
  connection.onRequest(InlayHintRefreshRequest.type, () => undefined);
  connection.onRequest(DiagnosticRefreshRequest.type, () => undefined);
  // What is sent to a server that was ended is of no interest.
  connection.onError(() => undefined);
  connection.listen();
  await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: uriOfPath(folder),
    capabilities: capabilities(asksAgain),
    workspaceFolders: [{ uri: uriOfPath(folder), name: 'bench' }],
  });
  connection.sendNotification(InitializedNotification.type, {});
  return {
    name: 'shapewise',
    ...documentsOf(connection),
    ...questionsOf(connection),
    end() {
      connection.dispose();
      child.kill('SIGKILL');
    },
  };
}

function documentsOf(connection: ProtocolConnection): Pick<LanguageServer, 'open' | 'change'> {
  return {
    open(document) {
      const { uri, languageId, version } = document;
      const textDocument = { uri, languageId, version, text: document.getText() };
      connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
    },
    change({ uri, version }, range, text) {
      connection.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument: { uri, version: version + 1 },
        contentChanges: [{ range, text }],
      });
    },
  };
}

function questionsOf(
  connection: ProtocolConnection,
): Pick<ShapewiseServer, 'hints' | 'diagnostics' | 'settle' | 'analyseAll'> {
  return {
    async hints({ uri }, range) {
      const hints = await insistently(() =>
        connection.sendRequest(InlayHintRequest.type, { textDocument: { uri }, range }),
      );
      return (hints ?? []).map(({ label }) =>
        typeof label === 'string' ? label : label.map(({ value }) => value).join(''),
      );
    },
    async diagnostics({ uri }) {
      const report = await insistently(() =>
        connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } }),
      );
      if (report.kind !== 'full') return [];
      return report.items.map(({ message }) => (typeof message === 'string' ? message : message.value));
    },
    async settle({ uri }) {
      // A hover is told from the whole analysis.
      const position = { line: 0, character: 0 };
      await insistently(() => connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position }));
    },
    async analyseAll() {
      await connection.sendRequest(ExecuteCommandRequest.type, { command: COMMANDS.workspace, arguments: [] });
    },
  };
}

/** Asks again where the server takes its answer back, as an editor does. */
async function insistently<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  const again: readonly number[] = [LSPErrorCodes.ContentModified, LSPErrorCodes.ServerCancelled];
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof ResponseError) || !again.includes(error.code)) throw error;
      await pause(5);
    }
  }
}
