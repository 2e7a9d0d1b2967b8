/** Incremental analysis: what of an earlier analysis of a file still holds after its program has changed. */
import type { ts } from 'ts-morph';
import type { Machine } from '../interpreter/machine.ts';
import { once } from '../interpreter/once.ts';
import { movedSummary, type Relocation } from '../interpreter/summaries/carry.ts';
import type { Summary } from '../interpreter/summaries/summary.ts';
import type { Summaries } from '../interpreter/summaries/table.ts';
import type { Place } from '../symbolic/place.ts';
import type { Workspace } from '../workspace.ts';
import type { Analysed } from './analyzeFile.ts';
import { affectedUnits } from './parts/affected.ts';
import {
  type BodyChange,
  type ChangedUnits,
  changeBetween,
  changedBody,
  changedUnits,
  type FileChange,
  fateOf,
  movedOffset,
} from './parts/change.ts';
import { isEquivalent } from './parts/equivalent.ts';
import { isWhole, type Move, movedBindings, movedPart, movedPassed } from './parts/move.ts';
import { nameOfFunction, type PartReport } from './parts/part.ts';
import { type Earlier, NOTHING_EARLIER } from './parts/roots.ts';
import { type Unit, unitsOf } from './parts/units.ts';

/** An analysis with the texts that it was made from. */
export interface Snapshot {
  readonly analysed: Analysed;
  readonly path: string;
  /** The file and all that it imports, also through others. */
  readonly files: ReadonlyMap<string, ts.SourceFile>;
  readonly structure: number;
  /** What the functions of these files were found to need and give. */
  readonly summaries: Summaries;
}

/**
 * What still holds, and what was told before, for a run in a new version: to be asked of the machine that it runs on when
 * its modules are prepared. Summaries that hold go to the machine.
 */
export type Taken = (machine: Machine) => Earlier;

export function snapshotOf(machine: Machine, workspace: Workspace, path: string, analysed: Analysed): Snapshot {
  const files = new Map<string, ts.SourceFile>();
  const waiting = [path];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    const module = machine.modules.get(one);
    if (module === undefined || files.has(one)) continue;
    files.set(one, module.file);
    waiting.push(...module.imports);
  }
  return { analysed, path, files, structure: workspace.structure, summaries: machine.summaries };
}

/** `'all'` where nothing has changed, `'nothing'` where it cannot be told what has. */
export function takenSince(snapshot: Snapshot, workspace: Workspace): Taken | 'all' | 'nothing' {
  if (snapshot.structure !== workspace.structure) return 'nothing';
  const changes = new Map<string, FileChange>();
  const files: ts.SourceFile[] = [];
  for (const [path, before] of snapshot.files) {
    const after = workspace.sourceFile(path);
    if (after === null) return 'nothing';
    files.push(after);
    if (after !== before) changes.set(path, changeBetween(before, after));
  }
  return changes.size === 0 ? 'all' : taking(snapshot, files, changes);
}

function taking(
  { analysed, path, files: texts, summaries }: Snapshot,
  files: readonly ts.SourceFile[],
  changes: ReadonlyMap<string, FileChange>,
): Taken {
  const changed = new Map([...changes].map(([changedPath, change]) => [changedPath, changedUnits(change)]));
  /** The node of an earlier version that a unit has stayed; `undefined` for one that is new. */
  const stayed = ({ node }: Unit): ts.Node | undefined => {
    const own = changed.get(node.getSourceFile().fileName);
    return own === undefined ? node : own.kept.get(node)?.node;
  };
  // Without their runs, which would keep the machine of every earlier version.
  const parts = new Map(analysed.parts.map(({ root, report }): [ts.Node, PartReport] => [root, report]));
  const reportOf = (unit: Unit) => {
    const earlier = stayed(unit);
    return earlier === undefined ? undefined : parts.get(earlier);
  };
  const file = changes.get(path)?.after ?? texts.get(path);
  const roots = file === undefined ? [] : rootUnits(file);
  const gone = [...changed.values()].flatMap((one) => one.changed);
  const affected = withCallers(files, gone, roots, reportOf);
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
  /** Functions with what they were before. */
  const before = (free: (unit: Unit) => boolean) =>
    new Map(files.flatMap(rootUnits).flatMap((unit) => (free(unit) ? [[unit.node, stayed(unit) ?? unit.node]] : [])));
  const install = (machine: Machine, known: ReadonlyMap<ts.Node, ts.Node>, relocation: Relocation): void => {
    for (const [node, moved] of movedSummaries(summaries, known, relocation)) machine.summaries.set(node, moved);
  };
  return (machine) => {
    if (file === undefined) return NOTHING_EARLIER;
    const unreached = before((unit) => !affected.has(unit));
    install(machine, unreached, relocationOf(unreached, move));
    const body = bodyOf(changes, changed, path);
    const callers = { parts, summaries, placeNow: (place: Place) => movedPlace(place, move) };
    const isOther = (unit: Unit) => unit.node !== body?.after.node && reportOf(unit)?.asksTypes === false;
    const isCut = once(() => {
      if (body === null || !isEquivalent(machine, body, callers)) return false;
      const others = before((unit) => affected.has(unit) && isOther(unit));
      const all = new Map([...unreached, ...others]).set(body.after.node, body.before.node);
      install(machine, others, relocationOf(all, move));
      return true;
    });
    return earlierOf(
      file,
      move,
      new Map(
        roots.map((unit) => {
          const isReached = affected.has(unit);
          const isFree = () => !isReached || (isOther(unit) && isCut());
          return [unit.node, { report: reportOf(unit), isReached, isFree }];
        }),
      ),
    );
  };
}

