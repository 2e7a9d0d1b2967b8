/** The difference between two texts of a file: one region, and the units that it touches. */
import type { ts } from 'ts-morph';
import { regionBetween, type TextRegion } from '../../workspace/textRegion.ts';
import { adoptAccount, type Unit, unitsOf } from './units.ts';

/** Nodes of `before` may have gone on to `after`: what is asked of it is its text, and its units. */
export interface FileChange extends TextRegion {
  readonly before: ts.SourceFile;
  readonly after: ts.SourceFile;
  /** Whether the functions in which it lies mean the same as before. */
  readonly isInert: boolean;
}

export function changeBetween(before: ts.SourceFile, after: ts.SourceFile): FileChange {
  const change = { before, after, ...regionBetween(before.text, after.text), isInert: false };
  // What comes behind the last character moves the end of the file: it counts as a change of that character.
  const isAppended = change.start > 0 && change.start === before.text.length;
  return isAppended ? { ...change, start: change.start - 1 } : ofWholeLines(change);
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

/** Where an offset of the old text is in the new one; `null` inside the region. */
export function movedOffset({ start, oldEnd, newEnd }: TextRegion, offset: number): number | null {
  if (offset <= start) return offset;
  return offset >= oldEnd ? offset + newEnd - oldEnd : null;
}

/** What becomes of a stretch of the old text: all of it stays, or moves alike, or some of it may be gone. */
export function fateOf({ start, oldEnd }: TextRegion, first: number, last: number): Fate {
  if (last <= start) return 'stays';
  return first >= oldEnd ? 'moves' : 'breaks';
}

export type Fate = 'stays' | 'moves' | 'breaks';

export interface ChangedUnits {
  /** The units of the old tree that are gone. */
  readonly gone: readonly Unit[];
  /** Those of the new tree that came. */
  readonly came: readonly Unit[];
  /** The units that stayed, by their nodes in the new tree. */
  readonly kept: ReadonlyMap<ts.Node, Unit>;
}

/** A unit stays where the region does not touch it and it stands in the same surroundings. */
export function changedUnits(change: FileChange): ChangedUnits {
  const before = unitsOf(change.before);
  const staying = before.filter((unit) => mayStay(unit, change));
  const kept = new Map<ts.Node, Unit>();
  const keep = (unit: Unit, old: Unit | undefined): boolean => {
    if (old === undefined || !isSame(old, unit, change)) return false;
    kept.set(unit.node, old);
    return true;
  };
  // Most nodes are the same; others have the same text.
  const byNode = new Map(staying.map((unit) => [unit.node, unit]));
  const others = unitsOf(change.after).filter((unit) => !keep(unit, byNode.get(unit.node)));
  const left = staying.filter(({ node }) => !kept.has(node));
  const byKey = new Map(left.map((unit) => [keyOf(unit, change), unit]));
  const came = others.filter((unit) => !keep(unit, byKey.get(keyOf(unit))));
  for (const [node, unit] of kept) if (node !== unit.node) adoptAccount(node, unit.node);
  const stayed = new Set(kept.values());
  return { gone: before.filter((unit) => !stayed.has(unit)), came, kept };
}

function mayStay(unit: Unit, change: FileChange): boolean {
  const { pos, end } = unit;
  const isReached = end >= change.start && pos <= change.oldEnd;
  const isTouched = isReached && !isAround(unit, change) && !isInertIn(unit, change);
  return !isTouched && movedOffset(change, pos) !== null && movedOffset(change, end) !== null;
}

/** A root before and after a change inside its body. */
export interface BodyChange {
  readonly before: Unit;
  readonly after: Unit;
}

/** The root in whose body the whole change lies; `null` where more than one body has changed. */
export function changedBody(
  { start, oldEnd, newEnd }: FileChange,
  { gone: [before, ...alsoGone], came: [after, ...alsoCame] }: ChangedUnits,
): BodyChange | null {
  if (before === undefined || after === undefined || alsoGone.length > 0 || alsoCame.length > 0) return null;
  const isPlace = isAlike(before, after) && before.pos === after.pos;
  return isPlace && isInBody(before, start, oldEnd) && isInBody(after, start, newEnd) ? { before, after } : null;
}

/** A statement around a root in which the whole change lies has not changed itself: the root has. */
function isAround({ pos, end, isRoot }: Unit, { before, after, start, oldEnd, newEnd }: FileChange): boolean {
  if (isRoot) return false;
  const inside = (file: ts.SourceFile, last: number) =>
    unitsOf(file).some((root) => isInBody(root, start, last) && root.pos >= pos && root.end - last <= end - oldEnd);
  return inside(before, oldEnd) && inside(after, newEnd);
}

/** A root in whose body a change lies that does nothing has not changed. */
function isInertIn(unit: Unit, { isInert, start, oldEnd }: FileChange): boolean {
  return isInert && isInBody(unit, start, oldEnd);
}

/** Not at the rims of the body. */
function isInBody({ body }: Unit, start: number, end: number): boolean {
  return body !== null && body.start < start && end < body.end;
}

function isSame(old: Unit, now: Unit, change: FileChange): boolean {
  const isThere = movedOffset(change, old.pos) === now.pos && movedOffset(change, old.end) === now.end;
  return isThere && isAlike(old, now);
}

/** Whether they are of one kind and stand in the same surroundings. */
function isAlike(one: Unit, other: Unit): boolean {
  const isKind = one.isRoot === other.isRoot && one.node.kind === other.node.kind;
  return isKind && one.surroundings === other.surroundings;
}

/** Tells the units of a version apart, by where they stand after a change. */
function keyOf(unit: Unit, change: FileChange | null = null): string {
  const now = (offset: number) => (change === null ? offset : movedOffset(change, offset));
  return `${now(unit.pos)} ${now(unit.end)} ${unit.isRoot} ${unit.node.kind} ${unit.surroundings}`;
}
