/** What a change reaches: the units that mention, by whatever way, what a changed unit is called or sets. */
import type { ts } from 'ts-morph';
import type { ChangedUnits, FileChange } from './change.ts';
import { type Unit, unitsByNode, unitsOf } from './units.ts';

/** The units of the program that may mean something else now, the changed ones among them. */
export function affectedUnits(files: readonly ts.SourceFile[], changed: readonly Unit[]): ReadonlySet<Unit> {
  const affected = new Set<Unit>();
  const names = new Set<string>();
  const waiting: string[] = [];
  const announce = (name: string): void => {
    if (names.has(name)) return;
    names.add(name);
    waiting.push(name);
  };
  const reach = reachOf(files);
  const add = (unit: Unit): void => {
    if (affected.has(unit)) return;
    affected.add(unit);
    unit.names.forEach(announce);
    reach(unit).forEach(announce);
    // What surrounds functions, such as the fields of a class, tells what they are.
    if (!unit.isRoot) for (const root of unitsOf(unit.file)) if (isInside(root, unit)) add(root);
  };
  changed.forEach(add);
  const places = files.map(indexOf);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    for (const { index, units } of places) forEachUnit(index.mentioning.get(name), units, add);
  }
  return affected;
}

function isInside(root: Unit, { pos, end }: Unit): boolean {
  return root.isRoot && root.pos >= pos && root.end <= end;
}

/** The variables and fields that a unit sets, itself or through what it mentions. Each name is followed once for all units. */
function reachOf(files: readonly ts.SourceFile[]): (unit: Unit) => readonly string[] {
  const places = files.map(indexOf);
  const followed = new Set<string>();
  return ({ account }) => {
    const sets = [...account.sets];
    const waiting: string[] = [];
    const follow = (name: string): void => {
      if (followed.has(name)) return;
      followed.add(name);
      waiting.push(name);
    };
    account.mentions.forEach(follow);
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      for (const { index, units } of places) {
        forEachUnit(index.named.get(name), units, ({ account: theirs }) => {
          sets.push(...theirs.sets);
          theirs.mentions.forEach(follow);
        });
      }
    }
    return sets;
  };
}

type Nodes = Set<ts.Node>;

/** The units of a file by their nodes, which most edits leave as they are. */
interface Index {
  readonly mentioning: Map<string, Nodes>;
  /** The roots of a name: only what functions do has effects. */
  readonly named: Map<string, Nodes>;
}

const indexes = new WeakMap<ts.SourceFile, Index>();

/** An index with the units of its version. */
interface Place {
  readonly index: Index;
  readonly units: ReadonlyMap<ts.Node, Unit>;
}

function indexOf(file: ts.SourceFile): Place {
  let index = indexes.get(file);
  if (index === undefined) {
    index = { mentioning: new Map(), named: new Map() };
    for (const unit of unitsOf(file)) enter(index, unit);
    indexes.set(file, index);
  }
  return { index, units: unitsByNode(file) };
}

/** The index of a version becomes that of the next one, where only what has changed is entered anew. */
export function carryIndex({ before, after }: FileChange, { gone, came, kept }: ChangedUnits): void {
  const index = indexes.get(before);
  if (index === undefined || indexes.has(after)) return;
  indexes.delete(before);
  indexes.set(after, index);
  const replaced = unitsOf(after).flatMap((now) => {
    const old = kept.get(now.node);
    return old === undefined || (old.node === now.node && old.names === now.names) ? [] : [{ old, now }];
  });
  for (const unit of [...gone, ...replaced.map(({ old }) => old)]) leave(index, unit);
  for (const unit of [...came, ...replaced.map(({ now }) => now)]) enter(index, unit);
}

function enter({ mentioning, named }: Index, { node, isRoot, names, account }: Unit): void {
  const note = (nodes: Map<string, Nodes>, name: string): void => {
    const known = nodes.get(name);
    if (known === undefined) nodes.set(name, new Set([node]));
    else known.add(node);
  };
  for (const name of account.mentions) note(mentioning, name);
  if (isRoot) for (const name of names) note(named, name);
}

function leave({ mentioning, named }: Index, { node, names, account }: Unit): void {
  for (const name of account.mentions) mentioning.get(name)?.delete(node);
  for (const name of names) named.get(name)?.delete(node);
}

function forEachUnit(nodes: Nodes | undefined, units: Place['units'], use: (unit: Unit) => void): void {
  nodes?.forEach((node) => {
    const unit = units.get(node);
    if (unit !== undefined) use(unit);
  });
}
