/** A session with one editor: its documents, what it can do, and how its questions are answered from an analysis. */
import { isDeepStrictEqual } from 'node:util';
import {
  type CancellationToken,
  type Connection,
  LSPErrorCodes,
  MessageType,
  type Range,
  ResponseError,
  ShowMessageNotification,
  type TextDocuments,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type ClientOptions, STATUS, type Status } from '../shared/messages.ts';
import { advance } from './advance.ts';
import type { First } from './analysis/parts/roots.ts';
import { type BindingReport, type DiagnosticReport, FAILED, type FileAnalysis } from './analysis/report.ts';
import type { Attempt } from './attempt.ts';
import type { Client } from './features/client.ts';
import { type Files, filesOf } from './features/files.ts';
import { offsetsOf } from './features/positions.ts';
import { pathOfUri } from './features/uris.ts';
import type { Projects } from './projects.ts';
import type { Quiet, Work } from './quiet.ts';

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
  /** What the extension said of itself. */
  options: ClientOptions;
  /** Closed files whose findings were published when the whole workspace was analysed. */
  readonly publishedClosed: Set<string>;
  /** What was shown last, to tell a new analysis from one that is shown again. */
  lastAnalysis: FileAnalysis | null;
  /** The failures of the analysis that the log has: each stands there once. */
  readonly failures: Set<string>;
  /** Whether something was analysed already: the first time takes longest. */
  hasAnalysed: boolean;
  /** Counts the requests to publish diagnostics: a later one takes over from an earlier. */
  publications: number;
}

/** A document with its analysis. */
export interface Opened {
  readonly document: TextDocument;
  readonly path: string;
  readonly files: Files;
  /** Made when it is first asked for. */
  readonly analysis: FileAnalysis;
}

/** What `view` makes of a document's analysis; `empty` where there is none, and an error where it came too late. */
export async function answer<T>(
  session: Session,
  uri: string,
  token: CancellationToken,
  empty: T,
  view: (opened: Opened) => T,
  work: Work = 'all',
): Promise<T | ResponseError<void>> {
  const { documents, quiet } = session;
  const document = documents.get(uri);
  if (!document) return empty;
  const { version } = document;
  const isStale = () =>
    token.isCancellationRequested || documents.get(uri) !== document || document.version !== version;
  await session.ready;
  if (await quiet.settle(work, isStale)) {
    const done = await beginning(session);
    const isThere = work !== 'all' || (await advanced(session, document, isStale));
    const result = (isThere ? viewOf(session, document, view) : null) ?? empty;
    done();
    // The person may have typed on while the analysis had the process.
    if (isThere && (await quiet.settle(work, isStale))) return result;
  }
  if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
  return documents.get(uri) ? new ResponseError(LSPErrorCodes.ContentModified, 'the document has changed') : empty;
}

/** False where the text of a document has changed before its analysis was nearly done. */
export async function advanced(session: Session, document: TextDocument, isStale: () => boolean): Promise<boolean> {
  const path = pathOf(session, document);
  return path === null || advance(session, path, isStale);
}

/** The first analysis reads the program and the declarations of its packages, and says so. @returns what to do at its end */
async function beginning(session: Session): Promise<() => void> {
  if (session.hasAnalysed) return () => undefined;
  session.hasAnalysed = true;
  const { connection, client } = session;
  const progress = client.showsProgress ? await send(() => connection.window.createWorkDoneProgress()) : null;
  progress?.begin('Shapewise', undefined, 'reading the program');
  tellStatus(session, { state: 'busy', text: 'reading the program' });
  // The messages leave before the analysis takes the process.
  await new Promise((resolve) => setImmediate(resolve));
  return () => progress?.done();
}

/** What the extension's status item shows. */
export function tellStatus({ connection, options }: Session, status: Status): void {
  if (options.status === true) send(() => connection.sendNotification(STATUS, status));
}

/** `null` where there is nothing to see: no program, or a failure. */
export function viewOf<T>(session: Session, document: TextDocument, view: (opened: Opened) => T): T | null {
  const path = pathOf(session, document);
  if (path === null) return null;
  return session.attempt(`Showing ${path}`, () => {
    try {
      return view({
        document,
        path,
        files: openFiles(session),
        get analysis() {
          return analysed(session, path) ?? refuse();
        },
      });
    } catch (error) {
      if (error instanceof NoAnalysis) return null;
      throw error;
    }
  });
}

/** There is no analysis, for a reason that was told. */
class NoAnalysis extends Error {}

function refuse(): never {
  throw new NoAnalysis();
}

