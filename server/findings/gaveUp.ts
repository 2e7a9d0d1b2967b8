/** `gave-up`: the analysis of a root stopped before its end. */
import type { Place, Reason } from '../symbolic/place.ts';
import type { Finding } from './finding.ts';

export function gaveUp(why: Reason, root: Place): Finding {
  return {
    code: 'gave-up',
    place: why.place?.file === root.file ? why.place : root,
    message: `stopped here: ${why.message}`,
    related: [],
  };
}
