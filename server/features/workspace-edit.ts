/** The edits of a fix as an edit of the protocol. */
import type { TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver/node';
import type { FixReport } from '../analysis/report.ts';
import type { Files } from './files.ts';
import { rangeOf } from './positions.ts';

interface EditTarget {
  readonly files: Files;
  /** Whether the client takes edits with the version of the document that they were made for. */
  readonly versioned: boolean;
}

/** `null` when a file of the fix cannot be read: half a fix is none. */
export function workspaceEdit(fix: FixReport, { files, versioned }: EditTarget): WorkspaceEdit | null {
  const documentChanges: TextDocumentEdit[] = [];
  for (const path of new Set(fix.edits.map((edit) => edit.path))) {
    const document = files.document(path);
    if (!document) return null;
    const edits = fix.edits
      .filter((edit) => edit.path === path)
      .map((edit) => ({ range: rangeOf(document, edit), newText: edit.text }));
    documentChanges.push({ textDocument: { uri: files.uri(path), version: files.version(path) }, edits });
  }
  if (versioned) return { documentChanges };
  return {
    changes: Object.fromEntries(documentChanges.map(({ textDocument, edits }) => [textDocument.uri, edits])),
  } as WorkspaceEdit;
}
