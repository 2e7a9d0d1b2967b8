/** Text edits, applied to a text. */

export interface TextEdit {
  /** The absolute path of the file. */
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Applies edits that do not overlap; all offsets are those of the text as it was. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const lastFirst = [...edits].sort((a, b) => b.start - a.start || b.end - a.end);
  return lastFirst.reduce((result, edit) => result.slice(0, edit.start) + edit.text + result.slice(edit.end), text);
}
