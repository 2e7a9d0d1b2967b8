/** What the client can do, and what this server offers to it. */
import {
  type ClientCapabilities,
  CodeActionKind,
  type InitializeParams,
  MarkupKind,
  type ServerCapabilities,
  TextDocumentSyncKind,
} from 'vscode-languageserver/node';
import { type ClientOptions, COMMANDS } from '../../shared/messages.ts';
import { COMPLETION_TRIGGERS } from './completion.ts';
import { SOURCE } from './diagnostics.ts';
import { REMOVE_COMMENTS, WRITE_CONTRACTS } from './kinds.ts';
import { SIGNATURE_TRIGGERS } from './signature-help.ts';

export interface Client {
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly refreshesInlayHints: boolean;
  /** Answers `workspace/configuration`. */
  readonly hasConfiguration: boolean;
  /** Takes a request to tell of changed settings, of changed files. */
  readonly registersConfiguration: boolean;
  readonly registersFiles: boolean;
  readonly hasFolders: boolean;
  /** Asks for the tooltips and links of a hint when it shows them. */
  readonly resolvesHints: boolean;
  readonly versionedEdits: boolean;
  readonly showsProgress: boolean;
  readonly refreshesCodeLenses: boolean;
  readonly hoverFormat: MarkupKind;
  readonly signatureFormat: MarkupKind;
  /** Shows symbols inside symbols. */
  readonly nestsSymbols: boolean;
}

export function clientOf({ workspace, textDocument, window }: ClientCapabilities): Client {
  return {
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    refreshesInlayHints: workspace?.inlayHint?.refreshSupport === true,
    hasConfiguration: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    registersFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    resolvesHints: textDocument?.inlayHint?.resolveSupport?.properties.includes('label.location') === true,
    hasFolders: workspace?.workspaceFolders === true,
    showsProgress: window?.workDoneProgress === true,
    refreshesCodeLenses: workspace?.codeLens?.refreshSupport === true,
    versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
    hoverFormat: formatAmong(textDocument?.hover?.contentFormat),
    signatureFormat: formatAmong(textDocument?.signatureHelp?.signatureInformation?.documentationFormat),
    nestsSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
  };
}

function formatAmong(formats: readonly MarkupKind[] | undefined): MarkupKind {
  return formats?.includes(MarkupKind.Markdown) ? MarkupKind.Markdown : MarkupKind.PlainText;
}

export function serverCapabilities({ pullsDiagnostics }: Client): ServerCapabilities {
  return {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    hoverProvider: true,
    inlayHintProvider: { resolveProvider: true },
    completionProvider: { triggerCharacters: COMPLETION_TRIGGERS },
    definitionProvider: true,
    signatureHelpProvider: { triggerCharacters: SIGNATURE_TRIGGERS },
    documentSymbolProvider: { label: 'Shapes' },
    codeLensProvider: {},
    executeCommandProvider: { commands: Object.values(COMMANDS) },
    renameProvider: { prepareProvider: true },
    codeActionProvider: {
      codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, WRITE_CONTRACTS, REMOVE_COMMENTS],
    },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    ...(pullsDiagnostics && {
      diagnosticProvider: { identifier: SOURCE, interFileDependencies: true, workspaceDiagnostics: false },
    }),
  };
}

/** What the extension says of itself; other clients say nothing. */
export function clientOptions(initializationOptions: unknown): ClientOptions {
  const isObject = typeof initializationOptions === 'object' && initializationOptions !== null;
  const client: unknown = isObject ? Reflect.get(initializationOptions, 'client') : null;
  if (typeof client !== 'object' || client === null) return {};
  const guardsCommand: unknown = Reflect.get(client, 'guardsCommand');
  return {
    ...(typeof guardsCommand === 'string' && { guardsCommand }),
    status: Reflect.get(client, 'status') === true,
  };
}

/** The URIs of the folders that are open. Older clients know one folder only. */
export function folderUris({ workspaceFolders, rootUri }: InitializeParams): string[] {
  if (workspaceFolders) return workspaceFolders.map(({ uri }) => uri);
  return rootUri ? [rootUri] : [];
}
