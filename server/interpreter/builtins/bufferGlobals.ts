/** The constructors of typed arrays and of `ArrayBuffer`. */
import { asSize, floorQuotient } from '../../symbolic/quotient.ts';
import { constant, type Size } from '../../symbolic/size.ts';
import type { DType } from '../../tensor/dtype.ts';
import { asNumber } from '../arithmetic.ts';
import { callFunction } from '../functions.ts';
import type { Machine } from '../machine.ts';
import { quotientOf } from '../truth.ts';
import {
  type BufferValue,
  isNullish,
  type Native,
  type NativeCall,
  native,
  primitive,
  UNDEFINED,
  type Value,
} from '../values.ts';
import { assemble, countOf, visit } from './array/content.ts';
import { sourceSegments } from './arrayGlobal.ts';
import { BUFFER_KINDS, elementsIn, withKind } from './buffer.ts';
import { argumentAt, plainFunction, table } from './method.ts';
import { freshLength, undecided } from './results.ts';

export function bufferGlobals(): Readonly<Record<string, Value>> {
  const typed = Object.entries(BUFFER_KINDS).map(
    ([name, [dtype, width]]) => [name, constructor(name, dtype, width)] as const,
  );
  const bytes = (machine: Machine, call: NativeCall): Value => ({
    kind: 'buffer',
    dtype: null,
    length: lengthFrom(machine, call, 1),
  });
  return {
    ...Object.fromEntries(typed),
    ArrayBuffer: plainFunction('ArrayBuffer', bytes, table<Value>({ isView: native('isView', isView) })),
    SharedArrayBuffer: plainFunction('SharedArrayBuffer', bytes),
  };
}

function constructor(name: string, dtype: DType, width: number): Native {
  const make = (length: Size): BufferValue => withKind({ kind: 'buffer', dtype, length }, width, name);
  const members = table<Value>({
    BYTES_PER_ELEMENT: primitive(width),
    from: plainFunction('from', (machine, call) => make(lengthFromList(machine, call))),
    of: plainFunction('of', (_, { args }) => make(constant(args.length))),
  });
  return plainFunction(name, (machine, call) => make(lengthFrom(machine, call, width)), members);
}

/** Whether a value is a typed array; what no program constructs is not told. */
function isView(machine: Machine, call: NativeCall): Value {
  const value = argumentAt(machine, call, 0);
  if (value.kind === 'buffer') return primitive(value.dtype !== null);
  return value.kind === 'unknown' ? undecided(value, 'isView', call.node) : primitive(false);
}

/** The length that a constructor gives for a number, an array, another typed array, or bytes with an offset and a length. */
function lengthFrom(machine: Machine, call: NativeCall, width: number): Size {
  const source = argumentAt(machine, call, 0);
  switch (source.kind) {
    case 'primitive':
    case 'quantity':
      return isNullish(source) ? constant(0) : lengthOf(machine, source, call);
    case 'buffer':
      return source.dtype === null ? lengthOfView(machine, source, call, width) : source.length;
    case 'array':
    case 'object':
      return lengthFromList(machine, call);
    default:
      return freshLength(call.node);
  }
}

function lengthOfView(machine: Machine, source: BufferValue, call: NativeCall, width: number): Size {
  const length = argumentAt(machine, call, 2);
  if (!isNullish(length)) return lengthOf(machine, length, call);
  const offset = argumentAt(machine, call, 1);
  const isWhole = isNullish(offset) || (offset.kind === 'primitive' && offset.value === 0);
  return isWhole ? elementsIn(source.length, width) : freshLength(call.node);
}

function lengthOf(machine: Machine, value: Value, { node }: NativeCall): Size {
  const number = asNumber(machine, value);
  const quotient = number && quotientOf(number);
  if (!quotient) return freshLength(node);
  return machine.facts.simplify(asSize(quotient) ?? floorQuotient(quotient));
}

/** The length of an iterable, or of what has a `length`; a callback is run for its effects. */
function lengthFromList(machine: Machine, call: NativeCall): Size {
  const source = argumentAt(machine, call, 0);
  if (source.kind === 'buffer') return source.length;
  const segments = sourceSegments(machine, source, call.node);
  if (segments === null) return freshLength(call.node);
  const callback = argumentAt(machine, call, 1);
  if (!isNullish(callback)) {
    visit(machine, segments, call.node, ({ value }, index) =>
      callFunction(machine, callback, UNDEFINED, [value, index], call.node),
    );
  }
  return countOf(machine, assemble(machine, segments, call.node).elements.value);
}
