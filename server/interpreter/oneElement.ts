/**
 * The element at one place of a list whose elements stand as one for all: what is said of it in sizes that every
 * element has for itself (its index, how many of its own passed a filter) is true of this one in sizes of its own.
 */
import { type Condition, named, substituteCondition } from '../symbolic/condition.ts';
import type { Quotient } from '../symbolic/quotient.ts';
import { fromSymbol, type Replace, type Size, substitute, symbolsOf } from '../symbolic/size.ts';
import { makeSymbol, type SizeSymbol } from '../symbolic/symbol.ts';
import { type Machine, textOf } from './machine.ts';
import { quantity, truth, type Value } from './values.ts';

/** What was read, by the place that it was read at: read there twice it is the same. */
const read = new WeakMap<Value, Map<unknown, Value>>();

/** @param place a number, a size or a value that is not known; without one it is an element by itself */
export function oneElement(machine: Machine, element: Value, place: unknown = Symbol('nowhere else')): Value {
  if (element.kind !== 'quantity' && element.kind !== 'truth') return element;
  const known = read.get(element) ?? new Map<unknown, Value>();
  read.set(element, known);
  const one = known.get(place) ?? ofItsOwn(machine, element);
  known.set(place, one);
  return one;
}

function ofItsOwn(machine: Machine, element: Extract<Value, { kind: 'quantity' | 'truth' }>): Value {
  const replace = replacement();
  if (element.kind === 'truth') return truth(conditionOf(machine, element.condition, replace));
  const { numerator, denominator } = element.quotient;
  if (![...symbolsOf(numerator), ...symbolsOf(denominator)].some(isOwn)) return element;
  const quotient: Quotient = {
    numerator: substitute(numerator, replace),
    denominator: substitute(denominator, replace),
  };
  return quantity(quotient);
}

function conditionOf({ node }: Machine, condition: Condition, replace: Replace): Condition {
  if (condition.names.length > 0) return named(node === null ? 'an element' : textOf(node));
  return substituteCondition(condition, replace);
}

function isOwn({ backing }: SizeSymbol): boolean {
  return backing === 'data';
}

/** Another symbol with the same bounds for each that an element has for itself. */
function replacement(): Replace {
  const made = new Map<SizeSymbol, Size>();
  return (symbol) => {
    if (!isOwn(symbol)) return null;
    const known = made.get(symbol);
    if (known !== undefined) return known;
    const { name, origin, backing, min, max, why } = symbol;
    const size = fromSymbol(makeSymbol({ name, origin, backing, min, max, why }));
    made.set(symbol, size);
    return size;
  };
}
