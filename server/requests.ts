/** The requests of an editor, each handed to its feature. */
import {
  type CancellationToken,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  type DocumentSymbol,
  LSPErrorCodes,
  ResponseError,
  type SymbolInformation,
} from 'vscode-languageserver/node';
import { COMMANDS } from '../shared/messages.ts';
import type { Rewriting } from './analysis/analyzer.ts';
import type { DiagnosticReport } from './analysis/report.ts';
import { codeLenses } from './features/code-lens.ts';
import { completion, completionContext } from './features/completion.ts';
import { definition } from './features/definition.ts';
import { diagnostics } from './features/diagnostics.ts';
import { documentSymbols, symbolList } from './features/document-symbols.ts';
import { hover } from './features/hover.ts';
import { type HintData, inlayHints, resolvedHint } from './features/inlay-hints.ts';
import { quickFixes } from './features/quick-fixes.ts';
import { prepareRename, rename } from './features/rename.ts';
import { rewrites } from './features/rewrites.ts';
import { mayBeInCall, signatureHelp } from './features/signature-help.ts';
import { answer, bindingsOf, firstDiagnosticsOf, hintWork, type Opened, type Session } from './session.ts';

export function serveRequests(session: Session): void {
  serveViews(session);
  serveEdits(session);
  serveContracts(session);
}

function serveViews(session: Session): void {
  const { connection, projects } = session;
  connection.languages.inlayHint.on(({ textDocument, range }, token) =>
    answer(
      session,
      textDocument.uri,
      token,
      [],
      (opened) =>
        inlayHints(bindingsOf(session, opened, range), {
          document: opened.document,
          range,
          show: projects.settings(opened.path).inlayHints,
          lazy: session.client.resolvesHints,
        }),
      hintWork(session),
    ),
  );
  connection.languages.inlayHint.resolve((hint, token) =>
    answer(session, (hint.data as HintData).uri, token, hint, ({ analysis, document }) =>
      resolvedHint(analysis, document, hint, session.client.hoverFormat),
    ),
  );
  connection.onHover(({ textDocument, position }, token) =>
    answer(session, textDocument.uri, token, null, ({ analysis, document, path, files }) => {
      const explain = (offset: number) => projects.explain(path, offset);
      return hover(analysis, { document, position, format: session.client.hoverFormat, explain, files });
    }),
  );
  connection.onCodeLens(({ textDocument }, token) =>
    answer(session, textDocument.uri, token, [], ({ analysis, document, path }) => {
      const { guardsCommand = COMMANDS.guards } = session.options;
      return projects.settings(path).codeLens ? codeLenses(analysis, { document, guardsCommand }) : [];
    }),
  );
  connection.onDocumentSymbol(({ textDocument }, token) =>
    answer<SymbolInformation[] | DocumentSymbol[]>(session, textDocument.uri, token, [], ({ document, path }) => {
      const outline = projects.settings(path).outline ? projects.outline(path) : [];
      return session.client.nestsSymbols ? documentSymbols(outline, document) : symbolList(outline, document);
    }),
  );
  connection.languages.diagnostics.on((params, token) => pulledDiagnostics(session, params, token));
}

function serveEdits(session: Session): void {
  const { connection, projects } = session;
  connection.onCodeAction(({ textDocument, range, context }, token) =>
    answer(session, textDocument.uri, token, [], ({ analysis, document, path, files }) => {
      const versioned = session.client.versionedEdits;
      const fixes = (finding: DiagnosticReport) => projects.fixes(path, finding);
      const rewrite = (rewriting: Rewriting) => projects.rewrite(path, rewriting);
      const params = { document, range, context, files, versioned };
      return [...quickFixes(analysis, { ...params, fixes }), ...rewrites(analysis, { ...params, rewrite })];
    }),
  );
}

/** What is written about sizes: names, their places, and what may be written. */
function serveContracts(session: Session): void {
  const { connection, documents } = session;
  connection.onCompletion(async ({ textDocument, position }, token) => {
    const document = documents.get(textDocument.uri);
    const context = document === undefined ? null : completionContext(document, position);
    if (context === null) return [];
    return answer(session, textDocument.uri, token, [], (opened) =>
      completion(opened.analysis, { document: opened.document, position, context }),
    );
  });
  connection.onSignatureHelp(async ({ textDocument, position }, token) => {
    const document = documents.get(textDocument.uri);
    if (document === undefined || !mayBeInCall(document, position)) return null;
    return answer(session, textDocument.uri, token, null, (opened) => {
      const report = session.projects.describeCall(opened.path, opened.document.offsetAt(position));
      return report === null ? null : signatureHelp(report, session.client.signatureFormat);
    });
  });
  connection.onDefinition(({ textDocument, position }, token) =>
    answer(session, textDocument.uri, token, null, ({ analysis, document }) =>
      definition(analysis, { document, position }),
    ),
  );
  connection.onPrepareRename(({ textDocument, position }, token) =>
    answer(session, textDocument.uri, token, null, ({ analysis, document }) =>
      prepareRename(analysis, { document, position }),
    ),
  );
  connection.onRenameRequest(async ({ textDocument, position, newName }, token) => {
    const edits = await answer(session, textDocument.uri, token, null, ({ analysis, document }) =>
      rename(analysis, { document, position, newName }),
    );
    if (edits === null || edits instanceof ResponseError) return edits;
    if (typeof edits === 'string') return new ResponseError(LSPErrorCodes.RequestFailed, edits);
    return { changes: { [textDocument.uri]: [...edits] } };
  });
}

async function pulledDiagnostics(
  session: Session,
  { textDocument: { uri }, previousResultId }: DocumentDiagnosticParams,
  token: CancellationToken,
): Promise<DocumentDiagnosticReport | ResponseError<{ retriggerRequest: boolean }>> {
  const { projects, client } = session;
  const reportOf = (opened: Opened, resultId: string, found: readonly DiagnosticReport[]): DocumentDiagnosticReport =>
    resultId === previousResultId
      ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId }
      : { kind: DocumentDiagnosticReportKind.Full, resultId, items: diagnostics(found, opened) };
  const first = (opened: Opened): DocumentDiagnosticReport | null => {
    const found = firstDiagnosticsOf(session, opened);
    const state = projects.state(opened.path) ?? '';
    return found && reportOf(opened, found.isSettled ? state : `${state} first`, found.told);
  };
  const none: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };
  const whole = (opened: Opened): DocumentDiagnosticReport =>
    reportOf(opened, projects.state(opened.path) ?? '', opened.analysis.diagnostics);
  const early = client.refreshesDiagnostics ? await answer(session, uri, token, null, first, 'edited') : null;
  const report = early ?? (await answer(session, uri, token, none, whole));
  if (!(report instanceof ResponseError)) return report;
  return new ResponseError(LSPErrorCodes.ServerCancelled, report.message, { retriggerRequest: true });
}
