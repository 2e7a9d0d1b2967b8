import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { Refused } from '../../../server/kernels/ask.ts';
import { plainShape } from '../../../server/kernels/words.ts';
import {
  ABSENT,
  type Datum,
  type FunctionDatum,
  listDatum,
  recordDatum,
  stringDatum,
  tensorDatum,
} from '../../../server/libraries/datum.ts';
import type { Row } from '../../../server/libraries/row.ts';
import { gradientRows } from '../../../server/libraries/tfjs/gradients.ts';
import { shapeUtilRows } from '../../../server/libraries/tfjs/shapeUtil.ts';
import { systemRows } from '../../../server/libraries/tfjs/system.ts';
import { utilRows } from '../../../server/libraries/tfjs/util.ts';
import { relationCondition } from '../../../server/symbolic/condition.ts';
import { fromSize } from '../../../server/symbolic/quotient.ts';
import { equal } from '../../../server/symbolic/relation.ts';
import { constant, fromSymbol, type Size } from '../../../server/symbolic/size.ts';
import { makeSymbol } from '../../../server/symbolic/symbol.ts';
import { fakeTensor } from '../../../server/tensor/tensor.ts';
import { RecordingAsk } from '../recordingAsk.ts';
import { rowNamed } from '../support.ts';

const size = (name: string): Size => fromSymbol(makeSymbol({ name, origin: name }));
const [n, m] = [size('n'), size('m')];
const x = tensorDatum(fakeTensor([n, m], 'float32'));
const loss = tensorDatum(fakeTensor([], 'float32'));

const system = rowNamed(systemRows);
const gradient = rowNamed(gradientRows);
const util = rowNamed({ ...utilRows, ...shapeUtilRows });

function call(row: Row, ...args: readonly Datum[]): Datum {
  return row.run(args, new RecordingAsk());
}

function callback(result: Datum): FunctionDatum {
  return { kind: 'function', call: () => result };
}

function shapeOf(datum: Datum): string {
  assert.equal(datum.kind, 'tensor');
  return datum.kind === 'tensor' ? plainShape(datum.tensor.shape) : '';
}

function applied(datum: Datum, ...args: readonly Datum[]): Datum {
  assert.equal(datum.kind, 'function');
  return datum.kind === 'function' ? datum.call(args) : ABSENT;
}

function field(datum: Datum, name: string): Datum {
  assert.equal(datum.kind, 'record');
  return datum.kind === 'record' ? datum.get(name) : ABSENT;
}

describe('TensorFlow.js: functions that take functions', () => {
  it('returns from tidy what the callback returns, also after a name', () => {
    assert.equal(shapeOf(call(system('tidy'), callback(x))), 'n,m');
    assert.equal(shapeOf(call(system('tidy'), stringDatum('step'), callback(x))), 'n,m');
  });

  it('gives a gradient the shape of what it is taken by', () => {
    assert.equal(shapeOf(applied(call(gradient('grad'), callback(loss)), x)), 'n,m');
    const both = applied(call(gradient('valueAndGrad'), callback(loss)), x);
    assert.deepEqual([shapeOf(field(both, 'value')), shapeOf(field(both, 'grad'))], ['', 'n,m']);
    const several = applied(call(gradient('grads'), callback(loss)), listDatum([x, loss]));
    assert.deepEqual(several.kind === 'list' && several.items.map((item) => shapeOf(item as Datum)), ['n,m', '']);
  });

  it('gives gradients as floats, also of integers, as the library does', () => {
    const whole = tensorDatum(fakeTensor([constant(2)], 'int32'));
    const real = tf.grad((a) => a.toFloat().sum())(tf.ones([2], 'int32'));
    const gradOf = applied(call(gradient('grad'), callback(loss)), whole);
    assert.equal(gradOf.kind === 'tensor' && gradOf.tensor.dtype, real.dtype);
  });

  it('demands that dy has the shape of the result', () => {
    const dy = tensorDatum(fakeTensor([constant(3)], 'float32'));
    assert.throws(() => applied(call(gradient('grad'), callback(loss)), x, dy), Refused);
    assert.throws(() => tf.grad((a) => a.sum())(tf.ones([2, 3]), tf.ones([3])));
  });

  it('demands a scalar loss', () => {
    assert.throws(() => call(gradient('variableGrads'), callback(x)), Refused);
    const weights = tf.variable(tf.ones([2]));
    assert.throws(() => tf.variableGrads(() => weights.square() as tf.Scalar), /must return a scalar/);
  });

  it('takes the value of a function with a gradient of its own', () => {
    const own = callback(recordDatum({ value: x, gradFunc: ABSENT }));
    assert.equal(shapeOf(applied(call(gradient('customGrad'), own), loss)), 'n,m');
  });
});

describe('TensorFlow.js: tf.util', () => {
  it('demands what is asserted', () => {
    const ask = new RecordingAsk();
    const condition: Datum = { kind: 'boolean', value: relationCondition(equal(n, m)) };
    util('assert').run([condition], ask);
    assert.equal(ask.facts.decide(equal(n, m)), 'yes');
    assert.throws(() => call(util('assert'), { kind: 'boolean', value: false }), Refused);
  });

  it('computes with shapes', () => {
    const shape = listDatum([n, m].map((dim): Datum => ({ kind: 'number', value: fromSize(dim) })));
    const count = call(util('sizeFromShape'), shape);
    assert.equal(count.kind === 'number' && count.value && plainShape([count.value.numerator]), 'n * m');
    const implicit = listDatum([
      { kind: 'number', value: fromSize(constant(2)) },
      { kind: 'number', value: fromSize(constant(-1)) },
    ]);
    const inferred = call(util('inferFromImplicitShape'), implicit, { kind: 'number', value: fromSize(constant(6)) });
    assert.deepEqual(
      inferred,
      listDatum([2, 3].map((dim): Datum => ({ kind: 'number', value: fromSize(constant(dim)) }))),
    );
  });
});
