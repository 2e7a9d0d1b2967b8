/** The VS Code extension: starts the server beside it and hands it the settings. */
import { type ExtensionContext, workspace } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { type ClientOptions, STATUS } from '../shared/messages.ts';
import { registerCommands } from './commands.ts';
import { restarting } from './restarts.ts';
import { createStatus } from './status.ts';

const LANGUAGES = ['typescript', 'javascript', 'typescriptreact', 'javascriptreact'];
/** Files, documents that were never saved, cells of notebooks, and files of repositories that are not on this machine. */
const SCHEMES = ['file', 'untitled', 'vscode-notebook-cell', 'vscode-vfs'];

let client: LanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const module = context.asAbsolutePath('dist/server.js');
  const documentSelector = LANGUAGES.flatMap((language) => SCHEMES.map((scheme) => ({ scheme, language })));
  const status = createStatus(documentSelector);
  const options: ClientOptions = { guardsCommand: 'shapewise.showGuards', status: true };
  client = new LanguageClient(
    'shapewise',
    'Shapewise',
    { module, transport: TransportKind.ipc },
    {
      documentSelector,
      initializationOptions: { client: options },
      errorHandler: restarting({
        tell: (text) => status.show({ state: 'failed', text }),
        wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
        now: Date.now,
      }),
      synchronize: {
        configurationSection: 'shapewise',
        fileEvents: workspace.createFileSystemWatcher('**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs,json}'),
      },
    },
  );
  client.onNotification(STATUS, status.show);
  context.subscriptions.push(...registerCommands(client), status);
  await client.start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
