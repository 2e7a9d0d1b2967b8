/** Elements of datasets: one that stands for all, and batches of them. */
import { type Ask, Unreadable } from '../../../kernels/ask.ts';
import type { Size } from '../../../symbolic/size.ts';
import { type FakeTensor, fakeTensor, sizesOf } from '../../../tensor/tensor.ts';
import { type Datum, listDatum, type RecordDatum, recordDatum, tensorDatum } from '../../datum.ts';
import { literalTensor } from '../../parameters.ts';

/** An element of a dataset of which the program says nothing. */
export const ELEMENT: Datum = {
  kind: 'unknown',
  why: { message: 'an element of a dataset', place: null },
  outside: true,
  become: () => null,
};

/** What all elements have in common: numbers and texts that differ are not known, sizes that differ are new ones. */
export function inCommon(ask: Ask, elements: readonly Datum[]): Datum {
  const [first, ...others] = elements;
  if (first === undefined) return ELEMENT;
  return others.reduce((common, other) => pairInCommon(ask, common, other), first);
}

function pairInCommon(ask: Ask, a: Datum, b: Datum): Datum {
  if (a === b) return a;
  if (a.kind === 'tensor' && b.kind === 'tensor') return commonTensor(ask, a.tensor, b.tensor);
  if (a.kind === 'number' && b.kind === 'number') return isSameNumber(a, b) ? a : { kind: 'number', value: null };
  if (a.kind === 'string' && b.kind === 'string') return a.value === b.value ? a : { kind: 'string', value: null };
  if (a.kind === 'boolean' && b.kind === 'boolean') return a.value === b.value ? a : { kind: 'boolean', value: null };
  if (a.kind === 'list' && b.kind === 'list' && a.items.length === b.items.length) {
    const items = a.items.map((item, index) => {
      const other = b.items[index];
      return item.kind === 'spread' || other === undefined || other.kind === 'spread'
        ? item
        : pairInCommon(ask, item, other);
    });
    return listDatum(items);
  }
  if (a.kind === 'record' && b.kind === 'record') return commonRecord(ask, a, b);
  if (a.kind === 'promise' && b.kind === 'promise')
    return { kind: 'promise', value: pairInCommon(ask, a.value, b.value) };
  return ELEMENT;
}

function commonTensor(ask: Ask, a: FakeTensor, b: FakeTensor): Datum {
  const dtype = a.dtype === b.dtype ? a.dtype : null;
  const [left, right] = [sizesOf(a.shape), sizesOf(b.shape)];
  if (left === null || right === null || left.length !== right.length) {
    const why = { message: 'the elements of the dataset have different ranks', place: null };
    return tensorDatum(fakeTensor(ask.opaque('element', why), dtype));
  }
  const shape = left.map((size, index) => {
    return ask.facts.simplify(size) === ask.facts.simplify(right[index] ?? size) ? size : ask.fresh('size', 1);
  });
  return tensorDatum(fakeTensor(shape, dtype));
}

function commonRecord(ask: Ask, a: RecordDatum, b: RecordDatum): Datum {
  if (a.fields === undefined || b.fields === undefined) return ELEMENT;
  const common = Object.entries(a.fields).map(
    ([name, field]) => [name, pairInCommon(ask, field, b.get(name))] as const,
  );
  return recordDatum(Object.fromEntries(common));
}

type NumberDatum = Extract<Datum, { kind: 'number' }>;

function isSameNumber({ value: a }: NumberDatum, { value: b }: NumberDatum): boolean {
  return a !== null && b !== null && a.numerator === b.numerator && a.denominator === b.denominator;
}

/**
 * A batch of elements: objects of batches for objects, for everything else a tensor with the batch in front.
 * @throws Unreadable where it is not known what the elements are.
 */
export function batchOf(ask: Ask, element: Datum, count: Size): Datum {
  if (element.kind === 'record') {
    if (element.fields === undefined) return ELEMENT;
    const fields = Object.entries(element.fields).map(([name, field]) => [name, batchOf(ask, field, count)] as const);
    return recordDatum(Object.fromEntries(fields));
  }
  if (element.kind === 'unknown') {
    return element.outside === true ? element : ELEMENT;
  }
  const tensor = element.kind === 'tensor' ? element.tensor : tensorLike(ask, element);
  return tensor === null ? ELEMENT : tensorDatum(fakeTensor([count, ...tensor.shape], tensor.dtype));
}

/** Numbers, texts and lists of them become tensors; lists of tensors do not. */
function tensorLike(ask: Ask, element: Datum): FakeTensor | null {
  if (holdsTensor(element)) return null;
  try {
    return literalTensor(element, ask, null);
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

function holdsTensor(element: Datum): boolean {
  if (element.kind === 'repeated') return holdsTensor(element.element);
  if (element.kind === 'list') return element.items.some((item) => item.kind !== 'spread' && holdsTensor(item));
  return element.kind === 'tensor' || element.kind === 'unknown';
}
