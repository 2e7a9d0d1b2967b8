/** How a text is laid out: its line breaks, the beginnings and the indentation of its lines. */

export function newLineOf(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? '\n';
}

export function startOfLine(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

export function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(startOfLine(text, offset)))?.[0] ?? '';
}

/** One more step of indentation, as most of the text has it. */
export function indentUnitOf(text: string): string {
  if (/^\t/m.test(text)) return '\t';
  const widths = [...text.matchAll(/^( {2,})[^\s*]/gm)].map(([, spaces = '']) => spaces.length);
  return ' '.repeat(widths.length === 0 ? 2 : Math.min(...widths));
}
