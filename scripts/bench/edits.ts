/**
 * The edits that both servers get: statements typed character by character inside functions, with a variable where the line
 * above declares one, a literal changed, undone.
 */
import type { Position, Range } from 'vscode-languageserver/node';
import { shuffled } from '../random.ts';

export interface Edit {
  readonly range: Range;
  readonly text: string;
  /** What inlay hints must say before they are taken for fresh; `null` where the edit does not tell. */
  readonly shows: string | null;
}

/** Typed at a place; its size is then another one. Its shape does not stand in the text, or no hint would tell it. */
const ALONE = 'const probe = tf.zeros([7, 3]).transpose();';
/** The same with a variable of the function, whatever that is. */
const using = (name: string) => `const probe = tf.zeros([7, [${name}, ${name}, ${name}].length]).transpose();`;
const LITERAL = '7';

/** The edits at some random places of a program; at the end of each place's the text is what it was. */
export function editsOf(text: string, places: number, random: () => number): readonly Edit[] {
  return shuffled(placesOf(text), random)
    .slice(0, places)
    .flatMap((place, index) => editsAt(place, 11 + index));
}

/** A line before which a statement may stand. */
interface Place {
  readonly line: number;
  readonly indentation: string;
  /** What the line before it declares. */
  readonly variable: string | null;
}

function placesOf(text: string): readonly Place[] {
  const lines = text.split('\n');
  return lines.flatMap((content, line) => {
    const indentation = /^(\s+)(?:const|let|var|return)\b/.exec(content)?.[1];
    const before = lines[line - 1] ?? '';
    // What stands before is complete, and no branch without braces.
    const isFree = /^\s+(?:const|let|var)\b.*;$|\)(?:: [\w.]+)? (?:=> )?\{$/.test(before);
    const variable = /^\s+(?:const|let|var) (\w+) = .*;$/.exec(before)?.[1] ?? null;
    return indentation !== undefined && isFree ? [{ line, indentation, variable }] : [];
  });
}

/** @param literal the size that the statement has in the end */
function editsAt({ line, indentation, variable }: Place, literal: number): readonly Edit[] {
  const statement = variable === null ? ALONE : using(variable);
  const column = indentation.length;
  const at = (character: number): Position => ({ line, character });
  const typed = [...statement].map((text, index) => {
    const isComplete = index === statement.length - 1;
    return { range: between(at(column + index), at(column + index)), text, shows: isComplete ? '[3, 7]' : null };
  });
  const size = column + statement.indexOf(LITERAL);
  return [
    { range: between(at(0), at(0)), text: `${indentation}\n`, shows: null },
    ...typed,
    { range: between(at(size), at(size + 1)), text: String(literal), shows: `[3, ${literal}]` },
    { range: between(at(0), { line: line + 1, character: 0 }), text: '', shows: null },
  ];
}

function between(start: Position, end: Position): Range {
  return { start, end };
}
