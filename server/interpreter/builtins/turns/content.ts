/** What the cells of a program hold: a value, the content of an array, the entries of a collection. */
import type { Elements, KeyOrder, Value } from '../../values.ts';
import type { Entry } from '../entries.ts';

export function isElements(content: unknown): content is Elements {
  return typeof content === 'object' && content !== null && 'slots' in content && 'rest' in content;
}

export function isEntries(content: unknown): content is readonly Entry[] {
  return Array.isArray(content);
}

export function isKeyOrder(content: unknown): content is KeyOrder {
  return typeof content === 'object' && content !== null && 'keys' in content && 'isCertain' in content;
}

export function isValue(content: unknown): content is Value {
  return typeof content === 'object' && content !== null && 'kind' in content;
}
