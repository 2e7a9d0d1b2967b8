/** Incremental analysis: what of an earlier analysis of a file still holds after its program has changed. */
import type { ts } from 'ts-morph';
import type { Root } from '../discovery/roots.ts';
import type { Machine } from '../interpreter/machine.ts';
import { once } from '../interpreter/once.ts';
import { movedSummary, type Relocation } from '../interpreter/summaries/carry.ts';
import type { Summary } from '../interpreter/summaries/summary.ts';
import type { KnownSummaries, Summaries } from '../interpreter/summaries/table.ts';
import type { Place } from '../symbolic/place.ts';
import type { Workspace } from '../workspace.ts';
import type { Analysed, Told } from './analyzeFile.ts';
import { affectedUnits, carryIndex } from './parts/affected.ts';
import {
  type ChangedUnits,
  changeBetween,
  changedBody,
  changedUnits,
  type FileChange,
  fateOf,
  movedOffset,
} from './parts/change.ts';
import { type BodyEdit, type Cutoff, cutoffOf } from './parts/cutoff.ts';
import { inertChange } from './parts/inertChange.ts';
import { isWhole, type Move, movedBindings, movedPart, movedPassed } from './parts/move.ts';
import { nameOfFunction, type Part, type PartReport } from './parts/part.ts';
import { type Earlier, NOTHING_EARLIER } from './parts/roots.ts';
import { type Unit, unitsByNode, unitsOf } from './parts/units.ts';

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
  const prepared = new Set([...before, ...[...machine.prepared].map(nameOfFunction)]);
  return { analysed, path, files, structure: workspace.structure, summaries: machine.summaries, prepared };
}

/** `'all'` where nothing has changed, `'nothing'` where it cannot be told what has. */
export function takenSince(snapshot: Snapshot, workspace: Workspace): Since | 'all' | 'nothing' {
  if (snapshot.structure !== workspace.structure) return 'nothing';
  const changes = new Map<string, FileChange>();
  const files: ts.SourceFile[] = [];
  for (const [path, before] of snapshot.files) {
    const after = workspace.sourceFile(path);
    if (after === null) return 'nothing';
    files.push(after);
    if (after === before) continue;
    const change = changeBetween(before, after);
    changes.set(path, inertChange(change, (name) => workspace.mentionsForAll(name)) ?? change);
  }
  return changes.size === 0 ? 'all' : taking(snapshot, files, changes);
}

