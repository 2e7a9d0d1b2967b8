/** Summaries made again, for another version of a function. */
import { runAlone } from '../functions.ts';
import type { Machine } from '../machine.ts';
import type { Closure } from '../values.ts';
import { type Summary, summarize } from './summary.ts';

/** For the same inputs as an earlier summary; `null` where these are gone, or the function has no summary now. */
export function summarizeAgain(machine: Machine, closure: Closure, { abstractions }: Summary): Summary | null {
  if (abstractions === null) return null;
  return machine.journal.passing(
    () => summarize(machine, closure, abstractions, (inputs) => runAlone(machine, closure, inputs)).summary,
  );
}
