/** `shape-mismatch`, `cast-mismatch` and what else is wrong for all inputs that the guards admit. */

import { relationsOf } from '../interpreter/claims.ts';
import type { Fault } from '../interpreter/recorder.ts';
import { toCondition } from '../symbolic/condition.ts';
import { printSize } from '../symbolic/notation.ts';
import type { Relation } from '../symbolic/relation.ts';
import { symbolsOf } from '../symbolic/size.ts';
import type { Finding } from './finding.ts';
import { byAuthor } from './naming.ts';

export function faultFinding(fault: Fault): Finding {
  const relations = fault.claim === null ? [] : relationsOf(toCondition(fault.claim));
  const [relation] = relations;
  const detail = relation === undefined || fault.claim === null ? '' : explain(relation);
  const causes = relations.flatMap(({ left, right }) =>
    [...fault.facts.causesOf(left), ...fault.facts.causesOf(right)].flatMap(({ place, text }) =>
      place === null ? [] : [{ place, message: `what is known of the size comes from \`${text}\`` }],
    ),
  );
  return {
    code: fault.code,
    place: fault.place,
    message: detail === '' ? fault.message : `${fault.message} (${detail})`,
    related: [...fault.related, ...causes.slice(0, 3)],
  };
}

/** Both sides of what is false, where they say more than two numbers. */
function explain({ left, right }: Relation): string {
  if (symbolsOf(left).length + symbolsOf(right).length === 0) return '';
  return `${printSize(left, byAuthor)} against ${printSize(right, byAuthor)}`;
}