/** The function of the file whose body is all that has changed anywhere. */
function bodyOf(
  changes: ReadonlyMap<string, FileChange>,
  changed: ReadonlyMap<string, ChangedUnits>,
  path: string,
): BodyChange | null {
  const [change, units] = [changes.get(path), changed.get(path)];
  return changes.size === 1 && change !== undefined && units !== undefined ? changedBody(change, units) : null;
}

/** What was told of a root, and whether it still holds. */
interface Told {
  readonly report: PartReport | undefined;
  /** By its names. */
  readonly isReached: boolean;
  isFree(): boolean;
}

function earlierOf(file: ts.SourceFile, move: Move, told: ReadonlyMap<ts.Node, Told>): Earlier {
  const path = file.fileName;
  const reportOf = (root: ts.Node) => told.get(root)?.report ?? null;
  const freeReport = (root: ts.Node) => (told.get(root)?.isFree() === true ? reportOf(root) : null);
  return {
    isReached: (root) => told.get(root)?.isReached !== false,
    holds(root) {
      const report = freeReport(root);
      return report !== null && isWhole(report, file, move);
    },
    kept(root) {
      const report = freeReport(root);
      return report === null ? null : movedPart(report, file, move);
    },
    bindings(root) {
      const report = reportOf(root);
      return report === null ? null : movedBindings(report, path, move);
    },
    passed(root) {
      const report = reportOf(root);
      return report === null ? [] : movedPassed(report, path, move);
    },
  };
}

function rootUnits(file: ts.SourceFile): readonly Unit[] {
  return unitsOf(file).filter(({ isRoot }) => isRoot);
}

/** @param earlier the functions that no change has reached, with what they were before */
function relocationOf(earlier: ReadonlyMap<ts.Node, ts.Node>, move: Move): Relocation {
  const later = new Map([...earlier].map(([now, before]) => [before, now]));
  return { nodeOf: (node) => later.get(node) ?? null, placeOf: (place) => movedPlace(place, move) };
}

function movedPlace({ file, start, end }: Place, move: Move): Place | null {
  const [from, to] = [move.offset(file, start), move.offset(file, end)];
  return from === null || to === null ? null : { file, start: from, end: to };
}

function movedSummaries(
  summaries: Summaries,
  earlier: ReadonlyMap<ts.Node, ts.Node>,
  relocation: Relocation,
): Summaries {
  const moved: Summaries = new Map();
  for (const [now, before] of earlier) {
    const known = summaries.get(before);
    if (known === undefined) continue;
    const made = new Map<string, Summary | null>();
    for (const [key, summary] of known.made) {
      const taken = summary === null ? null : movedSummary(summary, relocation);
      // Functions and classes among the inputs are those of the earlier version.
      if (!key.includes('#') && (summary === null || taken !== null)) made.set(key, taken);
    }
    moved.set(now, { ...known, made });
  }
  return moved;
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
    const ran = new Set([...affected].filter(({ isRoot }) => isRoot).map(({ node }) => nameOfFunction(node)));
    const callers = roots.filter((unit) => {
      const entered = reportOf(unit)?.entered;
      return !affected.has(unit) && entered !== undefined && [...ran].some((name) => entered.has(name));
    });
    if (callers.length === 0) return affected;
    all = [...all, ...callers];
  }
}
