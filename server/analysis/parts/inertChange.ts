/** Changes that make or take away only statements that do nothing, or space between statements. */
import { ts } from 'ts-morph';
import { isInert } from '../../interpreter/inert.ts';
import { parse } from '../../workspace/parse.ts';
import { type FileChange, movedOffset } from './change.ts';

/**
 * The change as one between two statements of the same block, so that all of them stay: from the line after the one to the
 * start of the other; `null` where a statement, or a comment, that may matter has changed.
 */
export function inertChange(minimal: FileChange, mayBeGlobal: (name: string) => boolean): FileChange | null {
  const isNothing = (statement: ts.Statement) => isInert(statement, mayBeGlobal);
  const change = ofWholeLines(minimal);
  const after = innermostBlock(change.after, change.start, change.newEnd);
  // Nearly every change is found to be none of these without a look at what was there before.
  if (after === null || !touchedBy(after, change.start, change.newEnd).every(isNothing)) return null;
  const tree = treeBefore(change.before);
  const before = tree && innermostBlock(tree, change.start, change.oldEnd);
  if (before === null || before.getStart() !== after.getStart()) return null;
  if (movedOffset(change, before.end) !== after.end) return null;
  const [first, last] = sameAround(change, before, after);
  const inner = ({ statements }: ts.Block) => statements.slice(first, statements.length - last);
  if (![...inner(before), ...inner(after)].every(isNothing)) return null;
  return betweenComments(change, gapOf(after, first, last));
}

/** The statements that hold some of the changed text. */
function touchedBy({ statements }: ts.Block, start: number, end: number): readonly ts.Statement[] {
  return statements.filter((statement) => statement.end > start && statement.getStart() < end);
}

const trees = new WeakMap<ts.SourceFile, ts.SourceFile | null>();

/** The tree of an earlier version as it was: nodes of its own may have gone on to the next. */
function treeBefore(file: ts.SourceFile): ts.SourceFile | null {
  const known = trees.get(file);
  if (known !== undefined) return known;
  const tree = parse(file.fileName, file.text);
  trees.set(file, tree);
  return tree;
}

/** Text that came or went may be told to begin earlier, where what stands before it is how it ends: at the start of a line. */
function ofWholeLines(change: FileChange): FileChange {
  const { start, oldEnd, newEnd } = change;
  const { text } = oldEnd > start ? change.before : change.after;
  if (oldEnd > start && newEnd > start) return change;
  const length = Math.max(oldEnd, newEnd) - start;
  for (let by = 0; by < length; by++) {
    if (text[start - by - 1] === '\n')
      return { ...change, start: start - by, oldEnd: oldEnd - by, newEnd: newEnd - by };
    if (text[start - by - 1] !== text[start + length - by - 1]) return change;
  }
  return change;
}

function innermostBlock(file: ts.SourceFile, start: number, end: number): ts.Block | null {
  let found: ts.Block | null = null;
  const visit = (node: ts.Node): void => {
    if (node.pos > start || node.end < end) return;
    if (ts.isBlock(node) && node.getStart(file) < start && end < node.end) found = node;
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** How many statements of both blocks are the same before the change, and after it. */
function sameAround(change: FileChange, before: ts.Block, after: ts.Block): readonly [number, number] {
  const [old, now] = [before.statements, after.statements];
  const most = Math.min(old.length, now.length);
  let first = 0;
  while (first < most && isSameBefore(change, old[first], now[first])) first++;
  let last = 0;
  while (last < most - first && isSameAfter(change, old.at(-1 - last), now.at(-1 - last))) last++;
  return [first, last];
}

type Statement = ts.Statement | undefined;

function isSameBefore({ start }: FileChange, old: Statement, now: Statement): boolean {
  return old !== undefined && old.end <= start && old.end === now?.end && old.pos === now.pos && old.kind === now.kind;
}

function isSameAfter(change: FileChange, old: Statement, now: Statement): boolean {
  if (old === undefined || now === undefined || old.kind !== now.kind) return false;
  const [from, by] = [old.getStart(), change.newEnd - change.oldEnd];
  return from >= change.oldEnd && from + by === now.getStart() && old.end + by === now.end;
}

/** Where the last statement before the change ends, and the first after it starts. */
interface Gap {
  readonly start: number;
  readonly end: number;
}

function gapOf(block: ts.Block, first: number, last: number): Gap {
  const { statements } = block;
  const next = last > 0 ? statements.at(-last) : undefined;
  return { start: statements[first - 1]?.end ?? block.getStart() + 1, end: next?.getStart() ?? block.end - 1 };
}

/** A comment behind the one statement, or above the other, stays with it where the change is on other lines. */
function betweenComments(change: FileChange, gap: Gap): FileChange | null {
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
