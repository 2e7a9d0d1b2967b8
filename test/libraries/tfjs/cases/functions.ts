/** Cases of rows that take functions or give objects: gradients, optimizers, initializers. */
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { ABSENT, type Datum, type FunctionDatum, listDatum, recordDatum } from '../../../../server/libraries/datum.ts';
import type { Row } from '../../../../server/libraries/row.ts';
import { elementwiseRows } from '../../../../server/libraries/tfjs/elementwise.ts';
import { gradientRows } from '../../../../server/libraries/tfjs/gradients.ts';
import { initializerRows } from '../../../../server/libraries/tfjs/initializers.ts';
import { reduceRows } from '../../../../server/libraries/tfjs/reduce.ts';
import { systemRows } from '../../../../server/libraries/tfjs/system.ts';
import { trainRows } from '../../../../server/libraries/tfjs/train.ts';
import { broadcastShapes, maybeAbsent, numericDType, positiveSize, someShape } from '../../arbitraries.ts';
import { type Argument, absent, sizesArgument, stringArgument, tensorArgument } from '../../arguments.ts';
import { type OracleCase, rowNamed } from '../../support.ts';

type Real = (...args: readonly never[]) => unknown;

const { grad, valueAndGrad, grads, valueAndGrads } = tf;
const byName = { grad, valueAndGrad, grads, valueAndGrads };

const gradient = rowNamed(gradientRows);
const system = rowNamed(systemRows);
const [add, square, sum] = [
  rowNamed(elementwiseRows)('add'),
  rowNamed(elementwiseRows)('square'),
  rowNamed(reduceRows)('sum'),
];

/** A row tried by what its result gives once it is used. */
function used(
  row: Row,
  real: Real,
  use: (run: Row['run'], args: readonly Datum[], ask: Ask) => Datum,
): Omit<OracleCase, 'args'> {
  return { row: { ...row, run: (args, ask) => use(row.run, args, ask) }, real };
}

type Ask = Parameters<Row['run']>[1];

function callback(call: FunctionDatum['call']): FunctionDatum {
  return { kind: 'function', call };
}

function applied(made: Datum, args: readonly Datum[]): Datum {
  return made.kind === 'function' ? made.call(args) : ABSENT;
}

/** A gradient of `x => x.square()`. */
function ofOne(name: 'grad' | 'valueAndGrad'): Omit<OracleCase, 'args'> {
  const real = (x: tf.Tensor, dy?: tf.Tensor): unknown => byName[name]((a) => a.square())(x, dy);
  return used(gradient(name), real, (run, args, ask) =>
    applied(run([callback((inner) => square.run(inner, ask))], ask), args),
  );
}

/** Gradients of `(a, b) => a.add(b)`. */
function ofTwo(name: 'grads' | 'valueAndGrads'): Omit<OracleCase, 'args'> {
  const real = (a: tf.Tensor, b: tf.Tensor): unknown =>
    byName[name]((left, right) => left.add(right as tf.Tensor))([a, b]);
  return used(gradient(name), real, (run, args, ask) =>
    applied(run([callback((inner) => add.run(inner, ask))], ask), [listDatum(args)]),
  );
}

const customGrad = used(
  gradient('customGrad'),
  (x: tf.Tensor) => tf.customGrad((a) => ({ value: (a as tf.Tensor).square(), gradFunc: (dy: tf.Tensor) => dy }))(x),
  (run, args, ask) => {
    const own = callback(([x = ABSENT]) => recordDatum({ value: square.run([x], ask) }));
    return applied(run([own], ask), args);
  },
);

/** The value of a loss that is a scalar only where the variable is. */
const variableGrads = used(
  gradient('variableGrads'),
  (x: tf.Tensor) => withVariable(x, (weights) => tf.variableGrads(() => weights.square() as tf.Scalar).value),
  (run, args, ask) => {
    const found = run([callback(() => square.run(args, ask))], ask);
    return found.kind === 'record' ? found.get('value') : ABSENT;
  },
);

