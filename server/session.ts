/** A session with one editor: its documents, what it can do, and how its questions are answered from an analysis. */
import {
  type CancellationToken,
  type Connection,
  LSPErrorCodes,
  MessageType,
  ResponseError,
  ShowMessageNotification,
  type TextDocuments,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { FileAnalysis } from './analysis/report.ts';
import type { Attempt } from './attempt.ts';
import type { Client } from './features/client.ts';
import { type Files, filesOf } from './features/files.ts';
import { pathOfUri } from './features/uris.ts';
import type { Projects } from './projects.ts';
import type { Quiet } from './quiet.ts';

export interface Session {
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

/** A document with its analysis. */
export interface Opened {
  readonly document: TextDocument;
  readonly path: string;
  readonly files: Files;
  readonly analysis: FileAnalysis;
}

/** What `view` makes of a document's analysis; `empty` where there is none, and an error where it came too late. */
export async function answer<T>(
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

/** `null` where there is nothing to see: no program, or a failure. */
export function viewOf<T>(session: Session, document: TextDocument, view: (opened: Opened) => T): T | null {
  const path = pathOf(session, document);
  const analysis = path === null ? null : session.projects.analyze(path);
  if (path === null || analysis === null) return null;
  return session.attempt(`Showing ${path}`, () => view({ document, path, analysis, files: openFiles(session) }));
}

export function showWarning(connection: Connection, message: string): void {
  send(() => connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message }));
}

/** The client's answer, or `null` from a client that refuses or is gone: neither is a reason to end. */
export async function send<T>(request: () => Promise<T>): Promise<T | null> {
  try {
    return await request();
  } catch {
    return null;
  }
}

export function openFiles(session: Session): Files {
  const { documents, projects } = session;
  const open = documents.all().map((document) => [pathOf(session, document) ?? document.uri, document] as const);
  return filesOf(new Map(open), projects.text);
}

export function pathOf({ projects }: Session, { uri, languageId }: TextDocument): string | null {
  return pathOfUri(uri, languageId, projects.folders()[0] ?? process.cwd());
}
