/** The header of a function, found in its text: where its name and its parameters stand. */
import type { FunctionReport } from '../analysis/report.ts';
import type { Offsets } from './positions.ts';

export interface Header {
  readonly name: Offsets;
  /** From the first parameter to before the body. */
  readonly parameters: Offsets;
}

/** `null` for a module, and where the text does not show the name. */
export function headerOf(text: string, func: FunctionReport): Header | null {
  const word = func.name.split('.').at(-1) ?? '';
  if (!/^[\w$#]+$/.test(word)) return null;
  // `const dense = (x) => ...` and `dense: (x) => ...` have the name before the function, on the same line.
  const lineStart = text.lastIndexOf('\n', func.start - 1) + 1;
  const readable = blankQuotes(text.slice(lineStart, func.end));
  const at = readable.search(new RegExp(`(?<![\\w$#])${word.replaceAll('$', '\\$&')}(?![\\w$])`));
  if (at < 0) return null;
  const name = { start: lineStart + at, end: lineStart + at + word.length };
  // What stands between the name and the function is a type.
  const from = Math.max(name.end, func.start) - lineStart;
  const { start, end } = parametersAfter(readable, from);
  return { name, parameters: { start: lineStart + start, end: lineStart + end } };
}

/** The parentheses behind `from`, or all before the arrow: `x => ...` has no parentheses there. */
function parametersAfter(text: string, from: number): Offsets {
  const open = text.indexOf('(', from);
  const arrow = text.indexOf('=>', from);
  if (open < 0 || (arrow >= 0 && arrow < open)) return { start: from, end: Math.max(arrow, from) };
  return { start: open, end: closing(text, open) };
}

/** The offset behind the parenthesis that closes the one at `open`, or the end of the text. */
function closing(text: string, open: number): number {
  let depth = 0;
  for (let index = open; index < text.length; index++) {
    if (text[index] === '(') depth++;
    if (text[index] === ')' && --depth === 0) return index + 1;
  }
  return text.length;
}

/** Comments and strings as spaces, so that offsets stay. */
function blankQuotes(text: string): string {
  const quotes = /\/\*[\s\S]*?\*\/|\/\/.*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[\s\S]|[^`\\])*`/g;
  return text.replace(quotes, (quote) => quote.replace(/[^\n]/g, ' '));
}
