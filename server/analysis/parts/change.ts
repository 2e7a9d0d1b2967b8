/** The difference between two texts of a file: one region, and the units that it touches. */
import type { ts } from 'ts-morph';
import { adoptAccount, type Unit, unitsOf } from './units.ts';

/** Everything before `start` is as it was; what began at `oldEnd` begins at `newEnd`. */
export interface FileChange {
  readonly before: ts.SourceFile;
  readonly after: ts.SourceFile;
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

export function changeBetween(before: ts.SourceFile, after: ts.SourceFile): FileChange {
  const [old, text] = [before.text, after.text];
  const most = Math.min(old.length, text.length);
  let start = 0;
  while (start < most && old.charCodeAt(start) === text.charCodeAt(start)) start++;
  let same = 0;
  while (same < most - start && old.charCodeAt(old.length - 1 - same) === text.charCodeAt(text.length - 1 - same))
    same++;
  return { before, after, start, oldEnd: old.length - same, newEnd: text.length - same };
}

/** Where an offset of the old text is in the new one; `null` inside the region. */
export function movedOffset({ start, oldEnd, newEnd }: FileChange, offset: number): number | null {
  if (offset <= start) return offset;
  return offset >= oldEnd ? offset + newEnd - oldEnd : null;
}

/** What becomes of a stretch of the old text: all of it stays, or moves alike, or some of it may be gone. */
export function fateOf({ start, oldEnd }: FileChange, first: number, last: number): Fate {
  if (last <= start) return 'stays';
  return first >= oldEnd ? 'moves' : 'breaks';
}

export type Fate = 'stays' | 'moves' | 'breaks';

export interface ChangedUnits {
  /** The units of the old tree that are gone, and those of the new one that came. */
  readonly changed: readonly Unit[];
  /** The units that stayed, by their nodes in the new tree. */
  readonly kept: ReadonlyMap<ts.Node, Unit>;
}

/** A unit stays where the region does not touch it and it stands in the same surroundings. */
export function changedUnits(change: FileChange): ChangedUnits {
  const old = new Map<string, Unit>();
  for (const unit of unitsOf(change.before)) {
    const { pos, end } = unit.node;
    const isTouched = end >= change.start && pos <= change.oldEnd && !isAround(unit, change);
    const [from, to] = [movedOffset(change, pos), movedOffset(change, end)];
    if (!isTouched && from !== null && to !== null) old.set(keyOf(unit, from, to), unit);
  }
  const kept = new Map<ts.Node, Unit>();
  const changed: Unit[] = [];
  const stayed = new Set<Unit>();
  for (const unit of unitsOf(change.after)) {
    const before = old.get(keyOf(unit, unit.node.pos, unit.node.end));
    if (before === undefined) changed.push(unit);
    else {
      kept.set(unit.node, before);
      adoptAccount(unit, before);
      stayed.add(before);
    }
  }
  return { changed: [...unitsOf(change.before).filter((unit) => !stayed.has(unit)), ...changed], kept };
}

/** A root before and after a change inside its body. */
export interface BodyChange {
  readonly before: Unit;
  readonly after: Unit;
}

/** The root in whose body the whole change lies; `null` where more than one body has changed. */
export function changedBody(
  { before, after, start, oldEnd, newEnd }: FileChange,
  units: ChangedUnits,
): BodyChange | null {
  const [old, now, other] = units.changed;
  if (old === undefined || now === undefined || other !== undefined || !old.isRoot || !now.isRoot) return null;
  const isPair = old.node.getSourceFile() === before && now.node.getSourceFile() === after;
  const isSame = isPair && keyOf(old, old.node.pos, 0) === keyOf(now, now.node.pos, 0);
  const isInside = isInBody(old.node, start, oldEnd) && isInBody(now.node, start, newEnd);
  return isSame && isInside ? { before: old, after: now } : null;
}

/** A statement around a root in which the whole change lies has not changed itself: the root has. */
function isAround({ node, isRoot }: Unit, { before, after, start, oldEnd, newEnd }: FileChange): boolean {
  if (isRoot) return false;
  const inside = (file: ts.SourceFile, end: number) =>
    unitsOf(file).some(({ node: root, isRoot: is }) => is && isInBody(root, start, end) && isWithin(root, node));
  return inside(before, oldEnd) && inside(after, newEnd);
}

/** Strictly between the braces, or inside the expression that an arrow gives, and not at their rims. */
function isInBody(root: ts.Node, start: number, end: number): boolean {
  const body = 'body' in root ? (root.body as ts.Node | undefined) : undefined;
  return body !== undefined && body.getStart() < start && end < body.end;
}

function isWithin(inner: ts.Node, outer: ts.Node): boolean {
  return inner.pos >= outer.pos && inner.end <= outer.end;
}

function keyOf({ node, isRoot }: Unit, pos: number, end: number): string {
  const parents: number[] = [];
  for (let one = node.parent; one !== undefined; one = one.parent) parents.push(one.kind);
  return `${isRoot} ${node.kind} ${pos} ${end} ${parents.join()}`;
}
