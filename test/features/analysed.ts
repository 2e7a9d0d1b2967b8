/** Hand-written analyses for tests of features: spans are found by the text that they cover. */
import assert from 'node:assert/strict';
import { TextDocument } from 'vscode-languageserver-textdocument';
import {
  type BindingReport,
  type ContractReport,
  type DiagnosticReport,
  type FileAnalysis,
  type FunctionReport,
  type GuardReport,
  NO_TALLY,
  type Span,
  type SymbolReport,
  type TensorReport,
} from '../../server/analysis/report.ts';
import { type Files, filesOf } from '../../server/features/files.ts';

export const PATH = '/project/model.ts';
export const URI = 'file:///project/model.ts';

export interface Analysed {
  readonly document: TextDocument;
  readonly files: Files;
  readonly analysis: FileAnalysis;
}

/** An open document of version 7 and what an analysis says of it. Other files have the texts of `others`. */
export function analysed(
  text: string,
  report: Partial<FileAnalysis>,
  others: Readonly<Record<string, string>> = {},
): Analysed {
  const document = TextDocument.create(URI, 'typescript', 7, text);
  return {
    document,
    files: filesOf(new Map([[PATH, document]]), (path) => others[path] ?? null),
    analysis: {
      path: PATH,
      functions: [],

      tensors: [],
      diagnostics: [],
      bindings: [],
      contracts: [],
      tally: NO_TALLY,
      ...report,
    },
  };
}

/** The span of `part` in `text`: of its only occurrence, or the one that is `nth`, from 0. */
export function spanOf(text: string, part: string, nth?: number): Span {
  let start = text.indexOf(part);
  for (let turn = 0; turn < (nth ?? 0); turn++) start = text.indexOf(part, start + 1);
  assert.notEqual(start, -1, `"${part}" is not in the text`);
  if (nth === undefined) assert.equal(text.indexOf(part, start + 1), -1, `"${part}" is in the text more than once`);
  const before = text.slice(0, start).split('\n');
  return { start, end: start + part.length, line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

export function binding(span: Span, kind: BindingReport['kind'], text: string, dtype = 'float32'): BindingReport {
  return { start: span.start, end: span.end, kind, text, dtype, hint: true };
}

export function tensor(span: Span, shape: readonly string[] | null, rest: Partial<TensorReport> = {}): TensorReport {
  const state = shape === null ? 'unknown' : 'known';
  const rank = shape?.length ?? null;
  return {
    node: 'CallExpression',
    state,
    rank,
    dtype: 'float32',
    why: null,
    alternatives: [],
    ...span,
    shape,
    ...rest,
  };
}

export function symbol(name: string, origin: string, rest: Partial<SymbolReport> = {}): SymbolReport {
  return { name, origin, min: 1, max: null, hint: null, ...rest };
}

export function guard(span: Span, text: string, rest: Partial<GuardReport> = {}): GuardReport {
  const how = { kind: 'requires', specialization: false, reason: 'matMul: inner dimensions', under: [] } as const;
  return { ...span, text, expr: text, ...how, ...rest };
}

export function func(span: Span, name: string, rest: Partial<FunctionReport> = {}): FunctionReport {
  const { start, end, line } = span;
  return {
    name,
    start,
    end,
    line,
    symbols: [],
    guards: [],
    untold: [],
    returns: [],
    complete: true,
    why: null,
    ...rest,
  };
}

export function contract(span: Span, name: string, rest: Partial<ContractReport> = {}): ContractReport {
  const { start, end } = span;
  return { name, start, end, body: end, parameters: [], targets: [], sizes: [], inferred: [], calls: [], ...rest };
}

export function finding(span: Span, rest: Partial<DiagnosticReport> = {}): DiagnosticReport {
  const message = 'inner dimensions differ: 3 and 4';
  return { ...span, code: 'shape-mismatch', severity: 'error', message, related: [], fixes: [], ...rest };
}

/** The whole document as a range. */
export function everything(document: TextDocument) {
  return { start: document.positionAt(0), end: document.positionAt(document.getText().length) };
}

/** The range of `part` in the document. */
export function rangeAt(document: TextDocument, part: string, nth?: number) {
  const { start, end } = spanOf(document.getText(), part, nth);
  return { start: document.positionAt(start), end: document.positionAt(end) };
}
