/** Members of texts. The host's own functions compute on texts that are known. */

import { isTooLong } from '../arithmetic.ts';
import { callFunction } from '../functions.ts';
import { ITERATOR } from '../keys.ts';
import { iteratorOver, listIteration } from '../listIteration.ts';
import { type Machine, textOf } from '../machine.ts';
import { arrayOf, arrayValue } from '../objects.ts';
import {
  isCallable,
  isString,
  type Native,
  type NativeCall,
  native,
  type Primitive,
  primitive,
  UNDEFINED,
  type Value,
} from '../values.ts';
import { throwError } from './errors.ts';
import { argumentAt, lazily, method, plainFunction } from './method.ts';
import { patternOf, withPattern } from './pattern.ts';
import { derived, freshLength, outside } from './results.ts';
import { textOfValue, toPrimitive } from './text.ts';

/** `text.name`; `null` where texts have no such member. */
export function stringMember(_: Machine, value: string, name: string): Value | null {
  if (name === 'length') return primitive(value.length);
  if (name === ITERATOR.key) return native('values', (_, { self }) => charactersOf(self));
  if (/^(?:0|[1-9]\d{0,8})$/.test(name)) return primitive(value[Number(name)]);
  return stringMethod(name);
}

/** Longer texts are not made. */
const MOST_CHARACTERS = 4096;

/** Texts split into more parts are not listed. */
const MOST_PARTS = 1024;

/** A method whose arguments and result are plain; `null` where the result is too long. */
type PlainMethod = (text: string, ...args: never[]) => string | number | boolean | undefined | null;

/** Patterns are not run: they are unknown values. */
const PLAIN: Readonly<Record<string, PlainMethod>> = {
  at: (text, index: number) => text.at(index),
  charAt: (text, index: number) => text.charAt(index),
  charCodeAt: (text, index: number) => text.charCodeAt(index),
  codePointAt: (text, index: number) => text.codePointAt(index),
  concat: (text, ...others: string[]) => (isShort([text, ...others]) ? text.concat(...others) : null),
  endsWith: (text, end: string, position?: number) => text.endsWith(end, position),
  includes: (text, part: string, position?: number) => text.includes(part, position),
  indexOf: (text, part: string, position?: number) => text.indexOf(part, position),
  lastIndexOf: (text, part: string, position?: number) => text.lastIndexOf(part, position),
  padEnd: (text, length: number, filler?: string) => (length > MOST_CHARACTERS ? null : text.padEnd(length, filler)),
  padStart: (text, length: number, filler?: string) =>
    length > MOST_CHARACTERS ? null : text.padStart(length, filler),
  replace: (text, part: string, other: string) => (isShort([text, other]) ? text.replace(part, other) : null),
  replaceAll: (text, part: string, other: string) => replacedAll(text, part, other),
  repeat: (text, count: number) => (isRepeatable(text, count) ? text.repeat(count) : null),
  slice: (text, start?: number, end?: number) => text.slice(start, end),
  startsWith: (text, start: string, position?: number) => text.startsWith(start, position),
  substr: (text, start: number, length?: number) => substring(text, start, length),
  substring: (text, start: number, end?: number) => text.substring(start, end),
  toLocaleLowerCase: (text) => text.toLowerCase(),
  toLocaleUpperCase: (text) => text.toUpperCase(),
  toLowerCase: (text) => text.toLowerCase(),
  toUpperCase: (text) => text.toUpperCase(),
  isWellFormed: (text) => isWellFormed(text),
  normalize: (text, form?: string) => normalized(text, form),
  trim: (text) => text.trim(),
  trimEnd: (text) => text.trimEnd(),
  trimStart: (text) => text.trimStart(),
};

function isRepeatable(text: string, count: number): boolean {
  return count >= 0 && text.length * count <= MOST_CHARACTERS;
}

function isShort(texts: readonly unknown[]): boolean {
  return texts.reduce((total: number, text) => total + String(text).length, 0) <= MOST_CHARACTERS;
}

function substring(text: string, start: number, length: number | undefined): string {
  const from = start < 0 ? Math.max(0, text.length + start) : start;
  return text.slice(from, length === undefined ? undefined : from + Math.max(0, length));
}

function replacedAll(text: string, part: string, other: string): string | null {
  return isShort([text]) && isShort([other]) && text.length * String(other).length <= 16 * MOST_CHARACTERS
    ? text.replaceAll(part, other)
    : null;
}

function isWellFormed(text: string): boolean {
  return !/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text);
}

function normalized(text: string, form: string | undefined): string | null {
  const known = form === undefined || ['NFC', 'NFD', 'NFKC', 'NFKD'].includes(form);
  return known && isShort([text]) ? text.normalize(form) : null;
}

type PlainValue = string | number | boolean | undefined | null;

