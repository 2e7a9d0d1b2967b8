/** Verification: a candidate is tried by running what it affects again, and judged by the traces before and after. */

import type { Finding } from '../../findings/finding.ts';
import { isWithin } from '../../interpreter/machine.ts';
import { conditionKey, symbolsOfCondition } from '../../symbolic/condition.ts';
import { Facts } from '../../symbolic/facts.ts';
import type { Guard } from '../../symbolic/guard.ts';
import { byOrigin, printCondition } from '../../symbolic/notation.ts';
import type { Place } from '../../symbolic/place.ts';
import { equal } from '../../symbolic/relation.ts';
import { fromSymbol } from '../../symbolic/size.ts';
import type { TextEdit } from '../../workspace/edits.ts';
import { findingsOf, type Reliance, severityOf } from '../diagnostics.ts';
import type { Trace } from '../run.ts';
import type { Candidate, FixContext } from './candidate.ts';
import { type Attempt, attemptEdits } from './trial.ts';

/** Whether the finding is gone after the edits, and nothing worse came. */
export function isVerified(context: FixContext, reliance: Reliance, candidate: Candidate): boolean {
  const attempt = attemptEdits(context, reliance, candidate);
  if (attempt === null || lostTrack(attempt.own)) return false;
  return isAnswered(attempt, reliance, candidate) && !hasNewErrors(attempt, context, candidate);
}

function isAnswered(attempt: Attempt, reliance: Reliance, candidate: Candidate): boolean {
  switch (candidate.goal) {
    case 'declare':
      return isDeclared(attempt, reliance, candidate);
    case 'relieve':
      return isRelieved(attempt, reliance.guard, candidate);
    default:
      return isProven(attempt, reliance.guard, candidate);
  }
}

/** Nothing at the place relies on the relation any more, and nothing else there is relied on instead. */
function isProven({ own }: Attempt, guard: Guard, candidate: Candidate): boolean {
  const there = movedBy(candidate, guard.place);
  const before = own.before.guards.filter(({ place }) => isAt(place, guard.place)).map(textOf);
  const after = own.after.guards.filter(({ place }) => isAt(place, there)).map(textOf);
  const { contract } = own.after;
  const isStated = candidate.declares.every((name) => contract?.sizes.has(name) === true);
  return isStated && after.length < before.length && after.every((text) => before.includes(text));
}

/** A finding is not answered by an edit after which the analysis knows less. */
function lostTrack({ before, after }: Attempt['own']): boolean {
  if (after.recorder.gaveUp !== null && before.recorder.gaveUp === null) return true;
  return unknownCount(after) > unknownCount(before);
}

/** In the text of the root itself: what it calls is observed only where no summary tells of it. */
function unknownCount({ root, recorder }: Trace): number {
  const observed = [...recorder.observations].filter(([node]) => isWithin(node, root));
  return observed.filter(([, values]) =>
    values.some(({ value }) => value.kind === 'unknown' && value.provenance === 'lost'),
  ).length;
}

/** The contract holds the new names, and what pinned the size is a violation of it now, or gone. */
function isDeclared({ own }: Attempt, { guard }: Reliance, candidate: Candidate): boolean {
  const { contract, guards } = own.after;
  if (!candidate.declares.every((name) => contract?.sizes.has(name))) return false;
  const there = movedBy(candidate, guard.place);
  const others = own.before.guards.filter((other) => isAt(other.place, guard.place) && !isSamePin(other, guard));
  return !guards.some(
    (one) => isAt(one.place, there) && one.pins?.declared === false && !others.some((other) => isSamePin(other, one)),
  );
}

/** The relation is gone, and one that came in its place asks less than it. */
function isRelieved({ own }: Attempt, guard: Guard, candidate: Candidate): boolean {
  const there = movedBy(candidate, guard.place);
  const before = own.before.guards.filter(({ place }) => isAt(place, guard.place)).map(textOf);
  const after = own.after.guards.filter(({ place }) => isAt(place, there));
  // The finding has not gone if the size is pinned by a part of the same expression instead.
  const inside = own.after.guards.filter(({ place }) => isIn(place, there) && !isAt(place, there));
  const remains = after.some((other) => textOf(other) === textOf(guard) || isSamePin(other, guard));
  return (
    !remains &&
    !inside.some((other) => isSamePin(other, guard)) &&
    after.every((other) => before.includes(textOf(other)) || asksLess(other, guard))
  );
}

function textOf({ condition }: Guard): string {
  return printCondition(condition, byOrigin);
}

function isSamePin(a: Guard, b: Guard): boolean {
  return a.pins !== null && b.pins !== null && a.pins.origin === b.pins.origin;
}

/** Whether a relation follows from another one, or speaks of fewer of its sizes. */
function asksLess(weaker: Guard, stronger: Guard): boolean {
  const known = symbolsOfCondition(stronger.condition);
  const own = symbolsOfCondition(weaker.condition);
  const matched = own.map((symbol) => known.find(({ origin }) => origin === symbol.origin));
  if (matched.includes(undefined)) return false;
  if (own.length < known.length) return true;
  let facts = Facts.none.assume(stronger.condition);
  own.forEach((symbol, index) => {
    const other = matched[index];
    if (other !== undefined) facts = facts.assume(equal(fromSymbol(symbol), fromSymbol(other)));
  });
  return (
    facts.decide(weaker.condition) === 'yes' && conditionKey(weaker.condition) !== conditionKey(stronger.condition)
  );
}

function hasNewErrors({ before, after }: Attempt, { settings }: FixContext, candidate: Candidate): boolean {
  const isError = (finding: Finding) => severityOf(finding, settings) === 'error';
  const isAccepted = ({ code }: Finding) => candidate.goal === 'declare' && code === 'contract-violation';
  const known = new Set(
    before
      .flatMap(findingsOf)
      .filter(isError)
      .map(({ code, place }) => keyOf(code, movedBy(candidate, place))),
  );
  return after
    .flatMap(findingsOf)
    .filter((finding) => isError(finding) && !isAccepted(finding))
    .some(({ code, place }) => !known.has(keyOf(code, place)));
}

function keyOf(code: string, { file, start, end }: Place): string {
  return `${code} ${file} ${start} ${end}`;
}

function isIn(inner: Place, outer: Place): boolean {
  return inner.file === outer.file && inner.start >= outer.start && inner.end <= outer.end;
}

function isAt(a: Place, b: Place): boolean {
  return a.file === b.file && a.start === b.start && a.end === b.end;
}

/** Where a place of the text before the edits is after them. */
function movedBy({ edits }: Candidate, { file, start, end }: Place): Place {
  const own = edits.filter((edit) => edit.path === file);
  const moved = (offset: number, before: readonly TextEdit[]) =>
    before.reduce((sum, edit) => sum + edit.text.length - (edit.end - edit.start), offset);
  const beforeStart = own.filter((edit) => edit.end <= start);
  // What is inserted right behind the place is not in it.
  const beforeEnd = own.filter((edit) => edit.end < end || (edit.end === end && edit.start < end));
  return { file, start: moved(start, beforeStart), end: moved(end, beforeEnd) };
}
