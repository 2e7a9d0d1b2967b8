/** `contract-violation`: a dimension declared dynamic is pinned, or related to another one. */
import type { Guard } from '../symbolic/guard.ts';
import { printCondition } from '../symbolic/notation.ts';
import type { SizeSymbol } from '../symbolic/symbol.ts';
import type { Finding } from './finding.ts';
import { byAuthor } from './naming.ts';

/** `null` where the relation leaves every declared size free, as a divisibility does. */
export function contractViolation(guard: Guard, symbols: readonly SizeSymbol[]): Finding | null {
  const what = printCondition(guard.condition, byAuthor);
  const { pins, condition, place, related, reason } = guard;
  if (pins?.declared) {
    const message = `${pins.name} is declared dynamic, but the code needs ${what} (${reason})`;
    return { code: 'contract-violation', place, message, related };
  }
  const isEquality = condition.kind === 'relation' && condition.relation.op === '==';
  const declared = symbols.filter((symbol) => symbol.declared);
  if (!isEquality || declared.length !== symbols.length || declared.length < 2) return null;
  const names = declared.map(({ name }) => name).join(' and ');
  return {
    code: 'contract-violation',
    place,
    message: `${names} are declared independent, but the code needs ${what} (${reason})`,
    related,
  };
}
