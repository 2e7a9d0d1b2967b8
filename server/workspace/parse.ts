/** Parsing: a text anew, or after an edit of one whose tree becomes the new one. */
import { ts } from 'ts-morph';
import { isTooDeep } from './nesting.ts';
import { regionBetween } from './textRegion.ts';
import { endsText, finished } from './unfinished.ts';

/** `null` for what no recursion over the tree would survive, that of the parser included. */
export function parse(path: string, text: string): ts.SourceFile | null {
  try {
    return madeFrom(text, (read) => ts.createSourceFile(path, read, OPTIONS, true));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const OPTIONS: ts.CreateSourceFileOptions = {
  languageVersion: ts.ScriptTarget.ESNext,
  jsDocParsingMode: ts.JSDocParsingMode.ParseAll,
};

/**
 * The same tree as `parse` makes, of the statements and members of `before` that the edit did not touch: these are the
 * same nodes, and stand where they are now. What is left of `before` must not be used any more.
 */
export function parseAgain(before: ts.SourceFile, text: string): ts.SourceFile | null {
  let last = before;
  try {
    return madeFrom(text, (read) => {
      last = updated(last, read);
      return last;
    });
  } catch {
    // The parser is strict about trees that it takes parts of, and there is always the other way.
    return parse(before.fileName, text);
  }
}

/** The texts that trees were parsed from, where these are not their own. */
const sources = new WeakMap<ts.SourceFile, string>();

function updated(before: ts.SourceFile, text: string): ts.SourceFile {
  const own = before.text;
  const read = sources.get(before) ?? own;
  const { start, oldEnd, newEnd } = regionBetween(read, text);
  before.text = read;
  try {
    return ts.updateSourceFile(before, text, { span: { start, length: oldEnd - start }, newLength: newEnd - start });
  } finally {
    before.text = own;
  }
}

/** The tree of a text, of which lines that somebody is typing are read as statements of their own. */
function madeFrom(text: string, make: (read: string) => ts.SourceFile): ts.SourceFile | null {
  const read = finished(text);
  const tree = make(read);
  const isOther = read !== text && !endsText(tree, text);
  const made = read === text || isOther ? tree : make(text);
  if (isOther) {
    made.text = text;
    sources.set(made, read);
  }
  return isTooDeep(made) ? null : made;
}
