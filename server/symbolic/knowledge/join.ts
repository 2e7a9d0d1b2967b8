/** Where paths meet: what all of them know. */

import { constant, fromSymbol } from '../algebra/polynomial.ts';
import { conditionKey, symbolsOfCondition } from '../condition.ts';
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
  const known = new Set(base.conditions().map(conditionKey));
  const ofA = beyond(a, known);
  const ofB = beyond(b, known);
  const [sharedByA, ownOfA] = partition(ofA, ({ condition }) => b.decide(condition) === 'yes');
  const [sharedByB, ownOfB] = partition(ofB, ({ condition }) => a.decide(condition) === 'yes');
  const shared = [...sharedByA, ...sharedByB];
  const facts = shared.reduce((all, { condition, cause }) => all.assume(condition, cause), base);
  const ranged = withCommonRanges(
    facts,
    a,
    b,
    symbolsOfAll(ofA).filter((symbol) => symbolsOfAll(ofB).includes(symbol)),
  );
  return withOwn(withOwn(ranged, ownOfA, b), ownOfB, a);
}

/** What one side knows holds where a condition does that the other side refutes: then the path was this one. */
function withOwn(facts: Facts, own: readonly Assumption[], other: Facts): Facts {
  const entry = own.find(({ condition }) => other.decide(condition) === 'no');
  if (entry === undefined) return facts;
  return own
    .filter((assumption) => assumption !== entry)
    .slice(0, MAX_OWN)
    .reduce((all, { condition, cause }) => all.assumeWhere(entry.condition, condition, cause), facts);
}

function partition<Item>(items: readonly Item[], isFirst: (item: Item) => boolean): readonly [Item[], Item[]] {
  const first = items.filter(isFirst);
  return [first, items.filter((item) => !first.includes(item))];
}

function beyond(facts: Facts, known: ReadonlySet<string>): readonly Assumption[] {
  return facts
    .assumptions()
    .filter(({ condition }) => !known.has(conditionKey(condition)))
    .slice(-MAX_CONDITIONS);
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
