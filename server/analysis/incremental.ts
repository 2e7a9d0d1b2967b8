/** Incremental analysis: what of an earlier analysis of a file still holds after its program has changed. */
import type { ts } from 'ts-morph';
import type { Root } from '../discovery/roots.ts';
import type { ForAll } from '../interpreter/inert.ts';
import type { Machine } from '../interpreter/machine.ts';
import type { Summaries } from '../interpreter/summaries/table.ts';
import type { Place } from '../symbolic/place.ts';
import type { Workspace } from '../workspace.ts';
import type { Analysed, Told } from './assemble.ts';
import { affectedUnits, carryIndex } from './parts/affected.ts';
import { type Ahead, advanced } from './parts/ahead.ts';
import { carrySummaries, movedPlace, settleSummaries } from './parts/carried.ts';
import {
  type ChangedUnits,
  changeBetween,
  changedBody,
  changedUnits,
  type FileChange,
  fateOf,
  movedOffset,
} from './parts/change.ts';
import { type BodyEdit, type Cutoff, cutoffOf, type Install } from './parts/cutoff.ts';
import { earlierOf, withKept } from './parts/earlier.ts';
import { inertChange } from './parts/inertChange.ts';
import { type Move, movedPart } from './parts/move.ts';
import { nameOfFunction, type Part, type PartReport } from './parts/part.ts';
import { type Earlier, NOTHING_EARLIER } from './parts/roots.ts';
import { amendedAt, type Standpoint, watchAt } from './parts/standpoint.ts';
import { rootUnitsOf, type Unit, unitsByNode, unitsOf } from './parts/units.ts';

/** An analysis with the texts that it was made from. */
export interface Snapshot {
  readonly analysed: Analysed;
  readonly path: string;
  /** The file and all that it imports, also through others. */
  readonly files: ReadonlyMap<string, ts.SourceFile>;
  readonly structure: number;
  /** What the functions of these files were found to need and give. */
  readonly summaries: Summaries;
  /** Names of the functions that ran for what they set, now or for what an earlier version made. */
  readonly prepared: ReadonlySet<string>;
}

/**
 * What still holds, and what was told before, for a run in a new version: to be asked of the machine that it runs on when
 * its modules are prepared. Summaries that hold go to the machine.
 */
export type Taken = (machine: Machine) => Earlier;

/** What has changed since. */
export interface Since {
  readonly taken: Taken;
  /** All that was told, where the file still means the same; `null` otherwise. */
  readonly still: Told | null;
  /** The same after a change of which nothing is made yet, as one looks at it from where the last run stands. */
  amended(standpoint: Standpoint): Amended | null;
  /** What can be told at once where the edited root ran in a version between. */
  ahead(before: Ahead): ToldAhead | null;
}

/** The edited root is told of as it is, all others as they were. */
export interface ToldAhead {
  readonly told: Told;
  /** What still holds where all is told, the edited root included. */
  readonly taken: Taken;
  readonly ahead: Ahead;
}

/** A version of which everything is told without a run. */
export interface Amended {
  readonly told: Told;
  readonly standpoint: Standpoint;
  snapshot(analysed: Analysed): Snapshot;
}

/** @param before what the snapshot of which some was taken over had prepared */
export function snapshotOf(
  machine: Machine,
  workspace: Workspace,
  path: string,
  analysed: Analysed,
  before: ReadonlySet<string>,
): Snapshot {
  const files = new Map<string, ts.SourceFile>();
  const waiting = [path];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    const module = machine.modules.get(one);
    if (module === undefined || files.has(one)) continue;
    files.set(one, module.file);
    // Read while they are there: the tree may go on to the next version.
    unitsOf(module.file);
    waiting.push(...module.imports);
  }
  settleSummaries(machine.summaries);
  const ran = [...machine.prepared].filter((node) => files.has(node.getSourceFile().fileName));
  const prepared = new Set([...before, ...ran.map(nameOfFunction)]);
  return { analysed, path, files, structure: workspace.structure, summaries: machine.summaries, prepared };
}

/** `'all'` where nothing has changed, `'nothing'` where it cannot be told what has. */
export function takenSince(snapshot: Snapshot, workspace: Workspace, forAll: ForAll): Since | 'all' | 'nothing' {
  if (snapshot.structure !== workspace.structure) return 'nothing';
  const changes = new Map<string, FileChange>();
  const files: ts.SourceFile[] = [];
  for (const [path, before] of snapshot.files) {
    const after = workspace.sourceFile(path);
    if (after === null) return 'nothing';
    files.push(after);
    if (after === before) continue;
    const change = changeBetween(before, after);
    changes.set(path, inertChange(change, forAll) ?? change);
  }
  return changes.size === 0 ? 'all' : taking(snapshot, files, changes);
}

