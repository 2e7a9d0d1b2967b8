/** Looking for elements: by a callback, or by value. */
import type { ts } from 'ts-morph';
import { all, any, type Condition, FALSE, named, negation, TRUE, toCondition } from '../../../symbolic/condition.ts';
import { less } from '../../../symbolic/relation.ts';
import { constant } from '../../../symbolic/size.ts';
import { withoutHoles } from '../../iterate.ts';
import { mergeValues } from '../../join.ts';
import { type Machine, textOf } from '../../machine.ts';
import { arrayOf } from '../../objects.ts';
import { settle } from '../../settle.ts';
import { equality, truthiness } from '../../truth.ts';
import {
  ABSENT,
  type ArrayValue,
  isNullish,
  type NativeCall,
  primitive,
  truth,
  UNDEFINED,
  type Value,
} from '../../values.ts';
import { argumentAt, type Method } from '../method.ts';
import { outside } from '../results.ts';
import { invoke } from './callbacks.ts';
import { isHoley, knownContent, type Segment, segmentsOf, visit } from './content.ts';

export const SEARCH_METHODS: Readonly<Record<string, Method<ArrayValue>>> = {
  find: (machine, array, call) => found(machine, array, call, false, (segment) => segment.value, UNDEFINED),
  findLast: (machine, array, call) => found(machine, array, call, true, (segment) => segment.value, UNDEFINED),
  findIndex: (machine, array, call) => found(machine, array, call, false, (_, index) => index, primitive(-1)),
  findLastIndex: (machine, array, call) => found(machine, array, call, true, (_, index) => index, primitive(-1)),
  some: (machine, array, call) => truth(any(...conditions(machine, array, call, (one) => one))),
  every: (machine, array, call) => truth(negation(any(...conditions(machine, array, call, negation)))),
  includes: (machine, array, call) => truth(any(...matches(machine, array, call, true).map((one) => one.condition))),
  indexOf: (machine, array, call) => indexed(machine, matches(machine, array, call, false), call),
  lastIndexOf: (machine, array, call) =>
    indexed(machine, matches(machine, array, call, false, true).toReversed(), call),
};

/** A value that is the result where its condition holds and that of no earlier one did. */
interface Match {
  readonly condition: Condition;
  readonly value: Value;
}

function decided(machine: Machine, condition: Condition): Condition {
  const verdict = machine.decide(condition);
  if (verdict === 'unknown') return condition;
  return verdict === 'yes' ? TRUE : FALSE;
}

function found(
  machine: Machine,
  array: ArrayValue,
  call: NativeCall,
  isBackwards: boolean,
  pick: (segment: Segment, index: Value) => Value,
  none: Value,
): Value {
  // The order in which a callback runs only matters for its effects: searching wants the order of the results.
  const turn = (segment: Segment, index: Value): Match => {
    const condition = decided(machine, truthiness(machine, invoke(machine, array, call, segment, index)));
    return { condition: forSome(condition, segment, call.node), value: pick(segment, index) };
  };
  const full = withoutHoles(array);
  const known = isBackwards ? segmentsOf(machine, full, call.node) : [];
  if (known.length > 0 && known.every(({ count }) => count === null)) {
    return first(machine, backwards(machine, known, turn), none, call.node);
  }
  const matches = collect(machine, full, call, turn, ({ condition }) => !isBackwards && condition === TRUE);
  return first(machine, isBackwards ? matches.toReversed() : matches, none, call.node);
}

/** Runs a turn for every element from the end, to the first that is certain. */
function backwards(
  machine: Machine,
  segments: readonly Segment[],
  turn: (segment: Segment, index: Value) => Match,
): readonly Match[] {
  const found: Match[] = [];
  for (const [place, segment] of segments.toReversed().entries()) {
    const match = turn(segment, primitive(segments.length - 1 - place));
    found.push(match);
    if (machine.thrown !== null || match.condition === TRUE) break;
  }
  return found;
}

