/** Values of plain data: what JSON holds. */
import { arrayOf, objectValue } from '../objects.ts';
import { primitive, type Value } from '../values.ts';

/** The value of plain data. */
export function valueOf(data: unknown): Value {
  if (Array.isArray(data)) return arrayOf(data.map(valueOf));
  if (typeof data === 'object' && data !== null) {
    return objectValue(Object.entries(data).map(([name, field]) => [name, valueOf(field)] as const));
  }
  return primitive(data as undefined | null | boolean | number | string);
}
