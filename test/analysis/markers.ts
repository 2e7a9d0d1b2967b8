/** Markers: comments with carets under what an analysis claims of a line. */

/** Something that the analysis says of a stretch of a file, in one line of text. */
export interface Claim {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A line that holds nothing but a marker. `//<` stands where there is no room for carets before the second column. */
const MARKER = /^ *\/\/(?: *\^+(?:\.\.\.)?|<) /;

export function withoutMarkers(text: string): string {
  return text
    .split('\n')
    .filter((line) => !MARKER.test(line))
    .join('\n');
}

/** The text with one marker for each claim, below the line in which it starts. Markers that the text had are left out. */
export function withMarkers(text: string, claims: readonly Claim[]): string {
  const ordered = [...claims].sort((a, b) => a.start - b.start || a.end - b.end || compare(a.text, b.text));
  let offset = 0;
  const lines = text.split('\n').flatMap((line) => {
    const [from, to] = [offset, offset + line.length];
    offset = to + 1;
    if (MARKER.test(line)) return [];
    return [
      line,
      ...ordered.filter(({ start }) => start >= from && start <= to).map((claim) => marker(line, from, claim)),
    ];
  });
  return lines.join('\n');
}

function marker(line: string, from: number, { start, end, text }: Claim): string {
  const column = start - from;
  const goesOn = end - from > line.length;
  const carets = '^'.repeat(Math.max(1, Math.min(end - from, line.length) - column)) + (goesOn ? '...' : '');
  if (column < 2) return `//< ${text}`;
  const indentation = Math.min(line.length - line.trimStart().length, column - 2);
  return `${' '.repeat(indentation)}//${' '.repeat(column - indentation - 2)}${carets} ${text}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
