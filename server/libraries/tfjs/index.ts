/** TensorFlow.js, assembled from its families of rows. */
import { stringDatum } from '../datum.ts';
import type { Library } from '../row.ts';
import { tensorMethods } from './methods.ts';
import { GRAPH_MODEL, unreadGraph } from './models/graphModel.ts';
import { LAYERS_MODEL } from './models/layersModel.ts';
import { SEQUENTIAL } from './models/sequential.ts';
import { opaqueModel } from './models/state.ts';
import { namespace } from './namespace.ts';
import { OPTIMIZER } from './train.ts';
import { unknownBoolean, unknownNumber } from './unknowns.ts';

const someModel = opaqueModel('nothing states what the model computes');

export const tfjs: Library = {
  name: 'tfjs',
  modules: [
    '@tensorflow/tfjs',
    '@tensorflow/tfjs-core',
    '@tensorflow/tfjs-layers',
    '@tensorflow/tfjs-converter',
    '@tensorflow/tfjs-data',
    '@tensorflow/tfjs-node',
    '@tensorflow/tfjs-node-gpu',
    '@tensorflow/tfjs-react-native',
  ],
  global: 'tf',
  namespace,
  tensorMethods,
  tensorProperties: {
    id: () => unknownNumber,
    isDisposed: () => unknownBoolean,
    rankType: () => stringDatum(null),
  },
  tensorTypes: {
    Tensor: null,
    Variable: null,
    SymbolicTensor: null,
    Scalar: 0,
    Tensor1D: 1,
    Tensor2D: 2,
    Tensor3D: 3,
    Tensor4D: 4,
    Tensor5D: 5,
    Tensor6D: 6,
  },
  instanceTypes: {
    GraphModel: { type: GRAPH_MODEL, state: unreadGraph('nothing states what the model computes') },
    LayersModel: { type: LAYERS_MODEL, state: someModel },
    Optimizer: { type: OPTIMIZER, state: null },
    Sequential: { type: SEQUENTIAL, state: someModel },
  },
};
