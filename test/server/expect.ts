/** What a person sees in an editor, as texts that are easy to read and to compare. */
import assert from 'node:assert/strict';
import {
  type CodeAction,
  CodeActionRequest,
  type Diagnostic,
  DocumentDiagnosticRequest,
  HoverRequest,
  type InlayHint,
  InlayHintRequest,
  MarkupContent,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { documentAt, type Editor, pushedDiagnostics, rangeOfPart } from './editor.ts';

/** The text with every hint in `⟦ ⟧`. */
export async function expectHints(editor: Editor, uri: string, expected: string): Promise<void> {
  const document = documentAt(editor, uri);
  const range = { start: { line: 0, character: 0 }, end: document.positionAt(document.getText().length) };
  const hints = await editor.connection.sendRequest(InlayHintRequest.type, { textDocument: { uri }, range });
  const edits = (hints ?? []).map(({ position, label }) => {
    return { range: { start: position, end: position }, newText: `⟦${labelText(label)}⟧` };
  });
  assert.equal(TextDocument.applyEdits(document, edits), expected);
}

function labelText(label: InlayHint['label']): string {
  return typeof label === 'string' ? label : label.map(({ value }) => value).join('');
}

/** The hover at the start of `part` contains `expected`; `null` for no hover. */
export async function expectHover(editor: Editor, uri: string, part: string, expected: string | null): Promise<void> {
  const position = rangeOfPart(documentAt(editor, uri), part).start;
  const hover = await editor.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position });
  if (expected === null) return assert.equal(hover, null);
  assert(hover && MarkupContent.is(hover.contents), 'there is a hover');
  assert(hover.contents.value.includes(expected), hover.contents.value);
}

/** All diagnostics, each as `error shape-mismatch "the text it covers": the message`; pulled or pushed, as the client can. */
export async function expectDiagnostics(editor: Editor, uri: string, expected: readonly string[]): Promise<void> {
  const document = documentAt(editor, uri);
  assert.deepEqual(
    (await diagnosticsOf(editor, uri)).map((found) => diagnosticText(document, found)),
    expected,
  );
}

async function diagnosticsOf(editor: Editor, uri: string): Promise<Diagnostic[]> {
  if (!editor.result.capabilities.diagnosticProvider) {
    return pushedDiagnostics(editor, uri, documentAt(editor, uri).version);
  }
  const report = await editor.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } });
  assert(report.kind === 'full');
  return report.items;
}

const SEVERITY = ['', 'error', 'warning', 'information', 'hint'];

function diagnosticText(document: TextDocument, { range, severity, code, source, message }: Diagnostic): string {
  assert.equal(source, 'shapewise');
  return `${SEVERITY[severity ?? 0]} ${code} "${document.getText(range)}": ${message}`;
}

/** Applies the quick fix of that title for `part`, and returns the text of the document after it. */
export async function applyFix(editor: Editor, uri: string, part: string, title: string): Promise<string> {
  const actions = await quickFixesAt(editor, uri, part);
  const action = actions.find((offered) => offered.title === title);
  assert(action?.edit, `"${title}" is offered, among ${actions.map((offered) => offered.title)}`);
  return textAfter(documentAt(editor, uri), action.edit);
}

export async function quickFixesAt(editor: Editor, uri: string, part: string): Promise<CodeAction[]> {
  const range = rangeOfPart(documentAt(editor, uri), part);
  const params = { textDocument: { uri }, range, context: { diagnostics: [] } };
  const actions = await editor.connection.sendRequest(CodeActionRequest.type, params);
  return (actions ?? []).filter((action): action is CodeAction => 'kind' in action);
}

export function textAfter(document: TextDocument, edit: WorkspaceEdit): string {
  const edits = [...(edit.changes?.[document.uri] ?? [])];
  for (const change of edit.documentChanges ?? []) {
    if (!('textDocument' in change) || change.textDocument.uri !== document.uri) continue;
    assert.equal(change.textDocument.version, document.version, 'the edit is for the version that the editor has');
    for (const single of change.edits) if ('newText' in single) edits.push(single);
  }
  return TextDocument.applyEdits(document, edits);
}
