/** TensorFlow.js: cells of recurrent networks as functions, and moving averages. */
import { type Ask, Refused } from '../../kernels/ask.ts';
import { broadcastAll } from '../../kernels/broadcast.ts';
import { knownSizes } from '../../kernels/carve.ts';
import { multiplyMatrices } from '../../kernels/contract.ts';
import { requireSameShape } from '../../kernels/unify.ts';
import { divides, equal } from '../../symbolic/relation.ts';
import { add, constant, floorDivide, type Size } from '../../symbolic/size.ts';
import { fakeTensor } from '../../tensor/tensor.ts';
import { ABSENT, type Datum, listDatum, tensorDatum } from '../datum.ts';
import { any, func, list, listOf, tensor, tensorOf } from '../parameters.ts';
import { type Row, row } from '../row.ts';
import { doc } from './documentation.ts';

const matrix = tensorOf([2], 'basicLSTMCell');
const FOUR = constant(4);

/** The cell multiplies the input beside the state by a kernel whose columns are its four gates. */
const basicLSTMCell = row(
  'basicLSTMCell',
  { forgetBias: any, lstmKernel: matrix, lstmBias: tensorOf([1], 'basicLSTMCell'), data: matrix, c: matrix, h: matrix },
  ({ lstmKernel, lstmBias, data, c, h }, ask) => {
    const [batch, features] = knownSizes(ask, data.shape) as [Size, Size];
    const [others, units] = knownSizes(ask, h.shape) as [Size, Size];
    ask.require(equal(batch, others), 'basicLSTMCell: one batch');
    const product = multiplyMatrices(ask, [batch, add(features, units)], lstmKernel.shape, false, false, 'matMul');
    const [rows, gates] = knownSizes(ask, broadcastAll(ask, [product, lstmBias.shape], 'add')) as [Size, Size];
    ask.require(divides(FOUR, gates), 'basicLSTMCell: four gates');
    const gate = [rows, floorDivide(gates, FOUR)];
    const newC = broadcastAll(ask, [gate, c.shape], 'basicLSTMCell');
    const state = (shape: typeof newC): Datum => tensorDatum(fakeTensor(shape, 'float32'));
    return listDatum([state(newC), state(newC)]);
  },
  doc('basicLSTMCell'),
);

/** A stack of cells: each gets the state below it as its input. */
const multiRNNCell = row(
  'multiRNNCell',
  { lstmCells: listOf(func), data: any, c: list, h: list },
  ({ lstmCells, data, c, h }, ask) => {
    const newC: Datum[] = [];
    const newH: Datum[] = [];
    let input = data;
    lstmCells.forEach((cell, index) => {
      const [nextC, nextH] = pairOf(cell.call([input, c[index] ?? ABSENT, h[index] ?? ABSENT]), ask);
      newC.push(nextC);
      newH.push(nextH);
      input = nextH;
    });
    return listDatum([listDatum(newC), listDatum(newH)]);
  },
  doc('multiRNNCell'),
);

function pairOf(datum: Datum, ask: Ask): readonly [Datum, Datum] {
  const [first, second] = list.read(datum, ask, 'cell');
  if (first === undefined || second === undefined) throw new Refused('multiRNNCell: a cell returns two states');
  return [first, second];
}

const movingAverage = row(
  'movingAverage',
  { v: tensor, x: tensor, decay: any, step: any, zeroDebias: any },
  ({ v, x }, ask) => {
    const shape = requireSameShape(
      ask,
      v.shape,
      x.shape,
      'movingAverage: same shape',
      () => 'Shape mismatch in v and x',
    );
    return tensorDatum(fakeTensor(shape, v.dtype));
  },
  doc('movingAverage'),
);

export const cellRows: Readonly<Record<string, Row>> = { basicLSTMCell, movingAverage, multiRNNCell };
