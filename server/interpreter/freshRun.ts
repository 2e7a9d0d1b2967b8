/** Running something from an empty state: a root, or the body of a module that another one imports. */
import { Facts } from '../symbolic/facts.ts';
import { LateFacts } from '../symbolic/lateFacts.ts';
import { BUDGET, type Machine } from './machine.ts';
import type { Recorder } from './recorder.ts';

/** Runs with no facts, no path, a new budget and its own record; afterwards all is as before but for what was written. */
export function inFreshRun(machine: Machine, recorder: Recorder, run: () => void): void {
  const { facts, firm, path, thrown, node, steps, freeSteps, limit, gaveUp, recorder: outer } = machine;
  const calls = machine.calls.splice(0);
  const collectors = machine.collectors.splice(0);
  const none = Facts.begin();
  const fresh = { facts: none, firm: LateFacts.of(none), path: [], thrown: null, node: null, gaveUp: null };
  Object.assign(machine, fresh, {
    steps: 0,
    freeSteps: 0,
    limit: { soft: BUDGET.steps, hard: BUDGET.steps },
    recorder,
  });
  const end = machine.journal.begin();
  try {
    run();
  } finally {
    end();
    none.end();
    recorder.isCut = machine.gaveUp !== null;
    recorder.gaveUp = machine.gaveUp ?? recorder.gaveUp;
    machine.stepsBefore += machine.steps;
    Object.assign(machine, { facts, firm, path, thrown, node, steps, freeSteps, limit, gaveUp, recorder: outer });
    machine.calls.splice(0, machine.calls.length, ...calls);
    machine.collectors.splice(0, machine.collectors.length, ...collectors);
  }
}
