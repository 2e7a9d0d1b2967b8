/** Reading tokens one after the other. */
import { Malformed, type ParseError, type Token, tokenize } from './tokens.ts';

export class Reader {
  readonly #tokens: readonly Token[];
  #position = 0;
  #depth = 0;

  constructor(text: string) {
    this.#tokens = tokenize(text);
  }

  /** The token to come; the end token again and again. */
  get next(): Token {
    return this.#tokens[Math.min(this.#position, this.#tokens.length - 1)] as Token;
  }

  /** The end of what has been read. */
  get end(): number {
    return this.#tokens[this.#position - 1]?.end ?? 0;
  }

  is(mark: string): boolean {
    return this.next.kind === 'mark' && this.next.text === mark;
  }

  /** Reads on if the mark is next. */
  accept(mark: string): boolean {
    if (!this.is(mark)) return false;
    this.#position++;
    return true;
  }

  /** @throws Malformed where another token is next. */
  expect(mark: string): Token {
    const token = this.next;
    if (!this.accept(mark)) this.fail(`expected \`${mark}\``);
    return token;
  }

  take(): Token {
    const token = this.next;
    this.#position++;
    return token;
  }

  fail(expected: string): never {
    const { kind, text } = this.next;
    if (kind === 'wrong') throw new Malformed(text, this.next);
    const instead = kind === 'name' ? WORDS.get(text) : undefined;
    if (instead !== undefined) throw new Malformed(`\`${text}\` is written \`${instead}\``, this.next);
    throw new Malformed(`${expected}, found ${kind === 'end' ? text : `\`${text}\``}`, this.next);
  }

  /** Reads something that may contain itself. @throws Malformed where it does so too often. */
  nested<Result>(read: () => Result): Result {
    if (this.#depth > 100) throw new Malformed('too deeply nested', this.next);
    this.#depth++;
    const result = read();
    this.#depth--;
    return result;
  }
}

/** Operators that other languages write as words. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['and', '&&'],
  ['or', '||'],
  ['is', '=='],
]);

export type Failed = { readonly error: ParseError };

/** The whole text read by `read`, or the first error in it. */
export function parseAll<Result>(text: string, read: (reader: Reader) => Result): Result | Failed {
  try {
    const reader = new Reader(text);
    const result = read(reader);
    if (reader.is('?')) reader.fail('a choice stands in parentheses, as in `(training ? n : 1)`');
    if (reader.next.kind !== 'end') reader.fail('expected the end');
    return result;
  } catch (error) {
    if (error instanceof Malformed) return { error: error.error };
    throw error;
  }
}
