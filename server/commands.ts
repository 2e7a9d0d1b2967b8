/** Commands that the server runs: lists about a document, and the analysis of the whole workspace. */
import {
  type Diagnostic,
  DiagnosticSeverity,
  type ExecuteCommandParams,
  type Position,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { COMMANDS, type WorkspaceSummary } from '../shared/messages.ts';
import { advance } from './advance.ts';
import { diagnostics } from './features/diagnostics.ts';
import { contractToCopy, guardRemarks, unknownRemarks } from './features/remarks.ts';
import { uriOfPath } from './features/uris.ts';
import { type Opened, openFiles, type Session, send, viewOf } from './session.ts';

export function serveCommands(session: Session): void {
  session.connection.onExecuteCommand(async ({ command, arguments: args = [] }: ExecuteCommandParams) => {
    await session.ready;
    const [uri, position] = args as [string?, Position?];
    switch (command) {
      case COMMANDS.guards:
        return about(session, uri, (opened) =>
          guardRemarks(opened.analysis, { ...opened, position: position ?? START }),
        );
      case COMMANDS.unknowns:
        return about(session, uri, ({ analysis, document }) => unknownRemarks(analysis, document));
      case COMMANDS.contract:
        return about(session, uri, (opened) =>
          contractToCopy(opened.analysis, { ...opened, position: position ?? START }),
        );
      case COMMANDS.workspace:
        return analyseWorkspace(session);
      default:
        return null;
    }
  });
}

const START: Position = { line: 0, character: 0 };

function about<T>(session: Session, uri: string | undefined, view: (opened: Opened) => T): T | null {
  const document = uri === undefined ? undefined : session.documents.get(uri);
  return document === undefined ? null : viewOf(session, document, view);
}

/** Publishes the findings of every file, those of open documents apart, which the editor shows anyway. */
async function analyseWorkspace(session: Session): Promise<WorkspaceSummary> {
  const { projects, connection, client } = session;
  const paths = projects.sources();
  const progress = client.showsProgress ? await connection.window.createWorkDoneProgress() : null;
  progress?.begin('Shapewise', 0, 'analysing the workspace', true);
  let summary: WorkspaceSummary = { files: 0, errors: 0, warnings: 0 };
  for (const [index, path] of paths.entries()) {
    if (progress?.token.isCancellationRequested) break;
    progress?.report(Math.round((100 * index) / paths.length), path);
    await advance(session, path, () => progress?.token.isCancellationRequested === true);
    const found = findingsOf(session, path);
    summary = {
      files: summary.files + 1,
      errors: summary.errors + count(found, DiagnosticSeverity.Error),
      warnings: summary.warnings + count(found, DiagnosticSeverity.Warning),
    };
    const uri = uriOfPath(path);
    if (session.documents.get(uri) !== undefined) continue;
    session.publishedClosed.add(uri);
    await send(() => connection.sendDiagnostics({ uri, diagnostics: found }));
  }
  progress?.done();
  return summary;
}

function findingsOf(session: Session, path: string): Diagnostic[] {
  const analysis = session.projects.analyze(path);
  const text = session.projects.text(path);
  if (analysis === null || text === null) return [];
  return diagnostics(analysis.diagnostics, {
    document: TextDocument.create(uriOfPath(path), '', 0, text),
    files: openFiles(session),
  });
}

function count(found: readonly Diagnostic[], severity: DiagnosticSeverity): number {
  return found.filter((one) => one.severity === severity).length;
}
