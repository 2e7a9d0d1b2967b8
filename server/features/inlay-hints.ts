/** Inlay hints: the shape after each declared name and each returned expression. */
import { type InlayHint, InlayHintKind, type Range } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Settings } from '../../shared/settings.ts';
import type { BindingReport, FileAnalysis } from '../analysis/report.ts';
import { offsetsOf } from './positions.ts';

interface InlayHintsParams {
  readonly document: TextDocument;
  readonly range: Range;
  readonly show: Settings['inlayHints'];
}

const SETTING = { variable: 'variables', parameter: 'parameters', return: 'returns' } as const;

export function inlayHints(analysis: FileAnalysis, { document, range, show }: InlayHintsParams): InlayHint[] {
  const { start, end } = offsetsOf(document, range);
  return analysis.bindings
    .filter((binding) => binding.hint && show[SETTING[binding.kind]])
    .filter((binding) => start <= binding.end && binding.end <= end)
    .filter((binding) => !isWritten(document, binding))
    .map((binding) => inlayHint(document, binding));
}

function inlayHint(document: TextDocument, binding: BindingReport): InlayHint {
  const shape = shapeText(binding);
  const position = document.positionAt(binding.end);
  // Before a type annotation a second colon would read like nonsense.
  if (isAnnotated(document, binding)) return { position, label: shape, kind: InlayHintKind.Type, paddingLeft: true };
  return { position, label: `: ${shape}`, kind: InlayHintKind.Type };
}

/** `[B, T, 64]`, `[B, T] int32`. */
function shapeText({ text, dtype }: BindingReport): string {
  return unusual(dtype) === null ? text : `${text} ${dtype}`;
}

/** A dtype worth the room: not the one that everybody expects. */
function unusual(dtype: string | null): string | null {
  return dtype === 'float32' ? null : dtype;
}

function isAnnotated(document: TextDocument, { kind, end }: BindingReport): boolean {
  return kind !== 'return' && /^\s*[?!]?\s*:/.test(document.getText().slice(end, end + 80));
}

/** Whether the line says it already: in a comment, or as the literal that made the tensor. */
function isWritten(document: TextDocument, binding: BindingReport): boolean {
  const { line } = document.positionAt(binding.end);
  const text = document.getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } });
  const unsaid = [binding.text, unusual(binding.dtype)].filter((words) => words !== null && !says(text, words));
  return unsaid.length === 0;
}

/** Spaces do not count. A bracket right behind a name is an index (`rows[B]`) and says nothing about a shape. */
function says(line: string, words: string): boolean {
  const tokens = words.match(/[\w$]+|[^\w$\s]/g) ?? [];
  const pattern = tokens.map((token) => token.replace(/\W/g, '\\$&')).join('\\s*');
  return new RegExp(`(?<![\\w$\\])])${pattern}(?![\\w$])`).test(line);
}
