/** Standpoints: where the last run of a file ended, from where one sees what a change of its idle statements tells. */
import type { Machine } from '../../interpreter/machine.ts';
import { Watch } from '../../interpreter/watch.ts';
import type { SizeSymbol } from '../../symbolic/symbol.ts';
import type { AnalysisHost } from '../host.ts';
import { symbolsIn } from '../traceSymbols.ts';
import { amended } from './amend.ts';
import type { FileChange } from './change.ts';
import { changedStatements } from './changedStatements.ts';
import type { BodyEdit } from './cutoff.ts';
import { type IdleChange, idleChange, isWatched } from './idle.ts';
import { nameOfFunction, type Part, type PartReport } from './part.ts';
import { isQuietPlace } from './quietPlace.ts';

export interface Standpoint {
  /** Its trees are those of the version that ran: their nodes may have gone on to later ones. */
  readonly machine: Machine;
  readonly host: AnalysisHost;
  /** The states in which the root that was edited last came by the edit. */
  readonly watch: Watch | null;
  /** The symbols that are told of in that root. */
  readonly named: ReadonlySet<SizeSymbol>;
}

const NONE: ReadonlySet<SizeSymbol> = new Set();

/** Where the run ended that made these parts. */
export function standpointOf(machine: Machine, host: AnalysisHost, parts: readonly Part[]): Standpoint {
  const { watch } = machine;
  machine.watch = null;
  if (watch?.isOpen !== true) return { machine, host, watch: null, named: NONE };
  const trace = parts.find(({ root }) => root === watch.recorder?.root)?.trace();
  if (trace?.recorder !== watch.recorder) return { machine, host, watch: null, named: NONE };
  return { machine, host, watch, named: new Set(symbolsIn(trace)) };
}

/** What to watch while a version with a change runs: the next one is likely to be at the same place. */
export function watchAt(change: FileChange): Watch | null {
  const changed = changedStatements(change);
  const statement = changed?.block.statements[changed.first];
  if (!changed || statement === undefined) return null;
  return new Watch({ statement, block: changed.block.getStart(), index: changed.first });
}

export interface SeenFrom {
  /** All that is told of the edited root. */
  readonly report: PartReport;
  /** From where one sees the next version. */
  readonly standpoint: Standpoint;
}

/** `null` where the edited root has to run to be told of. */
export function amendedAt({ machine, host, watch, named }: Standpoint, edit: BodyEdit): SeenFrom | null {
  const earlier = edit.parts.get(edit.body.before.node);
  if (earlier === undefined || !isQuietPlace(machine, edit)) return null;
  return host.withoutChecker(() => {
    const idle = idleChange(machine, edit.change, watch);
    if (idle === null || !isIdleForCallers(idle, edit)) return null;
    const report = amended(machine, earlier, idle, named);
    if (report === null) return null;
    const stays = watch !== null && isWatched(watch, idle.changed);
    return { report, standpoint: { machine, host, watch: stays ? watch : null, named } };
  });
}

/** Whether what is idle in the edited root is so in whatever state others run it. */
function isIdleForCallers({ runs }: IdleChange, { parts, body, prepared }: BodyEdit): boolean {
  const own = parts.get(body.before.node);
  const name = nameOfFunction(body.after.node);
  const isCalled = prepared.has(name) || [...parts.values()].some((part) => part !== own && part.entered.has(name));
  return !isCalled || [...runs.values()].every(({ isCertain }) => isCertain);
}