/** What hints are made of: what was edited goes before the rest, and that is confirmed when all was analysed. */
export function bindingsOf(session: Session, { document, path }: Opened, range: Range): readonly BindingReport[] {
  const { projects, connection } = session;
  const { start, end } = offsetsOf(document, range);
  const first = timed(session, hintWork(session), () =>
    hintWork(session) === 'edited' ? projects.firstBindings(path, start, end) : null,
  );
  const bindings = first?.told ?? timed(session, 'all', () => projects.bindings(path, start, end)) ?? refuse();
  const isThere = (one: BindingReport) => one.start <= end && one.end >= start;
  const textsIn = (all: readonly BindingReport[]) => textsOf(all.filter(isThere)).sort();
  if (first?.isSettled === false) {
    const isSame = (analysis: FileAnalysis) => isDeepStrictEqual(textsIn(analysis.bindings), textsIn(bindings));
    confirm(session, document, isSame, () => connection.languages.inlayHint.refresh());
  }
  return bindings;
}

/** Only what was edited, for an editor that asks again for its hints when the rest says otherwise. */
export function hintWork({ client }: Session): Work {
  return client.refreshesInlayHints ? 'edited' : 'all';
}

/** What is found: in what was edited now, in the rest before, which is confirmed as hints are. `null` where all has to be analysed. */
export function firstDiagnosticsOf(
  session: Session,
  { document, path }: Opened,
): First<readonly DiagnosticReport[]> | null {
  const { projects, connection } = session;
  const first = timed(session, 'edited', () => projects.firstDiagnostics(path));
  if (first?.isSettled === false) {
    const shown = textsOf(first.told);
    const isSame = (analysis: FileAnalysis) => isDeepStrictEqual(textsOf(analysis.diagnostics), shown);
    confirm(session, document, isSame, () => connection.languages.diagnostics.refresh());
  }
  return first;
}

function textsOf(reports: readonly object[]): string[] {
  return reports.map((one) => JSON.stringify(one));
}

/** The pause before the next work of its kind goes by how long it took. */
function timed<T>({ quiet }: Session, work: Work, run: () => T): T {
  const begin = performance.now();
  const result = run();
  quiet.took(work, performance.now() - begin);
  return result;
}

/** Lets the editor ask again where the whole analysis says something else than what was shown. */
async function confirm(
  session: Session,
  document: TextDocument,
  isSame: (analysis: FileAnalysis) => boolean,
  askAgain: () => Promise<void>,
): Promise<void> {
  const { documents, quiet } = session;
  const { uri, version } = document;
  const isStale = () => documents.get(uri) !== document || document.version !== version;
  if (!(await quiet.settle('background', isStale)) || !(await advanced(session, document, isStale))) return;
  if (viewOf(session, document, ({ analysis }) => isSame(analysis)) === false) send(askAgain);
}

/** The analysis of a file; the log and the status tell of each that was made anew. */
function analysed(session: Session, path: string): FileAnalysis | null {
  const begin = performance.now();
  const analysis = session.projects.analyze(path);
  if (analysis === null) tellStatus(session, { state: 'failed', text: `${path} could not be analysed` });
  else if (session.lastAnalysis !== analysis) {
    const milliseconds = Math.round(performance.now() - begin);
    session.quiet.took('all', milliseconds);
    const summary = summaryOf(analysis);
    session.connection.console.info(`${path}: ${summary}, ${milliseconds} ms`);
    for (const failure of failuresOf(path, analysis)) {
      if (!session.failures.has(failure)) session.connection.console.error(failure);
      session.failures.add(failure);
    }
    tellStatus(session, { state: 'ready', text: summary });
  }
  session.lastAnalysis = analysis;
  return analysis;
}

/** Where the analysis itself failed: it costs a function or a file, which has a finding, and is told in the log. */
function failuresOf(path: string, analysis: FileAnalysis): readonly string[] {
  const { failure, tally } = analysis;
  const failed = tally.failed === 0 ? [] : analysis.functions.filter(({ why }) => why?.startsWith(FAILED));
  const told = failed.map(({ name, why }) => `The analysis of ${name} in ${path} failed: ${why?.slice(FAILED.length)}`);
  return failure === undefined ? told : [`The analysis of ${path} failed: ${failure}`];
}

function summaryOf({ tally: { functions, tensors, known }, diagnostics }: FileAnalysis): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const share = tensors === 0 ? '' : `, ${Math.round((100 * known) / tensors)} % of the shapes known`;
  return `${functions} tensor functions${share}, ${errors} errors`;
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