function taking(
  { analysed, path, files: texts, structure, summaries, prepared }: Snapshot,
  files: readonly ts.SourceFile[],
  changes: ReadonlyMap<string, FileChange>,
): Since {
  const changed = new Map([...changes].map(([changedPath, change]) => [changedPath, carriedUnits(change)]));
  /** The node of an earlier version that a unit has stayed; `undefined` for one that is new. */
  const stayed = ({ node, file: own }: Unit): ts.Node | undefined => {
    const units = changed.get(own.fileName);
    return units === undefined ? node : units.kept.get(node)?.node;
  };
  // Without their runs, which would keep the machine of every earlier version.
  const parts = new Map(analysed.parts.map(({ root, report }): [ts.Node, PartReport] => [root, report]));
  const reportOf = (unit: Unit) => {
    const earlier = stayed(unit);
    return earlier === undefined ? undefined : parts.get(earlier);
  };
  const file = changes.get(path)?.after ?? texts.get(path);
  const roots = file === undefined ? [] : rootUnitsOf(file);
  const touched = [...changed.values()].flatMap(({ gone, came }) => [...gone, ...came]);
  const affected = withCallers(files, touched, roots, reportOf);
  const move: Move = {
    offset(other, offset) {
      const change = changes.get(other);
      return change === undefined ? offset : movedOffset(change, offset);
    },
    fate(other, first, last) {
      const change = changes.get(other);
      return change === undefined ? 'stays' : fateOf(change, first, last);
    },
  };
  const edit = bodyOf(changes, changed, path);
  const before = (unit: Unit) => (unit.node === edit?.body.after.node ? edit.body.before.node : stayed(unit));
  const placeNow = (place: Place) => movedPlace(place, move);
  const install = (to: Summaries, isGiven: (unit: Unit) => boolean, isSame: (unit: Unit) => boolean): void => {
    carrySummaries({ from: summaries, to, files, placeNow, before, isGiven, isSame });
  };
  /** @param own what is told of the edited root; `null` where none has changed */
  const toldWith = (own: PartReport | null): Told | null => {
    const module = texts.get(path);
    if (file === undefined || module === undefined) return null;
    const told = [
      ...roots.map((unit) => [unit.node as Root, reportOf(unit)] as const),
      [file, parts.get(module)] as const,
    ];
    const moved = told.flatMap(([node, report]): [Part['root'], PartReport][] => {
      const isEdited = own !== null && node === edit?.body.after.node;
      const one = isEdited ? own : report === undefined ? null : movedPart(report, file, move);
      return one === null ? [] : [[node, one]];
    });
    return moved.length === told.length ? { file, reports: new Map(moved) } : null;
  };
  const bodyEdit = edit === null ? null : { ...edit, files, parts, summaries, prepared, affected, placeNow, reportOf };
  const amended: Since['amended'] = (standpoint) => {
    const found = bodyEdit && amendedAt(standpoint, bodyEdit);
    const told = found && toldWith(found.report);
    if (!found || told === null) return null;
    return {
      told,
      standpoint: found.standpoint,
      snapshot(now) {
        const carried: Summaries = new Map();
        const isAny = () => true;
        install(carried, isAny, isAny);
        settleSummaries(carried);
        const made = new Map(files.map((one) => [one.fileName, one]));
        return { analysed: now, path, files: made, structure, summaries: carried, prepared };
      },
    };
  };
  const ahead: Since['ahead'] = (earlier) => {
    const now = bodyEdit && advanced(earlier, bodyEdit);
    const told = now && toldWith(now.report);
    if (!bodyEdit || !now || told === null) return null;
    const { node } = bodyEdit.body.after;
    return { told, taken: (machine) => withKept(taken(machine), node, now.report), ahead: now };
  };
  const taken: Taken = (machine) => {
    if (file === undefined || tellsOfUnknown(machine, changed)) return NOTHING_EARLIER;
    const installing: Install = (isGiven, isSame) => install(machine.summaries, isGiven, isSame);
    machine.watch = bodyEdit && watchAt(bodyEdit.change);
    const { isSpared, isFree } =
      bodyEdit === null ? unreached(affected, installing) : cutoffOf(machine, bodyEdit, installing);
    const units = unitsByNode(file);
    return earlierOf(file, move, (root) => {
      const unit = units.get(root);
      if (unit === undefined) return null;
      return { report: reportOf(unit), isReached: !isSpared(unit), isFree: () => isFree(unit) };
    });
  };
  return { taken, still: touched.length > 0 ? null : toldWith(null), amended, ahead };
}

/** Whether code outside of functions has changed that uses a value of which nothing is known: its uses tell what it is. */
function tellsOfUnknown({ modules }: Machine, changed: ReadonlyMap<string, ChangedUnits>): boolean {
  return [...changed].some(([path, { gone, came }]) => {
    const scope = modules.get(path)?.scope;
    const isUnknown = (name: string) => scope?.own(name)?.value.kind === 'unknown';
    return [...gone, ...came].some(({ isRoot, account }) => !isRoot && [...account.mentions].some(isUnknown));
  });
}

function carriedUnits(change: FileChange): ChangedUnits {
  const units = changedUnits(change);
  carryIndex(change, units);
  return units;
}

/** Where more has changed than a body, names alone tell what that reaches. */
function unreached(affected: ReadonlySet<Unit>, install: Install): Cutoff {
  const isSpared = (unit: Unit) => !affected.has(unit);
  install(isSpared, isSpared);
  return { isSpared, isFree: isSpared };
}

/** The function of the file whose body is all that has changed anywhere. */
function bodyOf(
  changes: ReadonlyMap<string, FileChange>,
  changed: ReadonlyMap<string, ChangedUnits>,
  path: string,
): Pick<BodyEdit, 'body' | 'change'> | null {
  const [change, units] = [changes.get(path), changed.get(path)];
  const body = changes.size === 1 && change && units ? changedBody(change, units) : null;
  return body && change ? { body, change } : null;
}

/** What a change reaches, by name or because a part of the file ran it. */
function withCallers(
  files: readonly ts.SourceFile[],
  changed: readonly Unit[],
  roots: readonly Unit[],
  reportOf: (unit: Unit) => PartReport | undefined,
): ReadonlySet<Unit> {
  let all = changed;
  for (;;) {
    const affected = affectedUnits(files, all);
    const ran = [...new Set([...affected].filter(({ isRoot }) => isRoot).map(({ node }) => nameOfFunction(node)))];
    const callers = roots.filter((unit) => {
      const entered = affected.has(unit) ? undefined : reportOf(unit)?.entered;
      return entered !== undefined && ran.some((name) => entered.has(name));
    });
    if (callers.length === 0) return affected;
    all = [...all, ...callers];
  }
}
