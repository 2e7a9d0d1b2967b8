/** The language server: keeps an editor's documents, and answers from their analysis through the features. */
import {
  CodeLensRefreshRequest,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  LogMessageNotification,
  MessageType,
  TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createAttempt } from './attempt.ts';
import { serveCommands } from './commands.ts';
import { configurationOf, type Stated, sectionOf } from './configuration.ts';
import { clientOf, clientOptions, folderUris, serverCapabilities } from './features/client.ts';
import { diagnostics, SOURCE } from './features/diagnostics.ts';
import { pathOfFileUri, uriOfPath } from './features/uris.ts';
import { type AnalyzerFactory, createProjects } from './projects.ts';
import { createQuiet } from './quiet.ts';
import { serveRequests } from './requests.ts';
import { advanced, pathOf, type Session, send, showWarning, viewOf } from './session.ts';
import { readSettingsFile, SETTINGS_FILE } from './workspace/settingsFile.ts';

/** How long nobody must have typed before a long analysis starts. */
const QUIET_MILLISECONDS = 150;

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
    options: {},
    publishedClosed: new Set(),
    lastAnalysis: null,
    failures: new Set(),
    hasAnalysed: false,
    publications: 0,
  };
  serveLifecycle(session);
  serveSettings(session);
  serveDocuments(session);
  serveRequests(session);
  serveCommands(session);
  session.documents.listen(connection);
  connection.listen();
}

function serveLifecycle(session: Session): void {
  const { connection, projects } = session;
  connection.onInitialize((params) => {
    session.client = clientOf(params.capabilities);
    session.given = params.initializationOptions;
    session.options = clientOptions(params.initializationOptions);
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
  connection.onDidChangeWatchedFiles(async ({ changes }) => {
    const paths = changes.flatMap(({ uri }) => pathOfFileUri(uri));
    const hasSettings = paths.some((path) => path.endsWith(`/${SETTINGS_FILE}`) || path.endsWith('/package.json'));
    if (hasSettings) {
      session.ready = configure(session);
      await session.ready;
    }
    if (projects.refresh(paths) || hasSettings) refresh(session);
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
  const stated = folders.map((folder, i): [string | null, Stated] => [
    folder,
    { editor: answers?.[i] ?? fallback, file: folder === null ? null : readSettingsFile(folder) },
  ]);
  const { settings, complaint } = configurationOf(new Map(stated));
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
    if (session.publishedClosed.delete(document.uri)) {
      send(() => session.connection.sendDiagnostics({ uri: document.uri, diagnostics: [] }));
    }
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

/** Pushes the diagnostics of all open documents, `first` before the others, where the client does not pull them. */
async function publish(session: Session, first: TextDocument | null): Promise<void> {
  const { connection, documents, quiet, client } = session;
  if (client.pullsDiagnostics) return;
  const publication = ++session.publications;
  const isStale = () => publication !== session.publications;
  await session.ready;
  for (const document of new Set([...(first ? [first] : []), ...documents.all()])) {
    if (!(await quiet.settle('all', isStale)) || !(await advanced(session, document, isStale))) return;
    const found = viewOf(session, document, (opened) => diagnostics(opened.analysis.diagnostics, opened)) ?? [];
    const { uri, version } = document;
    await send(() => connection.sendDiagnostics({ uri, version, diagnostics: found }));
  }
}

/** Everything shown may have changed, without a change of a document. */
function refresh(session: Session): void {
  const { connection, client } = session;
  if (client.refreshesDiagnostics) send(() => connection.languages.diagnostics.refresh());
  if (client.refreshesCodeLenses) send(() => connection.sendRequest(CodeLensRefreshRequest.type));
  if (client.refreshesInlayHints) send(() => connection.languages.inlayHint.refresh());
  publish(session, null);
}
