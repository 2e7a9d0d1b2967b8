/** Typed arrays: a length and a data type; their content is data. */
import type { ts } from 'ts-morph';
import { asSize, divideQuotients, floorQuotient, fromSize } from '../../symbolic/quotient.ts';
import { lessOrEqual } from '../../symbolic/relation.ts';
import { add, constant, type Size, times } from '../../symbolic/size.ts';
import type { DType } from '../../tensor/dtype.ts';
import { type Machine, reasonAt, textOf } from '../machine.ts';
import { arrayValue, lengthOf, sizeValue } from '../objects.ts';
import { unknown } from '../unknown.ts';
import {
  type BufferValue,
  type Elements,
  isNullish,
  isNumber,
  type Native,
  type NativeCall,
  primitive,
  UNDEFINED,
  type Value,
} from '../values.ts';
import { between, positionOf } from './array/position.ts';
import { arrayMethod } from './array.ts';
import { globalValue } from './globals.ts';
import { argumentAt, lazily, method } from './method.ts';
import { derived, freshLength, outside } from './results.ts';

/** The classes of typed arrays: data type and bytes per element. */
export const BUFFER_KINDS: Readonly<Record<string, readonly [DType, number]>> = {
  BigInt64Array: ['int32', 8],
  BigUint64Array: ['int32', 8],
  Float32Array: ['float32', 4],
  Float64Array: ['float32', 8],
  Int16Array: ['int32', 2],
  Int32Array: ['int32', 4],
  Int8Array: ['int32', 1],
  Uint16Array: ['int32', 2],
  Uint32Array: ['int32', 4],
  Uint8Array: ['int32', 1],
  Uint8ClampedArray: ['int32', 1],
};

/** `buffer.name`; `null` where typed arrays have no such member. */
export function bufferMember(machine: Machine, buffer: BufferValue, name: string, node: ts.Node): Value | null {
  switch (name) {
    case 'length':
      return sizeValue(machine.facts.simplify(buffer.length));
    case 'byteLength':
      return sizeValue(bytesOf(buffer) ?? freshLength(node));
    case 'BYTES_PER_ELEMENT':
      return kinds.has(buffer) ? primitive(kinds.get(buffer)?.width) : outside(node);
    case 'constructor': {
      const name = nameOfBuffer(buffer);
      return name === null ? outside(node) : globalValue(name);
    }
    case 'byteOffset':
      return outside(node);
    case 'buffer':
      return { kind: 'buffer', dtype: null, length: bytesOf(buffer) ?? freshLength(node) };
    default:
      return bufferMethod(name);
  }
}

/** Bytes per element, and the name of the class, of the buffers that the program constructs. */
const kinds = new WeakMap<BufferValue, { readonly width: number; readonly name: string }>();

export function withKind(buffer: BufferValue, width: number, name: string): BufferValue {
  kinds.set(buffer, { width, name });
  return buffer;
}

/** The name of the class of a buffer; `null` where the program did not make it. */
export function nameOfBuffer(buffer: BufferValue): string | null {
  return kinds.get(buffer)?.name ?? null;
}

/** The number of bytes, where the program made the buffer; an `ArrayBuffer` is measured in bytes. */
function bytesOf(buffer: BufferValue): Size | null {
  if (buffer.dtype === null) return buffer.length;
  const kind = kinds.get(buffer);
  return kind === undefined ? null : times(buffer.length, kind.width);
}

/** How many elements of a width fit into a number of bytes. */
export function elementsIn(bytes: Size, width: number): Size {
  const quotient = divideQuotients(fromSize(bytes), fromSize(constant(width)));
  return quotient === null ? bytes : (asSize(quotient) ?? floorQuotient(quotient));
}

/** An array that stands for the content. */
export function contentOfBuffer(buffer: BufferValue, node: ts.Node): Elements {
  return { slots: [], rest: { length: buffer.length, element: datumOf(buffer, node) } };
}

/** An element that is data: a number, but for buffers of big integers. */
export function datumOf(buffer: BufferValue, node: ts.Node): Value {
  const why = reasonAt(node, `\`${textOf(node)}\` is data`);
  const isNumber = buffer.dtype !== null && !nameOfBuffer(buffer)?.startsWith('Big');
  return unknown(why, { provenance: 'outside', origin: textOf(node), holds: isNumber ? 'number' : null });
}

type BufferMethod = (machine: Machine, buffer: BufferValue, call: NativeCall) => Value;

const bufferMethod: (name: string) => Native | null = lazily((name) => {
  const run = METHODS.get(name) ?? onContent(name);
  if (run === null) return null;
  return method(name, (machine, self, call) =>
    self.kind === 'buffer' ? run(machine, self, call) : derived([self], call.node, 'the buffer is not known'),
  );
});

const METHODS: ReadonlyMap<string, BufferMethod> = new Map<string, BufferMethod>([
  ...['fill', 'reverse', 'sort', 'copyWithin'].map((name): [string, BufferMethod] => [name, (_, buffer) => buffer]),
  ...['toReversed', 'toSorted', 'with'].map((name): [string, BufferMethod] => [
    name,
    (_, buffer) => copyOf(buffer, buffer.length),
  ]),
  ['filter', (_, buffer, { node }) => copyOf(buffer, freshLength(node))],
  ['map', map],
  ['set', set],
  ['slice', part],
  ['subarray', part],
]);

/** What arrays do too is done with an array that stands for the content. */
function onContent(name: string): BufferMethod | null {
  const run = arrayMethod(name);
  return (
    run &&
    ((machine, buffer, call) => run.call(machine, { ...call, self: arrayValue(contentOfBuffer(buffer, call.node)) }))
  );
}

/** What is written must fit. */
function set(machine: Machine, buffer: BufferValue, call: NativeCall): Value {
  const source = argumentAt(machine, call, 0);
  const offset = argumentAt(machine, call, 1);
  const count =
    source.kind === 'array' ? lengthOf(source.elements.value) : source.kind === 'buffer' ? source.length : null;
  const start = isNullish(offset) ? constant(0) : isNumber(offset) && offset.value >= 0 ? constant(offset.value) : null;
  const fits = count && start && machine.decide(lessOrEqual(add(start, count), buffer.length)) === 'yes';
  if (!fits) machine.presume(call.node, `what \`${textOf(call.node)}\` writes fits`);
  return UNDEFINED;
}

function map(machine: Machine, buffer: BufferValue, call: NativeCall): Value {
  onContent('map')?.(machine, buffer, call);
  return copyOf(buffer, buffer.length);
}

function copyOf(buffer: BufferValue, length: Size): BufferValue {
  const kind = kinds.get(buffer);
  const copy: BufferValue = { kind: 'buffer', dtype: buffer.dtype, length };
  return kind === undefined ? copy : withKind(copy, kind.width, kind.name);
}

function part(machine: Machine, buffer: BufferValue, call: NativeCall): Value {
  const elements = contentOfBuffer(buffer, call.node);
  const start = positionOf(machine, elements, argumentAt(machine, call, 0), { from: 'front', count: 0 });
  const end = positionOf(machine, elements, argumentAt(machine, call, 1), { from: 'end', count: 0 });
  return copyOf(buffer, machine.facts.simplify(lengthOf(between(machine, elements, start, end, call.node))));
}
