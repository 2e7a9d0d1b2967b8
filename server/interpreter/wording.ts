/** How what an operation needs is put before it is kept: with what is known of its sizes, as its author would say it. */
import type { ts } from 'ts-morph';
import { type Condition, symbolsOfCondition, toCondition } from '../symbolic/condition.ts';
import type { Facts } from '../symbolic/facts.ts';
import { equal, type Relation } from '../symbolic/relation.ts';
import { bareSymbol, constant, fromSymbol, isUnknown } from '../symbolic/size.ts';
import type { SizeSymbol } from '../symbolic/symbol.ts';
import type { Machine } from './machine.ts';

/** A size that the analysis lost may be known by now: an operation before needed it to be another one. */
export function told({ facts }: Machine, condition: Condition): Condition {
  if (condition.kind !== 'relation') return condition;
  const { op, left, right } = condition.relation;
  if (!isUnknown(left) && !isUnknown(right)) return condition;
  return toCondition({ op, left: facts.simplify(left), right: facts.simplify(right) });
}

/** A bound that leaves its symbol one value, since another bound is known: `x <= 6` beside `x > 5` is `x == 6`. */
export function pinning(relation: Relation, symbol: SizeSymbol, before: Facts): Condition {
  const size = fromSymbol(symbol);
  const { min } = before.assume(relation).range(size);
  const isAlone = symbolsOfCondition(toCondition(relation)).length === 1;
  const isPlain = relation.op === '==' || relation.op === '!=' || min === null || !isAlone;
  const value = equal(size, constant(min ?? 0));
  // The one value that the relation leaves may be one that it refuses as well.
  const says = !isPlain && before.assume(value).decide(relation) === 'yes';
  return toCondition(says ? value : relation);
}

/**
 * An equality as the author would say it: what is asked of a size on the left, by what it is measured on the right. A
 * size with a name of the author's is a measure, and so is one of a tensor that does not stand in the expression.
 */
export function oriented(relation: Relation, node: ts.Node): Relation {
  const { op, left, right } = relation;
  const [a, b] = [bareSymbol(left), bareSymbol(right)];
  if (op !== '==' || a === null || b === null) return relation;
  const isMeasure = (symbol: SizeSymbol) => symbol.named || symbol.declared || !mentions(node, symbol);
  return isMeasure(a) && !isMeasure(b) ? { op, left: right, right: left } : relation;
}

function mentions(node: ts.Node, { origin }: SizeSymbol): boolean {
  const name = /^[\p{L}_$][\p{L}\p{N}_$]*/u.exec(origin)?.[0];
  return (
    name === undefined ||
    node
      .getText()
      .split(/[^\p{L}\p{N}_$]+/u)
      .includes(name)
  );
}
