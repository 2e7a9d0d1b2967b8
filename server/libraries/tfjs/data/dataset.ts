/** `tf.data.Dataset`: known by one element that stands for all, and by how many there are. */
import type { Ask } from '../../../kernels/ask.ts';
import { fromSize } from '../../../symbolic/quotient.ts';
import { lessOrEqual } from '../../../symbolic/relation.ts';
import {
  add,
  asConstant,
  ceilDivide,
  constant,
  floorDivide,
  maximum,
  minimum,
  multiply,
  type Size,
  subtract,
} from '../../../symbolic/size.ts';
import { ABSENT, type Datum, type FunctionDatum, type InstanceDatum, promiseDatum, recordDatum } from '../../datum.ts';
import { flag, func, maybe, size } from '../../parameters.ts';
import type { InstanceType } from '../../row.ts';
import { newInstance } from '../instances.ts';
import { unknownBoolean, unknownDatum, unknownNumber } from '../unknowns.ts';
import { batchOf, inCommon } from './element.ts';

/** How many elements there are; `null` where that is not known. */
export type Count = Size | 'endless' | null;

export interface DatasetState {
  readonly element: Datum;
  readonly count: Count;
  /** The names of the columns of a table. */
  readonly columns?: Datum;
}

export const DATASET: InstanceType = {
  name: 'Dataset',
  construct: null,
  methods: {
    batch,
    columnNames: (self) => promiseDatum(stateOf(self).columns ?? unknownDatum('the columns of a table')),
    concatenate: (self, [other = ABSENT], ask) => concatenate(stateOf(self), other, ask),
    filter(self, [predicate = ABSENT], ask) {
      func.read(predicate, ask, 'predicate').call([stateOf(self).element]);
      const { count } = stateOf(self);
      return dataset({ element: stateOf(self).element, count: count === 'endless' ? count : null });
    },
    forEachAsync(self, [f = ABSENT], ask) {
      const { element, count } = stateOf(self);
      eachOf(func.read(f, ask, 'f'), finite(count) ?? ask.fresh('elements'), element);
      return promiseDatum(ABSENT);
    },
    iterator: (self) => promiseDatum(newInstance(LAZY_ITERATOR, stateOf(self).element)),
    map: (self, [transform = ABSENT], ask) => mapped(self, transform, ask),
    mapAsync: (self, [transform = ABSENT], ask) => mapped(self, transform, ask),
    prefetch: (self) => self,
    repeat: (self, [times = ABSENT], ask) => repeat(stateOf(self), times, ask),
    shuffle: (self) => self,
    skip: (self, [skipped = ABSENT], ask) => skip(stateOf(self), skipped, ask),
    take: (self, [taken = ABSENT], ask) => take(stateOf(self), taken, ask),
    toArray: (self, _args, ask) => promiseDatum(listed(stateOf(self), ask)),
    toArrayForTest: (self, _args, ask) => promiseDatum(listed(stateOf(self), ask)),
  },
  properties: {
    size(self) {
      const count = finite(stateOf(self).count);
      return count === null ? unknownNumber : { kind: 'number', value: fromSize(count) };
    },
  },
};

/** What `dataset.iterator()` gives; the state is an element. */
export const LAZY_ITERATOR: InstanceType = {
  name: 'LazyIterator',
  construct: null,
  methods: {
    capture: (self) => promiseDatum(self.state as Datum),
    next: (self) => promiseDatum(recordDatum({ value: self.state as Datum, done: unknownBoolean })),
    start: () => promiseDatum(ABSENT),
    stop: () => ABSENT,
  },
  properties: {},
};

export function dataset(state: DatasetState): InstanceDatum {
  return newInstance(DATASET, state);
}

export function stateOf(self: InstanceDatum): DatasetState {
  return self.state as DatasetState;
}

/** The number of elements, where there is one. */
export function finite(count: Count): Size | null {
  return count === 'endless' ? null : count;
}

/** `batch(n)`: all batches have the size n, but the last may be smaller: then the batch is a size of its own. */
function batch(self: InstanceDatum, [given = ABSENT, smallLast = ABSENT]: readonly Datum[], ask: Ask): Datum {
  const { element, count } = stateOf(self);
  const most = size.read(given, ask, 'batchSize');
  const keepsLast = maybe(flag(true)).read(smallLast, ask, 'smallLastBatch') ?? true;
  const all = finite(count);
  const batches = all === null ? count : keepsLast ? ceilDivide(all, most) : floorDivide(all, most);
  return dataset({ element: batchOf(ask, element, batchSize(ask, count, most, keepsLast)), count: batches });
}

function batchSize(ask: Ask, count: Count, most: Size, keepsLast: boolean): Size {
  if (!keepsLast || count === 'endless') return most;
  const [all, full] = [count, most].map((one) => (one === null ? null : asConstant(ask.facts.simplify(one))));
  if (full === null || full === undefined) return ask.fresh('batch', 1);
  if (all === null || all === undefined) return ask.fresh('batch', 1, full);
  if (all % full === 0) return most;
  return all < full ? constant(all) : ask.fresh('batch', Math.min(all % full, full), full);
}

function mapped(self: InstanceDatum, transform: Datum, ask: Ask): Datum {
  const { element, count } = stateOf(self);
  const result = func.read(transform, ask, 'transform').call([element]);
  return dataset({ element: result.kind === 'promise' ? result.value : result, count });
}

function eachOf(f: FunctionDatum, count: Size, element: Datum): void {
  if (f.callEach === undefined) f.call([element]);
  else f.callEach(count, [element]);
}

function concatenate({ element, count }: DatasetState, other: Datum, ask: Ask): Datum {
  if (other.kind !== 'instance' || other.type !== DATASET) return unknownDatum('a dataset that is not known');
  const more = stateOf(other);
  const isEndless = count === 'endless' || more.count === 'endless';
  const [left, right] = [finite(count), finite(more.count)];
  const both = left === null || right === null ? null : add(left, right);
  return dataset({ element: inCommon(ask, [element, more.element]), count: isEndless ? 'endless' : both });
}

function repeat({ element, count }: DatasetState, times: Datum, ask: Ask): Datum {
  if (times.kind === 'absent') return dataset({ element, count: 'endless' });
  const turns = maybe(size).read(times, ask, 'count');
  if (turns === null) return dataset({ element, count: null });
  if (ask.facts.decide(lessOrEqual(constant(1), turns)) !== 'yes') return dataset({ element, count: null });
  return dataset({ element, count: count === null || count === 'endless' ? count : multiply(count, turns) });
}

function take({ element, count }: DatasetState, taken: Datum, ask: Ask): Datum {
  const most = maybe(size).read(taken, ask, 'count');
  if (most === null || ask.facts.decide(lessOrEqual(constant(0), most)) !== 'yes')
    return dataset({ element, count: null });
  if (count === 'endless') return dataset({ element, count: most });
  return dataset({ element, count: count === null ? null : minimum(count, most) });
}

function skip({ element, count }: DatasetState, skipped: Datum, ask: Ask): Datum {
  const fewer = maybe(size).read(skipped, ask, 'count');
  if (count === 'endless') return dataset({ element, count });
  const isKnown = fewer !== null && count !== null && ask.facts.decide(lessOrEqual(constant(0), fewer)) === 'yes';
  return dataset({ element, count: isKnown ? maximum(subtract(count, fewer), constant(0)) : null });
}

function listed({ element, count }: DatasetState, ask: Ask): Datum {
  return { kind: 'repeated', length: finite(count) ?? ask.fresh('elements'), element, differing: true };
}
