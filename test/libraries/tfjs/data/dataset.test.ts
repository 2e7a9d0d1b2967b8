/** Datasets: what stands for all elements fits each that the library gives, and there are as many. */
import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import {
  ABSENT,
  type Datum,
  type InstanceDatum,
  listDatum,
  recordDatum,
  stringDatum,
  tensorDatum,
} from '../../../../server/libraries/datum.ts';
import { type DatasetState, finite } from '../../../../server/libraries/tfjs/data/dataset.ts';
import { dataRows } from '../../../../server/libraries/tfjs/data/sources.ts';
import { fromNumber } from '../../../../server/symbolic/quotient.ts';
import { asConstant, constant } from '../../../../server/symbolic/size.ts';
import { fakeTensor, isSpread } from '../../../../server/tensor/tensor.ts';
import { RecordingAsk } from '../../recordingAsk.ts';
import { invoke } from '../cases/layers/layerCases.ts';

type Plain = number | string | boolean | tf.Tensor | readonly Plain[] | { readonly [name: string]: Plain };

interface Step {
  readonly method: string;
  readonly args: readonly (number | boolean)[];
}

const count = fc.integer({ min: 1, max: 5 });

const element: fc.Arbitrary<(index: number) => Plain> = fc.constantFrom(
  (index: number) => index,
  (index: number) => [index, 1],
  () => [
    [1, 2],
    [3, 4],
  ],
  (index: number) => `text ${index}`,
  (index: number) => index % 2 === 0,
  () => tf.ones([2, 3]),
  (index: number) => tf.ones([(index % 2) + 1, 3], 'int32'),
  (index: number) => ({ xs: tf.ones([4]), ys: index }),
  (index: number) => ({ xs: { a: [1, index], b: tf.scalar(1) }, ys: [index] }),
);

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(count, fc.boolean()).map((args) => ({ method: 'batch', args })),
  count.map((n) => ({ method: 'take', args: [n] })),
  count.map((n) => ({ method: 'skip', args: [n] })),
  fc.integer({ min: 1, max: 3 }).map((n) => ({ method: 'repeat', args: [n] })),
  fc.constantFrom({ method: 'prefetch', args: [2] }, { method: 'shuffle', args: [3] }),
);

describe('tfjs datasets', () => {
  before(() => tf.setBackend('cpu'));

  it('have the elements of the library', async function () {
    this.timeout(0);
    const pipelines = fc.tuple(element, fc.integer({ min: 1, max: 7 }), fc.array(step, { maxLength: 3 }));
    await fc.assert(
      fc.asyncProperty(pipelines, async ([make, length, steps]) => {
        const items = Array.from({ length }, (_, index) => make(index));
        const ask = new RecordingAsk();
        let real: tf.data.Dataset<tf.TensorContainer> = tf.data.array(items as tf.TensorContainer[]);
        let fake = dataRows.array?.run([datumOf(items)], ask) as InstanceDatum;
        for (const { method, args } of steps) {
          real = (real as unknown as Record<string, (...args: unknown[]) => typeof real>)[method]?.(...args) ?? real;
          fake = invoke(fake, method, args.map(datumOf), ask) as InstanceDatum;
        }
        const expected = await elementsOf(real);
        if (expected === null) return;
        const { element: sample, count: size } = fake.state as DatasetState;
        const known = finite(size);
        if (known !== null) assert.equal(asConstant(ask.facts.simplify(known)), expected.length);
        for (const one of expected) assertFits(sample, one as Plain);
        assert.deepEqual(ask.guards, []);
      }),
      { numRuns: 150 },
    );
  });

  it('are zipped as deep as they stand, and as long as the shortest', async () => {
    const ask = new RecordingAsk();
    const [a, b] = [
      [1, 2, 3],
      [tf.ones([2]), tf.ones([2])],
    ] as const;
    const real = tf.data.zip({ xs: tf.data.array([...a]), ys: [tf.data.array([...b])] } as never);
    const [left, right] = [a, b].map((items) => dataRows.array?.run([datumOf(items)], ask) as Datum);
    const inside = recordDatum({ xs: left ?? ABSENT, ys: listDatum([right ?? ABSENT]) });
    const fake = dataRows.zip?.run([inside], ask) as InstanceDatum;
    const { element: sample, count: size } = fake.state as DatasetState;
    const expected = await real.toArray();
    for (const one of expected) assertFits(sample, one as Plain);
    assert.equal(size !== null && size !== 'endless' && asConstant(size), expected.length);
  });

  it('of tables have the columns of their files', async () => {
    const text = 'a,b,kind\n1,2.5,rose\n3,4,lily\n';
    const ask = new RecordingAsk();
    ask.files = new Map([['flowers.csv', { path: 'flowers.csv', text, bytes: () => null }]]);
    const label = recordDatum({ kind: recordDatum({ isLabel: { kind: 'boolean', value: true } }) });
    const config = recordDatum({ columnConfigs: label });
    const fake = dataRows.csv?.run([stringDatum('flowers.csv'), config], ask) as InstanceDatum;
    const { element: sample, columns } = fake.state as DatasetState;
    assertFits(sample, { xs: { a: 1, b: 2.5 }, ys: { kind: 'rose' } });
    assert.deepEqual(columns, listDatum(['a', 'b', 'kind'].map(stringDatum)));
  });
});

