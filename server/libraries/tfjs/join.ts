/** TensorFlow.js: several tensors in one, and one in several. */
import { type Ask, Refused } from '../../kernels/ask.ts';
import { concatenate, type Run, stack as stackRuns } from '../../kernels/join.ts';
import { splitEvenly, splitSizes, unstack as unstackAxis } from '../../kernels/split.ts';
import { asConstant, constant, type Size } from '../../symbolic/size.ts';
import type { DType } from '../../tensor/dtype.ts';
import { fakeTensor, isSpread } from '../../tensor/tensor.ts';
import { ABSENT, type Datum, listDatum, tensorDatum } from '../datum.ts';
import { axis, type TensorRun, tensors, wanted, withDefault } from '../parameters.ts';
import { type Row, row } from '../row.ts';
import { doc } from './documentation.ts';
import { movable, real } from './numerics.ts';
import { isSingle, tuple } from './windows.ts';

/** Beyond so many, the parts of a tensor are one element and a length. */
const LISTED = 64;

const atFirst = withDefault(axis, constant(0));

const concat = concatRow('concat');

const concat1d = row(
  'concat1d',
  { tensors },
  ({ tensors: runs }, ask) => concatenated(ask, runs, constant(0)),
  doc('concat1d'),
);

const stack = row(
  'stack',
  { tensors, axis: atFirst },
  ({ tensors: runs, axis: at }, ask) => stacked(ask, runs, at),
  doc('stack'),
);

const unstack = row(
  'unstack',
  { x: movable('unstack'), axis: atFirst },
  ({ x, axis: at }, ask) => parts(ask, unstackAxis(ask, x.shape, at), x.dtype),
  doc('unstack'),
);

const split = row(
  'split',
  { x: real('split'), numOrSizeSplits: tuple, axis: atFirst },
  ({ x, numOrSizeSplits, axis: at }, ask) => {
    if (isSingle(numOrSizeSplits)) return parts(ask, splitEvenly(ask, x.shape, numOrSizeSplits, at), x.dtype);
    const shapes = splitSizes(ask, x.shape, numOrSizeSplits, at);
    return listDatum(shapes.map((shape) => tensorDatum(fakeTensor(shape, x.dtype))));
  },
  doc('split'),
);

export const joinRows: Readonly<Record<string, Row>> = {
  concat,
  concat1d,
  concat2d: concatRow('concat2d'),
  concat3d: concatRow('concat3d'),
  concat4d: concatRow('concat4d'),
  split,
  stack,
  unstack,
};

/** As methods they take the receiver first, and one tensor or a list of them after it. */
export const joinMethods: Readonly<Record<string, Row>> = {
  concat: asMethod(concat),
  split,
  stack: asMethod(stack),
  unstack,
};

function concatRow(name: string): Row {
  return row(
    name,
    { tensors, axis: atFirst },
    ({ tensors: runs, axis: at }, ask) => concatenated(ask, runs, at),
    doc(name),
  );
}

function concatenated(ask: Ask, runs: readonly TensorRun[], at: Size): Datum {
  const [first] = runs;
  const hasOthers = runs.some((run) => run.tensor.dtype !== null && run.tensor.dtype !== 'complex64');
  if (first?.tensor.dtype === 'complex64' && hasOthers) {
    throw new Refused(
      'concat: all tensors are complex',
      null,
      'Cannot concatenate complex64 tensors with a tensor of another dtype',
    );
  }
  return tensorDatum(fakeTensor(concatenate(ask, runs.map(runOf), at), concatDType(runs)));
}

function stacked(ask: Ask, runs: readonly TensorRun[], at: Size): Datum {
  const shape = stackRuns(ask, runs.map(runOf), at);
  const dtypes = new Set(runs.map((run) => run.tensor.dtype).filter((dtype) => dtype !== null));
  const [dtype] = dtypes;
  if (dtypes.size > 1)
    throw new Refused('stack: all data types are equal', null, 'All tensors passed to stack must have matching dtypes');
  return tensorDatum(fakeTensor(shape, dtype ?? null));
}

/** The data type of the first tensor; empty ones do not count where only one is not empty. */
function concatDType(runs: readonly TensorRun[]): DType | null {
  const filled = runs.filter((run) => !run.tensor.shape.some((dim) => !isSpread(dim) && asConstant(dim) === 0));
  const [decisive] = filled.length === 1 ? filled : runs;
  return decisive?.tensor.dtype ?? null;
}

function parts(ask: Ask, { count, shape }: Run, dtype: DType | null): Datum {
  const element = tensorDatum(fakeTensor(shape, dtype));
  const length = asConstant(ask.facts.simplify(count));
  if (length === null || length > LISTED) return { kind: 'repeated', length: count, element };
  return listDatum(Array.from({ length }, () => element));
}

function runOf({ count, tensor: { shape }, differing = false }: TensorRun): Run {
  return { count, shape, differing };
}

function asMethod(function_: Row): Row {
  return {
    ...function_,
    parameters: ['receiver', ...function_.parameters],
    run([receiver, others, ...rest], ask) {
      return function_.run([receiverAnd(receiver ?? ABSENT, others ?? ABSENT), ...rest], ask);
    },
  };
}

function receiverAnd(receiver: Datum, others: Datum): Datum {
  const more = wanted(others, { kind: 'tensor' });
  return listDatum([receiver, ...(more.kind === 'list' ? more.items : [more])]);
}
