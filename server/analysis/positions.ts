/** Spans of nodes and places, with lines and columns. */
import type { ts } from 'ts-morph';
import type { Place } from '../symbolic/place.ts';
import type { Span } from './report.ts';

export function spanAt(file: ts.SourceFile, start: number, end: number): Span {
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  return { start, end, line: line + 1, column: character + 1 };
}

export function spanOf(file: ts.SourceFile, node: ts.Node): Span {
  return spanAt(file, node.getStart(file), node.end);
}

export function spanOfPlace(file: ts.SourceFile, { start, end }: Place): Span {
  return spanAt(file, start, end);
}
