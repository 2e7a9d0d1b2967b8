/** Deciding: cheapest first, every step bounded, beyond it unknown. */
import { content, exactDivide, variableContent } from '../algebra/exact.ts';
import type { Size } from '../algebra/node.ts';
import { asConstant, constant, constantTerm, negate, subtract, ZERO } from '../algebra/polynomial.ts';
import { type Condition, conditionKey, negation, ofRelation } from '../condition.ts';
import { decideByBounds, holds, type Relation, type RelationOp } from '../relation.ts';
import { not, ofBoolean, type Verdict } from '../verdict.ts';
import { boundsOf } from './bounds.ts';
import { byCases } from './cases.ts';
import { withoutPositiveFactor } from './factor.ts';
import { remember } from './memory.ts';
import { withMultiples } from './multiples.ts';
import { simplify } from './simplify.ts';
import type { State } from './state.ts';
import { upperBound } from './upperBound.ts';

const MAX_DEPTH = 2;

/** @param depth how many more questions may be split into cases on the way. */
export function decideCondition(state: State, condition: Condition, depth = MAX_DEPTH): Verdict {
  switch (condition.kind) {
    case 'constant':
      return ofBoolean(condition.value);
    case 'relation':
      return decideRelation(state, condition.relation, depth);
    case 'named': {
      const truth = state.truths.get(condition.id);
      if (truth !== undefined) return ofBoolean(truth);
      return depth > 0 ? remembered(state, condition, () => byCases(state, condition, 1)) : 'unknown';
    }
    case 'not':
      return not(decideCondition(state, condition.operand, depth));
    case 'all':
      return not(decideCondition(state, negation(condition), depth));
    case 'any':
      return depth > 0
        ? remembered(state, condition, () => decideAny(state, condition, depth))
        : decideAny(state, condition, 0);
  }
}

/** The full verdict on a compound question is asked for at every branch that depends on it. */
function remembered(state: State, condition: Condition, decide: () => Verdict): Verdict {
  return remember(state, 'verdicts', condition, conditionKey(condition), decide);
}

function decideAny(state: State, condition: Condition, depth: number): Verdict {
  if (condition.kind !== 'any') return decideCondition(state, condition, depth);
  const key = conditionKey(condition);
  for (const clause of state.clauses) if (conditionKey(clause) === key) return 'yes';
  if (isImplied(state, condition.operands)) return 'yes';
  // The operands of a compound one by one, without cases: these are tried for the whole.
  let isOpen = false;
  for (const operand of condition.operands) {
    const verdict = decideCondition(state, operand, 0);
    if (verdict === 'yes') return 'yes';
    if (verdict === 'unknown') isOpen = true;
  }
  if (!isOpen) return 'no';
  return depth > 0 ? byCases(state, condition, 1) : 'unknown';
}

/** Whether one of the operands is known to hold wherever another one does not. */
function isImplied(state: State, operands: readonly Condition[]): boolean {
  if (state.implied.isEmpty) return false;
  for (const operand of operands) {
    const consequences = state.implied.get(conditionKey(negation(operand)));
    if (consequences === undefined) continue;
    const keys = consequences.map(conditionKey);
    if (operands.some((other) => keys.includes(conditionKey(other)))) return true;
  }
  return false;
}

/** A question and its opposite are one. */
export function decideRelation(state: State, { op, left, right }: Relation, depth: number): Verdict {
  switch (op) {
    case '==':
      return decideOrdered(state, '==', left.id < right.id ? left : right, left.id < right.id ? right : left, depth);
    case '!=':
      return not(decideRelation(state, { op: '==', left, right }, depth));
    case '<':
      return decideOrdered(state, '<', left, right, depth);
    case '<=':
      return not(decideOrdered(state, '<', right, left, depth));
  }
}

type PlainOp = Extract<RelationOp, '==' | '<'>;

function decideOrdered(state: State, op: PlainOp, left: Size, right: Size, depth: number): Verdict {
  if (left === right) return ofBoolean(op === '==');
  const difference = simplify(state, subtract(left, right));
  const value = asConstant(difference);
  if (value !== null) return ofBoolean(holds(op, value, 0));
  const question = difference.id * 2 + (op === '==' ? 0 : 1);
  const plain = remember(state, 'signs', difference, question, () => decideDifference(state, op, difference));
  if (plain !== 'unknown' || depth === 0) return plain;
  const split = () => byCases(state, ofRelation({ op, left: difference, right: ZERO }), depth);
  return remember(state, 'cases', difference, question * (MAX_DEPTH + 1) + depth, split);
}

/** `size op 0`, where the size is no constant. */
function decideDifference(state: State, op: PlainOp, size: Size): Verdict {
  const plain = decideSign(state, op, size);
  if (plain !== 'unknown') return plain;
  const multiple = withMultiples(state, size);
  return multiple === size ? 'unknown' : decideSign(state, op, multiple);
}

/** `size op 0`. */
function decideSign(state: State, op: PlainOp, size: Size): Verdict {
  const value = asConstant(size);
  if (value !== null) return ofBoolean(holds(op, value, 0));
  const sign = withoutPositiveFactor(state, size);
  const { min, max } = boundsOf(state, sign);
  const verdict = decideByBounds(op, min, max);
  if (verdict !== 'unknown') return verdict;
  return op === '==' ? decideZero(state, sign) : decideNegative(state, sign);
}

/** Whether `size == 0`. */
function decideZero(state: State, size: Size): Verdict {
  const divisor = variableContent(size);
  if (divisor > 1 && constantTerm(size) % divisor !== 0) return 'no';
  if (isExcluded(state, size)) return 'no';
  const above = upperBound(state, size, -1);
  if (above <= -1) return 'no';
  const below = upperBound(state, negate(size), -1);
  if (below <= -1) return 'no';
  return above <= 0 && below <= 0 ? 'yes' : 'unknown';
}

/** Whether the size, or its opposite, is known not to be 0. */
export function isExcluded(state: State, size: Size): boolean {
  const [lead] = size.terms;
  const [symbol] = size.symbols;
  const excluded = symbol && state.excluded.get(symbol);
  if (lead === undefined || !excluded) return false;
  const divisor = content(size) * Math.sign(lead.coefficient);
  const primitive = exactDivide(size, constant(divisor));
  return primitive !== null && excluded.includes(primitive);
}

/** Whether `size < 0`. */
function decideNegative(state: State, size: Size): Verdict {
  if (upperBound(state, size, -1) <= -1) return 'yes';
  return upperBound(state, negate(size), 0) <= 0 ? 'no' : 'unknown';
}
