/** The VS Code extension: starts the server beside it and hands it the settings. */
import { type ExtensionContext, workspace } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import type { ClientOptions } from '../shared/messages.ts';
import { registerCommands } from './commands.ts';
import { showStatus } from './status.ts';

const LANGUAGES = ['typescript', 'javascript', 'typescriptreact', 'javascriptreact'];

let client: LanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const module = context.asAbsolutePath('dist/server.js');
  const documentSelector = LANGUAGES.flatMap((language) => [
    { scheme: 'file', language },
    { scheme: 'untitled', language },
  ]);
  const options: ClientOptions = { guardsCommand: 'shapewise.showGuards', status: true };
  client = new LanguageClient(
    'shapewise',
    'Shapewise',
    { module, transport: TransportKind.ipc },
    {
      documentSelector,
      initializationOptions: { client: options },
      synchronize: {
        configurationSection: 'shapewise',
        fileEvents: workspace.createFileSystemWatcher('**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs,json}'),
      },
    },
  );
  context.subscriptions.push(...registerCommands(client), showStatus(client, documentSelector));
  await client.start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
