/** Members of arrays. */
import type { ts } from 'ts-morph';
import { getElement } from '../elements.ts';
import { iteratedOrIndexed } from '../iterate.ts';
import { ITERATOR } from '../keys.ts';
import type { Machine } from '../machine.ts';
import { getProperty } from '../members.ts';
import { arrayOf, extraOf, ownProperty, sizeValue } from '../objects.ts';
import { ABSENT, type ArrayValue, type Native, primitive, type Value } from '../values.ts';
import { CALLBACK_METHODS } from './array/callbacks.ts';
import { CHANGE_METHODS } from './array/change.ts';
import { countOf } from './array/content.ts';
import { REDUCE_METHODS } from './array/reduce.ts';
import { SEARCH_METHODS } from './array/search.ts';
import { SELECT_METHODS } from './array/select.ts';
import { TEXT_METHODS } from './array/text.ts';
import { globalValue } from './globals.ts';
import { lazily, type Method, method } from './method.ts';
import { objectMethod } from './plainObject.ts';
import { derived } from './results.ts';

/** `array.name`; `null` where arrays have no such member. */
export function arrayMember(machine: Machine, array: ArrayValue, name: string, node: ts.Node): Value | null {
  if (name === 'length') return sizeValue(countOf(machine, array.elements.value));
  if (/^(?:0|[1-9]\d{0,8})$/.test(name)) return getElement(machine, array, primitive(Number(name)), node);
  const extra = extraOf(array, name);
  if (extra !== null) return extra;
  if (name === 'constructor') return globalValue('Array');
  return arrayMethod(name === ITERATOR.key ? 'values' : name) ?? objectMethodOfArray(name);
}

function objectMethodOfArray(name: string): Value | null {
  return name === 'hasOwnProperty' || name === 'propertyIsEnumerable' ? objectMethod(name) : null;
}

/** The method of arrays of that name; the same one each time. */
export const arrayMethod: (name: string) => Native | null = lazily((name) => {
  const run = methodOf(name);
  if (run === null) return null;
  return method(name, (machine, self, call) => {
    const list =
      self.kind === 'array'
        ? self
        : (arrayLike(machine, self, call.node) ?? iteratedOrIndexed(machine, self, call.node));
    if (list.kind === 'array') return run(machine, list, call);
    return derived([list], call.node, 'the array is not known');
  });
});

/** Longer lists that are no arrays are not written out. */
const MOST_ELEMENTS = 256;

/** An object with a length and elements under their numbers; `null` for others. */
function arrayLike(machine: Machine, value: Value, node: ts.Node): ArrayValue | null {
  if (value.kind !== 'object' || value.open.value !== null || value.iteration !== null || value.entries.value !== null)
    return null;
  const length = ownProperty(value, 'length');
  if (length === null) return value.prototype === null && value.instance === null ? arrayOf([]) : null;
  const count = length.kind === 'primitive' ? Number(length.value) : Number.NaN;
  if (!(count >= 0 && count <= MOST_ELEMENTS)) return null;
  return arrayOf(
    Array.from({ length: Math.trunc(count) }, (_, index) =>
      ownProperty(value, String(index)) === null ? ABSENT : getProperty(machine, value, String(index), node),
    ),
  );
}

function methodOf(name: string): Method<ArrayValue> | null {
  const tables = [CALLBACK_METHODS, SELECT_METHODS, CHANGE_METHODS, REDUCE_METHODS, SEARCH_METHODS, TEXT_METHODS];
  const found = tables.find((one) => Object.hasOwn(one, name));
  return found?.[name] ?? null;
}
