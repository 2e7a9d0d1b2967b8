/** Cases of datasets: the elements that the library gives, after each source and each method. */
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import {
  ABSENT,
  type Datum,
  type FunctionDatum,
  type InstanceDatum,
  listDatum,
  recordDatum,
} from '../../../../server/libraries/datum.ts';
import type { Row } from '../../../../server/libraries/row.ts';
import { dataRows } from '../../../../server/libraries/tfjs/data/sources.ts';
import { positiveSize, someShape } from '../../arbitraries.ts';
import {
  type Argument,
  booleanArgument,
  listArgument,
  numberArgument,
  recordArgument,
  tensorArgument,
} from '../../arguments.ts';
import { type OracleCase, rowNamed } from '../../support.ts';
import { invoke } from './layers/layerCases.ts';

type Ask = Parameters<Row['run']>[1];
type Items = tf.TensorContainer[];
type RealDataset = tf.data.Dataset<tf.TensorContainer>;

const data = rowNamed(dataRows);

/** Some elements that are alike. */
const items: fc.Arbitrary<Argument> = fc
  .tuple(someShape(0, 2, positiveSize), fc.integer({ min: 1, max: 6 }), fc.nat(3), fc.constantFrom('float32', 'int32'))
  .map(([shape, count, kind, dtype]) => {
    const x = tensorArgument(shape, dtype as 'float32');
    const element = [x, numberArgument(3), recordArgument({ xs: x, ys: numberArgument(1) }), listArgument([x, x])][
      kind
    ];
    return listArgument(Array.from({ length: count }, () => element ?? x));
  });

const alone = items.map((list): readonly Argument[] => [list]);

const counted = fc
  .tuple(items, fc.integer({ min: 1, max: 4 }))
  .map(([list, count]): readonly Argument[] => [list, numberArgument(count)]);

const batched = fc
  .tuple(items, positiveSize, fc.boolean())
  .map(([list, size, keepsLast]): readonly Argument[] => [list, numberArgument(size), booleanArgument(keepsLast)]);

function arrayOf(list: Datum, ask: Ask): InstanceDatum {
  return data('array').run([list], ask) as InstanceDatum;
}

/** All elements that a dataset gives. */
function listed(made: Datum, ask: Ask): Datum {
  return made.kind === 'instance' ? invoke(made, 'toArray', [], ask) : made;
}

function caseOf(
  subject: string,
  args: OracleCase['args'],
  run: (args: readonly Datum[], ask: Ask) => Datum,
  real: (...args: readonly never[]) => unknown,
): OracleCase {
  const row: Row = { name: subject, parameters: ['items', 'argument', 'more'], doc: null, silent: false, run };
  return { row, args, real };
}

/** A method that gives a dataset; the library may not get to its end. */
function method(name: keyof RealDataset, args: OracleCase['args'], callback: FunctionDatum | null = null): OracleCase {
  const run = ([list = ABSENT, ...rest]: readonly Datum[], ask: Ask): Datum =>
    listed(invoke(arrayOf(list, ask), name, callback === null ? rest : [callback], ask), ask);
  const real = (list: Items, ...rest: readonly unknown[]): unknown => {
    const made = tf.data.array(list) as unknown as Record<string, (...args: readonly unknown[]) => RealDataset>;
    return made[name]?.(...(callback === null ? rest : [CALLBACKS[name]])).toArray();
  };
  return caseOf(`data.Dataset.${name}`, args, run, real);
}

const CALLBACKS: Readonly<Record<string, (element: tf.TensorContainer) => unknown>> = {
  map: (element) => ({ element }),
  mapAsync: async (element) => ({ element }),
  filter: () => true,
};

function fake(call: (element: Datum) => Datum): FunctionDatum {
  return { kind: 'function', call: ([element = ABSENT]) => call(element) };
}

const wrapped = fake((element) => recordDatum({ element }));

const NO: Datum = { kind: 'boolean', value: false };

const yes = fake(() => ({ kind: 'boolean', value: true }));

/** What an array gives, each time that it is asked. */
const concatenated = caseOf(
  'data.Dataset.concatenate',
  alone,
  ([list = ABSENT], ask) => listed(invoke(arrayOf(list, ask), 'concatenate', [arrayOf(list, ask)], ask), ask),
  (list: Items) => tf.data.array(list).concatenate(tf.data.array(list)).toArray(),
);

const zipped = caseOf(
  'data.zip',
  fc.tuple(items, items),
  ([xs = ABSENT, ys = ABSENT], ask) =>
    listed(data('zip').run([recordDatum({ xs: arrayOf(xs, ask), ys: listDatum([arrayOf(ys, ask)]) })], ask), ask),
  (xs: Items, ys: Items) => tf.data.zip({ xs: tf.data.array(xs), ys: [tf.data.array(ys)] } as never).toArray(),
);

const generated = caseOf(
  'data.func',
  alone,
  ([list = ABSENT], ask) => {
    const first = list.kind === 'list' ? (list.items[0] as Datum) : ABSENT;
    const made = data('func').run([fake(() => recordDatum({ value: first, done: NO }))], ask) as InstanceDatum;
    return listed(invoke(made, 'take', [{ kind: 'number', value: null }], ask), ask);
  },
  (list: Items) =>
    tf.data
      .func(() => ({ value: list[0] as tf.TensorContainer, done: false }))
      .take(2)
      .toArray(),
);

const iterated = caseOf(
  'data.Dataset.forEachAsync',
  alone,
  ([list = ABSENT], ask) => invoke(arrayOf(list, ask), 'forEachAsync', [wrapped], ask),
  (list: Items) => tf.data.array(list).forEachAsync(() => undefined),
);

const sized = caseOf(
  'data.Dataset.size',
  alone,
  ([list = ABSENT], ask) => {
    const made = arrayOf(list, ask);
    return made.type.properties.size?.(made, ask) ?? ABSENT;
  },
  (list: Items) => tf.data.array(list).size,
);

export const dataCases: readonly OracleCase[] = [
  caseOf(
    'data.array',
    alone,
    ([list = ABSENT], ask) => listed(arrayOf(list, ask), ask),
    (list: Items) => tf.data.array(list).toArray(),
  ),
  caseOf(
    'data.Dataset.toArrayForTest',
    alone,
    ([list = ABSENT], ask) => invoke(arrayOf(list, ask), 'toArrayForTest', [], ask),
    (list: Items) => tf.data.array(list).toArrayForTest(),
  ),
  caseOf(
    'data.Dataset.toArray',
    alone,
    ([list = ABSENT], ask) => listed(arrayOf(list, ask), ask),
    (list: Items) => tf.data.array(list).toArray(),
  ),
  method('batch', batched),
  method('take', counted),
  method('skip', counted),
  method('repeat', counted),
  method('prefetch', counted),
  method('shuffle', counted),
  method('map', alone, wrapped),
  method(
    'mapAsync',
    alone,
    fake((element) => ({ kind: 'promise', value: recordDatum({ element }) })),
  ),
  method('filter', alone, yes),
  concatenated,
  zipped,
  generated,
  iterated,
  sized,
];
