/** The paths under which the analysis knows an editor's documents. */
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isSource, toPath } from '../workspace/paths.ts';

/**
 * The path of a file, or a path below `folder` for a document that was never saved, so that its imports resolve as
 * if it were saved there. `null` for what is no TypeScript or JavaScript file.
 */
export function pathOfUri(uri: string, languageId: string, folder: string): string | null {
  const [path] = uri.startsWith('untitled:') ? [untitledPath(uri, languageId, folder)] : pathOfFileUri(uri);
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
function untitledPath(uri: string, languageId: string, folder: string): string {
  const name = `^${uri.slice('untitled:'.length).replace(/[^\w.-]+/g, '-')}`;
  return toPath(isSource(name) ? name : name + (EXTENSIONS[languageId] ?? ''), folder);
}
