/**
 * Watching a statement of a root: the states in which the run of the root came by it. In these another statement can be
 * run in its place later, without the run that led there.
 */
import type { ts } from 'ts-morph';
import type { Facts } from '../symbolic/facts.ts';
import type { LateFacts } from '../symbolic/lateFacts.ts';
import type { Delta } from './cell.ts';
import type { Completion } from './completion.ts';
import type { Machine } from './machine.ts';
import { Recorder } from './recorder.ts';
import type { Scope } from './scope.ts';
import { comeBy, inState, type Visit } from './visit.ts';

/** Where a run ended. */
interface End {
  readonly delta: Delta;
  readonly facts: Facts;
  readonly firm: LateFacts;
}

/** A statement that a run comes by more often is not worth all the states. */
const MOST_VISITS = 16;

/** Where a statement stands that is watched. */
export interface Watched {
  readonly statement: ts.Statement;
  /** Where the block starts in which it stands, and how many statements come before it in that. */
  readonly block: number;
  readonly index: number;
}

export class Watch {
  readonly place: Watched;
  #recorder: Recorder | null = null;
  #mark = 0;
  #keptMark = 0;
  readonly #visits: Visit[] = [];
  #end: End | null = null;
  /** Whether it came by in a state that is not kept. */
  #isLost = false;

  constructor(place: Watched) {
    this.place = place;
  }

  /** The record of the run that came by last. */
  get recorder(): Recorder | null {
    return this.#recorder;
  }

  /** A run of the root begins; what an earlier one left does not count. */
  begin({ journal }: Machine, recorder: Recorder): void {
    this.#recorder = recorder;
    this.#mark = journal.mark();
    this.#keptMark = journal.markKept();
    this.#visits.length = 0;
    this.#end = null;
    this.#isLost = false;
  }

  /** The machine comes by the statement. */
  visit(machine: Machine, scope: Scope): void {
    const { recorder, journal, calls, collectors, turns } = machine;
    if (recorder !== this.#recorder || this.#isLost) return;
    const { silence, isLooking, tentative } = recorder;
    this.#isLost = this.#visits.length === MOST_VISITS || tentative > 0 || machine.tape !== null;
    const { facts, firm, path, presumed, nesting, isSparing } = machine;
    const visit: Visit = {
      ...{ facts, firm, path, presumed, nesting, isSparing },
      scope,
      delta: journal.since(this.#mark),
      kept: journal.keptSince(this.#keptMark),
      calls: [...calls],
      collectors: [...collectors],
      turns: [...turns],
      record: { silence, isLooking },
      counts: true,
    };
    this.#visits.push(visit);
    recorder.onUndo(() => {
      visit.counts = false;
    });
  }

  /** What stands there now matters for what is told elsewhere: nothing is kept. */
  lose(): void {
    this.#isLost = true;
  }

  /** The run ends, and knows all that it will know. */
  end({ journal, facts, firm }: Machine): void {
    this.#end = { delta: journal.since(this.#mark), facts, firm };
  }

  /** Whether the run came by, and each time in a state that is kept. */
  get isOpen(): boolean {
    return this.#end !== null && !this.#isLost && this.#visits.some(({ counts }) => counts);
  }

  /**
   * Runs something wherever the run came by, with a record of its own.
   * @param isQuiet tells what it may leave in the record
   * @param settle is called in the state of the end
   * @returns whether nothing that ran after it could tell that it ran
   */
  revisit(
    machine: Machine,
    recorder: Recorder,
    run: (scope: Scope) => Completion,
    isQuiet: (recorder: Recorder) => boolean,
    settle: () => void,
  ): boolean {
    const end = this.#end;
    if (end === null || !this.isOpen) return false;
    for (const visit of this.#visits) {
      const own = visit.counts ? recorder : new Recorder(recorder.root);
      own.isAside = true;
      if (!comeBy(machine, visit, own, run) || !isQuiet(own)) return false;
    }
    inState(machine, end.delta, recorder, () => {
      Object.assign(machine, { facts: end.facts, firm: end.firm });
      settle();
    });
    return true;
  }
}