/** An iterator over the characters of a text. */
function charactersOf(text: Value): Value {
  const characters = isString(text) ? [...text.value].map((one) => primitive(one)) : [];
  return iteratorOver(listIteration({ slots: characters, rest: null }));
}

/** The method of texts of that name; the same one each time. */
const stringMethod: (name: string) => Native | null = lazily((name) => {
  if (name === 'valueOf' || name === 'toString') return method(name, (_, self) => self);
  if (name === 'localeCompare') return method(name, compared);
  const run = runOf(name);
  if (run === null && !OF_PATTERNS.has(name)) return null;
  const onPlain = plainFunction(name, (machine, call) => {
    const { self, args, node } = call;
    const first = args[0] ?? UNDEFINED;
    if (OF_PATTERNS.has(name)) {
      if (patternOf(first) !== null) return withPattern(machine, name, first, call);
      const replacement = argumentAt(machine, call, 1);
      if (isString(self) && isString(first) && isCallable(replacement)) {
        const made = replacedPart(machine, name, self.value, first.value, replacement, call);
        if (made !== null || machine.thrown !== null) return made ?? UNDEFINED;
      }
    }
    const plain = args.map((arg) => plainArgument(machine, arg, node));
    const isKnown = isString(self) && plain.every((one) => one !== null);
    if (isKnown && name === 'repeat' && Number(plain[0]?.value) < 0)
      return throwError(machine, 'RangeError', `Invalid count value: ${plain[0]?.value}`);
    const values = plain.map((one) => one?.value as PlainValue);
    return (isKnown && run !== null ? run(self.value, values) : null) ?? unknownResult(name, [self, ...args], node);
  });
  return method(name, (machine, self, call) => onPlain.call(machine, { ...call, self }));
});

/** Methods that take patterns. */
const OF_PATTERNS: ReadonlySet<string> = new Set(['match', 'matchAll', 'replace', 'replaceAll', 'search', 'split']);

/** A text is replaced by what a function gives for it. */
function replacedPart(
  machine: Machine,
  name: string,
  text: string,
  part: string,
  replacement: Value,
  call: NativeCall,
): Value | null {
  const pieces: string[] = [];
  let from = 0;
  for (let at = text.indexOf(part); at >= 0 && pieces.length < MOST_PARTS; at = text.indexOf(part, from)) {
    const args = [primitive(part), primitive(at), primitive(text)];
    const made = textOfValue(machine, callFunction(machine, replacement, UNDEFINED, args, call.node), call.node);
    if (!isString(made)) return null;
    pieces.push(text.slice(from, at), made.value);
    from = at + part.length;
    if (name === 'replace' || part === '') break;
  }
  return isTooLong(pieces) ? null : primitive(pieces.join('') + text.slice(from));
}

/** Texts of small letters are ordered alike in every language that matters here. */
function compared(machine: Machine, self: Value, call: NativeCall): Value {
  const other = argumentAt(machine, call, 0);
  const isSimple = (one: Value) => isString(one) && /^[a-z]*$/.test(one.value);
  if (!isString(self) || !isString(other) || !isSimple(self) || !isSimple(other)) return outside(call.node);
  return primitive(self.value === other.value ? 0 : self.value < other.value ? -1 : 1);
}

/** A primitive that stands for an argument; `null` where it is not known. */
function plainArgument(machine: Machine, value: Value, node: NativeCall['node']): Primitive | null {
  const plain = patternOf(value) === null ? toPrimitive(machine, value, 'string', node) : value;
  return isPlainArgument(plain) ? plain : null;
}

function isPlainArgument(value: Value): value is Primitive & { readonly value: PlainValue } {
  return value.kind === 'primitive' && typeof value.value !== 'bigint';
}

function runOf(name: string): ((text: string, args: readonly PlainValue[]) => Value | null) | null {
  if (name === 'split') return split;
  const run = Object.hasOwn(PLAIN, name) ? PLAIN[name] : undefined;
  if (run === undefined) return null;
  return (text, args) => {
    const result = run(text, ...(args as never[]));
    return result === null ? null : primitive(result);
  };
}

function split(text: string, [separator, limit]: readonly PlainValue[]): Value | null {
  const most = limit === undefined ? MOST_PARTS + 1 : Math.min(Number(limit), MOST_PARTS + 1);
  const parts = separator === undefined ? [text] : text.split(String(separator), most);
  return parts.length > MOST_PARTS ? null : arrayOf(parts.map((part) => primitive(part)));
}

function unknownResult(name: string, sources: readonly Value[], node: NativeCall['node']): Value {
  const text = derived(sources, node, `\`${textOf(node)}\` depends on what is not known`);
  return name === 'split' ? arrayValue({ slots: [], rest: { length: freshLength(node), element: text } }) : text;
}
