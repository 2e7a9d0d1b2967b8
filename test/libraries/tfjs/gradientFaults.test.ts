/** Where the library computes a value and no gradient of it, so says the analysis, and nowhere else. */
import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { WITHOUT_GRADIENT } from '../../../server/libraries/tfjs/gradientFaults.ts';
import { analyzePrograms } from '../../analysis/programs.ts';
import { realArgument, realMember } from '../arguments.ts';
import { bySubject, type OracleCase } from '../support.ts';
import { families } from './cases/index.ts';

/** Families of operations on tensors. */
const OPERATIONS = [
  'creation and conversion',
  'element by element',
  'reductions',
  'products',
  'convolutions',
  'pools',
  'moving',
  'reshaping',
  'joining and splitting',
  'slices',
  'gathering and scattering',
  'images',
  'signals, linear algebra, counting, metrics',
];

const SAMPLES = 8;
const NOT_FOUND = /gradient function not found for (\w+)/;

const PROGRAMS: Readonly<Record<string, string>> = {
  branchByComparison: 'tf.grad((x) => tf.where(x.greater(0), x, x.mul(0.1)))(tf.ones([3]))',
  branchByMask: 'tf.grad((x) => x.mul(x.greaterEqual(0).toFloat()))(tf.ones([3]))',
  leaky: 'tf.grad((x) => tf.maximum(x, x.mul(0.1)))(tf.ones([3]))',
  clamped: 'tf.grad((x) => tf.maximum(x, tf.scalar(0)))(tf.ones([3]))',
  clampedScalar: 'tf.grad((x) => tf.maximum(x, tf.ones([4])))(tf.scalar(1))',
  clampedByOther: 'tf.grad((x) => tf.minimum(tf.ones([4]), x))(tf.ones([1]))',
  difference: 'tf.grad((x) => tf.squaredDifference(x, tf.ones([2, 3])))(tf.ones([3]))',
  batched: 'tf.grads((a, b) => tf.matMul(a, b))([tf.ones([2, 3, 4]), tf.ones([4, 5])])',
  batchedFirst: 'tf.grad((a) => tf.matMul(a, tf.ones([4, 5])))(tf.ones([2, 3, 4]))',
  batchOfOne: 'tf.grad((b) => tf.matMul(tf.ones([2, 3, 4]), b))(tf.ones([1, 4, 5]))',
  ofMatrices: 'tf.grads((a, b) => tf.matMul(a, b, true))([tf.ones([4, 3]), tf.ones([4, 5])])',
  ofBatches: 'tf.grads((a, b) => tf.matMul(a, b))([tf.ones([2, 3, 4]), tf.ones([2, 4, 5])])',
  sumOfRows: 'tf.grad((x) => tf.cumsum(x, 0))(tf.ones([2, 3]))',
  sumOfColumns: 'tf.grad((x) => tf.cumsum(x, 1))(tf.ones([2, 3]))',
  sumOfSquare: 'tf.grad((x) => tf.cumsum(x, 0))(tf.ones([3, 3]))',
  dilated: 'tf.grad((x) => tf.conv2d(x, tf.ones([2, 2, 1, 1]), 1, "valid", "NHWC", 2))(tf.ones([1, 5, 5, 1]))',
  plain: 'tf.grad((x) => tf.conv2d(x, tf.ones([2, 2, 1, 1]), 1, "valid"))(tf.ones([1, 5, 5, 1]))',
  sliced: 'tf.grad((x) => tf.stridedSlice(x, [0], [2], [1]).sum())(tf.ones([3]))',
  contracted: 'tf.grad((x) => tf.einsum("ij,jk->ik", x, tf.ones([3, 2])))(tf.ones([2, 3]))',
  besides: 'tf.grad((x) => { x.greater(0).print; return x.square(); })(tf.ones([3]))',
  outside:
    '(() => { const x = tf.ones([3]); const mask = x.greater(0).toFloat(); return tf.grad((y) => y.mul(mask))(x); })()',
  own: 'tf.grad((x) => tf.customGrad((y) => ({ value: y.greater(0).toFloat(), gradFunc: (dy) => dy }))(x))(tf.ones([3]))',
  tiled: 'tf.grad((x) => tf.tile(x, []))(tf.scalar(1))',
  tidied: 'tf.grad((x) => tf.tidy(() => x.cumprod().sum()))(tf.ones([3]))',
  minimized:
    '(() => { const w = tf.variable(tf.ones([4, 2])); return tf.train.sgd(0.1).minimize(() => tf.ones([2, 3, 4]).matMul(w).mean()); })()',
  flattened:
    '(() => { const w = tf.variable(tf.ones([4, 2])); return tf.train.sgd(0.1).minimize(() => tf.ones([6, 4]).matMul(w).mean()); })()',
  frozen:
    '(() => { const v = tf.variable(tf.ones([4, 2]), false); const w = tf.variable(tf.ones([2])); return tf.variableGrads(() => tf.ones([2, 3, 4]).matMul(v).mul(w).mean()); })()',
};

