/** Reading the text of a file from disk, and recognising what is not worth analysing. */
import { readFileSync, statSync } from 'node:fs';
import { isDeclaration } from './paths.ts';

/** A file's text, or why it is left out. */
export type Reading =
  | { readonly text: string; readonly skipped: null }
  | { readonly text: null; readonly skipped: string };

const MEGABYTE = 1024 * 1024;

/** Larger programs are bundles or data; parsing them would cost more than they can tell. */
export const LARGEST = 2 * MEGABYTE;

/** Descriptions of models are long. */
const LARGEST_DATA = 16 * MEGABYTE;

export function readSource(path: string): Reading {
  try {
    const stats = statSync(path);
    if (!stats.isFile()) return skip('it is no file');
    const largest = path.endsWith('.json') ? LARGEST_DATA : LARGEST;
    if (stats.size > largest && !isDeclaration(path)) return skip(`it is larger than ${largest / MEGABYTE} MB`);
    const bytes = readFileSync(path);
    const text = decode(bytes);
    if (text === null) return skip('it is not text');
    return judgeText(path, text);
  } catch (error) {
    return skip(`it cannot be read (${errorCode(error)})`);
  }
}

/** The same judgement for a text that is already at hand, such as an open buffer. */
export function judgeText(path: string, text: string): Reading {
  if (isDeclaration(path) || path.endsWith('.json')) return { text, skipped: null };
  if (text.length > LARGEST) return skip(`it is larger than ${LARGEST / MEGABYTE} MB`);
  if (isMinified(text)) return skip('it looks minified: most of it stands in very long lines');
  return { text, skipped: null };
}

/** What the operating system calls the failure: `EACCES`. */
export function errorCode(error: unknown): string {
  if (error instanceof Error) return 'code' in error ? String(error.code) : error.message;
  return String(error);
}

const LONG_LINE = 1000;
const SMALL_TEXT = 5000;

/** A person's file may hold a few long lines (an image as text, a source map at the end); a bundle consists of them. */
function isMinified(text: string): boolean {
  if (text.length < SMALL_TEXT) return false;
  let inLongLines = 0;
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    if (end - start > LONG_LINE && !text.startsWith('//# sourceMappingURL=', start)) inLongLines += end - start;
    start = end + 1;
  }
  return inLongLines > text.length / 2;
}

/** The text without its byte order mark; `null` for what is no text (a video may also be called `.ts`). */
function decode(bytes: Buffer): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return bytes.includes(0) ? null : new TextDecoder().decode(bytes);
}

function skip(reason: string): Reading {
  return { text: null, skipped: reason };
}
