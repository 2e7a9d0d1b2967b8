/** Looking at code that a run passes by: what its expressions would be, without any effect on the run. */
import type { ts } from 'ts-morph';
import { isWithin, type Machine } from './machine.ts';

/** Steps that one look may take, and all looks of a root. */
const MOST_STEPS = 1_000;
const MOST_STEPS_OF_ROOT = 5_000;

/**
 * Runs the side of a branch that is not taken, such as the alternative to a tensor that is taken to be there. Where the
 * run does not come by in another way, its expressions are what they were there; it leaves no guard, finding or effect.
 */
export function lookAt(machine: Machine, node: ts.Node, run: () => void): void {
  const { recorder } = machine;
  if (recorder.root === null || !isWithin(node, recorder.root)) return;
  if (recorder.silence > 0 || recorder.isLooking || machine.thrown !== null || machine.gaveUp !== null) return;
  if (recorder.looked.has(node) || recorder.lookedSteps > MOST_STEPS_OF_ROOT) return;
  recorder.look(node);
  const { facts, firm, path, steps, limit, touched, risks, presumed } = machine;
  const before = { facts, firm, path, steps, limit, touched, risks, presumed, node: machine.node };
  const caught = machine.collectors.map((collector) => collector.caught.length);
  const mark = machine.journal.mark();
  const hard = Math.min(limit.hard, steps + MOST_STEPS);
  machine.limit = { soft: hard, hard };
  recorder.isLooking = true;
  run();
  recorder.isLooking = false;
  machine.journal.rollback(mark);
  machine.collectors.forEach((collector, index) => {
    collector.caught.length = caught[index] ?? 0;
  });
  recorder.lookedSteps += machine.steps - steps;
  Object.assign(machine, before, { thrown: null, gaveUp: null });
}
