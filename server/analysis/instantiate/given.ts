/** What a person gives for the symbols and conditions of a function, matched with them and checked. */
import { type Condition, negation } from '../../symbolic/condition.ts';
import { Facts } from '../../symbolic/facts.ts';
import { printCondition } from '../../symbolic/notation.ts';
import { equal } from '../../symbolic/relation.ts';
import { constant, fromSymbol } from '../../symbolic/size.ts';
import type { SizeSymbol } from '../../symbolic/symbol.ts';

/** Numbers for sizes, by the symbol's name or by its origin; truths for conditions, by their text. */
export type Given = Readonly<Record<string, number | boolean>>;

/** What the names may stand for. */
export interface Subjects {
  readonly symbols: readonly SizeSymbol[];
  readonly conditions: readonly NamedCondition[];
  /** What the author's contract states of the sizes. */
  readonly where: readonly Condition[];
}

export type NamedCondition = Extract<Condition, { kind: 'named' }>;

export interface Matched {
  readonly sizes: ReadonlyMap<SizeSymbol, number>;
  readonly truths: ReadonlyMap<NamedCondition, boolean>;
  readonly facts: Facts;
  /** What is wrong with what was given, one sentence each. */
  readonly problems: readonly string[];
}

export function matchGiven(given: Given, subjects: Subjects): Matched {
  const sizes = new Map<SizeSymbol, number>();
  const truths = new Map<NamedCondition, boolean>();
  const problems: string[] = [];
  for (const [name, value] of Object.entries(given)) {
    if (typeof value === 'number') problems.push(...takeSize(name, value, subjects, sizes));
    else problems.push(...takeTruth(name, value, subjects, truths));
  }
  const facts = factsOf(sizes, truths);
  const broken = subjects.where.find((condition) => facts.decide(condition) === 'no');
  if (broken !== undefined) problems.push(`the contract says ${printCondition(broken)}`);
  return { sizes, truths, facts, problems };
}

function factsOf(sizes: Matched['sizes'], truths: Matched['truths']): Facts {
  let facts = Facts.none;
  for (const [symbol, value] of sizes) facts = facts.assume(equal(fromSymbol(symbol), constant(value)));
  for (const [condition, truth] of truths) facts = facts.assume(truth ? condition : negation(condition));
  return facts;
}

function takeSize(name: string, value: number, subjects: Subjects, sizes: Map<SizeSymbol, number>): readonly string[] {
  const meant = symbolsCalled(name, subjects.symbols);
  if (meant.length === 0) return [strange(name, subjects)];
  return meant.flatMap((symbol) => {
    const { min, max } = symbol;
    const before = sizes.get(symbol);
    if (before !== undefined && before !== value) return [`${symbol.name} is given as ${before} and as ${value}`];
    if (min !== null && value < min) return [`${name} is at least ${min}, not ${value}`];
    if (max !== null && value > max) return [`${name} is at most ${max}, not ${value}`];
    sizes.set(symbol, value);
    return [];
  });
}

/** Names come first: several symbols may have one origin. */
function symbolsCalled(name: string, symbols: readonly SizeSymbol[]): readonly SizeSymbol[] {
  const named = symbols.filter((symbol) => symbol.name === name);
  return named.length > 0 ? named : symbols.filter(({ origin }) => withoutBlanks(origin) === withoutBlanks(name));
}

function takeTruth(
  name: string,
  value: boolean,
  subjects: Subjects,
  truths: Map<NamedCondition, boolean>,
): readonly string[] {
  const isCalled = (condition: Condition) => withoutBlanks(printCondition(condition)) === withoutBlanks(name);
  const meant = subjects.conditions.filter((one) => isCalled(one) || isCalled(negation(one)));
  for (const condition of meant) truths.set(condition, isCalled(condition) ? value : !value);
  return meant.length === 0 ? [strange(name, subjects)] : [];
}

function withoutBlanks(text: string): string {
  return text.replace(/\s+/g, '');
}

function strange(name: string, { symbols, conditions }: Subjects): string {
  if (symbolsCalled(name, symbols).length > 0) return `${name} is a size: a number is expected`;
  if (conditions.some(({ text }) => text === name)) return `${name} is a condition: true or false is expected`;
  const sizes = symbols.map((symbol) =>
    symbol.name === symbol.origin ? symbol.name : `${symbol.name} (${symbol.origin})`,
  );
  const texts = [...new Set(conditions.map(({ text }) => text))];
  const names = [
    sizes.length === 0 ? 'it has no open sizes' : `its sizes are ${sizes.join(', ')}`,
    ...(texts.length === 0 ? [] : [`its conditions are ${texts.join(', ')}`]),
  ];
  return `there is no size ${name}: ${names.join('; ')}`;
}
