/** TensorFlow.js: automatic differentiation. A gradient has the shape of what it is taken by. */
import { ABSENT, type Datum, type FunctionDatum, type ListDatum, listDatum, recordDatum } from '../datum.ts';
import { any, func, optional } from '../parameters.ts';
import { type Row, row } from '../row.ts';
import { doc } from './documentation.ts';
import { openRecord, unknownDatum } from './unknowns.ts';

function functionDatum(call: FunctionDatum['call']): FunctionDatum {
  return { kind: 'function', call };
}

function items(datum: Datum | undefined): readonly Datum[] {
  return datum?.kind === 'list' ? datum.items.filter((item) => item.kind !== 'spread') : [];
}

/** A function of one tensor; the result has that tensor's shape. */
function gradient(name: string, result: (value: Datum, x: Datum) => Datum): Row {
  return row(name, { f: func }, ({ f }) => functionDatum(([x = ABSENT]) => result(f.call([x]), x)), doc(name));
}

/** A function of a list of tensors; the result is a list of the same shapes. */
function gradients(name: string, result: (value: Datum, xs: ListDatum) => Datum): Row {
  return row(
    name,
    { f: func },
    ({ f }) => functionDatum(([xs]) => result(f.call(items(xs)), listDatum(items(xs)))),
    doc(name),
  );
}

const variableGrads = row(
  'variableGrads',
  { f: func, varList: optional(any) },
  ({ f }) => recordDatum({ value: f.call([]), grads: openRecord({}, 'grads') }),
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
  grad: gradient('grad', (_value, x) => x),
  valueAndGrad: gradient('valueAndGrad', (value, x) => recordDatum({ value, grad: x })),
  grads: gradients('grads', (_value, xs) => xs),
  valueAndGrads: gradients('valueAndGrads', (value, xs) => recordDatum({ value, grads: xs })),
  variableGrads,
  customGrad,
};
