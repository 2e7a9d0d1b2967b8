/** Where paths meet: what all of them know. */

import { constant, fromSymbol } from '../algebra/polynomial.ts';
import { type Condition, conditionKey, negation, symbolsOfCondition } from '../condition.ts';
import type { Assumption, Facts } from '../facts.ts';
import { greaterOrEqual, lessOrEqual } from '../relation.ts';
import type { SizeSymbol } from '../symbol.ts';

/** More conditions than this on one side are not compared. */
const MAX_CONDITIONS = 64;
/** Of what one side alone knows no more than that is kept. */
const MAX_OWN = 16;

/** What both sides know beyond what they began with, and what one of them knows under the condition that leads there. */
export function join(a: Facts, b: Facts, base: Facts): Facts {
  if (a === b || b.contradiction !== null) return a;
  if (a.contradiction !== null) return b;
  const ofA = beyond(a, base);
  const ofB = beyond(b, base);
  if (areOpposite(ofA, ofB)) return base;
  // Where one side learned nothing of what a condition is about, it can say no more of it than was known before.
  const [sharedByA, ownOfA] = partition(
    ofA,
    ({ condition }) => saysMore(b, base, condition) && b.decide(condition) === 'yes',
  );
  const [sharedByB, ownOfB] = partition(
    ofB,
    ({ condition }) => saysMore(a, base, condition) && a.decide(condition) === 'yes',
  );
  const shared = [...sharedByA, ...sharedByB];
  const facts = shared.reduce((all, { condition, cause }) => all.assume(condition, cause), base);
  const ofOther = new Set(symbolsOfAll(ofB));
  const common = symbolsOfAll(ofA).filter((symbol) => ofOther.has(symbol));
  const ranged = withCommonRanges(facts, a, b, common);
  return withOwn(withOwn(ranged, ownOfA, b, base), ownOfB, a, base);
}

/** What one side knows holds where a condition does that the other side refutes: then the path was this one. */
function withOwn(facts: Facts, own: readonly Assumption[], other: Facts, base: Facts): Facts {
  // Without anything beside the entry there is nothing to keep.
  if (own.length < 2) return facts;
  const entry = own.find(({ condition }) => saysMore(other, base, condition) && other.decide(condition) === 'no');
  if (entry === undefined) return facts;
  return own
    .filter((assumption) => assumption !== entry)
    .slice(0, MAX_OWN)
    .reduce((all, { condition, cause }) => all.assumeWhere(entry.condition, condition, cause), facts);
}

function saysMore(facts: Facts, base: Facts, condition: Condition): boolean {
  return !facts.knowsTheSameOf(condition, base);
}

function partition<Item>(items: readonly Item[], isFirst: (item: Item) => boolean): readonly [Item[], Item[]] {
  const parts: [Item[], Item[]] = [[], []];
  for (const item of items) parts[isFirst(item) ? 0 : 1].push(item);
  return parts;
}

function beyond(facts: Facts, base: Facts): readonly Assumption[] {
  return facts.assumptions(base).slice(-MAX_CONDITIONS);
}

/** The two sides of a branch in which nothing else was learned know together what was known before. */
function areOpposite([a, moreOfA]: readonly Assumption[], [b, moreOfB]: readonly Assumption[]): boolean {
  if (a === undefined || b === undefined || moreOfA !== undefined || moreOfB !== undefined) return false;
  return conditionKey(negation(a.condition)) === conditionKey(b.condition);
}

function symbolsOfAll(assumptions: readonly Assumption[]): readonly SizeSymbol[] {
  return [...new Set(assumptions.flatMap(({ condition }) => symbolsOfCondition(condition)))];
}

/** A symbol that is 3 on one side and 5 on the other lies between. */
function withCommonRanges(facts: Facts, a: Facts, b: Facts, symbols: readonly SizeSymbol[]): Facts {
  return symbols.reduce((all, symbol) => {
    const size = fromSymbol(symbol);
    const [left, right] = [a.range(size), b.range(size)];
    const low = left.min === null || right.min === null ? null : Math.min(left.min, right.min);
    const high = left.max === null || right.max === null ? null : Math.max(left.max, right.max);
    const above = low === null ? all : all.assume(greaterOrEqual(size, constant(low)));
    return high === null ? above : above.assume(lessOrEqual(size, constant(high)));
  }, facts);
}
