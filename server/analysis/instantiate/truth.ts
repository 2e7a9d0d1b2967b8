/** A guard under what is known of the sizes. */
import { byAuthor } from '../../findings/naming.ts';
import { all, type Condition, relationCondition } from '../../symbolic/condition.ts';
import type { Facts } from '../../symbolic/facts.ts';
import type { Guard } from '../../symbolic/guard.ts';
import { printCondition } from '../../symbolic/notation.ts';
import type { GuardReport, GuardTruth } from '../report.ts';

/** Whether the guard matters, whether it holds, and what is left of it. */
export function truthOf({ condition, under }: Guard, facts: Facts): Omit<GuardTruth, keyof GuardReport> {
  const here = under.reduce((known, one) => known.assume(one), facts);
  const holds = here.decide(condition);
  const rest = printCondition(simplified(condition, here), byAuthor);
  const isNews = holds === 'unknown' && rest !== printCondition(condition, byAuthor);
  return { applies: facts.decide(all(...under)), holds, remaining: isNews ? rest : null };
}

function simplified(condition: Condition, facts: Facts): Condition {
  if (condition.kind !== 'relation') return condition;
  const { op, left, right } = condition.relation;
  return relationCondition({ op, left: facts.simplify(left), right: facts.simplify(right) });
}
