/** Incremental analysis: what of an earlier analysis of a file still holds after its program has changed. */
import type { ts } from 'ts-morph';
import type { Machine } from '../interpreter/machine.ts';
import type { Workspace } from '../workspace.ts';
import type { Analysed, Kept } from './analyzeFile.ts';
import { affectedUnits } from './parts/affected.ts';
import { changeBetween, changedUnits, type FileChange, movedOffset } from './parts/change.ts';
import { type Move, movedPart } from './parts/move.ts';
import { nameOfFunction, type Part } from './parts/part.ts';
import { type Unit, unitsOf } from './parts/units.ts';

/** An analysis with the texts that it was made from. */
export interface Snapshot {
  readonly analysed: Analysed;
  readonly path: string;
  /** The file and all that it imports, also through others. */
  readonly files: ReadonlyMap<string, ts.SourceFile>;
  readonly structure: number;
}

export function snapshotOf(machine: Machine, workspace: Workspace, path: string, analysed: Analysed): Snapshot {
  const files = new Map<string, ts.SourceFile>();
  const waiting = [path];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    const module = machine.modules.get(one);
    if (module === undefined || files.has(one)) continue;
    files.set(one, module.file);
    waiting.push(...module.imports);
  }
  return { analysed, path, files, structure: workspace.structure };
}

/** `'all'` where nothing has changed, `'nothing'` where it cannot be told what has. */
export function keptSince(snapshot: Snapshot, workspace: Workspace): Kept | 'all' | 'nothing' {
  if (snapshot.structure !== workspace.structure) return 'nothing';
  const changes = new Map<string, FileChange>();
  const files: ts.SourceFile[] = [];
  for (const [path, before] of snapshot.files) {
    const after = workspace.sourceFile(path);
    if (after === null) return 'nothing';
    files.push(after);
    if (after !== before) changes.set(path, changeBetween(before, after));
  }
  return changes.size === 0 ? 'all' : keeping(snapshot, files, changes);
}

function keeping(
  { analysed, path, files: snapshotFiles }: Snapshot,
  files: readonly ts.SourceFile[],
  changes: ReadonlyMap<string, FileChange>,
): Kept {
  const units = new Map([...changes].map(([changedPath, change]) => [changedPath, changedUnits(change)]));
  const stayed = units.get(path)?.kept ?? null;
  const parts = new Map(analysed.parts.map((part): [ts.Node, Part] => [part.root, part]));
  const file = changes.get(path)?.after ?? snapshotFiles.get(path);
  const roots = file === undefined ? [] : unitsOf(file).filter(({ isRoot }) => isRoot);
  const partOf = ({ node }: Unit) => {
    const before = stayed === null ? node : stayed.get(node)?.node;
    return before === undefined ? undefined : parts.get(before);
  };
  const changed = [...units.values()].flatMap((one) => one.changed);
  const affected = withCallers(files, changed, roots, partOf);
  const move: Move = (other, offset) => {
    const change = changes.get(other);
    return change === undefined ? offset : movedOffset(change, offset);
  };
  const kept = new Map(roots.filter((unit) => !affected.has(unit)).map((unit) => [unit.node, partOf(unit)]));
  return (root) => {
    const part = kept.get(root);
    return part === undefined || file === undefined ? null : movedPart(part.report, file, move);
  };
}

/** What a change reaches, by name or because a part of the file ran it. */
function withCallers(
  files: readonly ts.SourceFile[],
  changed: readonly Unit[],
  roots: readonly Unit[],
  partOf: (unit: Unit) => Part | undefined,
): ReadonlySet<Unit> {
  let all = changed;
  for (;;) {
    const affected = affectedUnits(files, all);
    const ran = new Set([...affected].filter(({ isRoot }) => isRoot).map(({ node }) => nameOfFunction(node)));
    const callers = roots.filter((unit) => {
      const entered = partOf(unit)?.report.entered;
      return !affected.has(unit) && entered !== undefined && [...ran].some((name) => entered.has(name));
    });
    if (callers.length === 0) return affected;
    all = [...all, ...callers];
  }
}
