/** The contract that a function keeps by what was learned of it, as `@shape` and `@where` lines. */
import type { FunctionReport, GuardReport, SymbolReport } from './report.ts';

export interface NamedShape {
  readonly name: string;
  /** As hints tell it: `[B, T]`. */
  readonly shape: string;
}

/** The lines without comment signs; none when nothing is known of the parameters and the result. */
export function inferContract(func: FunctionReport, parameters: readonly NamedShape[]): string[] {
  const given = parameters
    .filter(({ shape }) => isOneShape(shape) && !isOpen(shape))
    .map(({ name, shape }) => ({ name, shape: withoutUnknown(shape) }));
  const shapes = [...given, ...returnedShape(func, given)];
  const always = func.guards.filter((guard) => guard.under.length === 0);
  const renamed = lettered(func, shapes, substitutions(shapes, always));
  const lines = shapes.map(({ name, shape }) => `@shape ${name} ${substitute(shape, renamed)}`);
  return [...lines, ...conditions(func, always, lines, renamed)];
}

/** Nothing where paths return different shapes: the notation has one shape for a result. */
function returnedShape(func: FunctionReport, given: readonly NamedShape[]): NamedShape[] {
  const shapes = new Set(func.returns.map(({ shape }) => (shape ? JSON.stringify(shape) : '')));
  const [text] = shapes;
  if (shapes.size !== 1 || !text) return [];
  const known = new Set([...names(given.map(({ shape }) => shape).join(' ')), ...numbersGiven(func)]);
  const dimensions = (JSON.parse(text) as string[]).map((dimension) => boundOnly(dimension, known));
  const isEmpty = dimensions.length > 0 && dimensions.every((one) => one === '_' || one === '...');
  return isEmpty ? [] : [{ name: 'returns', shape: withoutUnknown(`[${dimensions.join(', ')}]`) }];
}

/** A size of the result that no input tells is left open. */
function boundOnly(dimension: string, known: ReadonlySet<string>): string {
  const isBound = !dimension.includes('rank(') && names(dimension).every((name) => known.has(name));
  if (isBound) return dimension;
  return dimension.startsWith('...') ? '...' : '_';
}

/** The parameters that are numbers: a contract may speak of them by their names. */
function numbersGiven({ symbols }: FunctionReport): readonly string[] {
  return symbols.filter(({ origin }) => /^[\w$]+$/.test(origin)).map(({ name }) => name);
}

function withoutUnknown(shape: string): string {
  return shape.replaceAll('?', '_');
}

/** `[...x]` says nothing but that `x` is a tensor. */
function isOpen(shape: string): boolean {
  return /^\[\.\.\.[^,]*\]$/.test(shape);
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

/**
 * Sizes that nobody named yet, `x0` of `x.shape[0]` and `x_1` of `x.shape.at(-1)`, get letters that nothing else has: the
 * first of a tensor is most often a batch.
 */
function lettered(
  { symbols }: FunctionReport,
  shapes: readonly NamedShape[],
  renamed: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const used = names(shapes.map(({ shape }) => substitute(shape, renamed)).join(' '));
  const isNew = ({ name, origin }: SymbolReport) =>
    origin.replace(/^([\w$]+)\.shape\[(\d+)\]$/, '$1$2').replace(/^([\w$]+)\.shape\.at\(-(\d+)\)$/, '$1_$2') === name;
  const taken = new Set([...used, ...symbols.map(({ name }) => name)]);
  const all = new Map(renamed);
  for (const symbol of symbols.filter((one) => isNew(one) && used.includes(one.name))) {
    const letters = symbol.origin.endsWith('[0]') ? `B${LETTERS}` : LETTERS;
    const letter = [...letters].find((one) => !taken.has(one));
    if (letter === undefined) continue;
    taken.add(letter);
    for (const [name, target] of renamed) if (target === symbol.name) all.set(name, letter);
    all.set(symbol.name, letter);
  }
  return all;
}

const LETTERS = 'NMKCDEFGHIJLOPQRSTUVWXYZA';

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
  const known = new Set([...names(lines.join(' ')), ...numbersGiven(func)]);
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
