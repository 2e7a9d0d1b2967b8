/** Compares what a program gives in the language itself with what the interpreter says that it gives. */
import vm from 'node:vm';
import type { Machine } from '../../../server/interpreter/machine.ts';
import { ownEntries } from '../../../server/interpreter/objects.ts';
import { settle } from '../../../server/interpreter/settle.ts';
import type { Slot, Value } from '../../../server/interpreter/values.ts';
import { evaluate as evaluateSize, type Size } from '../../../server/symbolic/size.ts';
import type { SizeSymbol } from '../../../server/symbolic/symbol.ts';
import type { Spread } from '../../../server/tensor/spread.ts';

/** What names stand for in a run of the language. */
export type Bindings = Readonly<Record<string, unknown>>;

/** What a body of our own returns in Node. */
export function resultInNode(body: string, bindings: Bindings = {}): unknown {
  return vm.runInNewContext(
    `(function () {\n${body}\n})()`,
    { structuredClone, setTimeout, ...bindings },
    { timeout: 1000 },
  );
}

/** The size of a symbol in a run: its origin is an expression over the inputs. */
function sizeIn(bindings: Bindings): (symbol: SizeSymbol) => number | null {
  return ({ origin }) => {
    try {
      const value = vm.runInNewContext(origin, { ...bindings }, { timeout: 1000 });
      return typeof value === 'number' ? value : null;
    } catch {
      return null;
    }
  };
}

/** How a value of the interpreter relates to the real one: it is the same, says less, or says something else. */
export type Agreement = 'same' | 'unknown' | 'different';

export function agreement(machine: Machine, value: Value, real: unknown, bindings: Bindings = {}): Agreement {
  const sizeOf = sizeIn(bindings);
  return compare(
    { machine, evaluate: (size) => evaluateSize(machine.facts.simplify(size), sizeOf), bindings },
    value,
    real,
  );
}

interface Context {
  readonly machine: Machine;
  readonly bindings: Bindings;
  evaluate(size: Size): number | null;
}

function compare(context: Context, value: Value, real: unknown): Agreement {
  const settled = settle(context.machine, value);
  switch (settled.kind) {
    case 'quantity':
      return ofQuantity(context, settled, real);
    case 'alternatives': {
      const found = settled.cases.map((one) => compare(context, one.value, real));
      return found.every((one) => one === 'different') ? 'different' : 'unknown';
    }
    case 'primitive':
      return Object.is(settled.value, real) ? 'same' : 'different';
    case 'array':
      return Array.isArray(real) ? ofArray(context, settled, real) : 'different';
    case 'object':
      return typeof real === 'object' && real !== null ? ofObject(context, settled, real) : 'different';
    case 'buffer':
      return typeof real === 'object' && real !== null ? ofBuffer(context, settled, real) : 'different';
    case 'unknown':
    case 'truth':
    case 'promise':
      return 'unknown';
    default:
      return typeof real === 'function' ? 'same' : 'different';
  }
}

function ofQuantity(context: Context, { quotient }: Extract<Value, { kind: 'quantity' }>, real: unknown): Agreement {
  const [numerator, denominator] = [context.evaluate(quotient.numerator), context.evaluate(quotient.denominator)];
  if (typeof real !== 'number') return 'different';
  if (numerator === null || denominator === null) return 'unknown';
  return numerator / denominator === real ? 'same' : 'different';
}

function worst(found: readonly Agreement[]): Agreement {
  if (found.includes('different')) return 'different';
  return found.includes('unknown') ? 'unknown' : 'same';
}

function ofArray(
  context: Context,
  { elements }: Extract<Value, { kind: 'array' }>,
  real: readonly unknown[],
): Agreement {
  const { slots, rest } = elements.value;
  const found: Agreement[] = [];
  let position = 0;
  for (const slot of slots) {
    const count = slot.kind === 'spread' ? context.evaluate(slot.spread.count) : 1;
    if (count === null) return 'unknown';
    found.push(...real.slice(position, position + count).map((one, index) => ofSlot(context, slot, index, one)));
    position += count;
  }
  if (rest === null) return position === real.length ? worst(found) : 'different';
  const length = context.evaluate(rest.length);
  if (length !== null && position + length !== real.length) return 'different';
  return worst([
    ...found,
    ...real.slice(position).map((one) => compare(context, rest.element, one)),
    length === null ? 'unknown' : 'same',
  ]);
}

function ofSlot(context: Context, slot: Slot, index: number, real: unknown): Agreement {
  return slot.kind === 'spread' ? ofSpread(context, slot.spread, index, real) : compare(context, slot, real);
}

/** The sizes of a spread are those of the tensor that it came from. */
function ofSpread({ bindings }: Context, { source, skipFront }: Spread, index: number, real: unknown): Agreement {
  const shape: unknown = vm.runInNewContext(`${source.fields.origin}.shape`, { ...bindings });
  return Array.isArray(shape) && shape[skipFront + index] === real ? 'same' : 'different';
}

function ofObject(context: Context, object: Extract<Value, { kind: 'object' }>, real: object): Agreement {
  const { entries, open } = object;
  if (entries.value !== null) {
    if (open.value !== null) return 'unknown';
    const pairs = pairsOf(real);
    if (pairs.length !== entries.value.length) return 'different';
    return worst(
      entries.value.flatMap((entry, index) =>
        [entry[0], entry[1]].map((one, side) => compare(context, one, pairs[index]?.[side])),
      ),
    );
  }
  const fields = ownEntries(object);
  const names = new Set(fields.map(([name]) => name));
  if (open.value === null && !Object.keys(real).every((name) => names.has(name))) return 'different';
  const found = fields.map(([name, field]) => compare(context, field, (real as Record<string, unknown>)[name]));
  return worst(open.value === null ? found : [...found, 'unknown']);
}

/** The entries of a map or a set of another realm. */
function pairsOf(collection: object): readonly (readonly unknown[])[] {
  const isMap = Object.prototype.toString.call(collection) === '[object Map]';
  return [...(collection as Iterable<unknown>)].map((one) => (isMap ? (one as readonly unknown[]) : [one, one]));
}

/** Of a buffer only the length is known. */
function ofBuffer(context: Context, { length }: Extract<Value, { kind: 'buffer' }>, real: object): Agreement {
  const known = context.evaluate(length);
  const actual = 'length' in real ? real.length : 'byteLength' in real ? real.byteLength : undefined;
  return known === null || known === actual ? 'unknown' : 'different';
}