describe('gradients that the library does not compute', () => {
  before(() => tf.setBackend('cpu'));

  const reports = analyzePrograms(
    Object.fromEntries(Object.entries(PROGRAMS).map(([name, text]) => [name, `export const ${name} = () => ${text};`])),
  );

  for (const [name, text] of Object.entries(PROGRAMS)) {
    it(`${name}: ${text}`, () => {
      const words = errorOf(() => new Function('tf', `return ${text};`)(tf));
      const errors = (reports[name]?.diagnostics ?? []).filter(({ severity }) => severity === 'error');
      const expected = words === null ? [] : [withoutStop(words)];
      assert.deepEqual(
        errors.map(({ message }) => withoutStop(message.split(' TensorFlow.js')[0] ?? '')),
        expected,
      );
    });
  }

  it('lists the operations that have none', async () => {
    const subjects = OPERATIONS.flatMap((family) => [...bySubject(families[family] ?? [])]);
    const found: Record<string, string> = {};
    for (const [subject, cases] of subjects) {
      const kernel = await kernelWithoutGradient(cases);
      if (kernel !== null && !subject.startsWith('Tensor.')) found[subject] = kernel;
    }
    assert.deepEqual(found, WITHOUT_GRADIENT);
  }).timeout(0);
});

/** The kernel that has no gradient, if that is so on all arguments that the library accepts. */
async function kernelWithoutGradient(cases: readonly OracleCase[]): Promise<string | null> {
  const kernels = new Set<string | null>();
  for (const one of cases) {
    for (const args of fc.sample(one.args, { numRuns: SAMPLES, seed: 3 })) {
      tf.engine().startScope();
      const values = args.map(realArgument);
      for (const index of values.keys()) kernels.add(await missingKernel(one, values, index));
      tf.engine().endScope();
    }
  }
  kernels.delete(null);
  const [only] = kernels;
  return kernels.size === 1 && only !== '' ? (only ?? null) : null;
}

/** The kernel without a gradient by one argument; an empty text where there is a gradient, `null` for other arguments. */
async function missingKernel(one: OracleCase, values: readonly unknown[], index: number): Promise<string | null> {
  const value = values[index];
  const first: unknown = Array.isArray(value) ? value[0] : value;
  if (!isNumeric(first)) return null;
  const called = (one.real ?? realMember(one.row.name)) as (...args: readonly unknown[]) => unknown;
  const run = (x: tf.Tensor): unknown => {
    const replaced = Array.isArray(value) ? [x, ...value.slice(1)] : x;
    if (one.method === undefined) return called(...values.with(index, replaced));
    const [receiver, ...rest] = values.with(index, replaced) as [Record<string, typeof called>, ...unknown[]];
    return receiver[one.method]?.(...rest);
  };
  const result = await Promise.resolve(null)
    .then(() => run(first))
    .catch(() => null);
  if (result === null || !isNumeric(firstTensor(result))) return null;
  if (one.row.name.endsWith('Async')) return null;
  const words = errorOf(() =>
    tf.grad((x) => tf.cast(firstTensor(run(tf.cast(x, first.dtype))) as tf.Tensor, 'float32'))(
      tf.cast(first, 'float32'),
    ),
  );
  return words === null ? '' : (NOT_FOUND.exec(words)?.[1] ?? null);
}

function isNumeric(value: unknown): value is tf.Tensor {
  return value instanceof tf.Tensor && value.dtype !== 'string' && value.dtype !== 'complex64';
}

function firstTensor(result: unknown): unknown {
  if (result instanceof tf.Tensor) return result;
  const parts = typeof result === 'object' && result !== null ? Object.values(result) : [];
  return parts.find((part) => part instanceof tf.Tensor);
}

function withoutStop(text: string): string {
  return text.trim().replace(/\.$/, '');
}

function errorOf(run: () => unknown): string | null {
  try {
    run();
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}
