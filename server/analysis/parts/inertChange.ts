/** Changes that make or take away only statements that do nothing, or space between statements. */
import type { ts } from 'ts-morph';
import { type ForAll, isInert } from '../../interpreter/inert.ts';
import type { FileChange } from './change.ts';
import { type ChangedStatements, changedStatements, innermostBlock } from './changedStatements.ts';

/**
 * The change as one between two statements of the same block, so that all of them stay: from the line after the one to the
 * start of the other; `null` where a statement, or a comment, that may matter has changed.
 */
export function inertChange(change: FileChange, forAll: ForAll): FileChange | null {
  const isNothing = (statement: ts.Statement) => isInert(statement, forAll);
  const after = innermostBlock(change.after, change.start, change.newEnd);
  // Nearly every change is found to be none of these without a look at what was there before.
  if (after === null || !touchedBy(after, change.start, change.newEnd).every(isNothing)) return null;
  const changed = changedStatements(change);
  if (changed === null || ![...changed.gone, ...changed.came].every(isNothing)) return null;
  return betweenComments(change, changed);
}

/** The statements that hold some of the changed text. */
function touchedBy({ statements }: ts.Block, start: number, end: number): readonly ts.Statement[] {
  return statements.filter((statement) => statement.end > start && statement.getStart() < end);
}

/** Where the last statement before the change ends, and the first after it starts. */
interface Gap {
  readonly start: number;
  readonly end: number;
}

function gapOf({ block, first, last }: ChangedStatements): Gap {
  const { statements } = block;
  const next = last > 0 ? statements.at(-last) : undefined;
  return { start: statements[first - 1]?.end ?? block.getStart() + 1, end: next?.getStart() ?? block.end - 1 };
}

/**
 * The change from the line after the statement before it to the start of the one after it; `null` where comments change. One
 * behind the one statement, or above the other, stays with it where the change is on other lines.
 */
export function betweenComments(change: FileChange, changed: ChangedStatements): FileChange | null {
  const gap = gapOf(changed);
  const { text } = change.after;
  const line = text.indexOf('\n', gap.start);
  const start = line >= 0 && line < change.start ? line + 1 : gap.start;
  const next = text.indexOf('\n', change.newEnd);
  const isFree = (from: number, to: number) => !text.slice(from, to).includes('/');
  const newEnd = next < 0 || isFree(change.newEnd, gap.end) ? gap.end : Math.min(next, gap.end);
  const oldEnd = newEnd + change.oldEnd - change.newEnd;
  const isSpace = isFree(start, newEnd) && !change.before.text.slice(start, oldEnd).includes('/');
  return isSpace && start < oldEnd ? { ...change, start, oldEnd, newEnd, isInert: true } : null;
}
