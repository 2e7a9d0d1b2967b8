/** Guards: what a trace needs and the facts did not prove. */
import { type Condition, conditionKey, symbolsOfCondition, toCondition } from './condition.ts';
import { withMergedCongruences } from './congruences.ts';
import { Facts } from './facts.ts';
import { soleOccurrence } from './knowledge/solve.ts';
import type { Place } from './place.ts';
import { equal, type Relation } from './relation.ts';
import { constant, fromSymbol, subtract, times } from './size.ts';
import type { SizeSymbol } from './symbol.ts';

export interface Guard {
  readonly condition: Condition;
  /** `requires`: the library throws otherwise. `assumes`: the program would do something else otherwise. */
  readonly kind: 'requires' | 'assumes';
  /** The operation and its rule: "matMul: inner dimensions". */
  readonly reason: string;
  readonly place: Place;
  readonly related: readonly { readonly place: Place; readonly message: string }[];
  /** The path on which it applies: every condition holds there. */
  readonly under: readonly Condition[];
  /** The input that it leaves only one value, if any: the guard is a specialization. */
  readonly pins: SizeSymbol | null;
}

/** Guards about sizes heavier than this are kept without asking: the answer costs more than a line too many. */
const MAX_WEIGHT = 40;
/** A guard is held against this many of those before it, and of those after it. */
const MAX_OTHERS = 4;
/** Units of work after which what is left is kept without asking: a hundred guards of a long program take a thousand. */
const MOST_WORK = 20_000;

/** The guards that the others do not imply, in order, congruences of one size taken together; of equivalent ones the first. */
export function minimalGuards(guards: readonly Guard[]): readonly Guard[] {
  return withMergedCongruences(necessary(guards));
}

function necessary(guards: readonly Guard[]): readonly Guard[] {
  const unique = new Map<string, Guard>();
  for (const guard of guards) {
    const key = [guard.condition, ...guard.under].map(conditionKey).join(' | ');
    if (!unique.has(key)) unique.set(key, guard);
  }
  const kept = [...unique.values()];
  const nothing = Facts.begin();
  let work = 0;
  for (let i = kept.length - 1; i >= 0 && work < MOST_WORK; i--) {
    const guard = kept[i] as Guard;
    if (weightOf(guard.condition) > MAX_WEIGHT) continue;
    const before = nearest(kept, i, -1, (other) => mayImply(other, guard));
    const after = nearest(kept, i, 1, (other) => standsFor(other, guard) && mayImply(other, guard));
    const others = [...before.toReversed(), ...after];
    if (others.length > 0 && isImplied(nothing, guard, others)) kept.splice(i, 1);
    work += nothing.due(1);
  }
  return kept;
}

/** The first few guards that count, going from a place in one direction. */
function nearest(
  guards: readonly Guard[],
  from: number,
  direction: 1 | -1,
  counts: (other: Guard) => boolean,
): readonly Guard[] {
  const found: Guard[] = [];
  for (let i = from + direction; found.length < MAX_OTHERS; i += direction) {
    const other = guards[i];
    if (other === undefined) break;
    if (counts(other)) found.push(other);
  }
  return found;
}

function weightOf(condition: Condition): number {
  if (condition.kind === 'relation') return condition.relation.left.weight + condition.relation.right.weight;
  if (condition.kind !== 'all' && condition.kind !== 'any') return 1;
  return condition.operands.reduce((sum, operand) => sum + weightOf(operand), 0);
}

/** Where an assumption fails the program goes another way before it comes to a later guard: only a throw may be told later. */
function standsFor(later: Guard, guard: Guard): boolean {
  return guard.kind === 'requires' && later.kind === 'requires';
}

/** Only guards about a common symbol, or without symbols, say something about each other. */
function mayImply(other: Guard, guard: Guard): boolean {
  if (weightOf(other.condition) > MAX_WEIGHT) return false;
  const symbols = symbolsOfCondition(guard.condition);
  if (symbols.length === 0) return true;
  return symbolsOfCondition(other.condition).some((symbol) => symbols.includes(symbol));
}

function isImplied(nothing: Facts, guard: Guard, others: readonly Guard[]): boolean {
  if (determinesMore(guard, others)) return false;
  const path = guard.under.reduce((facts, condition) => facts.assume(condition), nothing);
  const holding = others.filter(({ under }) => under.every((condition) => path.decide(condition) === 'yes'));
  const facts = holding.reduce((known, { condition }) => known.assume(condition), path);
  return facts.contradiction === null && facts.decide(guard.condition) === 'yes';
}

/** Whether an equality determines a symbol that nothing else speaks of: then it cannot follow from the rest. */
function determinesMore({ condition, under }: Guard, others: readonly Guard[]): boolean {
  if (condition.kind !== 'relation' || condition.relation.op !== '==') return false;
  const { left, right } = condition.relation;
  const rest = [...under, ...others.flatMap((other) => [other.condition, ...other.under])];
  const isNew = (symbol: SizeSymbol) => !rest.some(({ symbols }) => symbols.includes(symbol));
  return soleOccurrence(subtract(left, right), isNew) !== null;
}

/**
 * The input symbol that a relation leaves one value, given what was known before it.
 * @param assumed what is known with it
 */
export function pinnedSymbol(
  relation: Relation,
  before: Facts = Facts.none,
  assumed: () => Facts = () => before.assume(relation),
): SizeSymbol | null {
  const inputs = symbolsOfCondition(toCondition(relation)).filter(({ backing }) => backing === 'input');
  const open = inputs.filter((symbol) => !before.isPinned(symbol));
  if (open.length === 0 || (open.length > 1 && growsWith(relation, before))) return null;
  const after = assumed();
  if (after.contradiction !== null) return null;
  return open.find((symbol) => after.isPinned(symbol) && isPossible(relation, after, symbol)) ?? null;
}

/** Whether an equality gives a symbol of which nothing is known the value of a size that may be as large as one likes. */
function growsWith({ op, left, right }: Relation, before: Facts): boolean {
  if (op !== '==') return false;
  const size = subtract(left, right);
  const sole = soleOccurrence(size, (symbol) => symbol.max === null && before.isFree(symbol));
  if (sole === null) return false;
  const value = subtract(fromSymbol(sole.symbol), times(size, sole.sign));
  return value.bounds.max === Infinity;
}

/** Whether what a relation leaves a symbol is not refused by it as well. */
function isPossible(relation: Relation, after: Facts, symbol: SizeSymbol): boolean {
  const size = fromSymbol(symbol);
  const { min } = after.range(size);
  return min !== null && after.assume(equal(size, constant(min))).decide(relation) !== 'no';
}
