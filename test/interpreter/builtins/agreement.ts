/** Compares what a program gives in the language itself with what the interpreter says that it gives. */
import vm from 'node:vm';
import type { Machine } from '../../../server/interpreter/machine.ts';
import { ownEntries } from '../../../server/interpreter/objects.ts';
import { settle } from '../../../server/interpreter/settle.ts';
import type { Value } from '../../../server/interpreter/values.ts';
import { evaluate as evaluateSize } from '../../../server/symbolic/size.ts';

/** The value of the last expression of a program of our own, run by Node. */
export function resultInNode(program: string): unknown {
  return vm.runInNewContext(program, { structuredClone }, { timeout: 1000 });
}

/** How a value of the interpreter relates to the real one. */
export type Agreement = 'same' | 'unknown' | 'different';

/** Whether a value is the real one, says less, or says something else. */
export function agreement(machine: Machine, value: Value, real: unknown): Agreement {
  const settled = settle(machine, value);
  switch (settled.kind) {
    case 'unknown':
    case 'truth':
      return 'unknown';
    case 'quantity':
      return typeof real === 'number' ? 'unknown' : 'different';
    case 'alternatives': {
      const found = settled.cases.map((one) => agreement(machine, one.value, real));
      return found.every((one) => one === 'different') ? 'different' : 'unknown';
    }
    case 'primitive':
      return Object.is(settled.value, real) ? 'same' : 'different';
    case 'array':
      return Array.isArray(real) ? ofArray(machine, settled, real) : 'different';
    case 'object':
      return typeof real === 'object' && real !== null ? ofObject(machine, settled, real) : 'different';
    case 'buffer':
      return ArrayBuffer.isView(real) || typeof real === 'object' ? ofBuffer(settled, real) : 'different';
    case 'promise':
      return 'unknown';
    default:
      return typeof real === 'function' ? 'same' : 'different';
  }
}

function worst(found: readonly Agreement[]): Agreement {
  if (found.includes('different')) return 'different';
  return found.includes('unknown') ? 'unknown' : 'same';
}

function ofArray(
  machine: Machine,
  { elements }: Extract<Value, { kind: 'array' }>,
  real: readonly unknown[],
): Agreement {
  const { slots, rest } = elements.value;
  const known = slots.filter((slot): slot is Value => slot.kind !== 'spread');
  if (rest === null && known.length === slots.length) {
    if (slots.length !== real.length) return 'different';
    return worst(known.map((slot, index) => agreement(machine, slot, real[index])));
  }
  if (known.length < slots.length) return 'unknown';
  if (known.length > real.length) return 'different';
  const length = rest === null ? 0 : evaluateSize(rest.length, () => null);
  if (length !== null && length !== real.length - known.length) return 'different';
  const element = rest?.element;
  const others = real
    .slice(known.length)
    .map((one) => (element === undefined ? 'unknown' : agreement(machine, element, one)));
  return worst([...known.map((slot, index) => agreement(machine, slot, real[index])), ...others, 'unknown']);
}

function ofObject(machine: Machine, object: Extract<Value, { kind: 'object' }>, real: object): Agreement {
  const { entries, open } = object;
  if (entries.value !== null) {
    const pairs =
      Object.prototype.toString.call(real) === '[object Map]'
        ? [...(real as Map<unknown, unknown>)]
        : [...(real as Set<unknown>)].map((one) => [one, one]);
    if (open.value !== null) return 'unknown';
    if (pairs.length !== entries.value.length) return 'different';
    return worst(
      entries.value.flatMap((entry, index) => entry.map((one, side) => agreement(machine, one, pairs[index]?.[side]))),
    );
  }
  const fields = ownEntries(object);
  const names = new Set(fields.map(([name]) => name));
  const hasAll = Object.keys(real).every((name) => names.has(name));
  if (!hasAll && open.value === null) return 'different';
  const found = fields.map(([name, field]) => agreement(machine, field, (real as Record<string, unknown>)[name]));
  return worst(open.value === null ? found : [...found, 'unknown']);
}

function ofBuffer({ length }: Extract<Value, { kind: 'buffer' }>, real: object): Agreement {
  const known = evaluateSize(length, () => null);
  const actual = 'length' in real ? real.length : 'byteLength' in real ? real.byteLength : undefined;
  return known === null || known === actual ? 'unknown' : 'different';
}
