/** TensorFlow.js: the members of `tf`. */
import { fromNumber } from '../../symbolic/quotient.ts';
import { stringDatum } from '../datum.ts';
import type { Member, Namespace, Row } from '../row.ts';
import { arrayUtilRows } from './arrayUtil.ts';
import { browserRows } from './browser.ts';
import { TENSOR_BUFFER } from './buffer.ts';
import { fusedContractRows } from './contract.ts';
import { mathRows } from './count.ts';
import { DATASET } from './data/dataset.ts';
import { DATA_SOURCE, dataRows, TEXT_LINES } from './data/sources.ts';
import { functionRows } from './functions.ts';
import { fusedConvolveRows } from './fused.ts';
import { imageRows } from './image.ts';
import { initializerRows } from './initializers.ts';
import { LAYER, LAYER_VARIABLE, layerRows } from './layers/index.ts';
import { linalgRows } from './linalg.ts';
import { lossRows, REDUCTION } from './losses.ts';
import { metricRows } from './metrics.ts';
import { GRAPH_MODEL } from './models/graphModel.ts';
import { LAYERS_MODEL } from './models/layersModel.ts';
import { modelsRows } from './models/loaders.ts';
import { SEQUENTIAL } from './models/sequential.ts';
import { CALLBACK, callbackRows, constraintRows, regularizerRows } from './outside.ts';
import { joinUtilRows, shapeUtilRows } from './shapeUtil.ts';
import { signalRows } from './signal.ts';
import { sparseRows } from './sparse.ts';
import { spectralRows } from './spectral.ts';
import { serializationRows, storageRows } from './storage.ts';
import { textRows } from './text.ts';
import { optimizerClasses, trainRows } from './train.ts';
import { broadcastUtilRows, utilRows } from './util.ts';

const VERSION: Member = { kind: 'value', value: stringDatum(null) };

export const namespace: Namespace = {
  ...members(functionRows),
  backend_util: {
    kind: 'namespace',
    members: { ...members({ ...broadcastUtilRows, ...joinUtilRows }), ...numbers({ PARALLELIZE_THRESHOLD: 30 }) },
  },
  broadcast_util: nested(broadcastUtilRows),
  browser: nested(browserRows),
  callbacks: nested(callbackRows),
  constraints: nested(constraintRows),
  data: {
    kind: 'namespace',
    members: {
      ...members(dataRows),
      CSVDataset: { kind: 'class', type: DATASET },
      Dataset: { kind: 'class', type: DATASET },
      FileDataSource: { kind: 'class', type: DATA_SOURCE },
      TextLineDataset: { kind: 'class', type: TEXT_LINES },
      URLDataSource: { kind: 'class', type: DATA_SOURCE },
    },
  },
  fused: nested({ ...fusedContractRows, ...fusedConvolveRows }),
  image: nested(imageRows),
  initializers: nested(initializerRows),
  io: nested(storageRows),
  layers: { kind: 'namespace', members: { ...members(layerRows), Layer: { kind: 'class', type: LAYER } } },
  linalg: nested(linalgRows),
  losses: nested(lossRows),
  math: nested(mathRows),
  metrics: nested(metricRows),
  models: nested(modelsRows),
  regularizers: nested(regularizerRows),
  serialization: nested(serializationRows),
  signal: nested(signalRows),
  sparse: nested(sparseRows),
  spectral: nested(spectralRows),
  string: nested(textRows),
  train: nested(trainRows),
  util: nested({ ...utilRows, ...arrayUtilRows, ...shapeUtilRows }),
  ...optimizerClasses,
  Callback: { kind: 'class', type: CALLBACK },
  CustomCallback: { kind: 'class', type: CALLBACK },
  EarlyStopping: { kind: 'class', type: CALLBACK },
  GraphModel: { kind: 'class', type: GRAPH_MODEL },
  LayersModel: { kind: 'class', type: LAYERS_MODEL },
  LayerVariable: { kind: 'class', type: LAYER_VARIABLE },
  Reduction: { kind: 'namespace', members: numbers(REDUCTION) },
  Sequential: { kind: 'class', type: SEQUENTIAL },
  SymbolicTensor: { kind: 'tensorClass', rank: null },
  Tensor: { kind: 'tensorClass', rank: null },
  TensorBuffer: { kind: 'class', type: TENSOR_BUFFER },
  Variable: { kind: 'tensorClass', rank: null },
  version: {
    kind: 'namespace',
    members: {
      tfjs: VERSION,
      'tfjs-core': VERSION,
      'tfjs-layers': VERSION,
      'tfjs-converter': VERSION,
      'tfjs-data': VERSION,
    },
  },
  version_core: VERSION,
  version_converter: VERSION,
  version_layers: VERSION,
};

function nested(rows: Readonly<Record<string, Row>>): Member {
  return { kind: 'namespace', members: members(rows) };
}

function members(rows: Readonly<Record<string, Row>>): Namespace {
  return Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, { kind: 'row', row }]));
}

function numbers(constants: Readonly<Record<string, number>>): Namespace {
  const entries = Object.entries(constants);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, { kind: 'value', value: { kind: 'number', value: fromNumber(value) } }]),
  );
}
