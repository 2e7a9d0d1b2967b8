/** The contract that a function keeps by what was learned of it, as `@shape` lines ready to copy. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { FileAnalysis, FunctionReport, GuardReport } from '../analysis/report.ts';
import { type Header, headerOf } from './header.ts';
import { contains } from './positions.ts';

interface ContractParams {
  readonly document: TextDocument;
  readonly func: FunctionReport;
}

/** The lines without comment signs; none when nothing is known of the parameters and the result. */
export function inferredContract(analysis: FileAnalysis, { document, func }: ContractParams): string[] {
  const header = headerOf(document.getText(), func);
  if (!header) return [];
  const shapes = [...parameterShapes(analysis, document, header), ...returnedShape(func)];
  const always = func.guards.filter((guard) => guard.under.length === 0);
  const renamed = substitutions(shapes, always);
  const lines = shapes.map(({ name, shape }) => `@shape ${name} ${substitute(shape, renamed)}`);
  return [...lines, ...conditions(func, always, lines, renamed)];
}

interface NamedShape {
  readonly name: string;
  readonly shape: string;
}

function parameterShapes(analysis: FileAnalysis, document: TextDocument, header: Header): NamedShape[] {
  return analysis.bindings
    .filter((binding) => binding.kind === 'parameter' && contains(header.parameters, binding))
    .map((binding) => ({ name: document.getText().slice(binding.start, binding.end), shape: binding.text }))
    .filter(({ shape }) => isOneShape(shape))
    .map(({ name, shape }) => ({ name, shape: shape.replaceAll('?', '_') }));
}

/** Nothing where paths return different shapes: the notation has one shape for a result. */
function returnedShape({ returns }: FunctionReport): NamedShape[] {
  const shapes = new Set(returns.map(({ shape }) => (shape ? `[${shape.join(', ')}]` : '')));
  const [shape] = shapes;
  return shapes.size === 1 && shape ? [{ name: 'returns', shape: shape.replaceAll('?', '_') }] : [];
}

function isOneShape(text: string): boolean {
  return text.startsWith('[') && !text.includes('|');
}

/** Equalities between sizes need no `@where`: one name serves both, the one that the parameters name first. */
function substitutions(shapes: readonly NamedShape[], guards: readonly GuardReport[]): Map<string, string> {
  const order = names(shapes.map(({ shape }) => shape).join(' '));
  const renamed = new Map<string, string>();
  for (const { expr } of guards) {
    const [, left, right] = /^(\w+) == (\w+)$/.exec(expr) ?? [];
    if (left === undefined || right === undefined) continue;
    const [kept, dropped] = [substitute(left, renamed), substitute(right, renamed)].sort(
      (a, b) => rank(a, order) - rank(b, order),
    );
    if (kept === undefined || dropped === undefined || kept === dropped || isNumber(dropped)) continue;
    for (const [name, target] of renamed) if (target === dropped) renamed.set(name, kept);
    renamed.set(dropped, kept);
  }
  return renamed;
}

/** Numbers first, then the names in their order, then the names that no shape has. */
function rank(name: string, order: readonly string[]): number {
  if (isNumber(name)) return -1;
  const index = order.indexOf(name);
  return index < 0 ? order.length : index;
}

/** The guards that are more than an equality, over names that a reader of the contract knows. */
function conditions(
  func: FunctionReport,
  guards: readonly GuardReport[],
  lines: readonly string[],
  renamed: ReadonlyMap<string, string>,
): string[] {
  const parameters = func.symbols.filter(({ origin }) => /^[\w$]+$/.test(origin)).map(({ name }) => name);
  const known = new Set([...names(lines.join(' ')), ...parameters]);
  const texts = guards
    .filter(({ expr }) => !/^\w+ == \w+$/.test(expr))
    .map(({ expr }) => substitute(expr, renamed))
    .filter((text) => names(text).every((name) => known.has(name)));
  return texts.length === 0 ? [] : [`@where ${[...new Set(texts)].join(', ')}`];
}

function substitute(text: string, renamed: ReadonlyMap<string, string>): string {
  return text.replace(/[A-Za-z_$][\w$]*/g, (name) => renamed.get(name) ?? name);
}

function names(text: string): string[] {
  return text.match(/[A-Za-z_$][\w$]*/g)?.filter((name) => name !== 'min' && name !== 'max') ?? [];
}

function isNumber(text: string): boolean {
  return /^\d+$/.test(text);
}