function withVariable<T>(x: tf.Tensor, use: (weights: tf.Variable) => T): T {
  const weights = tf.variable(x);
  try {
    return use(weights);
  } finally {
    weights.dispose();
  }
}

type Optimizers = Readonly<Record<string, (rate: number, more?: number) => tf.Optimizer>>;

/** What minimizing a sum of squares costs. */
function optimizer(name: string): Omit<OracleCase, 'args'> {
  const make = (tf.train as unknown as Optimizers)[name];
  const real = (x: tf.Tensor): unknown =>
    withVariable(x, (weights) => make?.(0.1, 0.1).minimize(() => weights.square().sum() as tf.Scalar, true));
  return used(rowNamed(trainRows)(name), real, (run, args, ask) => {
    const made = run([], ask);
    const loss = callback(() => sum.run([square.run(args, ask)], ask));
    const yes: Datum = { kind: 'boolean', value: true };
    return made.kind === 'instance' ? (made.type.methods.minimize?.(made, [loss, yes], ask) ?? ABSENT) : ABSENT;
  });
}

type Initializers = Readonly<Record<string, (config: object) => { apply(shape: number[], dtype?: string): tf.Tensor }>>;

const CONFIG = { value: 1, minval: 0, maxval: 1, mean: 0, stddev: 1, scale: 1, mode: 'fanIn', distribution: 'normal' };

/** What an initializer fills. */
function initializer(name: string): Omit<OracleCase, 'args'> {
  const make = (tf.initializers as unknown as Initializers)[name];
  const config = name === 'identity' ? { gain: 1 } : CONFIG;
  return used(
    rowNamed(initializerRows)(name),
    (shape: number[]) => make?.(config).apply(shape),
    (run, args, ask) => {
      const made = run([], ask);
      return made.kind === 'instance' ? (made.type.methods.apply?.(made, args, ask) ?? ABSENT) : ABSENT;
    },
  );
}

const weighted = fc
  .tuple(someShape(0, 3, positiveSize), numericDType, fc.nat(4))
  .map(([shape, dtype, change]): readonly Argument[] => [
    tensorArgument(shape, dtype === 'bool' ? 'float32' : dtype),
    change < 2 ? absent : tensorArgument(change === 2 ? [...shape, 2] : shape),
  ]);

const pairs = broadcastShapes(2, 3, positiveSize).map(([a = [], b = []]): readonly Argument[] => [
  tensorArgument(a),
  tensorArgument(b),
]);

const variables = someShape(0, 3, positiveSize).map((shape): readonly Argument[] => [tensorArgument(shape)]);

const shapes = someShape(1, 4, positiveSize).map((shape): readonly Argument[] => [sizesArgument(shape)]);

const scoped = fc
  .tuple(maybeAbsent(fc.constant(stringArgument('step'))), someShape(0, 3))
  .map(([name, shape]) => [tensorArgument(shape), name]);

const tidy = used(
  system('tidy'),
  (x: tf.Tensor, name?: string) => (name === undefined ? tf.tidy(() => x.square()) : tf.tidy(name, () => x.square())),
  (run, [x = ABSENT, name = ABSENT], ask) => {
    const body = callback(() => square.run([x], ask));
    return run(name.kind === 'absent' ? [body] : [name, body], ask);
  },
);

export const functionCases: readonly OracleCase[] = [
  { ...ofOne('grad'), args: weighted },
  { ...ofOne('valueAndGrad'), args: weighted },
  { ...ofTwo('grads'), args: pairs },
  { ...ofTwo('valueAndGrads'), args: pairs },
  { ...customGrad, args: variables },
  { ...variableGrads, args: variables },
  { ...tidy, args: scoped },
  { row: system('keep'), args: variables },
  ...Object.keys(trainRows).map((name): OracleCase => ({ ...optimizer(name), args: variables })),
  ...Object.keys(initializerRows).map((name): OracleCase => ({ ...initializer(name), args: shapes })),
];
