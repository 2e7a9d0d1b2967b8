/** TensorFlow.js: optimizers, `tf.train`. */
import { ABSENT, type Datum, promiseDatum, stringDatum } from '../datum.ts';
import { any, func, isAbsent } from '../parameters.ts';
import { type InstanceType, type Member, type Row, row } from '../row.ts';
import { doc } from './documentation.ts';
import { gradientsOfLoss, lossOf } from './gradients.ts';
import { newInstance } from './instances.ts';
import { openRecord, unknownDatum, unknownNumber } from './unknowns.ts';

const silent = (): Datum => ABSENT;

/** All optimizers; what they minimize is run once. */
export const OPTIMIZER: InstanceType = {
  name: 'Optimizer',
  construct: () => null,
  methods: {
    applyGradients: silent,
    computeGradients: (_self, [f = ABSENT, varList = ABSENT], ask) =>
      gradientsOfLoss(func.read(f, ask, 'f'), ask, isAbsent(varList)),
    dispose: silent,
    getClassName: () => stringDatum(null),
    getConfig: () => openRecord({}, 'getConfig'),
    getWeights: () => promiseDatum(unknownDatum('the weights of an optimizer')),
    incrementIterations: silent,
    minimize(_self, [f = ABSENT, returnCost = ABSENT, varList = ABSENT], ask) {
      const cost = lossOf(func.read(f, ask, 'f'), ask, isAbsent(varList));
      const isDropped = returnCost.kind === 'absent' || (returnCost.kind === 'boolean' && returnCost.value === false);
      return isDropped ? ABSENT : cost;
    },
    saveIterations: () => promiseDatum(unknownDatum('the iterations of an optimizer')),
    setLearningRate: silent,
    setWeights: () => promiseDatum(ABSENT),
  },
  properties: { iterations: () => unknownNumber, learningRate: () => unknownNumber },
};

/** The members of `tf.train`. */
export const trainRows: Readonly<Record<string, Row>> = Object.fromEntries(
  ['adadelta', 'adagrad', 'adam', 'adamax', 'momentum', 'rmsprop', 'sgd'].map((name) => [name, optimizer(name)]),
);

/** The classes of optimizers, which programs extend. */
export const optimizerClasses: Readonly<Record<string, Member>> = Object.fromEntries(
  ['Adadelta', 'Adagrad', 'Adam', 'Adamax', 'Momentum', 'RMSProp', 'SGD', ''].map((name) => [
    `${name}Optimizer`,
    { kind: 'class', type: { ...OPTIMIZER, name: `${name}Optimizer` } },
  ]),
);

function optimizer(name: string): Row {
  return row(`train.${name}`, { learningRate: any }, () => newInstance(OPTIMIZER, null), doc(`train.${name}`));
}