/** Runs a turn for every segment; of the trial runs of a callback only the last counts. */
function collect(
  machine: Machine,
  array: ArrayValue,
  { node }: NativeCall,
  turn: (segment: Segment, index: Value) => Match,
  isEnough: (match: Match) => boolean,
): readonly Match[] {
  const collected = new Map<Segment, Match>();
  const counted = (segment: Segment, index: Value) => {
    const match = turn(segment, index);
    collected.set(segment, match);
    return truth(isEnough(match) ? TRUE : FALSE);
  };
  const isLast = (result: Value) => result.kind === 'primitive' && result.value === true;
  visit(machine, segmentsOf(machine, array, node), node, counted, constant(0), isLast);
  return [...collected.values()];
}

/** Whether the condition of one of many like elements holds for at least one. */
function forSome(condition: Condition, segment: Segment, node: ts.Node): Condition {
  if (condition === FALSE || segment.count === null) return condition;
  return condition === TRUE ? toCondition(less(constant(0), segment.count)) : named(textOf(node));
}

/** The value of the first match. */
function first(machine: Machine, matches: readonly Match[], none: Value, node: ts.Node): Value {
  const sides: Match[] = [];
  let before: Condition = TRUE;
  for (const { condition, value } of matches) {
    const holds = decided(machine, condition);
    if (holds === FALSE) continue;
    sides.push({ condition: all(before, holds), value });
    before = all(before, negation(holds));
    if (holds === TRUE) break;
  }
  if (before !== FALSE) sides.push({ condition: before, value: none });
  const [only, second] = sides;
  if (only === undefined || machine.thrown !== null) return none;
  if (second === undefined) return settle(machine, only.value);
  return sides.length > 8 ? outside(node) : mergeValues(machine, sides);
}

function conditions(
  machine: Machine,
  array: ArrayValue,
  call: NativeCall,
  ask: (condition: Condition) => Condition,
): readonly Condition[] {
  if (isHoley(array)) return [];
  const turn = (segment: Segment, index: Value): Match => {
    const answer = ask(decided(machine, truthiness(machine, invoke(machine, array, call, segment, index))));
    return { condition: forSome(answer, segment, call.node), value: UNDEFINED };
  };
  return collect(machine, array, call, turn, ({ condition }) => condition === TRUE).map((one) => one.condition);
}

/** Where a value stands in an array, with the conditions under which it stands there. */
function matches(
  machine: Machine,
  array: ArrayValue,
  call: NativeCall,
  findsNaN: boolean,
  isBackwards = false,
): readonly Match[] {
  const wanted = argumentAt(machine, call, 0);
  const turn = (segment: Segment, index: Value): Match => {
    const isSame = findsNaN && isNaNValue(settle(machine, segment.value)) && isNaNValue(wanted);
    const condition = isSame
      ? TRUE
      : decided(machine, equality(machine, segment.value, wanted, false, textOf(call.node)));
    return {
      condition: forSome(condition, segment, call.node),
      value: segment.count === null ? index : outside(call.node),
    };
  };
  const start = argumentAt(machine, call, 1);
  const full = findsNaN ? withoutHoles(array) : array;
  const part = partFrom(machine, full, start, isBackwards);
  if (part !== null) return collect(machine, part, call, turn, () => false);
  const found = collect(machine, full, call, turn, () => false);
  // Elements before the start do not count; which those are is not worth knowing.
  return isNullish(start) ? found : found.map(({ value }) => ({ condition: named(textOf(call.node)), value }));
}

/** The array with holes for the elements that a search from an index leaves out; `null` where they are not known. */
function partFrom(machine: Machine, array: ArrayValue, start: Value, isBackwards: boolean): ArrayValue | null {
  const known = knownContent(machine, array);
  if (known === null || start === UNDEFINED || start.kind !== 'primitive') return null;
  const index = Math.trunc(Number(start.value)) || 0;
  const from = index < 0 ? index + known.length : index;
  const isLeft = (position: number) => (isBackwards ? position > from : position < from);
  return arrayOf(known.map((one, position) => (isLeft(position) ? ABSENT : one)));
}

function indexed(machine: Machine, matches: readonly Match[], call: NativeCall): Value {
  return first(machine, matches, primitive(-1), call.node);
}

function isNaNValue(value: Value): boolean {
  return value.kind === 'primitive' && Number.isNaN(value.value);
}
