/** An editor for tests: a real LSP client with documents, over any connection, that remembers what it was told. */
import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import {
  type ClientCapabilities,
  ConfigurationRequest,
  type Connection,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  DiagnosticRefreshRequest,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  InitializedNotification,
  InitializeRequest,
  type InitializeResult,
  InlayHintRefreshRequest,
  LogMessageNotification,
  MessageType,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  type Range,
  RegistrationRequest,
  ShowMessageNotification,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { uriOfPath } from '../../server/features/uris.ts';
import type { AnalyzerFactory } from '../../server/projects.ts';
import { createServer } from '../../server/server.ts';
import { STATUS, type Status } from '../../shared/messages.ts';

export interface Editor {
  readonly connection: ProtocolConnection;
  readonly result: InitializeResult;
  readonly documents: Map<string, TextDocument>;
  readonly published: PublishDiagnosticsParams[];
  readonly logs: string[];
  readonly messages: string[];
  /** What the server said of its state. */
  readonly status: Status[];
  /** The methods that the server registered, and the views that it asked to refresh. */
  readonly registered: string[];
  readonly refreshed: string[];
}

/** An editor with the server's end of its connection. */
export interface EditorBesideServer extends Editor {
  readonly server: Connection;
}

export interface EditorOptions {
  readonly capabilities?: ClientCapabilities;
  readonly folders?: readonly string[];
  readonly initializationOptions?: unknown;
  /** Answers `workspace/configuration`, by the URI of the folder. */
  readonly configuration?: (scopeUri: string | undefined) => unknown;
}

/** What VS Code can do, and what a small client can. */
export const PULLING: ClientCapabilities = {
  textDocument: { diagnostic: {}, hover: { contentFormat: ['markdown', 'plaintext'] } },
  workspace: {
    workspaceFolders: true,
    configuration: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    diagnostics: { refreshSupport: true },
    inlayHint: { refreshSupport: true },
    workspaceEdit: { documentChanges: true },
  },
};
export const PUSHED: ClientCapabilities = {};

/** An editor beside a server in this process. */
export async function startEditor(
  createAnalyzer: AnalyzerFactory,
  options: EditorOptions = {},
): Promise<EditorBesideServer> {
  const [there, back] = [new PassThrough(), new PassThrough()];
  const server = createConnection(new StreamMessageReader(there), new StreamMessageWriter(back));
  createServer(server, createAnalyzer, 20);
  const client = createProtocolConnection(new StreamMessageReader(back), new StreamMessageWriter(there));
  return { ...(await connectEditor(client, options)), server };
}

export async function connectEditor(connection: ProtocolConnection, options: EditorOptions = {}): Promise<Editor> {
  const { capabilities = PULLING, folders = [], initializationOptions, configuration } = options;
  const heard = { published: [], logs: [], messages: [], status: [], registered: [], refreshed: [] };
  const editor = { connection, documents: new Map(), ...heard };
  listen(editor, configuration ?? (() => null));
  connection.listen();
  const result = await connection.sendRequest(InitializeRequest.type, {
    processId: null,
    rootUri: null,
    capabilities,
    workspaceFolders: folders.map((folder) => ({ uri: uriOfPath(folder), name: folder })),
    initializationOptions,
  });
  await connection.sendNotification(InitializedNotification.type, {});
  return { ...editor, result };
}

function listen(editor: Omit<Editor, 'result'>, configuration: NonNullable<EditorOptions['configuration']>): void {
  const { connection, published, logs, messages, status, registered, refreshed } = editor;
  connection.onNotification(PublishDiagnosticsNotification.type, (params) => void published.push(params));
  connection.onNotification(LogMessageNotification.type, ({ type: kind, message }) => {
    // What is told for information only is not what tests of failures look for.
    if (kind !== MessageType.Info) logs.push(message);
  });
  connection.onNotification(STATUS, (told: Status) => void status.push(told));
  connection.onNotification(ShowMessageNotification.type, ({ message }) => void messages.push(message));
  connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
    registered.push(...registrations.map(({ method }) => method));
  });
  connection.onRequest(DiagnosticRefreshRequest.type, () => void refreshed.push('diagnostics'));
  connection.onRequest(InlayHintRefreshRequest.type, () => void refreshed.push('inlay hints'));
  connection.onRequest(ConfigurationRequest.type, ({ items }) => {
    return items.map(({ section, scopeUri }) => (section === 'shapewise' ? configuration(scopeUri) : null));
  });
}

/** Opens a document and returns its URI. */
export async function open(editor: Editor, uri: string, text: string, languageId = 'typescript'): Promise<string> {
  editor.documents.set(uri, TextDocument.create(uri, languageId, 1, text));
  const textDocument = { uri, languageId, version: 1, text };
  await editor.connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
  return uri;
}

/** Replaces `part`, which occurs once, and tells the server only that. */
export async function type(editor: Editor, uri: string, part: string, text: string): Promise<void> {
  const document = documentAt(editor, uri);
  const change = { range: rangeOfPart(document, part), text };
  const version = document.version + 1;
  editor.documents.set(uri, TextDocument.update(document, [change], version));
  await editor.connection.sendNotification(DidChangeTextDocumentNotification.type, {
    textDocument: { uri, version },
    contentChanges: [change],
  });
}

export async function close(editor: Editor, uri: string): Promise<void> {
  editor.documents.delete(uri);
  await editor.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
}

export function documentAt(editor: Editor, uri: string): TextDocument {
  const document = editor.documents.get(uri);
  assert(document, `${uri} is open`);
  return document;
}

/** The range of the only occurrence of `part`. */
export function rangeOfPart(document: TextDocument, part: string): Range {
  const start = document.getText().indexOf(part);
  assert(start >= 0 && document.getText().indexOf(part, start + 1) < 0, `"${part}" occurs once`);
  return { start: document.positionAt(start), end: document.positionAt(start + part.length) };
}

/** The diagnostics that were pushed last for a version of a document, as soon as they are. */
export async function pushedDiagnostics(
  editor: Editor,
  uri: string,
  version: number | undefined,
): Promise<Diagnostic[]> {
  const pushed = () => editor.published.findLast((params) => params.uri === uri && params.version === version);
  await until(() => pushed() !== undefined, `diagnostics of version ${version} were pushed`);
  return pushed()?.diagnostics ?? [];
}

export async function until(holds: () => boolean, what: string): Promise<void> {
  for (let turn = 0; turn < 400; turn++) {
    if (holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  assert.fail(`Waited in vain: ${what}`);
}
