/** `tf.data`: where datasets come from. */
import type { Ask } from '../../../kernels/ask.ts';
import { constant, minimum, multiply, type Size } from '../../../symbolic/size.ts';
import { fakeTensor } from '../../../tensor/tensor.ts';
import { ABSENT, type Datum, listDatum, promiseDatum, recordDatum, stringDatum, tensorDatum } from '../../datum.ts';
import { any, flag, func, isAbsent, maybe, size, wanted } from '../../parameters.ts';
import { type InstanceType, type Row, row } from '../../row.ts';
import { doc } from '../documentation.ts';
import { newInstance } from '../instances.ts';
import { unknownDatum } from '../unknowns.ts';
import { type Count, DATASET, dataset, LAZY_ITERATOR, stateOf } from './dataset.ts';
import { ELEMENT, inCommon } from './element.ts';
import { tableOf } from './table.ts';

/** Elements of a list or a generator beyond this many are taken to be like those before. */
const MOST_ELEMENTS = 1_000;
const MOST_GENERATED = 3;

const array = row('data.array', { items: any }, ({ items }, ask) => dataset(listState(items, ask)), doc('data.array'));

const generator = row(
  'data.generator',
  { generator: any },
  ({ generator: made }, ask) => dataset({ element: generated(made, ask), count: null }),
  doc('data.generator'),
);

/** The function gives what an iterator's `next` gives: `{ value, done }`. */
const functionSource = row(
  'data.func',
  { f: func },
  ({ f }) => {
    const made = f.call([]);
    const step = made.kind === 'promise' ? made.value : made;
    return dataset({ element: step.kind === 'record' ? step.get('value') : ELEMENT, count: null });
  },
  doc('data.func'),
);

const csv = row(
  'data.csv',
  { source: any, config: any },
  ({ source, config }, ask) => dataset(tableOf(source, config, ask)),
  doc('data.csv'),
);

const zip = row('data.zip', { datasets: any }, ({ datasets }, ask) => zipped(datasets, ask), doc('data.zip'));

/** Whether a frame is resized depends on the size of the page's element. */
const webcam = row(
  'data.webcam',
  { element: any, config: any },
  ({ config }, ask) => {
    const dtype = isAbsent(config) ? 'int32' : null;
    const frame = fakeTensor([ask.fresh('height', 1), ask.fresh('width', 1), constant(3)], dtype);
    return promiseDatum(newInstance(LAZY_ITERATOR, tensorDatum(frame)));
  },
  doc('data.webcam'),
);

const microphone = row(
  'data.microphone',
  { config: any },
  ({ config }, ask) => promiseDatum(newInstance(LAZY_ITERATOR, recordingOf(config, ask))),
  doc('data.microphone'),
);

/** The members of `tf.data`. */
export const dataRows: Readonly<Record<string, Row>> = {
  array,
  csv,
  func: functionSource,
  generator,
  microphone,
  webcam,
  zip,
};

/** `tf.data.TextLineDataset`: lines of text. */
export const TEXT_LINES: InstanceType = {
  ...DATASET,
  name: 'TextLineDataset',
  construct: () => ({ element: stringDatum(null), count: null }),
};

/** `tf.data.FileDataSource`, `tf.data.URLDataSource`: the state is the address, where that is known. */
export const DATA_SOURCE: InstanceType = {
  name: 'DataSource',
  construct: ([source = ABSENT]) => (source.kind === 'string' ? source.value : null),
  methods: { iterator: () => promiseDatum(unknownDatum('the bytes of a file')) },
  properties: {},
};

function listState(items: Datum, ask: Ask): { element: Datum; count: Count } {
  const list = wanted(items, { kind: 'list' });
  if (list.kind === 'repeated') return { element: list.element, count: list.length };
  if (list.kind === 'buffer') return { element: { kind: 'number', value: null }, count: list.length };
  if (list.kind !== 'list') return { element: ELEMENT, count: null };
  const elements = list.items.slice(0, MOST_ELEMENTS);
  if (elements.some((item) => item.kind === 'spread')) return { element: { kind: 'number', value: null }, count: null };
  return { element: inCommon(ask, elements as readonly Datum[]), count: constant(list.items.length) };
}

/** What the first turns of a generator yield. */
function generated(made: Datum, ask: Ask): Datum {
  const iterator = func.read(made, ask, 'generator').call([]);
  const steps = iterator.kind === 'promise' ? iterator.value : iterator;
  if (steps.kind !== 'record') return ELEMENT;
  const values: Datum[] = [];
  for (let turn = 0; turn < MOST_GENERATED; turn++) {
    const next = steps.get('next');
    const called = next.kind === 'function' ? next.call([]) : next;
    const result = called.kind === 'promise' ? called.value : called;
    if (result.kind !== 'record') return values.length === 0 ? ELEMENT : inCommon(ask, [...values, ELEMENT]);
    const done = result.get('done');
    if (done.kind === 'boolean' && done.value === true) break;
    values.push(result.get('value'));
  }
  return inCommon(ask, values);
}

/** The elements of all datasets in a list or an object, as deep as they stand; as many as the shortest has. */
function zipped(datasets: Datum, ask: Ask): Datum {
  const counts: Count[] = [];
  const visit = (one: Datum): Datum => {
    if (one.kind === 'instance' && 'element' in Object(one.state)) {
      counts.push(stateOf(one).count);
      return stateOf(one).element;
    }
    if (one.kind === 'list')
      return listDatum(one.items.map((item) => (item.kind === 'spread' ? ELEMENT : visit(item))));
    if (one.kind !== 'record' || one.fields === undefined) return ELEMENT;
    return recordDatum(Object.fromEntries(Object.entries(one.fields).map(([name, field]) => [name, visit(field)])));
  };
  const element = visit(datasets);
  return dataset({ element, count: shortest(counts, ask) });
}

function shortest(counts: readonly Count[], ask: Ask): Count {
  const ends = counts.filter((count) => count !== 'endless');
  if (ends.length === 0) return counts.length === 0 ? null : 'endless';
  if (ends.some((count) => count === null)) return null;
  return (ends as readonly Size[]).reduce((a, b) => ask.facts.simplify(minimum(a, b)));
}

/** Spectrograms, and the samples if they are asked for. */
function recordingOf(config: Datum, ask: Ask): Datum {
  const field = (name: string): Datum => (config.kind === 'record' ? config.get(name) : ABSENT);
  const read = (name: string, fallback: Size | null): Size | null =>
    isAbsent(field(name)) ? fallback : maybe(size).read(field(name), ask, name);
  const frames = read('numFramesPerSpectrogram', constant(43));
  const points = read('fftSize', constant(1024));
  const columns = read('columnTruncateLength', points);
  const [rows, bins] = [frames ?? ask.fresh('frames', 1), columns ?? ask.fresh('bins', 1)];
  const samples = frames === null || points === null ? ask.fresh('samples', 1) : multiply(frames, points);
  const hasWaves = maybe(flag(false)).read(field('includeWaveform'), ask, 'includeWaveform') ?? false;
  const hasSpectrogram = maybe(flag(true)).read(field('includeSpectrogram'), ask, 'includeSpectrogram') ?? true;
  return recordDatum({
    ...(hasSpectrogram && { spectrogram: tensorDatum(fakeTensor([rows, bins, constant(1)], 'float32')) }),
    ...(hasWaves && { waveform: tensorDatum(fakeTensor([samples, constant(1)], 'float32')) }),
  });
}
