/** Files in JSON: read once, within bounds, with nothing taken for granted of what stands in them. */
import { type DataFile, Unreadable } from '../../../kernels/ask.ts';
import { asSize } from '../../../symbolic/quotient.ts';
import { asConstant } from '../../../symbolic/size.ts';
import type { Datum } from '../../datum.ts';

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [name: string]: Json;
}

/** Values nested deeper are not looked at. */
const MOST_DEPTH = 100;

/** The last files that were read, by path. */
const recent = new Map<string, { readonly text: string; readonly value: JsonObject }>();
const MOST_RECENT = 4;

/** The object that a file holds. @throws Unreadable where it holds something else. */
export function readObject({ path, text }: DataFile): JsonObject {
  const known = recent.get(path);
  if (known?.text === text) return known.value;
  const value = objectIn(parse(path, text), `\`${fileName(path)}\` holds no object`);
  recent.delete(path);
  recent.set(path, { text, value });
  for (const oldest of recent.keys()) if (recent.size > MOST_RECENT) recent.delete(oldest);
  return value;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** @throws Unreadable with the message where the value is no object. */
export function objectIn(value: Json | undefined, message: string): JsonObject {
  return isObject(value) ? value : malformed(message);
}

/** @throws Unreadable with the message where the value is no list. */
export function listIn(value: Json | undefined, message: string): readonly Json[] {
  return isList(value) ? value : malformed(message);
}

/** @throws Unreadable with the message where the value is no text. */
export function textIn(value: Json | undefined, message: string): string {
  return typeof value === 'string' ? value : malformed(message);
}

/** The field of that name which the object itself has. */
export function fieldOf(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

export function malformed(message: string): never {
  throw new Unreadable({ message, place: null });
}

export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function parse(path: string, text: string): Json {
  if (depthOf(text) > MOST_DEPTH) malformed(`\`${fileName(path)}\` is nested too deeply`);
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    return malformed(`\`${fileName(path)}\` is not JSON: ${error instanceof Error ? error.message : error}`);
  }
}

/** How deeply brackets are nested; those in texts count too, which only bounds it from above. */
function depthOf(text: string): number {
  let [depth, deepest] = [0, 0];
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') depth -= 1;
    if (depth > deepest) deepest = depth;
  }
  return deepest;
}

/** What a program states as an object. @throws Unreadable where some of it is not known. */
export function jsonOf(datum: Datum): Json {
  switch (datum.kind) {
    case 'absent':
      return null;
    case 'string':
      return datum.value ?? malformed('a text of the description is not known');
    case 'boolean':
      return typeof datum.value === 'boolean' ? datum.value : malformed('a part of the description is not known');
    case 'number':
      return numberIn(datum);
    case 'list':
      return datum.items.map((item) => (item.kind === 'spread' ? malformed('a list is not known') : jsonOf(item)));
    case 'record': {
      const fields = datum.fields ?? malformed('the description is not known');
      return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, jsonOf(field)]));
    }
    default:
      return malformed('a part of the description is not known');
  }
}

function numberIn({ value, double }: Extract<Datum, { kind: 'number' }>): number {
  const size = value === null ? null : asSize(value);
  return (size && asConstant(size)) ?? double ?? malformed('a number of the description is not known');
}
