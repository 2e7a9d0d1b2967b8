/** Spans of nodes and places, with lines and columns. */
import type { ts } from 'ts-morph';
import type { Place } from '../symbolic/place.ts';
import type { Span } from './report.ts';

/** The lines of a text. They do not keep its tree. */
export interface Lines {
  readonly end: number;
  /** The offsets at which they begin. */
  readonly starts: readonly number[];
}

export function linesOf(file: ts.SourceFile): Lines {
  return { end: file.end, starts: file.getLineStarts() };
}

function lineAt({ starts }: Lines, offset: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

export function spanIn(lines: Lines, start: number, end: number): Span {
  const line = lineAt(lines, start);
  return { start, end, line: line + 1, column: start - (lines.starts[line] ?? 0) + 1 };
}

export function spanAt(file: ts.SourceFile, start: number, end: number): Span {
  return spanIn(linesOf(file), start, end);
}

export function spanOf(file: ts.SourceFile, node: ts.Node): Span {
  return spanAt(file, node.getStart(file), node.end);
}

export function spanOfPlace(file: ts.SourceFile, { start, end }: Place): Span {
  return spanAt(file, start, end);
}
