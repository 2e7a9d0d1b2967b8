/** `data-dependent`: a relation about a size that only the data decides. */
import { symbolsOfCondition } from '../symbolic/condition.ts';
import type { Guard } from '../symbolic/guard.ts';
import { printCondition } from '../symbolic/notation.ts';
import type { Finding } from './finding.ts';
import { byAuthor } from './naming.ts';

export function dataDependent({ condition, place, reason, related }: Guard): Finding {
  const data = symbolsOfCondition(condition).find(({ backing }) => backing === 'data');
  const what = printCondition(condition, byAuthor);
  const message = `${what} is needed (${reason}), but ${data?.name ?? 'a size'} depends on the data`;
  return { code: 'data-dependent', place, message, related };
}
