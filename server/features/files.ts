/** What a feature may ask about files other than the one it answers for. */
import { TextDocument } from 'vscode-languageserver-textdocument';
import { uriOfPath } from './uris.ts';

export interface Files {
  /** The URI by which the client knows the file. */
  uri(path: string): string;
  /** The text that the analysis saw, to turn offsets into positions; `null` when it cannot be read. */
  document(path: string): TextDocument | null;
  /** The version of a document that is open, else `null`. */
  version(path: string): number | null;
}

/** @param open the open documents by path; @param textOf the text of any other file */
export function filesOf(open: ReadonlyMap<string, TextDocument>, textOf: (path: string) => string | null): Files {
  return {
    uri: (path) => open.get(path)?.uri ?? uriOfPath(path),
    version: (path) => open.get(path)?.version ?? null,
    document(path) {
      const text = open.has(path) ? null : textOf(path);
      return open.get(path) ?? (text === null ? null : TextDocument.create(uriOfPath(path), '', 0, text));
    },
  };
}
