/** Printing: sizes, relations and conditions as a person would write them. */
import { truthsOf } from './algebra/cases.ts';
import { restrict } from './algebra/choice.ts';
import { type Atom, type Monomial, type Size, type Term, UNIT } from './algebra/node.ts';
import { add, asConstant, constantTerm, times } from './algebra/polynomial.ts';
import { isUnknown } from './algebra/traverse.ts';
import { all, any, type Condition } from './condition.ts';
import type { Relation, RelationOp } from './relation.ts';
import type { SizeSymbol } from './symbol.ts';

/** What a symbol is called. */
export type Naming = (symbol: SizeSymbol) => string;

export const byName: Naming = ({ name }) => name;

/** By what the author can type at the start of the function. */
export const byOrigin: Naming = ({ origin }) => origin;

/** How tightly a text holds together; an operand that holds less tightly than its place asks gets parentheses. */
type Tightness = 'sum' | 'product' | 'whole';

interface Text {
  readonly text: string;
  readonly tightness: Tightness;
}

/** `B * T`, `(h + 3) // 4`, `min(a, b)`, `(training ? n : 1)`; `?` for whatever contains an unknown size. */
export function printSize(size: Size, naming: Naming = byName): string {
  return sizeText(size, naming).text;
}

function sizeText(size: Size, naming: Naming): Text {
  if (isUnknown(size)) return { text: '?', tightness: 'whole' };
  const value = asConstant(size);
  if (value !== null) return { text: String(value), tightness: value < 0 ? 'sum' : 'whole' };
  return choiceText(size, naming) ?? foldedText(size, naming) ?? sumText(size.terms, naming);
}

interface Choice {
  readonly condition: Condition;
  readonly whenTrue: Size;
  readonly whenFalse: Size;
}

function choiceText(size: Size, naming: Naming): Text | null {
  const choice = asChoice(size);
  if (choice === null) return null;
  const { condition, whenTrue, whenFalse } = choice;
  const [question, yes, no] = [
    printCondition(condition, naming),
    printSize(whenTrue, naming),
    printSize(whenFalse, naming),
  ];
  return { text: `(${question} ? ${yes} : ${no})`, tightness: 'whole' };
}

/** A size that depends on a condition as one choice, conditions with the same outcome taken together. */
function asChoice(size: Size): Choice | null {
  const [truth] = truthsOf(size.terms);
  if (truth === undefined) return null;
  const whenTrue = restrict(size, truth, true);
  const whenFalse = restrict(size, truth, false);
  const first = asChoice(whenTrue);
  if (first?.whenFalse === whenFalse) {
    return { condition: all(truth.condition, first.condition), whenTrue: first.whenTrue, whenFalse };
  }
  const second = asChoice(whenFalse);
  if (second?.whenTrue === whenTrue) {
    return { condition: any(truth.condition, second.condition), whenTrue, whenFalse: second.whenFalse };
  }
  return { condition: truth.condition, whenTrue, whenFalse };
}

/** `(h + 1) // 2 - 1` is rather `(h - 1) // 2`. */
function foldedText(size: Size, naming: Naming): Text | null {
  const shift = constantTerm(size);
  const [term, second] = size.terms;
  if (shift === 0 || term === undefined || second?.monomial !== UNIT) return null;
  const [factor] = term.monomial.factors;
  if (term.coefficient !== 1 || term.monomial.degree !== 1 || factor?.atom.kind !== 'floorDivide') return null;
  const { left, right } = factor.atom;
  if (asConstant(right) === null || constantTerm(left) === 0) return null;
  return divisionText('//', add(left, times(right, shift)), right, naming);
}

function sumText(terms: readonly Term[], naming: Naming): Text {
  const [first, ...rest] = inReadingOrder(terms);
  if (first === undefined) return { text: '0', tightness: 'whole' };
  if (rest.length === 0) return termText(first, naming);
  const parts = rest.map((term) => {
    const negative = term.coefficient < 0;
    const { text } = termText(negative ? { ...term, coefficient: -term.coefficient } : term, naming);
    return `${negative ? '-' : '+'} ${text}`;
  });
  return { text: [termText(first, naming).text, ...parts].join(' '), tightness: 'sum' };
}

/** By degree, plain products before others, by age of the symbols; a positive term first. */
function inReadingOrder(terms: readonly Term[]): readonly Term[] {
  const sorted = [...terms].sort((a, b) => compareForReading(a.monomial, b.monomial));
  const positive = sorted.findIndex(({ coefficient }) => coefficient > 0);
  if (positive > 0) sorted.unshift(...sorted.splice(positive, 1));
  return sorted;
}

function compareForReading(a: Monomial, b: Monomial): number {
  if (a.degree !== b.degree) return b.degree - a.degree;
  if (isPlain(a) !== isPlain(b)) return isPlain(a) ? -1 : 1;
  const length = Math.min(a.symbols.length, b.symbols.length);
  for (let i = 0; i < length; i++) {
    const order = (a.symbols[i]?.id ?? 0) - (b.symbols[i]?.id ?? 0);
    if (order !== 0) return order;
  }
  return a.symbols.length - b.symbols.length || a.id - b.id;
}

function isPlain({ factors }: Monomial): boolean {
  return factors.every(({ atom }) => atom.kind === 'symbol');
}

