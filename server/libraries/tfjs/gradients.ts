/** TensorFlow.js: automatic differentiation. A gradient has the shape of what it is taken by, and is of floats. */
import type { Ask } from '../../kernels/ask.ts';
import { rankIs } from '../../kernels/rank.ts';
import { requireSameShape } from '../../kernels/unify.ts';
import { plainShape } from '../../kernels/words.ts';
import { fakeTensor, rankOf } from '../../tensor/tensor.ts';
import {
  ABSENT,
  type Datum,
  type FunctionDatum,
  listDatum,
  type RecordDatum,
  recordDatum,
  tensorDatum,
} from '../datum.ts';
import { any, func, isAbsent, list, optional, tensor } from '../parameters.ts';
import { type Row, row } from '../row.ts';
import { doc } from './documentation.ts';
import { requireGradient } from './gradientFaults.ts';
import { openRecord, unknownDatum } from './unknowns.ts';
import { isTrainedVariable } from './variable.ts';

const variableGrads = row(
  'variableGrads',
  { f: func, varList: optional(any) },
  ({ f, varList }, ask) => gradientsOfLoss(f, ask, varList === null),
  doc('variableGrads'),
);

/** A function with a gradient of its own: its value counts, and the gradient's shapes follow from it. */
const customGrad = row(
  'customGrad',
  { f: func },
  ({ f }, ask) =>
    functionDatum((args) => {
      const save = functionDatum(() => ABSENT);
      // What runs in it has the function's own gradient.
      const { value: result } = ask.tape(() => f.call([...args, save]));
      return result.kind === 'record' ? result.get('value') : unknownDatum('the value of a custom gradient');
    }),
  doc('customGrad'),
);

export const gradientRows: Readonly<Record<string, Row>> = {
  grad: gradient('grad', (_value, grad) => grad),
  valueAndGrad: gradient('valueAndGrad', (value, grad) => recordDatum({ value, grad })),
  grads: gradients('grads', (_value, grads) => grads),
  valueAndGrads: gradients('valueAndGrads', (value, grads) => recordDatum({ value, grads })),
  variableGrads,
  customGrad,
};

/**
 * The loss, which has to be a scalar, and the gradients by the variables that it was computed from.
 * @param isOfAll whether the gradient is taken by all variables, and not by some that are listed
 */
export function gradientsOfLoss(f: FunctionDatum, ask: Ask, isOfAll: boolean): RecordDatum {
  return recordDatum({ value: lossOf(f, ask, isOfAll), grads: openRecord({}, 'grads') });
}

/** What a function to minimize returns. @throws Refused where it is no scalar, or where the library has no gradient of it. */
export function lossOf(f: FunctionDatum, ask: Ask, isOfAll: boolean): Datum {
  const taken = ask.tape(() => f.call([]));
  const { value } = taken;
  if (value.kind !== 'tensor') return value;
  const rank = rankOf(value.tensor.shape);
  const words = (): string =>
    `The f passed in variableGrads(f) must return a scalar, but it returned a rank-${plainShape([rank])} tensor`;
  ask.require(rankIs(value.tensor.shape, 0), 'variableGrads: the loss is a scalar', words);
  if (isOfAll) requireGradient(ask, taken, value.tensor, isTrainedVariable, 'variableGrads');
  return value;
}

/** A function of one tensor. */
function gradient(name: string, result: (value: Datum, grad: Datum) => Datum): Row {
  return row(
    name,
    { f: func },
    ({ f }, ask) =>
      functionDatum(([x = ABSENT, dy = ABSENT]) => {
        const grad = gradientBy(x, ask);
        const value = followed(f, [x], ask, name);
        return result(weighted(value, dy, ask, `${name}(f)(x, dy)`), grad);
      }),
    doc(name),
  );
}

/** A function of several tensors, which are given as a list. */
function gradients(name: string, result: (value: Datum, grads: Datum) => Datum): Row {
  return row(
    name,
    { f: func },
    ({ f }, ask) =>
      functionDatum(([xs = ABSENT, dy = ABSENT]) => {
        const args = list.read(xs, ask, 'args');
        const grads = listDatum(args.map((x) => gradientBy(x, ask)));
        const value = followed(f, args, ask, name);
        return result(weighted(value, dy, ask, `${name}(f)([x1,...], dy)`), grads);
      }),
    doc(name),
  );
}

/** The value of a function of tensors that are watched: those that it gets are no others. */
function followed(f: FunctionDatum, args: readonly Datum[], ask: Ask, name: string): Datum {
  const watched = args.map((arg) => {
    const { shape, dtype } = tensor.read(arg, ask, 'x');
    return fakeTensor(shape, dtype);
  });
  const taken = ask.tape(() => f.call(watched.map(tensorDatum)));
  const { value } = taken;
  if (value.kind === 'tensor')
    requireGradient(ask, taken, value.tensor, (one) => watched.some((other) => other === one), name);
  return value;
}

function gradientBy(x: Datum, ask: Ask): Datum {
  return tensorDatum(fakeTensor(tensor.read(x, ask, 'x').shape, 'float32'));
}

/** The value, whose shape `dy` must have where it is given. */
function weighted(value: Datum, dy: Datum, ask: Ask, call: string): Datum {
  if (isAbsent(dy) || value.kind !== 'tensor') return value;
  const words = (): string => `The shape of dy passed in ${call} must match the shape returned by f`;
  requireSameShape(ask, value.tensor.shape, tensor.read(dy, ask, 'dy').shape, 'grad: the shape of dy', words);
  return value;
}

function functionDatum(call: FunctionDatum['call']): FunctionDatum {
  return { kind: 'function', call };
}
