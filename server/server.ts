/** The language server: keeps an editor's documents, and answers from their analysis through the features. */
import {
  type CancellationToken,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  LogMessageNotification,
  LSPErrorCodes,
  MessageType,
  ResponseError,
  ShowMessageNotification,
  TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { DiagnosticReport, FileAnalysis } from './analysis/report.ts';
import { type Attempt, createAttempt } from './attempt.ts';
import { configurationOf, sectionOf } from './configuration.ts';
import { type Client, clientOf, folderUris, serverCapabilities } from './features/client.ts';
import { diagnostics, SOURCE } from './features/diagnostics.ts';
import { type Files, filesOf } from './features/files.ts';
import { hover } from './features/hover.ts';
import { inlayHints } from './features/inlay-hints.ts';
import { quickFixes } from './features/quick-fixes.ts';
import { pathOfFileUri, pathOfUri, uriOfPath } from './features/uris.ts';
import { type AnalyzerFactory, createProjects, type Projects } from './projects.ts';
import { createQuiet, type Quiet } from './quiet.ts';

/** How long nobody must have typed before an analysis starts. */
const QUIET_MILLISECONDS = 150;

interface Session {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly projects: Projects;
  readonly quiet: Quiet;
  readonly attempt: Attempt;
  client: Client;
  /** The settings as the client sent them unasked; the only ones of a client that cannot be asked. */
  given: unknown;
  /** Resolves when the settings are there. */
  ready: Promise<void>;
  /** The last complaint about the settings, which is not repeated. */
  complaint: string;
  /** Counts the requests to publish diagnostics: a later one takes over from an earlier. */
  publications: number;
}

/** Serves `connection`, from now on until it ends. */
export function createServer(
  connection: Connection,
  createAnalyzer: AnalyzerFactory,
  quietMilliseconds = QUIET_MILLISECONDS,
): void {
  const attempt = createAttempt({
    log: (message) =>
      send(() => connection.sendNotification(LogMessageNotification.type, { type: MessageType.Error, message })),
    warn: (message) => showWarning(connection, message),
  });
  const session: Session = {
    connection,
    documents: new TextDocuments(TextDocument),
    projects: createProjects(createAnalyzer, attempt),
    attempt,
    quiet: createQuiet(quietMilliseconds),
    client: clientOf({}),
    given: null,
    ready: Promise.resolve(),
    complaint: '',
    publications: 0,
  };
  serveLifecycle(session);
  serveSettings(session);
  serveDocuments(session);
  serveFeatures(session);
  session.documents.listen(connection);
  connection.listen();
}

function serveLifecycle(session: Session): void {
  const { connection, projects } = session;
  connection.onInitialize((params) => {
    session.client = clientOf(params.capabilities);
    session.given = params.initializationOptions;
    projects.setFolders(folderUris(params).flatMap(pathOfFileUri));
    return { capabilities: serverCapabilities(session.client), serverInfo: { name: SOURCE } };
  });
  connection.onInitialized(() => {
    session.ready = configure(session);
    if (session.client.hasFolders) serveFolders(session);
    if (session.client.registersConfiguration) {
      send(() => connection.client.register(DidChangeConfigurationNotification.type, { section: SOURCE }));
    }
    if (!session.client.registersFiles) return;
    const watchers = [
      { globPattern: '**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}' },
      { globPattern: '**/{tsconfig,model}*.json' },
    ];
    send(() => connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }));
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    if (projects.refresh(changes.flatMap(({ uri }) => pathOfFileUri(uri)))) refresh(session);
  });
  connection.onShutdown(() => {
    session.publications++;
  });
}

function serveFolders(session: Session): void {
  const { connection, projects } = session;
  connection.workspace.onDidChangeWorkspaceFolders(async ({ added, removed }) => {
    const gone = removed.flatMap(({ uri }) => pathOfFileUri(uri));
    const kept = projects.folders().filter((folder) => !gone.includes(folder));
    projects.setFolders([...new Set([...kept, ...added.flatMap(({ uri }) => pathOfFileUri(uri))])]);
    session.ready = configure(session);
    await session.ready;
    refresh(session);
  });
}

function serveSettings(session: Session): void {
  const { connection } = session;
  connection.onDidChangeConfiguration(async ({ settings }) => {
    session.given = settings ?? session.given;
    session.ready = configure(session);
    await session.ready;
    refresh(session);
  });
}

/** Gives every folder its settings: asked for where the client can answer, else as it sent them. */
async function configure(session: Session): Promise<void> {
  const { connection, projects, client, given } = session;
  const folders = [null, ...projects.folders()];
  const items = folders.map((folder) => ({ section: SOURCE, ...(folder && { scopeUri: uriOfPath(folder) }) }));
  const answers = client.hasConfiguration ? await send(() => connection.workspace.getConfiguration(items)) : null;
  const fallback = sectionOf(given, SOURCE);
  const { settings, complaint } = configurationOf(
    new Map(folders.map((folder, i) => [folder, answers?.[i] ?? fallback])),
  );
  if (complaint !== '' && complaint !== session.complaint) showWarning(connection, complaint);
  session.complaint = complaint;
  projects.configure(settings);
}

