/** Mutations of programs: what typing, merging and pasting make of a text, and worse. */
import { ts } from 'ts-morph';

type Random = () => number;

/** A text with one to four mutations, most of them of tokens. */
export function mutated(text: string, random: Random): string {
  let result = text;
  const count = 1 + Math.floor(random() * 4);
  for (let i = 0; i < count; i++) result = pick(random() < 0.3 ? OF_CHARACTERS : OF_TOKENS, random)(result, random);
  return result;
}

type Mutation = (text: string, random: Random) => string;

const ODD_CHARACTERS = [
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  '`',
  "'",
  '/*',
  '*/',
  '\\',
  '\u0000',
  '\u2028',
  '😀',
  '\r',
  '#',
  '@',
  '=>',
];

const OF_CHARACTERS: readonly Mutation[] = [
  (text, random) => {
    const at = index(text.length, random);
    return text.slice(0, at) + pick(ODD_CHARACTERS, random) + text.slice(at);
  },
  (text, random) => {
    const at = index(text.length, random);
    return text.slice(0, at) + text.slice(at + 1 + index(8, random));
  },
  // As typing leaves it: the rest of the file is not there yet.
  (text, random) => text.slice(0, index(text.length, random)),
];

const ODD_TOKENS = [
  'null',
  'undefined',
  '-1',
  '0',
  '1e308',
  '9007199254740993',
  '0.1',
  'NaN',
  '[]',
  '{}',
  '()=>{}',
  'this',
  'await 0',
  'x',
  'tf',
  '...[]',
  '__proto__',
  'constructor',
  'new Proxy({}, {})',
  'Infinity',
  '/(a+)+$/',
  '`a`',
  'super',
  'yield',
];

const OF_TOKENS: readonly Mutation[] = [
  replaceToken((_, random) => pick(ODD_TOKENS, random)),
  replaceToken(() => ''),
  replaceToken((token) => `${token} ${token}`),
  (text, random) => {
    const tokens = tokensOf(text);
    const [a, b] = [pick(tokens, random), pick(tokens, random)].sort((x, y) => x.start - y.start);
    if (a === undefined || b === undefined || a.end > b.start) return text;
    const between = text.slice(a.end, b.start);
    return (
      text.slice(0, a.start) + text.slice(b.start, b.end) + between + text.slice(a.start, a.end) + text.slice(b.end)
    );
  },
  // A line twice, somewhere else.
  (text, random) => {
    const lines = text.split('\n');
    return lines.toSpliced(index(lines.length, random), 0, pick(lines, random)).join('\n');
  },
];

function replaceToken(replace: (token: string, random: Random) => string): Mutation {
  return (text, random) => {
    const { start, end } = pick(tokensOf(text), random);
    return text.slice(0, start) + replace(text.slice(start, end), random) + text.slice(end);
  };
}

interface Token {
  readonly start: number;
  readonly end: number;
}

function tokensOf(text: string): readonly Token[] {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, true, ts.LanguageVariant.JSX, text);
  const tokens: Token[] = [{ start: 0, end: 0 }];
  while (scanner.scan() !== ts.SyntaxKind.EndOfFileToken) {
    tokens.push({ start: scanner.getTokenStart(), end: scanner.getTokenEnd() });
  }
  return tokens;
}

function index(length: number, random: Random): number {
  return Math.floor(random() * length);
}

function pick<T>(list: readonly T[], random: Random): T {
  return list[index(list.length, random)] as T;
}
