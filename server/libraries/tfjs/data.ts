/** TensorFlow.js: datasets, `tf.data`. A dataset is known by one element. */
import type { Ask } from '../../kernels/ask.ts';
import { asConstant, constant } from '../../symbolic/size.ts';
import { fakeTensor } from '../../tensor/tensor.ts';
import { ABSENT, type Datum, type InstanceDatum, listDatum, promiseDatum, recordDatum, tensorDatum } from '../datum.ts';
import { any, func, size } from '../parameters.ts';
import { type InstanceType, type Row, row } from '../row.ts';
import { doc } from './documentation.ts';
import { newInstance } from './instances.ts';
import { openRecord, unknownBoolean, unknownDatum, unknownNumber } from './unknowns.ts';

/** An element of a dataset of which the program says nothing. */
const ELEMENT: Datum = {
  kind: 'unknown',
  why: { message: 'an element of a dataset', place: null },
  outside: true,
  become: () => null,
};

const same = (self: InstanceDatum): Datum => self;

/** `tf.data.Dataset`; the state is an element. */
export const DATASET: InstanceType = {
  name: 'Dataset',
  construct: null,
  methods: {
    batch: (self, [count = ABSENT], ask) => dataset(batched(elementOf(self), count, ask)),
    columnNames: () => promiseDatum(unknownDatum('the columns of a table')),
    concatenate: same,
    filter(self, [predicate = ABSENT], ask) {
      func.read(predicate, ask, 'predicate').call([elementOf(self)]);
      return self;
    },
    forEachAsync(self, [f = ABSENT], ask) {
      func.read(f, ask, 'f').call([elementOf(self)]);
      return promiseDatum(ABSENT);
    },
    iterator: (self) => promiseDatum(newInstance(ITERATOR, elementOf(self))),
    map: (self, [transform = ABSENT], ask) => dataset(func.read(transform, ask, 'transform').call([elementOf(self)])),
    mapAsync: (self, [transform = ABSENT], ask) =>
      dataset(settled(func.read(transform, ask, 'transform').call([elementOf(self)]))),
    prefetch: same,
    repeat: same,
    shuffle: same,
    skip: same,
    take: same,
    toArray: (self, _args, ask) =>
      promiseDatum({ kind: 'repeated', length: ask.fresh('elements'), element: elementOf(self) }),
  },
  properties: { size: () => unknownNumber },
};

/** What `dataset.iterator()` and `tf.data.webcam()` give. */
export const ITERATOR: InstanceType = {
  name: 'LazyIterator',
  construct: null,
  methods: {
    capture: (self) => promiseDatum(elementOf(self)),
    next: (self) => promiseDatum(openRecord({ value: elementOf(self), done: unknownBoolean }, 'next')),
    start: () => promiseDatum(ABSENT),
    stop: () => ABSENT,
  },
  properties: {},
};

const array = row('data.array', { items: any }, ({ items }) => dataset(firstOf(items)), doc('data.array'));

const generator = row('data.generator', { generator: any }, () => dataset(ELEMENT), doc('data.generator'));

const csv = row('data.csv', { source: any, config: any }, () => dataset(ELEMENT), doc('data.csv'));

const zip = row('data.zip', { datasets: any }, ({ datasets }) => dataset(zipped(datasets)), doc('data.zip'));

const webcam = row(
  'data.webcam',
  { element: any, config: any },
  (_args, ask) => {
    const frame = fakeTensor([ask.fresh('height', 1), ask.fresh('width', 1), constant(3)], 'int32');
    return promiseDatum(newInstance(ITERATOR, tensorDatum(frame)));
  },
  doc('data.webcam'),
);

const microphone = row(
  'data.microphone',
  { config: any },
  (_args, ask) => {
    const spectrogram = tensorDatum(fakeTensor([ask.fresh('frames', 1), ask.fresh('bins', 1), constant(1)], 'float32'));
    const waveform = tensorDatum(fakeTensor([ask.fresh('samples', 1), constant(1)], 'float32'));
    return promiseDatum(newInstance(ITERATOR, recordDatum({ spectrogram, waveform })));
  },
  doc('data.microphone'),
);

/** The members of `tf.data`. */
export const dataRows: Readonly<Record<string, Row>> = { array, csv, generator, microphone, webcam, zip };

function dataset(element: Datum): InstanceDatum {
  return newInstance(DATASET, element);
}

function elementOf(self: InstanceDatum): Datum {
  return self.state as Datum;
}

function firstOf(items: Datum): Datum {
  if (items.kind === 'repeated') return items.element;
  const first = items.kind === 'list' ? items.items[0] : undefined;
  return first === undefined || first.kind === 'spread' ? ELEMENT : first;
}

function zipped(datasets: Datum): Datum {
  const elementIn = (datum: Datum): Datum => (datum.kind === 'instance' ? elementOf(datum) : ELEMENT);
  if (datasets.kind === 'list')
    return listDatum(datasets.items.map((item) => (item.kind === 'spread' ? ELEMENT : elementIn(item))));
  if (datasets.kind !== 'record') return ELEMENT;
  return recordDatum({ xs: elementIn(datasets.get('xs')), ys: elementIn(datasets.get('ys')) });
}

/** Tensors and numbers get a batch in front, which may be smaller at the end of the data. */
function batched(element: Datum, count: Datum, ask: Ask): Datum {
  const most = asConstant(ask.facts.simplify(size.read(count, ask, 'batchSize')));
  const batch = ask.fresh('batch', 1, most);
  const inBatch = (one: Datum): Datum => {
    if (one.kind === 'tensor') return tensorDatum(fakeTensor([batch, ...one.tensor.shape], one.tensor.dtype));
    if (one.kind === 'number') return tensorDatum(fakeTensor([batch], 'float32'));
    if (one.kind !== 'record' || one.fields === undefined) return ELEMENT;
    return recordDatum(Object.fromEntries(Object.entries(one.fields).map(([name, field]) => [name, inBatch(field)])));
  };
  return inBatch(element);
}

function settled(value: Datum): Datum {
  return value.kind === 'promise' ? value.value : value;
}
