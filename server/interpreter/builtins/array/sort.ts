/** Sorting: exact for short arrays whose order is known, else the same elements in an order that is not. */
import { callFunction } from '../../functions.ts';
import type { Machine } from '../../machine.ts';
import { settle } from '../../settle.ts';
import { type ArrayValue, type Elements, isNullish, type NativeCall, UNDEFINED, type Value } from '../../values.ts';
import { argumentAt } from '../method.ts';
import { contentOf, knownContent } from './content.ts';
import { shuffled } from './position.ts';

/** Longer arrays are not sorted: every comparison may be a call of the program's. */
const MOST_SORTED = 48;

/** The content in the order of the comparison that is the first argument, or of the texts. */
export function sorted(machine: Machine, array: ArrayValue, call: NativeCall): Elements {
  const values = knownContent(machine, array);
  const order =
    values !== null && values.length <= MOST_SORTED ? inserted(machine, values, comparisonOf(machine, call)) : null;
  return order === null ? shuffled(machine, contentOf(machine, array), call.node) : { slots: order, rest: null };
}

/** Negative, zero or positive as the language wants it; `null` where it is not known. */
type Comparison = (a: Value, b: Value) => number | null;

function comparisonOf(machine: Machine, call: NativeCall): Comparison {
  const callback = argumentAt(machine, call, 0);
  if (isNullish(callback)) return compareTexts;
  return (a, b) => {
    const result = settle(machine, callFunction(machine, callback, UNDEFINED, [a, b], call.node));
    if (machine.thrown !== null || result.kind !== 'primitive') return null;
    const number = Number(result.value);
    // Beside what is no number there is no order: the host sorts as it pleases.
    return Number.isNaN(number) ? null : number;
  };
}

function compareTexts(a: Value, b: Value): number | null {
  if (a.kind !== 'primitive' || b.kind !== 'primitive') return null;
  const [left, right] = [String(a.value), String(b.value)];
  return left === right ? 0 : left < right ? -1 : 1;
}

/** Insertion keeps the order of equal elements, as the language does. Undefined elements go last. */
function inserted(machine: Machine, values: readonly Value[], compare: Comparison): Value[] | null {
  const settled = values.map((value) => settle(machine, value));
  const missing = settled.filter((value) => value.kind === 'primitive' && value.value === undefined);
  const done: Value[] = [];
  for (const value of settled) {
    if (missing.includes(value)) continue;
    let place = done.length;
    while (place > 0) {
      const before = done[place - 1];
      const order = before === undefined ? null : compare(before, value);
      if (order === null) return null;
      if (order <= 0) break;
      place -= 1;
    }
    done.splice(place, 0, value);
  }
  return [...done, ...missing];
}
