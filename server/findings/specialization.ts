/** `specialization`: an input's size is pinned to a constant. */
import type { Guard } from '../symbolic/guard.ts';
import { printCondition } from '../symbolic/notation.ts';
import type { SizeSymbol } from '../symbolic/symbol.ts';
import type { Finding } from './finding.ts';
import { byAuthor } from './naming.ts';

export function specialization(guard: Guard, symbol: SizeSymbol): Finding {
  const what = printCondition(guard.condition, byAuthor);
  const message = `${byAuthor(symbol)} can only be one size here: ${what} (${guard.reason})`;
  return { code: 'specialization', place: guard.place, message, related: guard.related };
}
