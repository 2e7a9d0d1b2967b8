/** Tests inside the extension host of a real VS Code: what its own interface gives of the extension. Bundled before it runs. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as vscode from 'vscode';

interface Outcome {
  readonly name: string;
  readonly error: string | null;
}

/** What the run is told through the environment of the extension under test. */
const { folder, results } = require('./run.json') as { folder: string; results: string };

type Test = readonly [name: string, run: () => Promise<void>];

/** Runs every test, one after the other; the results stand in a file. */
export async function run(): Promise<void> {
  const outcomes: Outcome[] = [];
  for (const [name, test] of TESTS) {
    try {
      await test();
      outcomes.push({ name, error: null });
    } catch (error) {
      outcomes.push({ name, error: error instanceof Error ? error.message : String(error) });
    }
  }
  writeFileSync(results, JSON.stringify(outcomes));
}

const TESTS: readonly Test[] = [
  [
    'the extension activates',
    async () => {
      await open('pinned.ts');
      const extension = vscode.extensions.getExtension('shapewise.shapewise');
      await until(() => extension?.isActive === true, 'the extension is active');
    },
  ],
  [
    'diagnostics have codes, links and related places',
    async () => {
      const document = await open('pinned.ts');
      const [found] = await diagnosticsOf(document);
      assert(found && typeof found.code === 'object');
      assert.equal(found.code.value, 'specialization');
      assert.match(found.code.target.toString(), /README\.md#specialization$/);
      assert.equal(document.getText(found.range), 'x.add(tf.zeros([32, 1]))');
    },
  ],
  [
    'inlay hints lead to where sizes come from',
    async () => {
      const document = await open('pinned.ts');
      const [hint] = await until(
        async () => (await hintsOf(document)).filter((one) => labelOf(one).includes('[')),
        'hints',
      );
      assert.equal(labelOf(hint), ': [32, x1]');
    },
  ],
  [
    'hovers tell shapes and costs',
    async () => {
      const document = await open('pinned.ts');
      const text = await hoverAt(document, 'out.sum');
      assert.match(text, /\[32, x1\]/);
      assert.match(text, /bytes/);
    },
  ],
  [
    'quick fixes are applied and remove the finding',
    async () => {
      const document = await open('pinned.ts');
      const [found] = await diagnosticsOf(document);
      assert(found);
      const actions = await actionsAt(document, found.range);
      const titles = actions.map(({ title }) => title);
      for (const title of ['Replace 32 by x.shape[0]', 'Pin x.shape[0] to 32', 'Silence specialization on this line']) {
        assert(titles.includes(title), `${title} among ${titles.join('; ')}`);
      }
      const edit = actions.find(({ title }) => title === 'Replace 32 by x.shape[0]')?.edit;
      assert(edit && (await vscode.workspace.applyEdit(edit)));
      await until(() => ours(document).length === 0, 'the finding is gone');
      await vscode.commands.executeCommand('workbench.action.files.revert');
      await until(() => ours(document).length > 0, 'the finding is back');
    },
  ],
  [
    'source actions write contracts',
    async () => {
      const document = await open('pinned.ts');
      const all = new vscode.Range(0, 0, document.lineCount, 0);
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        all,
        'source.shapewise',
      );
      assert.deepEqual(
        actions.map(({ title }) => title),
        ['Write contracts for this file'],
      );
    },
  ],
  [
    'names in contracts are completed, renamed and followed',
    async () => {
      const document = await open('contract.js');
      await until(() => ours(document).length > 0, 'the file is analysed');
      const at = document.positionAt(document.getText().indexOf('[B, T, C]') + 4);
      const renamed = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
        'vscode.executeDocumentRenameProvider',
        document.uri,
        at,
        'time',
      );
      assert.equal(renamed.entries().flatMap(([, edits]) => edits).length, 4);
      const later = document.positionAt(document.getText().lastIndexOf('T, C'));
      const places = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
        'vscode.executeDefinitionProvider',
        document.uri,
        later,
      );
      assert(places.some((place) => ('targetRange' in place ? place.targetRange : place.range).start.isEqual(at)));
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        at,
        '[',
      );
      const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
      assert(labels.includes('B') && labels.includes('_'), labels.slice(0, 10).join());
    },
  ],
  [
    'a wrong shape comment is an error, and is corrected',
    async () => {
      const document = await open('contract.js');
      const found = (await diagnosticsOf(document)).find(
        ({ severity }) => severity === vscode.DiagnosticSeverity.Error,
      );
      assert(found);
      assert.equal(document.getText(found.range), '[B, T, C]');
      const titles = (await actionsAt(document, found.range)).map(({ title }) => title);
      assert(titles.includes('Correct the shape comment: [B, T]'), titles.join('; '));
    },
  ],
  [
    'lenses tell what functions rely on',
    async () => {
      const document = await open('pinned.ts');
      const lenses = await until(async () => {
        const all = await vscode.commands.executeCommand<vscode.CodeLens[]>(
          'vscode.executeCodeLensProvider',
          document.uri,
          10,
        );
        return all.filter(({ command }) => command?.title.includes('specialization'));
      }, 'lenses');
      assert.equal(lenses[0]?.command?.command, 'shapewise.showGuards');
    },
  ],
  [
    'commands copy a contract and show lists',
    async () => {
      const editor = await vscode.window.showTextDocument(await open('pinned.ts'));
      editor.selection = new vscode.Selection(2, 17, 2, 17);
      await vscode.commands.executeCommand('shapewise.showGuards');
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      const names = await vscode.commands.getCommands(true);
      for (const name of ['restart', 'showOutput', 'showUnknown', 'copyContract', 'analyseWorkspace']) {
        assert(names.includes(`shapewise.${name}`), name);
      }
    },
  ],
  [
    'settings change severities at once',
    async () => {
      const document = await open('pinned.ts');
      const settings = vscode.workspace.getConfiguration('shapewise');
      await settings.update('severity', { specialization: 'error' }, vscode.ConfigurationTarget.Workspace);
      await until(() => ours(document)[0]?.severity === vscode.DiagnosticSeverity.Error, 'an error');
      await settings.update('severity', undefined, vscode.ConfigurationTarget.Workspace);
      await until(() => ours(document)[0]?.severity === vscode.DiagnosticSeverity.Information, 'an information again');
    },
  ],
  [
    'the whole workspace is analysed',
    async () => {
      await vscode.commands.executeCommand('shapewise.server.analyseWorkspace');
      const uri = vscode.Uri.file(`${folder}/mnist.ts`);
      await until(
        () => vscode.languages.getDiagnostics(uri).some(({ source }) => source === 'shapewise'),
        'findings of a closed file',
      );
    },
  ],
  [
    'untitled documents are served',
    async () => {
      const content = "import * as tf from '@tensorflow/tfjs';\nconst b = tf.zeros([2, 3]).matMul(tf.ones([4, 5]));\n";
      const document = await vscode.workspace.openTextDocument({ language: 'typescript', content });
      await vscode.window.showTextDocument(document);
      await until(
        () => ours(document).some(({ severity }) => severity === vscode.DiagnosticSeverity.Error),
        'an error',
      );
    },
  ],
  [
    'help for a call shows the shapes that it takes',
    async () => {
      const content =
        "import * as tf from '@tensorflow/tfjs';\n/** @shape x [B, C] */\nfunction f(x) {\n  return tf.relu(x);\n}\nf( );\n";
      const document = await vscode.workspace.openTextDocument({ language: 'javascript', content });
      await vscode.window.showTextDocument(document);
      const at = document.positionAt(content.lastIndexOf('f( )') + 2);
      const help = await until(
        async () =>
          vscode.commands.executeCommand<vscode.SignatureHelp>('vscode.executeSignatureHelpProvider', document.uri, at),
        'help',
      );
      assert.match(help.signatures[0]?.label ?? '', /^f\(x: \[B, C\]\)/);
    },
  ],
  [
    'a server that is killed is started again',
    async () => {
      const document = await open('pinned.ts');
      await until(async () => (await hintsOf(document)).length > 0, 'hints');
      const [server] = servers();
      assert(server !== undefined, 'the server runs');
      process.kill(server, 'SIGKILL');
      await until(() => servers().some((pid) => pid !== server), 'another server');
      await until(async () => (await hintsOf(document)).length > 0, 'hints again');
    },
  ],
  [
    'the server starts again',
    async () => {
      await vscode.commands.executeCommand('shapewise.restart');
      const document = await open('pinned.ts');
      await until(async () => (await hintsOf(document)).length > 0, 'hints');
    },
  ],
];

