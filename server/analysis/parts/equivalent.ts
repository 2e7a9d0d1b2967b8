/**
 * Early cut-off: a function whose body was edited may still need and give the same. Then nothing has changed for what
 * calls it, whatever the names say.
 */
import type { ts } from 'ts-morph';
import type { Machine } from '../../interpreter/machine.ts';
import { summarizeAgain } from '../../interpreter/summaries/again.ts';
import { isSameSummary, type PlaceNow } from '../../interpreter/summaries/equal.ts';
import type { Summary } from '../../interpreter/summaries/summary.ts';
import { hasSummaries, type Summaries } from '../../interpreter/summaries/table.ts';
import type { Closure } from '../../interpreter/values.ts';
import type { BodyChange } from './change.ts';
import { nameOfFunction, type PartReport } from './part.ts';
import { mayMeetTensors } from './reach.ts';
import { unitsOf } from './units.ts';

/** What an edited function is held against. */
export interface Callers {
  /** The parts of the earlier analysis, by their roots. */
  readonly parts: ReadonlyMap<ts.Node, PartReport>;
  /** What functions needed and gave then. */
  readonly summaries: Summaries;
  /** Names of the functions that ran for what they set: what is set may tell more of them than summaries do. */
  readonly prepared: ReadonlySet<string>;
  readonly placeNow: PlaceNow;
}

/**
 * Whether all that calls the function took it by summaries, and these are the same. The new ones are kept in the machine,
 * whose modules are loaded and prepared.
 */
export function isEquivalent(machine: Machine, change: BodyChange, callers: Callers): boolean {
  const closure = closureOf(machine, change);
  if (closure === null || !isTakenBySummary(machine, change, callers)) return false;
  const made = new Map<string, Summary | null>();
  for (const [key, earlier] of callers.summaries.get(change.before.node)?.made ?? []) {
    // Functions and classes among the inputs are those of the earlier version.
    if (key.includes('#')) return false;
    const now = earlier === null ? null : summarizeAgain(machine, closure, earlier);
    if (earlier !== null && (now === null || !isSameSummary(earlier, now, callers.placeNow))) return false;
    made.set(key, now);
  }
  machine.summaries.set(closure.node, { made, losesShapes: false });
  return true;
}

/** A function of its module that calls may take by summary, and that sets and finds nothing else than before. */
function closureOf(machine: Machine, { before, after }: BodyChange): Closure | null {
  const closure = machine.closures.get(after.node);
  if (closure === undefined || closure.scope.parent !== null || closure.home !== null) return null;
  const isQuiet = isSameSet(before.account.sets, after.account.sets) && mayMeetTensors(machine, closure.node);
  return isQuiet && hasSummaries(closure.node) && !findsWritten({ before, after }) ? closure : null;
}

function isSameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((one) => b.has(one));
}

/** Whether it mentions what it did not before and something of its file sets: a caller may have changed that. */
function findsWritten({ before, after }: BodyChange): boolean {
  const { mentions } = before.account;
  const added = [...after.account.mentions].filter((name) => !mentions.has(name));
  return unitsOf(after.node.getSourceFile()).some(({ account }) => added.some((name) => account.sets.has(name)));
}

function isTakenBySummary(machine: Machine, { before, after }: BodyChange, { parts, prepared }: Callers): boolean {
  const name = nameOfFunction(after.node);
  const own = parts.get(before.node);
  const isRunAround =
    prepared.has(name) ||
    machine.prepared.has(after.node) ||
    [...machine.modules.values()].some(({ recorder }) => recorder.ran.has(after.node)) ||
    [...parts.values()].some((part) => part !== own && part.ran.has(name));
  // One that met no tensor may have been what made its callers meet none.
  return own !== undefined && own.entered.size > 0 && !isRunAround;
}