function taking(
  { analysed, path, files: texts, summaries, prepared }: Snapshot,
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
  const roots = file === undefined ? [] : rootUnits(file);
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
  /** Gives the machine the summaries of functions for which nothing has changed, as far as these are all that they ran. */
  const install = (machine: Machine, isGiven: (unit: Unit) => boolean, isSame: (unit: Unit) => boolean): void => {
    const relocation = relocationOf(files, move, (unit) => (isSame(unit) ? before(unit) : undefined));
    for (const unit of files.flatMap(rootUnits)) {
      const earlier = isGiven(unit) ? before(unit) : undefined;
      const known = earlier === undefined ? undefined : summaries.get(earlier);
      if (known !== undefined) setMoved(machine.summaries, unit.node, movedSummaries(known, relocation));
    }
  };
  const still = (): Since['still'] => {
    const module = texts.get(path);
    if (touched.length > 0 || file === undefined || module === undefined) return null;
    const told = [
      ...roots.map((unit) => [unit.node as Root, reportOf(unit)] as const),
      [file, parts.get(module)] as const,
    ];
    const moved = told.flatMap(([node, report]): [Part['root'], PartReport][] => {
      const one = report === undefined ? null : movedPart(report, file, move);
      return one === null ? [] : [[node, one]];
    });
    return moved.length === told.length ? { file, reports: new Map(moved) } : null;
  };
  const taken: Taken = (machine) => {
    if (file === undefined || tellsOfUnknown(machine, changed)) return NOTHING_EARLIER;
    const placeNow = (place: Place) => movedPlace(place, move);
    const installing: BodyEdit['install'] = (isGiven, isSame) => install(machine, isGiven, isSame);
    const { isSpared, isFree, amended } =
      edit === null
        ? unreached(affected, installing)
        : cutoffOf(machine, {
            ...{ ...edit, files, parts, summaries, prepared, affected, placeNow, reportOf },
            install: installing,
          });
    const units = unitsByNode(file);
    const earlier = earlierOf(file, move, (root) => {
      const unit = units.get(root);
      if (unit === undefined) return null;
      return { report: reportOf(unit), isReached: !isSpared(unit), isFree: () => isFree(unit) };
    });
    return edit === null ? earlier : withAmended(earlier, edit.body.after.node, amended);
  };
  return { taken, still: still() };
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
function unreached(affected: ReadonlySet<Unit>, install: BodyEdit['install']): Cutoff {
  const isSpared = (unit: Unit) => !affected.has(unit);
  install(isSpared, isSpared);
  return { isSpared, isFree: isSpared, amended: () => null };
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

/** What was told of a root, and whether it still holds. */
interface Standing {
  readonly report: PartReport | undefined;
  /** By its names, and by what it ran. */
  readonly isReached: boolean;
  isFree(): boolean;
}

function earlierOf(file: ts.SourceFile, move: Move, toldOf: (root: ts.Node) => Standing | null): Earlier {
  const path = file.fileName;
  const reportOf = (root: ts.Node) => toldOf(root)?.report ?? null;
  const freeReport = (root: ts.Node) => {
    const told = toldOf(root);
    return told?.isFree() === true ? (told.report ?? null) : null;
  };
  return {
    isReached: (root) => toldOf(root)?.isReached !== false,
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
    report(root) {
      const report = reportOf(root);
      return report === null ? null : movedPart(report, file, move);
    },
    passed(root) {
      const report = reportOf(root);
      return report === null ? [] : movedPassed(report, path, move);
    },
    isAmended: () => false,
  };
}

/** The same, and all that is told of the edited root, where that is known without a run. */
function withAmended(earlier: Earlier, edited: ts.Node, amended: () => PartReport | null): Earlier {
  return {
    ...earlier,
    holds: (root) => (root === edited ? amended() !== null : earlier.holds(root)),
    kept: (root) => (root === edited ? amended() : earlier.kept(root)),
    passed: (root) => (root === edited ? (amended()?.passed ?? []) : earlier.passed(root)),
    isAmended: () => amended() !== null,
  };
}

function rootUnits(file: ts.SourceFile): readonly Unit[] {
  return unitsOf(file).filter(({ isRoot }) => isRoot);
}

/** @param before the node that a function was, if nothing has changed for it */
function relocationOf(
  files: readonly ts.SourceFile[],
  move: Move,
  before: (unit: Unit) => ts.Node | undefined,
): Relocation {
  const later = once(
    () => new Map(files.flatMap(rootUnits).map((unit): [ts.Node | undefined, ts.Node] => [before(unit), unit.node])),
  );
  return { nodeOf: (node) => later().get(node) ?? null, placeOf: (place) => movedPlace(place, move) };
}

function movedPlace({ file, start, end }: Place, move: Move): Place | null {
  const [from, to] = [move.offset(file, start), move.offset(file, end)];
  return from === null || to === null ? null : { file, start: from, end: to };
}

/** The functions of which summaries may still wait to be moved. */
const waiting = new WeakMap<Summaries, ts.Node[]>();

function setMoved(summaries: Summaries, node: ts.Node, moved: KnownSummaries): void {
  const nodes = waiting.get(summaries) ?? [];
  nodes.push(node);
  waiting.set(summaries, nodes);
  summaries.set(node, moved);
}

/** What waits keeps all that it is moved from: nothing waits any more in what is kept for later versions. */
function settleSummaries(summaries: Summaries): void {
  for (const node of waiting.get(summaries) ?? []) {
    const known = summaries.get(node);
    if (known !== undefined) summaries.set(node, { ...known });
  }
  waiting.delete(summaries);
}

/** What is known of a function in a later version, moved when somebody asks. */
function movedSummaries(known: KnownSummaries, relocation: Relocation): KnownSummaries {
  const moved = once(() => {
    const made = new Map<string, Summary | null>();
    for (const [key, summary] of known.made) {
      const taken = summary === null ? null : movedSummary(summary, relocation);
      // Functions and classes among the inputs are those of the earlier version.
      if (!key.includes('#') && (summary === null || taken !== null)) made.set(key, taken);
    }
    return { made, isPartial: known.isPartial || made.size < known.made.size };
  });
  return {
    losesShapes: known.losesShapes,
    get made() {
      return moved().made;
    },
    get isPartial() {
      return moved().isPartial;
    },
  };
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
