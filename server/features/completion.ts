/** Completion inside contracts and shape comments: tags, parameters, and the sizes that the function knows. */
import { type CompletionItem, CompletionItemKind, type Position } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { ContractReport, FileAnalysis } from '../analysis/report.ts';
import { contains, type Offsets } from './positions.ts';
import { contractAround } from './size-names.ts';

export const COMPLETION_TRIGGERS = ['@', '[', ',', ' '];

/** What can be completed at a place, as its text shows it. */
type Context =
  | { readonly kind: 'tag' }
  | { readonly kind: 'target' }
  | { readonly kind: 'dimension' }
  | { readonly kind: 'condition' }
  /** Behind the declaration that ends before `end`. */
  | { readonly kind: 'comment'; readonly declared: string };

const FORMS: readonly (readonly [RegExp, Exclude<Context['kind'], 'comment'>])[] = [
  [/(?:\/\*\*?|\*|\/\/)\s*@\w*$/, 'tag'],
  [/@shape\s+[\p{L}\p{N}_$.]*$/u, 'target'],
  [/@shape\s+[\p{L}\p{N}_$.]+\s*:?\s*\[[^\]]*$/u, 'dimension'],
  [/@where\s[^*]*$/, 'condition'],
];

/** `null` where the text shows that nothing of ours stands there: no analysis is needed to say so. */
export function completionContext(document: TextDocument, position: Position): Context | null {
  const line = document.getText({ start: { line: position.line, character: 0 }, end: position });
  if (!/\/\/|\/\*|^\s*\*/.test(line)) return null;
  for (const [form, kind] of FORMS) if (form.test(line)) return { kind };
  const [, declared] =
    /^\s*(?:export\s+)?(?:const|let|var)\s+([\p{L}_$][\p{L}\p{N}_$]*).*\/\/\s*\[[^\]]*$/u.exec(line) ?? [];
  return declared === undefined ? null : { kind: 'comment', declared };
}

interface CompletionParams {
  readonly document: TextDocument;
  readonly position: Position;
  readonly context: Context;
}

export function completion(
  analysis: FileAnalysis,
  { document, position, context }: CompletionParams,
): CompletionItem[] {
  const offset = document.offsetAt(position);
  const contract = contractAround(analysis, { start: offset, end: offset });
  switch (context.kind) {
    case 'tag':
      return TAGS;
    case 'target':
      return contract === null ? [] : targets(contract);
    case 'condition':
      return sizeItems(analysis, document, contract, offset);
    case 'dimension':
      return [...sizeItems(analysis, document, contract, offset), ...ANY];
    default:
      return [
        ...wholeShape(analysis, document, position, context.declared),
        ...sizeItems(analysis, document, contract, offset),
        ...ANY,
      ];
  }
}

const TAGS: CompletionItem[] = [
  { label: 'shape', detail: 'the shape of a parameter or of the result', kind: CompletionItemKind.Keyword },
  { label: 'where', detail: 'conditions on sizes that hold at every call', kind: CompletionItemKind.Keyword },
];

const ANY: CompletionItem[] = [
  { label: '_', detail: 'any size', kind: CompletionItemKind.Keyword, sortText: 'y' },
  { label: '...', detail: 'any number of dimensions', kind: CompletionItemKind.Keyword, sortText: 'z' },
];

/** The parameters that have no line yet, and the result. */
function targets({ parameters, targets: told }: ContractReport): CompletionItem[] {
  const open = [...parameters.map(({ name }) => name), 'returns'].filter(
    (name) => !told.some((one) => one.name === name),
  );
  return open.map((label) => {
    const detail = label === 'returns' ? 'the result' : 'a parameter';
    return { label, detail, kind: CompletionItemKind.Variable };
  });
}

/** The names of the contract, the sizes that the function's trace speaks of, and the numbers that were seen in its shapes. */
function sizeItems(
  analysis: FileAnalysis,
  document: TextDocument,
  contract: ContractReport | null,
  offset: number,
): CompletionItem[] {
  const items = new Map<string, CompletionItem>();
  const add = (label: string, detail: string, kind: CompletionItemKind) => {
    if (!items.has(label))
      items.set(label, {
        label,
        detail,
        kind,
        sortText: String.fromCharCode(97 + (kind === CompletionItemKind.Value ? 20 : 0)) + label,
      });
  };
  const scope: Offsets = contract ?? { start: 0, end: document.getText().length };
  for (const { name, origin, start, end } of contract?.sizes ?? []) {
    if (start <= offset && offset <= end) continue;
    add(name, origin ?? 'a size of this contract', CompletionItemKind.Variable);
  }
  for (const func of analysis.functions.filter((one) => contains(scope, one) || contains(one, scope))) {
    for (const { name, origin } of func.symbols)
      if (/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name)) add(name, origin, CompletionItemKind.Variable);
  }
  for (const { shape } of analysis.tensors.filter((one) => contains(scope, one))) {
    for (const size of shape ?? []) if (/^\d+$/.test(size)) add(size, 'a size seen here', CompletionItemKind.Value);
  }
  return [...items.values()];
}

/** What is known of the declared value itself. */
function wholeShape(
  { bindings }: FileAnalysis,
  document: TextDocument,
  { line }: Position,
  declared: string,
): CompletionItem[] {
  const binding = bindings.find(
    ({ start, end }) => document.positionAt(start).line === line && document.getText().slice(start, end) === declared,
  );
  if (binding === undefined || !/^\[[^\]|?]+\]$/.test(binding.text)) return [];
  const label = binding.text.slice(1, -1);
  return [{ label, detail: `the shape of ${declared}`, kind: CompletionItemKind.Value, sortText: ' ' }];
}
