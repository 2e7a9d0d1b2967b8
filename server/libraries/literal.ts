/** What a literal says about the tensor that it becomes: nested lists, numbers, typed arrays. */
import { type Ask, Unreadable } from '../kernels/ask.ts';
import { asSize } from '../symbolic/quotient.ts';
import { asConstant, constant, type Size } from '../symbolic/size.ts';
import type { DType } from '../tensor/dtype.ts';
import { type FakeTensor, fakeTensor } from '../tensor/tensor.ts';
import type { Datum, ListDatum, SpreadItem, UnknownDatum } from './datum.ts';

/**
 * The shape and data type of a value written as numbers, booleans, strings, nested lists or typed arrays; `null` for
 * a value that is none of these.
 * @param rank the rank that the caller demands, which tells what an unknown element must be; `null` for any.
 */
export function literalTensor(datum: Datum | SpreadItem, ask: Ask, rank: number | null, depth = 0): FakeTensor | null {
  if (depth > DEEPEST) throw new Unreadable({ message: 'a list is nested too deeply, or in itself', place: null });
  switch (datum.kind) {
    case 'number':
    case 'spread':
      return fakeTensor([], 'float32');
    case 'boolean':
      return fakeTensor([], 'bool');
    case 'string':
      return fakeTensor([], 'string');
    case 'buffer':
      return fakeTensor([datum.length], datum.dtype);
    case 'repeated':
      return within(datum.length, datum.element, ask, rank, depth);
    case 'list':
      return listTensor(datum, ask, rank, depth);
    case 'unknown':
      return unknownElement(datum, ask, rank);
    default:
      return null;
  }
}

/** Lists inside one another: more than any tensor has dimensions. */
const DEEPEST = 32;

/** The numbers of a flat list that the program states; `null` where some are not known, or where it is no such list. */
export function constantsOf(datum: Datum): readonly number[] | null {
  if (datum.kind !== 'list') return null;
  const numbers = datum.items.map((item) => {
    const size = item.kind === 'number' && item.value !== null ? asSize(item.value) : null;
    return size && asConstant(size);
  });
  return numbers.includes(null) ? null : (numbers as number[]);
}

/** The data type that the library gives a value. */
export function typeOf(datum: Datum): DType | null {
  if (datum.kind === 'string') return 'string';
  if (datum.kind === 'boolean') return 'bool';
  return datum.kind === 'number' ? 'float32' : null;
}

function within(
  length: Size,
  element: Datum | SpreadItem,
  ask: Ask,
  rank: number | null,
  depth: number,
): FakeTensor | null {
  const inner = literalTensor(element, ask, rank === null ? null : rank - 1, depth + 1);
  return inner && fakeTensor([length, ...inner.shape], inner.dtype);
}

/** A list takes its element's shape from the first element that is known; the library does not compare the others. */
function listTensor(list: ListDatum, ask: Ask, rank: number | null, depth: number): FakeTensor | null {
  const { items } = list;
  if (items.some((item) => item.kind === 'spread'))
    return fakeTensor(ask.unknown('a list of unknown length'), 'float32');
  const first = items.find((item) => item.kind !== 'unknown') ?? items[0];
  if (first === undefined) return fakeTensor([constant(0)], 'float32');
  return within(constant(items.length), first, ask, rank, depth);
}

/** An element of unknown value: the rank that is demanded says whether it is a number or a list. */
function unknownElement(datum: UnknownDatum, ask: Ask, rank: number | null): FakeTensor | null {
  if (datum.holds) return fakeTensor([], datum.holds === 'number' ? 'float32' : 'string');
  const known = rank === null ? null : datum.become({ kind: rank > 0 ? 'list' : 'number' });
  if (known !== null && known.kind !== 'unknown' && known.kind !== 'tensor') return literalTensor(known, ask, rank);
  return fakeTensor(ask.opaque('values', datum.why, rank ?? undefined), null);
}
