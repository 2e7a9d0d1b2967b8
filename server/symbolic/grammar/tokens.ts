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
  readonly kind: 'name' | 'number' | 'mark' | 'end';
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

/** All tokens of a text, an end token last. @throws Malformed at a character that belongs to none. */
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
  const patterns: readonly (readonly [Token['kind'], RegExp])[] = [
    ['number', NUMBER],
    ['name', NAME],
    ['mark', MARK],
  ];
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = start;
    const match = pattern.exec(text)?.[0];
    if (match !== undefined) return { kind, text: match, start, end: start + match.length };
  }
  throw new Malformed(`unexpected \`${text[start]}\``, { start, end: start + 1 });
}
