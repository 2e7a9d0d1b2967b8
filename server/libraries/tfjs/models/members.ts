/** The methods and the properties that all models have. */
import type { Ask } from '../../../kernels/ask.ts';
import { countElements } from '../../../kernels/reshape.ts';
import { fromSize } from '../../../symbolic/quotient.ts';
import { sum } from '../../../symbolic/size.ts';
import { fakeTensor } from '../../../tensor/tensor.ts';
import {
  ABSENT,
  type Datum,
  type InstanceDatum,
  listDatum,
  promiseDatum,
  stringDatum,
  tensorDatum,
} from '../../datum.ts';
import type { InstanceType } from '../../row.ts';
import { shapeDatum } from '../instances.ts';
import { weightsOf } from '../layers/layer.ts';
import { layerVariable } from '../layers/layerVariable.ts';
import type { Weight } from '../layers/rule.ts';
import { openRecord, unknownBoolean, unknownDatum, unknownNumber } from '../unknowns.ts';
import { compile } from './compile.ts';
import { evaluateDataset, fitDataset } from './datasets.ts';
import { oneOrList } from './graph.ts';
import { findLayer, inputsOf, outputsOf } from './lookup.ts';
import { applyModel, predict, predictOnBatch } from './run.ts';
import { modelState } from './state.ts';
import { evaluate, train, trainOnBatch } from './training.ts';

const silent = (): Datum => ABSENT;

export const MODEL_METHODS: InstanceType['methods'] = {
  apply: (self, [input = ABSENT, ...rest], ask) => applyModel(self, input, rest, ask),
  call: (self, [input = ABSENT, ...rest], ask) => applyModel(self, input, rest, ask),
  compile: (self, [config = ABSENT]) => compile(self, config),
  countParams: (self, _, ask) => ({ kind: 'number', value: countWeights(self, ask) }),
  dispose: () => openRecord({ refCountAfterDispose: unknownNumber, numDisposedVariables: unknownNumber }, 'dispose'),
  evaluate,
  evaluateDataset,
  fit: train,
  fitDataset,
  getClassName: (self) => stringDatum(self.type.name),
  getConfig: (self) => openRecord({ name: stringDatum(modelState(self).name) }, 'getConfig'),
  getLayer: (self, [name = ABSENT, index = ABSENT], ask) => findLayer(self, name.kind === 'absent' ? index : name, ask),
  getUserDefinedMetadata: () => unknownDatum('the metadata of a model'),
  getWeights: (self) => weightsDatum(self, (weight) => tensorDatum(fakeTensor(weight.shape, weight.dtype))),
  invokeCallHook: silent,
  loadWeights: silent,
  predict: (self, [input = ABSENT], ask) => predict(self, input, ask),
  predictOnBatch: (self, [input = ABSENT], ask) => predictOnBatch(self, input, ask),
  resetStates: silent,
  save: () => promiseDatum(openRecord({}, 'save')),
  setUserDefinedMetadata: silent,
  setWeights: silent,
  summary: silent,
  toJSON: () => unknownDatum('the text of a model'),
  trainOnBatch,
};

export const MODEL_PROPERTIES: InstanceType['properties'] = {
  built: () => ({ kind: 'boolean', value: true }),
  history: () => unknownDatum('the history of a model'),
  input: (self, ask) => oneOrList(inputsOf(self, ask)),
  inputs: (self, ask) => listDatum(inputsOf(self, ask).map(tensorDatum)),
  inputNames: () => unknownDatum('the names of inputs'),
  layers: (self) =>
    modelState(self).why === null ? listDatum(modelState(self).layers) : unknownDatum('the layers of a model'),
  metricsNames: () => unknownDatum('the names of metrics'),
  name: (self) => stringDatum(modelState(self).name),
  optimizer: () => unknownDatum('the optimizer of a model'),
  output: (self, ask) => oneOrList(outputsOf(self, ask)),
  outputs: (self, ask) => listDatum(outputsOf(self, ask).map(tensorDatum)),
  outputShape: (self, ask) => shapeDatum(outputsOf(self, ask)[0]?.shape ?? []),
  stopTraining: () => unknownBoolean,
  trainable: () => unknownBoolean,
  trainableWeights: (self) => weightsDatum(self, layerVariable),
  weights: (self) => weightsDatum(self, layerVariable),
};

/** Those of all layers, the trainable ones first. */
function modelWeights(self: InstanceDatum): readonly Weight[] {
  const all = modelState(self).layers.flatMap((layer) =>
    'layers' in (layer.state as object) ? modelWeights(layer) : weightsOf(layer),
  );
  return [...all.filter((weight) => weight.isTrainable), ...all.filter((weight) => !weight.isTrainable)];
}

function weightsDatum(self: InstanceDatum, each: (weight: Weight) => Datum): Datum {
  return modelState(self).why === null
    ? listDatum(modelWeights(self).map(each))
    : unknownDatum('the weights of a model');
}

function countWeights(self: InstanceDatum, ask: Ask): ReturnType<typeof fromSize> | null {
  if (modelState(self).why !== null) return null;
  return fromSize(sum(modelWeights(self).map(({ shape }) => countElements(ask, shape))));
}
