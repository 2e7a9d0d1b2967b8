/** What a change reaches: the units that mention, by whatever way, what a changed unit is called or sets. */
import type { ts } from 'ts-morph';
import { type Unit, unitsOf } from './units.ts';

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
    if (!unit.isRoot) for (const root of unitsOf(unit.node.getSourceFile())) if (isInside(root, unit)) add(root);
  };
  changed.forEach(add);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    for (const file of files) for (const unit of indexOf(file).mentioning.get(name) ?? []) add(unit);
  }
  return affected;
}

function isInside(root: Unit, { node }: Unit): boolean {
  return root.isRoot && root.node.pos >= node.pos && root.node.end <= node.end;
}

/** The variables and fields that a unit sets, itself or through what it mentions. Each name is followed once for all units. */
function reachOf(files: readonly ts.SourceFile[]): (unit: Unit) => readonly string[] {
  const followed = new Set<string>();
  return (unit) => {
    const sets = [...unit.sets];
    const waiting = [...unit.mentions];
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      if (followed.has(name)) continue;
      followed.add(name);
      for (const file of files) {
        for (const one of indexOf(file).named.get(name) ?? []) {
          sets.push(...one.sets);
          waiting.push(...one.mentions);
        }
      }
    }
    return sets;
  };
}

interface Index {
  readonly mentioning: ReadonlyMap<string, readonly Unit[]>;
  /** The roots of a name: only what functions do has effects. */
  readonly named: ReadonlyMap<string, readonly Unit[]>;
}

const indexes = new WeakMap<ts.SourceFile, Index>();

function indexOf(file: ts.SourceFile): Index {
  let index = indexes.get(file);
  if (index === undefined) {
    const units = unitsOf(file);
    const roots = units.filter(({ isRoot }) => isRoot);
    index = { mentioning: indexBy(units, ({ mentions }) => mentions), named: indexBy(roots, ({ names }) => names) };
    indexes.set(file, index);
  }
  return index;
}

function indexBy(units: readonly Unit[], keys: (unit: Unit) => Iterable<string>): Map<string, Unit[]> {
  const index = new Map<string, Unit[]>();
  for (const unit of units) {
    for (const key of keys(unit)) {
      const known = index.get(key);
      if (known === undefined) index.set(key, [unit]);
      else known.push(unit);
    }
  }
  return index;
}
