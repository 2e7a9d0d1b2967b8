/** TensorFlow.js: objects that steer training and change no shapes: callbacks, constraints, regularizers. */
import { fakeTensor } from '../../tensor/tensor.ts';
import { ABSENT, type Datum, tensorDatum } from '../datum.ts';
import { tensor } from '../parameters.ts';
import { type InstanceType, type Row, row } from '../row.ts';
import { doc } from './documentation.ts';
import { newInstance } from './instances.ts';
import { unknownDatum } from './unknowns.ts';

type Rows = Readonly<Record<string, Row>>;

function rowsOf(namespace: string, names: string, answer: (name: string) => Datum): Rows {
  return Object.fromEntries(
    names
      .split(' ')
      .map((name) => [name, row(`${namespace}.${name}`, {}, () => answer(name), doc(`${namespace}.${name}`))]),
  );
}

const opaque = (name: string): Datum => unknownDatum(`what \`${name}\` returns`);

export const callbackRows: Rows = rowsOf('callbacks', 'earlyStopping', opaque);

/** Weights keep their shapes. */
const CONSTRAINT: InstanceType = {
  name: 'Constraint',
  construct: null,
  methods: {
    apply: (_self, [weights = ABSENT], ask) => tensorDatum(fakeTensor(tensor.read(weights, ask, 'w').shape, 'float32')),
    getConfig: () => opaque('getConfig'),
  },
  properties: {},
};

/** What weights cost is one number. */
const REGULARIZER: InstanceType = {
  name: 'Regularizer',
  construct: null,
  methods: {
    apply(_self, [weights = ABSENT], ask) {
      tensor.read(weights, ask, 'x');
      return tensorDatum(fakeTensor([], 'float32'));
    },
    getConfig: () => opaque('getConfig'),
  },
  properties: {},
};

export const constraintRows: Rows = rowsOf('constraints', 'maxNorm minMaxNorm nonNeg unitNorm', () =>
  newInstance(CONSTRAINT, null),
);

export const regularizerRows: Rows = rowsOf('regularizers', 'l1 l1l2 l2', () => newInstance(REGULARIZER, null));

/** Callbacks that programs construct or extend: training calls them, shapes do not depend on them. */
export const CALLBACK: InstanceType = { name: 'Callback', construct: () => null, methods: {}, properties: {} };
