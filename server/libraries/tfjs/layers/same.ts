/** Layers that keep the shape: activations, dropout, noise, masking. */
import { knownSizes } from '../../../kernels/carve.ts';
import { plainShape } from '../../../kernels/words.ts';
import { any, relationCondition } from '../../../symbolic/condition.ts';
import { equal } from '../../../symbolic/relation.ts';
import { constant, plus, type Size } from '../../../symbolic/size.ts';
import { type FakeTensor, fakeTensor, rankOf } from '../../../tensor/tensor.ts';
import { axes, axis, maybe, optional, text, withDefault } from '../../parameters.ts';
import type { Row } from '../../row.ts';
import { isSymbolic } from '../models/graph.ts';
import { activation } from './activations.ts';
import { layerRow } from './define.ts';
import { type LayerRule, NONE, weight } from './rule.ts';

const KEEP: LayerRule = { call: (_ask, inputs) => inputs.slice(0, 1) };

const TO_FLOAT: LayerRule = { call: (_ask, inputs) => inputs.slice(0, 1).map(asFloat) };

/** The rows of layers that return a tensor of their input's shape. */
export const sameRows: Readonly<Record<string, Row>> = {
  activation: layerRow('activation', 'Activation', { activation: maybe(text) }, ({ activation: name }) =>
    activation(name),
  ),
  alphaDropout: layerRow('alphaDropout', 'AlphaDropout', {}, () => KEEP),
  dropout: layerRow('dropout', 'Dropout', {}, () => KEEP),
  elu: layerRow('elu', 'ELU', {}, () => ({ ...KEEP, floats: ['x', 'elu'] })),
  gaussianDropout: layerRow('gaussianDropout', 'GaussianDropout', {}, () => KEEP),
  gaussianNoise: layerRow('gaussianNoise', 'GaussianNoise', {}, () => KEEP),
  leakyReLU: layerRow('leakyReLU', 'LeakyReLU', {}, () => TO_FLOAT),
  masking: layerRow('masking', 'Masking', {}, () => KEEP),
  prelu: layerRow('prelu', 'PReLU', { sharedAxes: optional(axes) }, ({ sharedAxes }) => prelu(sharedAxes ?? [])),
  reLU: layerRow('reLU', 'ReLU', {}, () => KEEP),
  rescaling: layerRow('rescaling', 'Rescaling', {}, () => TO_FLOAT),
  softmax: layerRow('softmax', 'Softmax', { axis: withDefault(axis, constant(1)) }, ({ axis: at }) => softmax(at)),
  spatialDropout1d: layerRow('spatialDropout1d', 'SpatialDropout1D', {}, () => ({ ...KEEP, rank: 3 })),
  thresholdedReLU: layerRow('thresholdedReLU', 'ThresholdedReLU', {}, () => TO_FLOAT),
};

/** The library runs it along the last dimension only. */
function softmax(at: Size): LayerRule {
  return {
    floats: ['logits', 'softmax'],
    call(ask, [x = NONE]) {
      const last = plus(rankOf(x.shape), -1);
      const words = (): string =>
        `Softmax along a non-last dimension is not yet supported. The axis was ${plainShape([at])}`;
      const isLast = any(relationCondition(equal(at, last)), relationCondition(equal(at, constant(-1))));
      if (!isSymbolic(x)) ask.require(isLast, 'softmax: along the last dimension', words);
      return [asFloat(x)];
    },
  };
}

/** Its weights have the shape of one example, 1 along the shared axes. */
function prelu(shared: readonly Size[]): LayerRule {
  return {
    build(ask, [input = []]) {
      const example = knownSizes(ask, input).slice(1);
      const shape = example.map((dim, index) => (shared.includes(constant(index + 1)) ? constant(1) : dim));
      const fixed = shared.length === 0 ? [] : example.map((size, index) => [index + 1, size] as const);
      return { fixed: new Map(fixed), weights: [weight('alpha', shape)] };
    },
    call: (_ask, inputs) => inputs.slice(0, 1).map(asFloat),
  };
}

function asFloat({ shape }: FakeTensor): FakeTensor {
  return fakeTensor(shape, 'float32');
}