function termText({ coefficient, monomial }: Term, naming: Naming): Text {
  if (monomial === UNIT) return { text: String(coefficient), tightness: coefficient < 0 ? 'sum' : 'whole' };
  const factors = [...monomial.factors]
    .sort((a, b) => atomRank(a.atom) - atomRank(b.atom))
    .flatMap(({ atom, exponent }) => Array.from({ length: exponent }, () => atom));
  const [only] = factors;
  if (only !== undefined && factors.length === 1 && coefficient === 1) return atomText(only, naming);
  const texts = factors.map((atom) => parenthesized(atomText(atom, naming), 'whole'));
  if (Math.abs(coefficient) !== 1) texts.unshift(String(Math.abs(coefficient)));
  const text = texts.join(' * ');
  return coefficient < 0 ? { text: `-${text}`, tightness: 'sum' } : { text, tightness: 'product' };
}

/** Symbols by age, then everything else. */
function atomRank(atom: Atom): number {
  return atom.kind === 'symbol' ? atom.symbol.id : Number.MAX_SAFE_INTEGER;
}

function atomText(atom: Atom, naming: Naming): Text {
  switch (atom.kind) {
    case 'symbol':
      return symbolText(naming(atom.symbol));
    case 'floorDivide':
      return divisionText('//', atom.left, atom.right, naming);
    case 'modulo':
      return divisionText('%', atom.left, atom.right, naming);
    case 'truth':
      return { text: `(${printCondition(atom.condition, naming)} ? 1 : 0)`, tightness: 'whole' };
    default: {
      const operands = atom.operands.map((operand) => printSize(operand, naming)).join(', ');
      return { text: `${atom.kind === 'minimum' ? 'min' : 'max'}(${operands})`, tightness: 'whole' };
    }
  }
}

/** An origin may be any expression, such as `a.width + 1`. */
function symbolText(text: string): Text {
  return { text, tightness: /\s/.test(outsideBrackets(text)) ? 'sum' : 'whole' };
}

function divisionText(operator: '//' | '%', left: Size, right: Size, naming: Naming): Text {
  const dividend = parenthesized(sizeText(left, naming), 'product');
  const divisor = parenthesized(sizeText(right, naming), 'whole');
  return { text: `${dividend} ${operator} ${divisor}`, tightness: 'product' };
}

const ORDER: readonly Tightness[] = ['sum', 'product', 'whole'];

function parenthesized({ text, tightness }: Text, wanted: Tightness): string {
  return ORDER.indexOf(tightness) < ORDER.indexOf(wanted) ? `(${text})` : text;
}

const MIRRORED: Readonly<Record<RelationOp, string>> = { '==': '==', '!=': '!=', '<': '>', '<=': '>=' };

/** `C % heads == 0`, `T <= 1024`, `2 * p * q > 20`: a number stands on the right. */
export function printRelation({ op, left, right }: Relation, naming: Naming = byName): string {
  if (asConstant(left) !== null && asConstant(right) === null) {
    return `${printSize(right, naming)} ${MIRRORED[op]} ${printSize(left, naming)}`;
  }
  return `${printSize(left, naming)} ${op} ${printSize(right, naming)}`;
}

/** `training && T > 1`, `!training`. */
export function printCondition(condition: Condition, naming: Naming = byName): string {
  switch (condition.kind) {
    case 'constant':
      return String(condition.value);
    case 'relation':
      return printRelation(condition.relation, naming);
    case 'named':
      return condition.text;
    case 'not':
      return negationText(printCondition(condition.operand, naming));
    case 'all':
      return condition.operands.map((operand) => conjunctText(operand, naming)).join(' && ');
    case 'any':
      return condition.operands.map((operand) => printCondition(operand, naming)).join(' || ');
  }
}

function conjunctText(operand: Condition, naming: Naming): string {
  const text = printCondition(operand, naming);
  return operand.kind === 'any' || /\|\|/.test(outsideBrackets(text)) ? `(${text})` : text;
}

/** A condition of the code is told by its text: `mask !== undefined` is denied as `mask === undefined`. */
function negationText(text: string): string {
  const plain = outsideBrackets(text);
  const [comparison, second] = plain.match(/[=!]==?/g) ?? [];
  if (comparison !== undefined && second === undefined && !/&&|\|\||[?<>]|=>/.test(plain)) {
    const other = (comparison.startsWith('!') ? '=' : '!') + comparison.slice(1);
    const at = positionOutside(text, comparison);
    return text.slice(0, at) + other + text.slice(at + comparison.length);
  }
  return /[^\w$.]/.test(plain) ? `!(${text})` : `!${text}`;
}

/** The text with everything in brackets or quotes blotted out, so that all places stay. */
function outsideBrackets(text: string): string {
  const blank = (inner: string) => '_'.repeat(inner.length);
  let rest = text.replace(/'[^']*'|"[^"]*"|`[^`]*`/g, blank);
  for (let before = ''; before !== rest; ) {
    before = rest;
    rest = rest.replace(/\([^()[\]]*\)|\[[^()[\]]*\]/g, blank);
  }
  return rest;
}

function positionOutside(text: string, mark: string): number {
  return outsideBrackets(text).indexOf(mark);
}