/** The processes of the server below this one. */
function servers(): number[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const isOurs =
        readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('shapewise') &&
        readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('dist/server.js');
      const [, parent] = /\) \S+ (\d+) /.exec(readFileSync(`/proc/${name}/stat`, 'utf8')) ?? [];
      return isOurs && Number(parent) === process.pid ? [Number(name)] : [];
    } catch {
      // It has ended meanwhile.
      return [];
    }
  });
}

async function open(name: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(`${folder}/${name}`));
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}

function ours({ uri }: vscode.TextDocument): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'shapewise');
}

async function diagnosticsOf(document: vscode.TextDocument): Promise<vscode.Diagnostic[]> {
  await until(() => ours(document).length > 0, `findings of ${document.fileName}`);
  return ours(document);
}

async function hintsOf(document: vscode.TextDocument): Promise<vscode.InlayHint[]> {
  const all = new vscode.Range(0, 0, document.lineCount, 0);
  return vscode.commands.executeCommand<vscode.InlayHint[]>('vscode.executeInlayHintProvider', document.uri, all);
}

function labelOf(hint: vscode.InlayHint | undefined): string {
  const label = hint?.label ?? '';
  return typeof label === 'string' ? label : label.map(({ value }) => value).join('');
}

/** TypeScript's own hovers stand beside ours. */
async function hoverAt(document: vscode.TextDocument, part: string): Promise<string> {
  const at = document.positionAt(document.getText().indexOf(part));
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, at);
  return hovers
    .flatMap(({ contents }) => contents.map((one) => (typeof one === 'string' ? one : one.value)))
    .join('\n');
}

/** TypeScript's own actions stand beside ours; what is executed does not say which finding it answers. */
async function actionsAt(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, range);
}

async function until<T>(holds: () => T | Promise<T>, what: string): Promise<T> {
  for (let turn = 0; turn < 120; turn++) {
    const result = await holds();
    if (Array.isArray(result) ? result.length > 0 : result) return result;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`waited in vain: ${what}`);
}
