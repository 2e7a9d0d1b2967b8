/** Looking into conditions. */
import type { Condition } from '../symbolic/condition.ts';
import type { Relation } from '../symbolic/relation.ts';

/** All relations between sizes in a condition. */
export function relationsOf(condition: Condition): readonly Relation[] {
  switch (condition.kind) {
    case 'relation':
      return [condition.relation];
    case 'not':
      return relationsOf(condition.operand);
    case 'all':
    case 'any':
      return condition.operands.flatMap(relationsOf);
    default:
      return [];
  }
}
