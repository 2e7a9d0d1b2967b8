/** Hover: what is known of the tensor, or the contract of the function, under the mouse. */
import type { Hover, MarkupContent, MarkupKind, Position } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Explanation } from '../analysis/explanation.ts';
import type {
  Alternative,
  BindingReport,
  FileAnalysis,
  GuardReport,
  SymbolReport,
  TensorReport,
} from '../analysis/report.ts';
import { explanationText } from './explanation.ts';
import type { Files } from './files.ts';
import { headerOf } from './header.ts';
import { code, codeBlock, list, markup, prose } from './markdown.ts';
import { contains, type Offsets, offsetOf, rangeOf, smallestAround } from './positions.ts';
import { nameAt } from './size-names.ts';

interface HoverParams {
  readonly document: TextDocument;
  readonly position: Position;
  readonly format: MarkupKind;
  /** More about what stands at an offset. */
  readonly explain?: (offset: number) => Explanation | null;
  readonly files?: Files;
}

export function hover(analysis: FileAnalysis, params: HoverParams): Hover | null {
  return (
    nameHover(analysis, params) ??
    functionHover(analysis, params) ??
    tensorHover(analysis, params) ??
    otherHover(analysis, params)
  );
}

/** A size or a model: what is no tensor, but known. */
function otherHover(analysis: FileAnalysis, { document, position, format, explain, files }: HoverParams): Hover | null {
  const explanation = explain?.(document.offsetAt(position)) ?? null;
  if (
    explanation === null ||
    files === undefined ||
    (explanation.size ?? explanation.model ?? explanation.dataset) === null
  )
    return null;
  const { size, dataset } = explanation;
  const heading = size ?? (dataset === null ? null : `dataset of ${dataset}`);
  const symbols = heading === null ? [] : symbolsIn(analysis, explanation, heading);
  const told = heading === null ? '' : codeBlock(heading, 'text');
  const paragraphs = [told, list('where', symbols.map(symbolText)), ...explanationText(explanation, files)];
  return { contents: markup(paragraphs, format), range: rangeOf(document, explanation) };
}

/** The name of a size in a contract or in a shape comment. */
function nameHover(analysis: FileAnalysis, { document, position, format }: HoverParams): Hover | null {
  const found = nameAt(analysis, offsetOf(document, position));
  if (found === null) return null;
  const { name, contract, places } = found;
  const known = symbolsIn(analysis, { start: contract.body, end: contract.end }, name.name);
  const origins = [...new Set(places.flatMap(({ origin }) => origin ?? []))];
  const told = known.map(symbolText);
  const elsewhere = list('The same size as', origins.map(code));
  const unbound = known.length === 0 && origins.length === 0 ? `${code(name.name)} is no size of a parameter.` : '';
  return { contents: markup([...told, elsewhere, unbound], format), range: rangeOf(document, name) };
}

function functionHover(analysis: FileAnalysis, { document, position, format }: HoverParams): Hover | null {
  const cursor = offsetOf(document, position);
  for (const func of analysis.functions) {
    const header = headerOf(document.getText(), func);
    if (!header || !contains(header.name, cursor)) continue;
    const lines = analysis.contracts.find(({ end }) => end === func.end)?.inferred ?? [];
    const comment =
      lines.length === 0 ? '' : codeBlock(`/**\n${lines.map((line) => ` * ${line}`).join('\n')}\n */`, 'ts');
    const why = func.complete ? '' : `Analysed in part: ${prose(func.why ?? 'the reason is not known')}.`;
    if (comment === '' && why === '') return null;
    return { contents: markup([comment, why], format), range: rangeOf(document, header.name) };
  }
  return null;
}

function tensorHover(analysis: FileAnalysis, params: HoverParams): Hover | null {
  const { document, position, format, explain, files } = params;
  const cursor = offsetOf(document, position);
  const declared = analysis.bindings.filter((binding) => binding.kind === 'variable' || binding.kind === 'parameter');
  const subject = smallestAround<TensorReport | BindingReport>([...declared, ...analysis.tensors], cursor);
  if (!subject || isWithinBraces(document, subject, cursor)) return null;
  const told = 'state' in subject ? tensorText(subject) : [codeBlock(withDtype(subject.text, subject.dtype), 'text')];
  const guards = 'state' in subject ? guardsAt(analysis, subject) : [];
  const symbols = symbolsIn(analysis, subject, [...told, ...guards.map(({ expr }) => expr)].join(' '));
  const explanation = explain?.(cursor.start) ?? null;
  const isSame = explanation !== null && explanation.start === subject.start && explanation.end === subject.end;
  const more = isSame && files !== undefined ? explanationText(explanation, files) : [];
  const where = list('where', symbols.map(symbolText));
  const paragraphs = [...told, where, list('It relies on', guards.map(guardText)), ...more];
  return { contents: markup(paragraphs, format), range: rangeOf(document, subject) };
}