/** `null` where the library itself does not get to the end, as for a batch of tensors of different shapes. */
async function elementsOf(real: tf.data.Dataset<tf.TensorContainer>): Promise<readonly unknown[] | null> {
  try {
    return await real.toArray();
  } catch {
    return null;
  }
}

function assertFits(sample: Datum, real: Plain): void {
  switch (sample.kind) {
    case 'tensor': {
      assert.ok(real instanceof tf.Tensor);
      assert.equal(sample.tensor.shape.length, real.shape.length);
      if (sample.tensor.dtype !== null) assert.equal(sample.tensor.dtype, real.dtype);
      sample.tensor.shape.forEach((dim, index) => {
        assert.ok(!isSpread(dim));
        const { min, max } = dim.bounds;
        const size = real.shape[index] ?? -1;
        assert.ok(size >= min && size <= max, `${size} is from ${min} to ${max}`);
      });
      return;
    }
    case 'record':
      for (const [name, field] of Object.entries(sample.fields ?? {})) {
        assertFits(field, (real as Record<string, Plain>)[name] ?? '');
      }
      assert.deepEqual(Object.keys(sample.fields ?? {}).sort(), Object.keys(real as object).sort());
      return;
    case 'list':
      assert.ok(Array.isArray(real));
      assert.equal(sample.items.length, real.length);
      sample.items.forEach((item, index) => {
        if (item.kind !== 'spread') assertFits(item, real[index] as Plain);
      });
      return;
    case 'number':
      assert.equal(typeof real, 'number');
      if (sample.value !== null) assert.equal(asConstant(sample.value.numerator), real);
      return;
    case 'string':
    case 'boolean':
      assert.equal(typeof real, sample.kind);
      if (sample.value !== null) assert.equal(sample.value, real);
      return;
    default:
      assert.equal(sample.kind, 'unknown');
  }
}

function datumOf(plain: Plain): Datum {
  if (typeof plain === 'number') return { kind: 'number', value: fromNumber(plain) };
  if (typeof plain === 'string') return stringDatum(plain);
  if (typeof plain === 'boolean') return { kind: 'boolean', value: plain };
  if (plain instanceof tf.Tensor) return tensorDatum(fakeTensor(plain.shape.map(constant), plain.dtype));
  if (Array.isArray(plain)) return listDatum(plain.map(datumOf));
  return recordDatum(Object.fromEntries(Object.entries(plain).map(([name, field]) => [name, datumOf(field as Plain)])));
}
