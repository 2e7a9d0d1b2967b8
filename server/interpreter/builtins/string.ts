/** Members of texts. The host's own functions compute on texts that are known. */
import { type Machine, textOf } from '../machine.ts';
import { arrayOf, arrayValue } from '../objects.ts';
import { isString, type Native, type NativeCall, type Primitive, primitive, type Value } from '../values.ts';
import { lazily, method, plainFunction } from './method.ts';
import { derived, freshLength, outside } from './results.ts';

/** `text.name`; `null` where texts have no such member. */
export function stringMember(_: Machine, value: string, name: string): Value | null {
  if (name === 'length') return primitive(value.length);
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

type PlainValue = string | number | boolean | undefined | null;

/** The method of texts of that name; the same one each time. */
const stringMethod: (name: string) => Native | null = lazily((name) => {
  if (name === 'valueOf' || name === 'toString') return method(name, (_, self) => self);
  if (OTHERS.has(name)) return method(name, (_, __, { node }) => outside(node));
  const run = runOf(name);
  if (run === null) return null;
  const onPlain = plainFunction(name, (_, { self, args, node }) => {
    const plain = args.flatMap((arg) => (isPlainArgument(arg) ? [arg.value] : []));
    const isKnown = isString(self) && plain.length === args.length;
    return (isKnown ? run(self.value, plain) : null) ?? unknownResult(name, [self, ...args], node);
  });
  return method(name, (machine, self, call) => onPlain.call(machine, { ...call, self }));
});

/** Methods that take patterns or the language of the reader. */
const OTHERS: ReadonlySet<string> = new Set(['localeCompare', 'match', 'matchAll', 'normalize', 'search']);

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
