/** What a cell held before a loop, as the turns see it and as it is outside. */
import type { Facts } from '../../../symbolic/facts.ts';
import type { Machine } from '../../machine.ts';
import type { Value } from '../../values.ts';
import { isElements, isEntries, isValue } from './content.ts';

/**
 * Whether it decides what a cell holds that there is a turn at all. A guess from such a content says nothing of loops
 * without turns: `x` is `[1]` where there is a turn, and `[1]` or `[n]` before it.
 */
export function isNarrowed({ facts }: Machine, outside: Facts, content: unknown): boolean {
  const isDecided = (value: Value): boolean =>
    value.kind === 'alternatives' &&
    value.cases.some(
      ({ condition, value: inner }) =>
        (facts.decide(condition) !== 'unknown' && outside.decide(condition) === 'unknown') || isDecided(inner),
    );
  return valuesIn(content).some(isDecided);
}

function valuesIn(content: unknown): readonly Value[] {
  if (isEntries(content)) return content.map(([, value]) => value);
  if (isElements(content)) {
    const slots = content.slots.filter((slot) => slot.kind !== 'spread');
    return content.rest === null ? slots : [...slots, content.rest.element];
  }
  return isValue(content) ? [content] : [];
}
