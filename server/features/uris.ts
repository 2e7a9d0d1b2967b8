/** The paths under which the analysis knows an editor's documents. */
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isSource, toPath } from '../workspace/paths.ts';

/** Documents that are no files: never saved, a cell of a notebook, a file of a repository that is not on this machine. */
const ELSEWHERE = /^(?:untitled|vscode-notebook-cell|vscode-vfs):/;

/**
 * The path of a file, or a path below `folder` for a document that is none, so that its imports resolve as if it were
 * saved there. `null` for what is no TypeScript or JavaScript.
 */
export function pathOfUri(uri: string, languageId: string, folder: string): string | null {
  const [path] = ELSEWHERE.test(uri) ? [inventedPath(uri, languageId, folder)] : pathOfFileUri(uri);
  return path !== undefined && isSource(path) ? path : null;
}

/** The path of a `file:` URI; nothing for any other. */
export function pathOfFileUri(uri: string): string[] {
  try {
    return uri.startsWith('file:') ? [toPath(fileURLToPath(uri))] : [];
  } catch {
    return [];
  }
}

export function uriOfPath(path: string): string {
  return pathToFileURL(path).href;
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  typescript: '.ts',
  typescriptreact: '.tsx',
  javascript: '.js',
  javascriptreact: '.jsx',
};

/** The caret keeps the name apart from those of real files. */
function inventedPath(uri: string, languageId: string, folder: string): string {
  const name = `^${uri.slice(uri.indexOf(':') + 1).replace(/[^\w.-]+/g, '-')}`;
  return toPath(isSource(name) ? name : name + (EXTENSIONS[languageId] ?? ''), folder);
}
