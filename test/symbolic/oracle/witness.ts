/** Worlds found by trying: a question that has both answers is open, and needs no prover to say so. */
import type { Comparing } from '../../../server/symbolic/grammar/syntax.ts';
import type { Problem, World } from './problem.ts';
import { truthOf } from './terms.ts';

const TRIES = 120;
const REACH = 12;

/** Whether a world near the problem's own makes all facts hold and gives the other answer. */
export function hasOtherAnswer(problem: Problem, question: Comparing): boolean {
  const expected = !truthOf(question, problem.world);
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const world = neighbour(problem, attempt);
    if (truthOf(question, world) !== expected) continue;
    if (problem.facts.every((fact) => truthOf(fact, world) === true)) return true;
  }
  return false;
}

/** One or two symbols moved, by steps that grow with the number of the attempt. */
function neighbour({ ranges, world }: Problem, attempt: number): World {
  const moved = new Map(world);
  const step = 1 + (Math.floor(attempt / (2 * ranges.length)) % REACH);
  const move = (index: number, by: number) => {
    const range = ranges[index % ranges.length];
    if (range === undefined) return;
    const value = (moved.get(range.name) ?? 0) + by;
    moved.set(range.name, Math.min(range.max ?? Infinity, Math.max(range.min ?? -Infinity, value)));
  };
  move(attempt, attempt % 2 === 0 ? step : -step);
  if (attempt % 3 === 2) move(attempt * 7 + 1, attempt % 4 < 2 ? 1 : -1);
  return moved;
}
