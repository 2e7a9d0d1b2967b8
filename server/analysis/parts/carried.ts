/** Summaries that later versions take over, moved when somebody asks. */
import type { ts } from 'ts-morph';
import { once } from '../../interpreter/once.ts';
import { movedSummary, type Relocation } from '../../interpreter/summaries/carry.ts';
import type { Summary } from '../../interpreter/summaries/summary.ts';
import type { KnownSummaries, Summaries } from '../../interpreter/summaries/table.ts';
import type { Place } from '../../symbolic/place.ts';
import type { Move } from './move.ts';
import { rootUnitsOf, type Unit } from './units.ts';

export interface Carrying {
  readonly from: Summaries;
  readonly to: Summaries;
  /** All files of the version to which they are carried. */
  readonly files: readonly ts.SourceFile[];
  placeNow(place: Place): Place | null;
  /** The node that a function of this version was. */
  before(unit: Unit): ts.Node | undefined;
  /** The functions whose summaries are carried. */
  isGiven(unit: Unit): boolean;
  /** Those that mean the same as before. */
  isSame(unit: Unit): boolean;
}

/** Carries summaries of some functions over, as far as these ran nothing but functions that mean the same as before. */
export function carrySummaries({ from, to, files, placeNow, before, isGiven, isSame }: Carrying): void {
  const roots = files.flatMap(rootUnitsOf);
  const later = once(() => new Map(roots.map((unit) => [isSame(unit) ? before(unit) : undefined, unit.node])));
  const relocation: Relocation = { nodeOf: (node) => later().get(node) ?? null, placeOf: placeNow };
  for (const unit of roots) {
    const earlier = isGiven(unit) ? before(unit) : undefined;
    const known = earlier === undefined ? undefined : from.get(earlier);
    if (known !== undefined) setMoved(to, unit.node, movedSummaries(known, relocation));
  }
}

export function movedPlace({ file, start, end }: Place, move: Move): Place | null {
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
export function settleSummaries(summaries: Summaries): void {
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
