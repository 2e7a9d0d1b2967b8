/** The guards of a trace as they are told: each once, and none of which both sides read alike. */
import { conditionTexts } from '../findings/conditions.ts';
import { byAuthor } from '../findings/naming.ts';
import { neededGuards } from '../interpreter/neededGuards.ts';
import type { Recorder } from '../interpreter/recorder.ts';
import { type Condition, conditionKey, negation } from '../symbolic/condition.ts';
import type { Guard } from '../symbolic/guard.ts';
import { printCondition, printSize } from '../symbolic/notation.ts';

/**
 * Calls in the turns of a loop make sizes of their own, which go by the same expression: what is needed of each is told
 * once, and that two of them are equal cannot be told. What is needed on both sides of a condition is needed on either.
 */
export function toldGuards(recorder: Recorder): readonly Guard[] {
  const told: Read[] = [];
  for (const guard of neededGuards(recorder)) {
    if (isIdle(guard.condition)) recorder.leave(guard);
    else addTo(told, { guard, reading: readingOf(guard) });
  }
  return told.map(({ guard }) => guard);
}

/** A guard with the text that tells it, without its path. */
interface Read {
  readonly guard: Guard;
  readonly reading: string;
}

function addTo(told: Read[], { guard, reading }: Read): void {
  for (const [index, { guard: other, reading: otherReading }] of told.entries()) {
    if (otherReading !== reading) continue;
    const [known, added] = [pathOf(other), pathOf(guard)];
    if (known.every((text) => added.includes(text))) return;
    const either = onEitherSide(other, guard);
    if (either === null && !added.every((text) => known.includes(text))) continue;
    told.splice(index, 1);
    addTo(told, { guard: either ?? guard, reading });
    return;
  }
  told.push({ guard, reading });
}

/** One guard for two that differ in a condition that one has and the other denies. */
function onEitherSide(a: Guard, b: Guard): Guard | null {
  const keys = new Set(b.under.map(conditionKey));
  const [only, second] = a.under.filter((one) => !keys.has(conditionKey(one)));
  if (only === undefined || second !== undefined || a.under.length !== b.under.length) return null;
  return keys.has(conditionKey(negation(only))) ? { ...a, under: a.under.filter((one) => one !== only) } : null;
}

function readingOf({ kind, condition, place }: Guard): string {
  return `${kind} ${place.file} ${place.start} ${place.end} ${printCondition(condition, byAuthor)}`;
}

function pathOf({ under }: Guard): readonly string[] {
  return conditionTexts(under, byAuthor);
}

function isIdle(condition: Condition): boolean {
  if (condition.kind !== 'relation') return false;
  const { left, right } = condition.relation;
  return printSize(left, byAuthor) === printSize(right, byAuthor);
}
