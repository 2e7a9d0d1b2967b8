/** The words of the notation, with their places. */

/** What is wrong with a text, and where; offsets count UTF-16 units from its start. */
export interface ParseError {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Token extends Span {
  /** `wrong`: no token of the notation; its text says what is wrong. */
  readonly kind: 'name' | 'number' | 'mark' | 'end' | 'wrong';
  readonly text: string;
}

/** Thrown inside the parser only. */
export class Malformed extends Error {
  readonly error: ParseError;

  constructor(message: string, { start, end }: Span) {
    super(message);
    this.error = { message, start, end };
  }
}

/** A name as an author types it: `B`, `cfg.width`, `x.shape[0]`, `x.shape.at(-1)`, `rank(x)`. */
const PATH = /[\p{L}_$][\p{L}\p{N}_$]*(?:\.at\(-?\d+\)|\??\.[\p{L}_$#][\p{L}\p{N}_$]*|\[\d+\])*/u.source;
const NAME = new RegExp(`rank\\(${PATH}\\)|${PATH}`, 'uy');
const NUMBER = /\d+/y;
const MARK = /\.\.\.|\/\/|==|!=|<=|>=|&&|\|\||[-+*%<>=()[\],|!?:]/y;
const SPACE = /\s*/y;

/** What people write by habit, and what it is called here. Tried before the tokens, the longest first. */
const FOREIGN: readonly (readonly [pattern: RegExp, says: (text: string) => string])[] = [
  [/\d+\.\d+/y, (text) => `\`${text}\` is no whole number`],
  [/\d+[\p{L}_$][\p{L}\p{N}_$]*/uy, (text) => `\`${text}\` is neither a number nor a name`],
  [/[=!]==/y, (text) => `\`${text}\` is written \`${text.slice(0, 2)}\``],
  [/=</y, () => '`=<` is written `<=`'],
  [/=>|≥/y, (text) => `\`${text}\` is written \`>=\``],
  [/≤/y, () => '`≤` is written `<=`'],
  [/<>|≠/y, (text) => `\`${text}\` is written \`!=\``],
  [/&(?!&)/y, () => '`&` is written `&&`'],
  [/\*\*|\^/y, (text) => `\`${text}\`: a power is written as a product, \`B * B\``],
  [/\/(?!\/)/y, () => '`/` is written `//`, which rounds down'],
  [/;/y, () => '`;` is written `,`'],
  [/["'`]/y, () => 'a size has no quotes'],
];

/** All tokens of a text, an end token last. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let start = skipSpace(text, 0); start < text.length; start = skipSpace(text, tokens.at(-1)?.end ?? 0)) {
    tokens.push(nextToken(text, start));
  }
  return [...tokens, { kind: 'end', text: 'the end', start: text.length, end: text.length }];
}

function skipSpace(text: string, from: number): number {
  SPACE.lastIndex = from;
  return from + (SPACE.exec(text)?.[0].length ?? 0);
}

function nextToken(text: string, start: number): Token {
  for (const [pattern, says] of FOREIGN) {
    const match = matchAt(pattern, text, start);
    if (match !== null) return { kind: 'wrong', text: says(match), start, end: start + match.length };
  }
  for (const [kind, pattern] of TOKENS) {
    const match = matchAt(pattern, text, start);
    if (match !== null) return { kind, text: match, start, end: start + match.length };
  }
  // A character may be two units long.
  const character = String.fromCodePoint(text.codePointAt(start) ?? 0);
  return { kind: 'wrong', text: `unexpected \`${character}\``, start, end: start + character.length };
}

const TOKENS: readonly (readonly [kind: Token['kind'], pattern: RegExp])[] = [
  ['number', NUMBER],
  ['name', NAME],
  ['mark', MARK],
];

/** What a sticky pattern matches at `start`. */
function matchAt(pattern: RegExp, text: string, start: number): string | null {
  pattern.lastIndex = start;
  return pattern.exec(text)?.[0] ?? null;
}
