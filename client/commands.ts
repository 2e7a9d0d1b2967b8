/** The commands of the palette: what they ask of the server, and how they show it. */
import {
  commands,
  type Disposable,
  env,
  Selection,
  type TextEditor,
  TextEditorRevealType,
  Uri,
  window,
  workspace,
} from 'vscode';
import { ExecuteCommandRequest, type LanguageClient } from 'vscode-languageclient/node';
import { COMMANDS, type Remarks, type WorkspaceSummary } from '../shared/messages.ts';

interface PlainPosition {
  readonly line: number;
  readonly character: number;
}

export function registerCommands(client: LanguageClient): Disposable[] {
  const run: Readonly<Record<string, (...args: never[]) => unknown>> = {
    'shapewise.restart': () => client.restart(),
    'shapewise.showOutput': () => client.outputChannel.show(true),
    'shapewise.showGuards': (uri?: string, position?: PlainPosition) =>
      showRemarks(client, COMMANDS.guards, uri, position),
    'shapewise.showUnknown': () => showRemarks(client, COMMANDS.unknowns),
    'shapewise.copyContract': () => copyContract(client),
    'shapewise.analyseWorkspace': () => analyseWorkspace(client),
  };
  return Object.entries(run).map(([name, action]) => commands.registerCommand(name, action));
}

/** A list in which to choose a place, which the editor shows while the list is looked through. */
async function showRemarks(client: LanguageClient, command: string, uri?: string, at?: PlainPosition): Promise<void> {
  const editor = uri === undefined ? window.activeTextEditor : await editorOf(Uri.parse(uri));
  if (editor === undefined) return;
  const answer = await ask<Remarks>(client, command, editor, at);
  if (answer === null || answer.remarks.length === 0) {
    window.showInformationMessage('Shapewise has nothing to tell here.');
    return;
  }
  const items = answer.remarks.map(({ label, detail, ...place }) => ({ label, detail, place }));
  const show = (item: (typeof items)[number] | undefined) => item && reveal(editor, item.place);
  const picker = window.createQuickPick<(typeof items)[number]>();
  Object.assign(picker, { title: answer.title, items, matchOnDetail: true });
  picker.onDidChangeActive(([item]) => show(item));
  picker.onDidAccept(() => picker.hide());
  picker.onDidHide(() => picker.dispose());
  picker.show();
}

async function copyContract(client: LanguageClient): Promise<void> {
  const editor = window.activeTextEditor;
  const contract = editor === undefined ? null : await ask<string>(client, COMMANDS.contract, editor);
  if (contract === null) {
    window.showInformationMessage('Shapewise knows no contract of the function at the cursor.');
    return;
  }
  await env.clipboard.writeText(contract);
  window.setStatusBarMessage('Contract copied', 3000);
}

async function analyseWorkspace(client: LanguageClient): Promise<void> {
  const summary = await client.sendRequest(ExecuteCommandRequest.type, { command: COMMANDS.workspace });
  const { files, errors, warnings } = summary as WorkspaceSummary;
  window.showInformationMessage(`Shapewise: ${files} files, ${errors} errors, ${warnings} warnings`);
}

async function ask<T>(
  client: LanguageClient,
  command: string,
  { document, selection }: TextEditor,
  at: PlainPosition = selection.active,
): Promise<T | null> {
  const position = { line: at.line, character: at.character };
  const params = { command, arguments: [document.uri.toString(), position] };
  return (await client.sendRequest(ExecuteCommandRequest.type, params)) as T | null;
}

async function editorOf(uri: Uri): Promise<TextEditor> {
  return window.showTextDocument(await workspace.openTextDocument(uri));
}

function reveal(editor: TextEditor, { line, character }: PlainPosition): void {
  editor.selection = new Selection(line, character, line, character);
  editor.revealRange(editor.selection, TextEditorRevealType.InCenterIfOutsideViewport);
}
