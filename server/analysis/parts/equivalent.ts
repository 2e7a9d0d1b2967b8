/**
 * Early cut-off: a function whose body was edited may still need and give the same. Then nothing has changed for what
 * calls it, whatever the names say.
 */
import type { Machine } from '../../interpreter/machine.ts';
import { summarizeAgain } from '../../interpreter/summaries/again.ts';
import { isSameSummary, type PlaceNow } from '../../interpreter/summaries/equal.ts';
import type { Summary } from '../../interpreter/summaries/summary.ts';
import { hasSummaries, type Summaries } from '../../interpreter/summaries/table.ts';
import type { Closure } from '../../interpreter/values.ts';
import type { BodyChange } from './change.ts';
import type { RanBefore } from './local.ts';
import { nameOfFunction } from './part.ts';
import { unitsOf } from './units.ts';

/** What an edited function is held against. */
export interface Callers extends RanBefore {
  /** What functions needed and gave then. */
  readonly summaries: Summaries;
  readonly placeNow: PlaceNow;
}

/**
 * Whether all that calls a function took it by summaries, and these are the same after a local change. The new ones are
 * kept in the machine.
 */
export function isEquivalent(machine: Machine, change: BodyChange, callers: Callers): boolean {
  const closure = closureOf(machine, change);
  if (closure === null || !isTakenBySummary(change, callers)) return false;
  const known = callers.summaries.get(change.before.node);
  if (known === undefined || known.isPartial) return false;
  const made = new Map<string, Summary | null>();
  for (const [key, earlier] of known.made) {
    // Functions and classes among the inputs are those of the earlier version.
    if (key.includes('#')) return false;
    const now = earlier === null ? null : summarizeAgain(machine, closure, earlier);
    if (earlier !== null && (now === null || !isSameSummary(earlier, now, callers.placeNow))) return false;
    made.set(key, now);
  }
  machine.summaries.set(closure.node, { made, losesShapes: known.losesShapes, isPartial: false });
  return true;
}

/** A function of its module that calls may take by summary, and that finds nothing else than before. */
function closureOf(machine: Machine, { before, after }: BodyChange): Closure | null {
  const closure = machine.closures.get(after.node);
  if (closure === undefined || closure.scope.parent !== null || closure.home !== null) return null;
  return hasSummaries(closure.node) && !findsWritten({ before, after }) ? closure : null;
}

/** Whether it mentions what it did not before and something of its file sets: a caller may have changed that. */
function findsWritten({ before, after }: BodyChange): boolean {
  const { mentions } = before.account;
  const added = [...after.account.mentions].filter((name) => !mentions.has(name));
  return unitsOf(after.file).some(({ account }) => added.some((name) => account.sets.has(name)));
}

function isTakenBySummary({ before, after }: BodyChange, { parts }: Callers): boolean {
  const name = nameOfFunction(after.node);
  const own = parts.get(before.node);
  return ![...parts.values()].some((part) => part !== own && part.ran.has(name));
}