/** What a hover over a declared name says, for the tooltip of its hint. */
export function bindingText(analysis: FileAnalysis, binding: BindingReport, format: MarkupKind): MarkupContent {
  const heading = codeBlock(withDtype(binding.text, binding.dtype), 'text');
  return markup([heading, list('where', symbolsIn(analysis, binding, binding.text).map(symbolText))], format);
}

/** Shape and dtype, then for all but a known shape why, then the shapes of the paths. */
function tensorText({ shape, dtype, state, why, alternatives }: TensorReport): string[] {
  const heading = shape === null ? withDtype('shape unknown', dtype) : withDtype(bracketed(shape), dtype);
  const reason = why === null ? '' : `: ${prose(why)}`;
  return [
    codeBlock(heading, 'text'),
    state === 'known' ? '' : `${STATE[state]}${reason}.`,
    list('It depends on the path:', alternatives.map(alternativeText)),
  ];
}

const STATE = {
  opaque: 'Nothing in the program states these sizes',
  partial: 'Known in part',
  unknown: 'The shape is not known',
} as const;

function alternativeText({ shape, under }: Alternative): string {
  return code(bracketed(shape)) + conditionText(under);
}

function guardText({ text, kind, specialization, reason, under }: GuardReport): string {
  const verb = kind === 'requires' ? 'required' : 'assumed';
  const pins = specialization ? '; it pins a size' : '';
  return `${code(text)}${conditionText(under)}, ${verb} by ${prose(reason)}${pins}`;
}

function conditionText(under: readonly string[]): string {
  return under.length === 0 ? '' : ` where ${under.map(code).join(' and ')}`;
}

/** `B` is `x.shape[0]`, 1 to 64, for example 32. */
function symbolText({ name, origin, min, max, hint }: SymbolReport): string {
  const source = origin === name ? '' : ` is ${code(origin)}`;
  const example = hint === null ? '' : `, for example ${hint}`;
  return `${code(name)}${source}, ${rangeText(min, max)}${example}`;
}

function rangeText(min: number | null, max: number | null): string {
  if (min !== null && min === max) return `always ${min}`;
  if (min !== null && max !== null) return `${min} to ${max}`;
  if (min !== null) return `at least ${min}`;
  return max === null ? 'any integer' : `at most ${max}`;
}

/** The symbols that `text` names, each as the innermost function around `subject` knows it. */
function symbolsIn(analysis: FileAnalysis, subject: Offsets, text: string): SymbolReport[] {
  const functions = analysis.functions
    .filter((func) => contains(func, subject))
    .sort((a, b) => a.end - a.start - (b.end - b.start));
  const byName = new Map<string, SymbolReport>();
  for (const symbol of functions.flatMap((func) => func.symbols)) {
    if (!byName.has(symbol.name) && mentions(text, symbol.name)) byName.set(symbol.name, symbol);
  }
  return [...byName.values()];
}

function mentions(text: string, name: string): boolean {
  return new RegExp(`(?<![\\w$.])${name.replace(/\W/g, '\\$&')}(?![\\w$])`).test(text);
}

/** The guards that this expression established, and not a tensor expression within it. */
function guardsAt(analysis: FileAnalysis, subject: TensorReport): GuardReport[] {
  return analysis.functions
    .flatMap((func) => func.guards)
    .filter((guard) => smallestAround(analysis.tensors, guard) === subject);
}

/** Whether the cursor is in a block or an object within the expression, as in `tf.tidy(() => { ... })`: nothing there is the tensor. */
function isWithinBraces(document: TextDocument, subject: Offsets, cursor: Offsets): boolean {
  let depth = 0;
  for (const brace of document.getText().slice(subject.start, cursor.start).match(/[{}]/g) ?? [])
    depth += brace === '{' ? 1 : -1;
  return depth > 0;
}

function bracketed(shape: readonly string[]): string {
  return `[${shape.join(', ')}]`;
}

function withDtype(shape: string, dtype: string | null): string {
  return dtype === null ? shape : `${shape} ${dtype}`;
}
