/** Offsets into a text and LSP positions, both ways. */
import type { Position, Range } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';

/** A span in UTF-16 units; `end` is exclusive. */
export interface Offsets {
  readonly start: number;
  readonly end: number;
}

export function rangeOf(document: TextDocument, span: Offsets): Range {
  return { start: document.positionAt(span.start), end: document.positionAt(span.end) };
}

export function offsetsOf(document: TextDocument, range: Range): Offsets {
  return { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
}

/** The empty span at a position. */
export function offsetOf(document: TextDocument, position: Position): Offsets {
  const offset = document.offsetAt(position);
  return { start: offset, end: offset };
}

/** Whether two spans share text or touch: a cursor at either end of a span touches it. */
export function touches(a: Offsets, b: Offsets): boolean {
  return a.start <= b.end && b.start <= a.end;
}

export function contains(outer: Offsets, inner: Offsets): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** The shortest of the spans that contain `inner`; the first among equals. */
export function smallestAround<T extends Offsets>(spans: readonly T[], inner: Offsets): T | null {
  let smallest: T | null = null;
  for (const span of spans) {
    if (!contains(span, inner)) continue;
    if (smallest === null || span.end - span.start < smallest.end - smallest.start) smallest = span;
  }
  return smallest;
}
