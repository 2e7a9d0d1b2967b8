/** The edited root, ahead of the others: told of in versions in which what its edit changes elsewhere was not told yet. */
import type { ts } from 'ts-morph';
import { changeBetween, changedBody, changedUnits } from './change.ts';
import type { BodyEdit } from './cutoff.ts';
import { amendedAt, type SeenFrom } from './standpoint.ts';

export interface Ahead extends SeenFrom {
  /** The version that the report speaks of. */
  readonly file: ts.SourceFile;
}

/**
 * The same in the version after an edit of the root, seen from the last snapshot; `null` where the root has to run to be told
 * of.
 */
export function advanced(ahead: Ahead, edit: BodyEdit): Ahead | null {
  const { file, node } = edit.body.after;
  const change = changeBetween(ahead.file, file);
  const body = changedBody(change, changedUnits(change));
  if (body === null || body.after.node !== node) return null;
  const parts = new Map(edit.parts);
  parts.delete(edit.body.before.node);
  parts.set(body.before.node, ahead.report);
  const seen = amendedAt(ahead.standpoint, { ...edit, change, body, parts });
  return seen && { ...seen, file };
}
