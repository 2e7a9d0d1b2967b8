/** TensorFlow.js: `tf.train` and its optimizers. */
import type { Ask } from '../../kernels/ask.ts';
import { ABSENT, type Datum, type FunctionDatum, promiseDatum, recordDatum } from '../datum.ts';
import { flag, func } from '../parameters.ts';
import { type InstanceType, type Method, type Row, row } from '../row.ts';
import { doc } from './documentation.ts';
import { newInstance } from './instances.ts';
import { openRecord, unknownDatum, unknownNumber } from './unknowns.ts';

/** Runs the loss and returns it where the program asks for it. */
const minimize: Method = (_self, [f = ABSENT, returnCost = ABSENT], ask) => {
  const cost = lossOf(f, ask).call([]);
  return flag(false).read(returnCost, ask, 'returnCost') ? cost : ABSENT;
};

const computeGradients: Method = (_self, [f = ABSENT], ask) =>
  recordDatum({ value: lossOf(f, ask).call([]), grads: openRecord({}, 'grads') });

function lossOf(f: Datum, ask: Ask): FunctionDatum {
  return func.read(f, ask, 'f');
}

const nothing: Method = () => ABSENT;

/** Any optimizer: how it moves the weights changes no shape. */
export const OPTIMIZER: InstanceType = {
  name: 'Optimizer',
  construct: () => null,
  methods: {
    minimize,
    computeGradients,
    applyGradients: nothing,
    dispose: nothing,
    incrementIterations: nothing,
    setLearningRate: nothing,
    setMomentum: nothing,
    getConfig: () => unknownDatum('the configuration of an optimizer'),
    getClassName: () => ({ kind: 'string', value: null }),
    getWeights: () => promiseDatum(unknownDatum('the weights of an optimizer')),
    setWeights: () => promiseDatum(ABSENT),
    saveIterations: () => promiseDatum(unknownDatum('the iterations of an optimizer')),
    extractIterations: () => promiseDatum(unknownDatum('the iterations of an optimizer')),
  },
  properties: { iterations: () => unknownNumber, learningRate: () => unknownNumber },
};

function optimizer(name: string): Row {
  return row(`train.${name}`, {}, () => newInstance(OPTIMIZER, null), doc(`train.${name}`));
}

const NAMES = ['adadelta', 'adagrad', 'adam', 'adamax', 'momentum', 'rmsprop', 'sgd'] as const;

export const trainRows: Readonly<Record<string, Row>> = Object.fromEntries(NAMES.map((name) => [name, optimizer(name)]));

/** The classes of optimizers, all alike. */
export const OPTIMIZER_CLASSES: readonly string[] = [
  'AdadeltaOptimizer',
  'AdagradOptimizer',
  'AdamOptimizer',
  'AdamaxOptimizer',
  'MomentumOptimizer',
  'Optimizer',
  'RMSPropOptimizer',
  'SGDOptimizer',
];
