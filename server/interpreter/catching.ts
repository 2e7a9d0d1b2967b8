/** Constructs that paths leave early: what they caught is joined with what ended normally. */
import { type Collector, openCollector, resume, type State, snapshot, stash } from './branch.ts';
import { type Completion, isAbrupt, NORMAL } from './completion.ts';
import type { Machine } from './machine.ts';

/** Runs a construct; the paths that it catches go on after it together with those that end normally. */
export function catching(
  machine: Machine,
  accepts: (completion: Completion) => boolean,
  run: () => Completion,
): Completion {
  const base = { facts: machine.facts, firm: machine.firm, path: machine.path };
  const collector = openCollector(machine, accepts);
  const completion = run();
  machine.collectors.pop();
  if (accepts(completion) || !isAbrupt(completion)) {
    rejoinCaught(machine, collector, base, snapshot(machine, collector.mark, collector.path));
    return NORMAL;
  }
  if (collector.caught.length === 0) return completion;
  stash(machine, completion);
  rejoinCaught(machine, collector, base, null);
  return NORMAL;
}

/** Goes on in the states that a collector caught, and in one more where it is given. */
export function rejoinCaught(
  machine: Machine,
  collector: Collector,
  base: Pick<State, 'facts' | 'firm' | 'path'>,
  last: State | null,
): void {
  const states = collector.caught.map(({ state }) => state);
  if (last !== null) {
    if (states.length === 0) return;
    states.push(last);
  }
  machine.journal.rollback(collector.mark);
  resume(machine, states, base);
}
