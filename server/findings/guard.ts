/** `guard`, `specialization`, `data-dependent` and `contract-violation`: relations that the code relies on. */

import { symbolsOfCondition } from '../symbolic/condition.ts';
import type { Guard } from '../symbolic/guard.ts';
import { printCondition } from '../symbolic/notation.ts';
import { conditionTexts } from './conditions.ts';
import { contractViolation } from './contractViolation.ts';
import { dataDependent } from './dataDependent.ts';
import type { Finding } from './finding.ts';
import { byAuthor } from './naming.ts';
import { specialization } from './specialization.ts';

/** The finding that a guard is: the gravest of what it means for the sizes it speaks of. */
export function guardFinding(guard: Guard): Finding {
  const symbols = symbolsOfCondition(guard.condition);
  if (symbols.some(({ declared }) => declared)) {
    const violation = contractViolation(guard, symbols);
    if (violation !== null) return violation;
  }
  if (guard.pins !== null) return specialization(guard, guard.pins);
  if (symbols.some(({ backing }) => backing === 'data')) return dataDependent(guard);
  return { code: 'guard', place: guard.place, message: guardText(guard), related: guard.related };
}

/** `relies on x.shape[1] == w.shape[0] (matMul: inner dimensions)`. */
export function guardText({ condition, kind, reason, under }: Guard): string {
  const verb = kind === 'requires' ? 'requires' : 'assumes';
  const when = conditionTexts(under, byAuthor).join(' and ');
  return `${verb} ${printCondition(condition, byAuthor)}${when === '' ? '' : ` where ${when}`} (${reason})`;
}
