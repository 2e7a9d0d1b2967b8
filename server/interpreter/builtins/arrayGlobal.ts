/** `Array`. */
import type { ts } from 'ts-morph';
import { type Condition, TRUE } from '../../symbolic/condition.ts';
import { asSize, floorQuotient } from '../../symbolic/quotient.ts';
import { constant, type Size } from '../../symbolic/size.ts';
import { asNumber } from '../arithmetic.ts';
import { callFunction } from '../functions.ts';
import { iteratedOrIndexed } from '../iterate.ts';
import { ITERATOR } from '../keys.ts';
import { type Machine, textOf } from '../machine.ts';
import { getProperty } from '../members.ts';
import { arrayOf, arrayValue, ownProperty } from '../objects.ts';
import { settle } from '../settle.ts';
import { quotientOf } from '../truth.ts';
import { aloneOrListed } from '../unions.ts';
import { become, type UnknownValue, unknown } from '../unknown.ts';
import {
  FALSE_VALUE,
  isNullish,
  isNumber,
  type Native,
  type NativeCall,
  native,
  type ObjectValue,
  TRUE_VALUE,
  truth,
  UNDEFINED,
  type Value,
} from '../values.ts';
import { mapped } from './array/callbacks.ts';
import { assemble, holeyArray, MOST_ELEMENTS, type Segment, segmentsOf } from './array/content.ts';
import { arrayMethod } from './array.ts';
import { contentOfBuffer } from './buffer.ts';
import { throwError } from './errors.ts';
import { argumentAt, plainFunction, table } from './method.ts';
import { derived, freshLength, undecided } from './results.ts';

export function arrayGlobal(): Native {
  const members = table<Value>({
    from: plainFunction('from', from),
    isArray: plainFunction('isArray', isArray),
    of: native('of', (_, { args }) => arrayOf(args)),
    prototype: native('prototype', () => UNDEFINED, methods()),
  });
  return plainFunction('Array', construct, members);
}

/** `Array.prototype`, for `Array.prototype.slice.call(x)`. */
function methods(): Readonly<Record<string, Value>> {
  const names = [
    'concat',
    'every',
    'filter',
    'forEach',
    'includes',
    'indexOf',
    'join',
    'map',
    'push',
    'reduce',
    'slice',
    'some',
  ];
  const found = names.flatMap((name) => {
    const one = arrayMethod(name);
    return one === null ? [] : [[name, one] as const];
  });
  return table<Value>(Object.fromEntries(found));
}

/** `Array(n)` has a length only; `Array(a, b)` has elements. */
function construct(machine: Machine, call: NativeCall): Value {
  const { args, node } = call;
  const only = argumentAt(machine, call, 0);
  if (args.length !== 1 || !isLength(only)) return arrayOf(args);
  if (isNumber(only) && !(Number.isInteger(only.value) && only.value >= 0 && only.value < 2 ** 32))
    return throwError(machine, 'RangeError', 'Invalid array length');
  return holeyArray(lengthOf(machine, only, node), plainLength(only));
}

function isLength(value: Value): boolean {
  if (value.kind === 'primitive') return typeof value.value === 'number';
  return value.kind === 'quantity' || value.kind === 'unknown';
}

function plainLength(value: Value): number | null {
  if (value.kind !== 'primitive') return null;
  return Math.max(Math.trunc(Number(value.value)) || 0, 0);
}

/** A number as a length; one that is not known becomes a size here. */
function lengthOf(machine: Machine, value: Value, node: NativeCall['node']): Size {
  const plain = plainLength(value);
  if (plain !== null) return Number.isSafeInteger(plain) ? constant(plain) : freshLength(node);
  const number = asNumber(machine, value);
  const quotient = number && quotientOf(number);
  if (!quotient) return freshLength(node);
  return machine.facts.simplify(asSize(quotient) ?? floorQuotient(quotient));
}

function isArray(machine: Machine, call: NativeCall): Value {
  const value = argumentAt(machine, call, 0);
  if (value.kind === 'unknown') return isUnknownArray(machine, value, call.node);
  return value.kind === 'array' ? TRUE_VALUE : FALSE_VALUE;
}

/** A value without a type that is asked whether it is an array comes alone or as the only element: one value either way. */
function isUnknownArray(machine: Machine, value: UnknownValue, node: ts.Node): Value {
  if (value.type !== null || value.holds !== null || value.provenance === 'lost')
    return undecided(value, 'isArray', node);
  const alone = unknown(value.why, { provenance: value.provenance, origin: value.origin });
  const either = aloneOrListed(alone, value.origin);
  machine.journal.write(value.refined, either);
  return truth(truthOfCases(either));
}

/** The condition of the first case, under which the value is listed. */
function truthOfCases(value: Value): Condition {
  return value.kind === 'alternatives' ? (value.cases[0]?.condition ?? TRUE) : TRUE;
}

/** `Array.from(iterable)`, `Array.from({ length: n })`, both perhaps with a callback. */
function from(machine: Machine, call: NativeCall): Value {
  const { node } = call;
  const source = argumentAt(machine, call, 0);
  const segments = sourceSegments(machine, source, node);
  if (segments === null) return derived([source], node, `\`${textOf(node)}\` lists what is not known`);
  const callback = argumentAt(machine, call, 1);
  if (isNullish(callback)) return assemble(machine, segments, node);
  const self = argumentAt(machine, call, 2);
  return mapped(machine, segments, node, ({ value }, index) =>
    callFunction(machine, callback, self, [value, index], node),
  );
}

/** What is listed of an iterable or of an object with a length; `null` where that is not known. */
export function sourceSegments(machine: Machine, source: Value, node: ts.Node): readonly Segment[] | null {
  switch (source.kind) {
    case 'buffer':
      return segmentsOf(machine, arrayValue(contentOfBuffer(source, node)), node);
    case 'unknown': {
      const list = become(machine, source, { kind: 'list' });
      return list?.kind === 'array' ? segmentsOf(machine, list, node) : null;
    }
    case 'object':
      if (source.entries.value === null && !isIterable(machine, source, node))
        return lengthSegments(machine, source, node);
      break;
  }
  const list = iteratedOrIndexed(machine, source, node);
  return list.kind === 'array' ? segmentsOf(machine, list, node) : null;
}

function isIterable(machine: Machine, source: ObjectValue, node: ts.Node): boolean {
  if (source.iteration !== null) return true;
  return !isNullish(settle(machine, getProperty(machine, source, ITERATOR.key, node)));
}

/** The elements of `{ length: n }`: so many times undefined. */
function lengthSegments(machine: Machine, source: ObjectValue, node: ts.Node): readonly Segment[] | null {
  const value = settle(machine, getProperty(machine, source, 'length', node));
  if (!isLength(value)) return value.kind === 'primitive' ? [] : null;
  const plain = plainLength(value);
  if (plain === null || plain > MOST_ELEMENTS)
    return [{ value: UNDEFINED, count: lengthOf(machine, value, node), spread: null }];
  return Array.from({ length: plain }, (_, index): Segment => {
    const key = String(index);
    const isThere = ownProperty(source, key) !== null;
    return { value: isThere ? getProperty(machine, source, key, node) : UNDEFINED, count: null, spread: null };
  });
}
