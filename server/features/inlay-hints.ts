/** Inlay hints: the shape after each declared name, each returned expression, and at the line ends of chains. */
import {
  type InlayHint,
  InlayHintKind,
  type InlayHintLabelPart,
  type MarkupKind,
  type Range,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Settings } from '../../shared/settings.ts';
import type { BindingReport, FileAnalysis } from '../analysis/report.ts';
import { bindingText } from './hover.ts';
import { placeOfOrigin } from './origins.ts';
import { contains, offsetsOf, rangeOf } from './positions.ts';

interface InlayHintsParams {
  readonly document: TextDocument;
  readonly range: Range;
  readonly show: Settings['inlayHints'];
  /** Whether the client asks for tooltips and links when it shows them. */
  readonly lazy?: boolean;
}

const SETTING = { variable: 'variables', parameter: 'parameters', return: 'returns', chain: 'chains' } as const;

/** By which a hint is found again when its tooltip is asked for. */
export interface HintData {
  readonly uri: string;
  readonly kind: BindingReport['kind'];
  readonly end: number;
}

export function inlayHints(
  bindings: readonly BindingReport[],
  { document, range, show, lazy }: InlayHintsParams,
): InlayHint[] {
  const { start, end } = offsetsOf(document, range);
  return bindings
    .filter((binding) => binding.hint && show[SETTING[binding.kind]])
    .filter((binding) => start <= binding.end && binding.end <= end)
    .filter((binding) => !isWritten(document, binding))
    .map((binding) => inlayHint(document, binding, lazy === true));
}

/** The hint with its tooltip, its sizes linked to where they come from. */
export function resolvedHint(
  analysis: FileAnalysis,
  document: TextDocument,
  hint: InlayHint,
  format: MarkupKind,
): InlayHint {
  const { kind, end } = hint.data as HintData;
  const binding = analysis.bindings.find((one) => one.kind === kind && one.end === end);
  if (binding === undefined) return hint;
  const tooltip = bindingText(analysis, binding, format);
  const parts = typeof hint.label === 'string' ? [{ value: hint.label }] : hint.label;
  return { ...hint, tooltip, label: parts.flatMap((part) => linkedParts(analysis, document, binding, part.value)) };
}

/** The text in parts: a name of a size is one by itself, with the place of its origin. */
function linkedParts(
  analysis: FileAnalysis,
  document: TextDocument,
  binding: BindingReport,
  text: string,
): InlayHintLabelPart[] {
  const symbols = analysis.functions.filter((one) => contains(one, binding)).flatMap((one) => one.symbols);
  return text.split(/(?<![\p{L}\p{N}_$.])([\p{L}_$][\p{L}\p{N}_$]*)/u).flatMap((value) => {
    if (value === '') return [];
    const symbol = symbols.find(({ name }) => name === value);
    const place = symbol && placeOfOrigin(analysis, { document, at: binding, origin: symbol.origin });
    return [place ? { value, location: { uri: document.uri, range: rangeOf(document, place) } } : { value }];
  });
}

function inlayHint(document: TextDocument, binding: BindingReport, lazy: boolean): InlayHint {
  const shape = shapeText(binding);
  const position = document.positionAt(binding.end);
  // Before a type annotation, and behind a call, a colon would read like nonsense.
  const isBare = binding.kind === 'chain' || isAnnotated(document, binding);
  const text = isBare ? shape : `: ${shape}`;
  const data: HintData = { uri: document.uri, kind: binding.kind, end: binding.end };
  const hint: InlayHint = { position, label: lazy ? [{ value: text }] : text, kind: InlayHintKind.Type };
  return { ...hint, ...(isBare && { paddingLeft: true }), ...(lazy && { data }) };
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
  return (kind === 'variable' || kind === 'parameter') && /^\s*[?!]?\s*:/.test(document.getText().slice(end, end + 80));
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
