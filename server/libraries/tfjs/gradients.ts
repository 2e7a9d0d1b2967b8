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
import { openRecord, unknownDatum } from './unknowns.ts';

const variableGrads = row(
  'variableGrads',
  { f: func, varList: optional(any) },
  ({ f }, ask) => gradientsOfLoss(f, ask),
  doc('variableGrads'),
);

/** A function with a gradient of its own: its value counts, and the gradient's shapes follow from it. */
const customGrad = row(
  'customGrad',
  { f: func },
  ({ f }) =>
    functionDatum((args) => {
      const save = functionDatum(() => ABSENT);
      const result = f.call([...args, save]);
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

/** The loss, which has to be a scalar, and the gradients by the variables that it was computed from. */
export function gradientsOfLoss(f: FunctionDatum, ask: Ask): RecordDatum {
  return recordDatum({ value: lossOf(f, ask), grads: openRecord({}, 'grads') });
}

/** What a function to minimize returns. @throws Refused where it is no scalar. */
export function lossOf(f: FunctionDatum, ask: Ask): Datum {
  const value = f.call([]);
  if (value.kind !== 'tensor') return value;
  const rank = rankOf(value.tensor.shape);
  const words = (): string =>
    `The f passed in variableGrads(f) must return a scalar, but it returned a rank-${plainShape([rank])} tensor`;
  ask.require(rankIs(value.tensor.shape, 0), 'variableGrads: the loss is a scalar', words);
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
        return result(weighted(f.call([x]), dy, ask, `${name}(f)(x, dy)`), grad);
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
        return result(weighted(f.call(args), dy, ask, `${name}(f)([x1,...], dy)`), grads);
      }),
    doc(name),
  );
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
