/** What layers and training are configured with: initializers, regularizers, constraints, metrics, callbacks. */
import type { Ask } from '../../../kernels/ask.ts';
import { splitBack } from '../../../kernels/carve.ts';
import { requireSameShape } from '../../../kernels/unify.ts';
import { lessOrEqual } from '../../../symbolic/relation.ts';
import { constant } from '../../../symbolic/size.ts';
import { fakeTensor, rankOf, type Shape } from '../../../tensor/tensor.ts';
import { ABSENT, type Datum, tensorDatum } from '../../datum.ts';
import { any, dtype, sizes, tensor } from '../../parameters.ts';
import { type InstanceType, type Row, row } from '../../row.ts';
import { doc } from '../documentation.ts';
import { newInstance } from '../instances.ts';
import { openRecord } from '../unknowns.ts';

const INITIALIZER = part('Initializer', ([shape = ABSENT, type = ABSENT], ask) =>
  tensorDatum(fakeTensor(sizes.read(shape, ask, 'shape'), dtype('float32').read(type, ask, 'dtype'))),
);

const REGULARIZER = part('Regularizer', () => tensorDatum(fakeTensor([], 'float32')));

const CONSTRAINT = part('Constraint', ([weights = ABSENT]) => weights);

/** `tf.Callback` and `tf.CustomCallback`, which programs extend. */
export const CALLBACK: InstanceType = {
  name: 'Callback',
  construct: () => null,
  methods: { setModel: () => ABSENT, setParams: () => ABSENT },
  properties: {},
};

export const initializerRows = makers(
  'initializers',
  'constant glorotNormal glorotUniform heNormal heUniform identity leCunNormal leCunUniform ones orthogonal randomNormal ' +
    'randomUniform truncatedNormal varianceScaling zeros',
  INITIALIZER,
);

export const regularizerRows = makers('regularizers', 'l1 l1l2 l2', REGULARIZER);

export const constraintRows = makers('constraints', 'maxNorm minMaxNorm nonNeg unitNorm', CONSTRAINT);

export const callbackRows = makers('callbacks', 'earlyStopping', CALLBACK);

/** The members of `tf.metrics`. */
export const metricRows: Readonly<Record<string, Row>> = {
  ...metrics(
    'binaryAccuracy binaryCrossentropy categoricalAccuracy categoricalCrossentropy cosineProximity mape MAPE mse MSE ' +
      'meanAbsoluteError meanAbsolutePercentageError meanSquaredError',
    (ask, shape) => {
      ask.require(lessOrEqual(constant(1), rankOf(shape)), 'metrics: the labels are no scalar');
      return splitBack(ask, shape, 1)[0];
    },
  ),
  ...metrics('precision recall r2Score', () => []),
};

/** A class of objects with one method, `apply`. */
function part(name: string, apply: (args: readonly Datum[], ask: Ask) => Datum): InstanceType {
  return {
    name,
    construct: () => null,
    methods: { apply: (_self, args, ask) => apply(args, ask), getConfig: () => openRecord({}, 'getConfig') },
    properties: {},
  };
}

function makers(namespace: string, names: string, type: InstanceType): Readonly<Record<string, Row>> {
  return Object.fromEntries(
    names.split(' ').map((name) => [name, row(`${namespace}.${name}`, { config: any }, () => newInstance(type, null), doc(`${namespace}.${name}`))]),
  );
}

/** Labels and predictions of one shape; @param result what is left of it. */
function metrics(names: string, result: (ask: Ask, shape: Shape) => Shape): Readonly<Record<string, Row>> {
  const rows = names.split(' ').map((name) =>
    row(
      `metrics.${name}`,
      { yTrue: tensor, yPred: tensor },
      ({ yTrue, yPred }, ask) => {
        const shape = requireSameShape(ask, yTrue.shape, yPred.shape, `${name}: shape of the labels`);
        return tensorDatum(fakeTensor(result(ask, shape), 'float32'));
      },
      doc(`metrics.${name}`),
    ),
  );
  return Object.fromEntries(rows.map((made) => [made.name.slice('metrics.'.length), made]));
}
