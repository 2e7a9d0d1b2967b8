/** `contract-violation`: a line of a contract that says nothing, because it cannot be read or names no parameter. */
import type { Place } from '../symbolic/place.ts';
import type { Finding } from './finding.ts';

export function malformedContract(place: Place, message: string): Finding {
  return { code: 'contract-violation', place, message, related: [] };
}