function serveDocuments(session: Session): void {
  const { connection, documents, projects, quiet } = session;
  documents.onDidChangeContent(({ document }) => {
    const path = pathOf(session, document);
    if (path === null) return;
    projects.update(path, document.getText());
    quiet.touch();
    publish(session, document);
  });
  documents.onDidClose(({ document }) => {
    const path = pathOf(session, document);
    if (path === null) return;
    projects.close(path);
    if (session.client.pullsDiagnostics) return;
    send(() => connection.sendDiagnostics({ uri: document.uri, diagnostics: [] }));
    publish(session, null);
  });
}

function serveFeatures(session: Session): void {
  const { connection, projects } = session;
  connection.languages.inlayHint.on(({ textDocument, range }, token) =>
    answer(session, textDocument.uri, token, [], ({ analysis, document, path }) =>
      inlayHints(analysis, { document, range, show: projects.settings(path).inlayHints }),
    ),
  );
  connection.onHover(({ textDocument, position }, token) =>
    answer(session, textDocument.uri, token, null, ({ analysis, document }) =>
      hover(analysis, { document, position, format: session.client.hoverFormat }),
    ),
  );
  connection.onCodeAction(({ textDocument, range, context }, token) =>
    answer(session, textDocument.uri, token, [], ({ analysis, document, path, files }) => {
      const versioned = session.client.versionedEdits;
      const fixes = (finding: DiagnosticReport) => projects.fixes(path, finding);
      return quickFixes(analysis, { document, range, context, files, versioned, fixes });
    }),
  );
  connection.languages.diagnostics.on((params, token) => pulledDiagnostics(session, params, token));
}

async function pulledDiagnostics(
  session: Session,
  { textDocument, previousResultId }: DocumentDiagnosticParams,
  token: CancellationToken,
): Promise<DocumentDiagnosticReport | ResponseError<{ retriggerRequest: boolean }>> {
  const none: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };
  const report = await answer<DocumentDiagnosticReport>(session, textDocument.uri, token, none, (opened) => {
    const resultId = session.projects.state(opened.path) ?? '';
    if (resultId === previousResultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
    return { kind: DocumentDiagnosticReportKind.Full, resultId, items: diagnostics(opened.analysis, opened) };
  });
  if (!(report instanceof ResponseError)) return report;
  return new ResponseError(LSPErrorCodes.ServerCancelled, report.message, { retriggerRequest: true });
}

/** What `view` makes of a document's analysis; `empty` where there is none, and an error where it came too late. */
async function answer<T>(
  session: Session,
  uri: string,
  token: CancellationToken,
  empty: T,
  view: (opened: Opened) => T,
): Promise<T | ResponseError<void>> {
  const { documents, quiet } = session;
  const document = documents.get(uri);
  if (!document) return empty;
  const { version } = document;
  const isStale = () =>
    token.isCancellationRequested || documents.get(uri) !== document || document.version !== version;
  await session.ready;
  if (await quiet.settle(isStale)) {
    const result = viewOf(session, document, view) ?? empty;
    // The person may have typed on while the analysis had the process.
    if (await quiet.settle(isStale)) return result;
  }
  if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
  return documents.get(uri) ? new ResponseError(LSPErrorCodes.ContentModified, 'the document has changed') : empty;
}

/** Pushes the diagnostics of all open documents, `first` before the others, where the client does not pull them. */
async function publish(session: Session, first: TextDocument | null): Promise<void> {
  const { connection, documents, quiet, client } = session;
  if (client.pullsDiagnostics) return;
  const publication = ++session.publications;
  const isStale = () => publication !== session.publications;
  await session.ready;
  for (const document of new Set([...(first ? [first] : []), ...documents.all()])) {
    if (!(await quiet.settle(isStale))) return;
    const found = viewOf(session, document, (opened) => diagnostics(opened.analysis, opened)) ?? [];
    const { uri, version } = document;
    await send(() => connection.sendDiagnostics({ uri, version, diagnostics: found }));
  }
}

interface Opened {
  readonly document: TextDocument;
  readonly path: string;
  readonly files: Files;
  readonly analysis: FileAnalysis;
}

/** `null` where there is nothing to see: no program, or a failure. */
function viewOf<T>(session: Session, document: TextDocument, view: (opened: Opened) => T): T | null {
  const path = pathOf(session, document);
  const analysis = path === null ? null : session.projects.analyze(path);
  if (path === null || analysis === null) return null;
  return session.attempt(`Showing ${path}`, () => view({ document, path, analysis, files: openFiles(session) }));
}

/** Everything shown may have changed, without a change of a document. */
function refresh(session: Session): void {
  const { connection, client } = session;
  if (client.refreshesDiagnostics) send(() => connection.languages.diagnostics.refresh());
  if (client.refreshesInlayHints) send(() => connection.languages.inlayHint.refresh());
  publish(session, null);
}

function showWarning(connection: Connection, message: string): void {
  send(() => connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message }));
}

/** The client's answer, or `null` from a client that refuses or is gone: neither is a reason to end. */
async function send<T>(request: () => Promise<T>): Promise<T | null> {
  try {
    return await request();
  } catch {
    return null;
  }
}

function openFiles(session: Session): Files {
  const { documents, projects } = session;
  const open = documents.all().map((document) => [pathOf(session, document) ?? document.uri, document] as const);
  return filesOf(new Map(open), projects.text);
}

function pathOf({ projects }: Session, { uri, languageId }: TextDocument): string | null {
  return pathOfUri(uri, languageId, projects.folders()[0] ?? process.cwd());
}
