/** Parsing: a text anew, or after an edit of one whose tree becomes the new one. */
import { ts } from 'ts-morph';
import { isTooDeep } from './nesting.ts';
import { regionBetween } from './textRegion.ts';

/** `null` for what no recursion over the tree would survive, that of the parser included. */
export function parse(path: string, text: string): ts.SourceFile | null {
  const options: ts.CreateSourceFileOptions = {
    languageVersion: ts.ScriptTarget.ESNext,
    jsDocParsingMode: ts.JSDocParsingMode.ParseAll,
  };
  try {
    const tree = ts.createSourceFile(path, text, options, true);
    return isTooDeep(tree) ? null : tree;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/**
 * The same tree as `parse` makes, of the statements and members of `before` that the edit did not touch: these are the
 * same nodes, and stand where they are now. What is left of `before` must not be used any more.
 */
export function parseAgain(before: ts.SourceFile, text: string): ts.SourceFile | null {
  const { start, oldEnd, newEnd } = regionBetween(before.text, text);
  const range = { span: { start, length: oldEnd - start }, newLength: newEnd - start };
  try {
    const tree = ts.updateSourceFile(before, text, range);
    return isTooDeep(tree) ? null : tree;
  } catch {
    // The parser is strict about trees that it takes parts of, and there is always the other way.
    return parse(before.fileName, text);
  }
}
