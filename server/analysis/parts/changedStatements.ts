/** Which statements of a block a change makes and takes away, where all others of the file stay. */
import { ts } from 'ts-morph';
import { parse } from '../../workspace/parse.ts';
import { type FileChange, movedOffset } from './change.ts';
import { type Unit, unitsOf } from './units.ts';

export interface ChangedStatements {
  /** The block as it is now. */
  readonly block: ts.Block;
  /** How many of its statements before the change, and after it, are those of before. */
  readonly first: number;
  readonly last: number;
  /** In a tree of the text before. */
  readonly gone: readonly ts.Statement[];
  readonly came: readonly ts.Statement[];
}

/** `null` where something else has changed than statements of one block. */
export function changedStatements(change: FileChange): ChangedStatements | null {
  const block = innermostBlock(change.after, change.start, change.newEnd);
  const tree = block && treeBefore(change);
  const before = tree && innermostBlock(tree, change.start, change.oldEnd);
  if (block === null || before === null || before.getStart() !== block.getStart()) return null;
  if (movedOffset(change, before.end) !== block.end) return null;
  const [first, last] = sameAround(change, before, block);
  const inner = ({ statements }: ts.Block) => statements.slice(first, statements.length - last);
  return { block, first, last, gone: inner(before), came: inner(block) };
}

/** A tree of an earlier version, with the bodies of all roots but one left out. */
interface Sketch {
  readonly root: Unit | null;
  readonly tree: ts.SourceFile | null;
}

const sketches = new WeakMap<ts.SourceFile, Sketch>();

/** The tree of the earlier version as it was around the change: nodes of its own may have gone on to the next. */
function treeBefore({ before, start, oldEnd }: FileChange): ts.SourceFile | null {
  const units = unitsOf(before).filter(({ isRoot }) => isRoot);
  const root = units.find(({ body }) => body !== null && body.start < start && oldEnd < body.end) ?? null;
  const known = sketches.get(before);
  if (known !== undefined && known.root === root) return known.tree;
  const tree = parse(before.fileName, root === null ? before.text : without(before.text, units, root));
  sketches.set(before, { root, tree });
  return tree;
}

/** A text with space in the place of the bodies of roots. */
function without(text: string, roots: readonly Unit[], kept: Unit): string {
  let made = '';
  for (const { body } of roots.toSorted((a, b) => a.pos - b.pos)) {
    const isBlock = body !== null && body !== kept.body && text[body.start] === '{' && body.start >= made.length;
    if (isBlock) made += text.slice(made.length, body.start + 1) + ' '.repeat(body.end - body.start - 2);
  }
  return made + text.slice(made.length);
}

export function innermostBlock(file: ts.SourceFile, start: number, end: number): ts.Block | null {
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
