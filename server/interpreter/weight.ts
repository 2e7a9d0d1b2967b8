/** Conditions grow with every join: beyond a bound they are replaced by names that stand for them. */
import { all, any, type Condition, named, negation } from '../symbolic/condition.ts';
import { isUnknown } from '../symbolic/size.ts';
import { relationsOf } from './claims.ts';

/** A question that the program asks somewhere, too long to tell. */
export function untold(): Condition {
  return named(UNTOLD);
}

export const UNTOLD = '…';

/** The question whether the block of a `try` ends early begins so, and goes on with the place. */
export const EXCEPTION = 'an exception is thrown';

/** Relations and names in a condition beyond which it is no longer told what it says. */
const MOST_PARTS = 10;

/** The conditions of sides that exclude each other, each small: large ones become names with the same meaning. */
export function lightened(conditions: readonly Condition[]): readonly Condition[] {
  if (conditions.every((condition) => weigh(condition, MOST_PARTS) >= 0)) return conditions;
  return exclusive(conditions.length);
}

/**
 * So many conditions of which one holds: the leaves of a binary tree, each inner node a question. Only leaves are put
 * together, of the answers on the way to them: what stands at the inner nodes is never seen.
 */
function exclusive(count: number, answers: readonly Condition[] = []): readonly Condition[] {
  if (count <= 1) return count === 1 ? [all(...answers)] : [];
  const question = untold();
  const half = count >> 1;
  return [...exclusive(half, [...answers, question]), ...exclusive(count - half, [...answers, negation(question)])];
}

/** What holds where one of the sides does, or a name for it where that is large. */
export function lightenedAny(conditions: readonly Condition[]): Condition {
  const large = conditions.filter((condition) => weigh(condition, MOST_PARTS) < 0);
  // So many large ones are large together, whatever they share.
  return large.length > MOST_PARTS ? untold() : lightenedOne(any(...conditions));
}

/** The condition, or a name for it where it is large. */
function lightenedOne(condition: Condition): Condition {
  return weigh(condition, MOST_PARTS) >= 0 ? condition : untold();
}

/** What is left of a number of parts; negative where there are more. */
function weigh(condition: Condition, left: number): number {
  if (left < 0) return left;
  if (condition.kind === 'not') return weigh(condition.operand, left);
  if (condition.kind !== 'all' && condition.kind !== 'any') return left - 1;
  return condition.operands.reduce((rest, operand) => weigh(operand, rest), left);
}

/** Whether a condition is one that the author's text asks, and not a name that the analysis gave to a longer one. */
export function isTold(condition: Condition): boolean {
  switch (condition.kind) {
    case 'named':
      return condition.text !== UNTOLD && !condition.text.startsWith(EXCEPTION);
    case 'not':
      return isTold(condition.operand);
    case 'all':
    case 'any':
      return condition.operands.every(isTold);
    default:
      return relationsOf(condition).every(({ left, right }) => !isUnknown(left) && !isUnknown(right));
  }
}
