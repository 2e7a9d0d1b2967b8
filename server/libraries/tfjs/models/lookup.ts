/** Inputs, outputs and layers of models by name or place, also of models that are loaded. */
import { type Ask, Refused, Unreadable } from '../../../kernels/ask.ts';
import { splitFront } from '../../../kernels/carve.ts';
import { rankAtLeast } from '../../../kernels/rank.ts';
import { asConstant } from '../../../symbolic/size.ts';
import { type FakeTensor, fakeTensor } from '../../../tensor/tensor.ts';
import type { Datum, InstanceDatum } from '../../datum.ts';
import { size } from '../../parameters.ts';
import { newInstance } from '../instances.ts';
import { LAYER } from '../layers/layer.ts';
import { layerState, newLayerState } from '../layers/state.ts';
import { symbolicInput, symbolicOutputs } from './graph.ts';
import { type ModelState, modelState } from './state.ts';

/** The inputs; those of a loaded model are found out once, and stay. */
export function inputsOf(self: InstanceDatum, ask: Ask): readonly FakeTensor[] {
  return opened(self, ask).inputs;
}

export function outputsOf(self: InstanceDatum, ask: Ask): readonly FakeTensor[] {
  return opened(self, ask).outputs;
}

/** `getLayer(name)` or `getLayer(null, index)`. */
export function findLayer(self: InstanceDatum, which: Datum, ask: Ask): InstanceDatum {
  const { layers, why } = modelState(self);
  if (why !== null) return opaqueLayer(self, ask);
  if (which.kind === 'string') return layers.find((layer) => nameOf(layer) === which.value) ?? unnamed();
  const index = asConstant(ask.facts.simplify(size.read(which, ask, 'index')));
  if (index === null) return unnamed();
  const found = layers[index];
  if (found !== undefined) return found;
  const words = `Was asked to retrieve layer at index ${index}, but model only has ${layers.length} layer(s).`;
  throw new Refused('getLayer: the index', null, words);
}

function opened(self: InstanceDatum, ask: Ask): ModelState {
  const state = modelState(self);
  if (state.why === null || state.inputs.length > 0) return state;
  const inputs = [symbolicInput(ask.opaque('input', state.why), 'float32', 'input')];
  const results = [fakeTensor(ask.opaque('output', state.why), null)];
  const next = { ...state, inputs, outputs: symbolicOutputs({ layer: self, inputs, rest: [] }, results, state.name) };
  self.update(next);
  return next;
}

/**
 * A layer of a model that is loaded, applied to the model's inputs: what comes out has a shape of its own. Of whatever
 * batch the model is run on, each example gives as much.
 */
function opaqueLayer(self: InstanceDatum, ask: Ask): InstanceDatum {
  const { inputs, why } = opened(self, ask);
  const reason = why ?? { message: 'the layers of a model', place: null };
  const features = fakeTensor(ask.opaque('features', reason), 'float32');
  const rule = {
    call(asking: Ask) {
      const hasBatch = asking.facts.decide(rankAtLeast(features.shape, 1)) === 'yes';
      if (!hasBatch) return [fakeTensor(asking.opaque('features', reason), features.dtype)];
      const [, example] = splitFront(asking, features.shape, 1);
      return [fakeTensor([...asking.opaque('batch', reason, 1), ...example], features.dtype)];
    },
  };
  const stated = { name: 'layer', inputShape: null, dtype: 'float32', config: null } as const;
  const layer = newInstance(LAYER, newLayerState('Layer', rule, stated));
  const outputs = symbolicOutputs({ layer, inputs, rest: [] }, [features], stated.name);
  layer.update({ ...layer.state, calls: [{ inputs, outputs }] });
  return layer;
}

function nameOf(layer: InstanceDatum): string {
  return 'layers' in (layer.state as object) ? modelState(layer).name : layerState(layer).name;
}

/** Names that the library counts up are not followed. */
function unnamed(): never {
  throw new Unreadable({ message: 'the name of the layer is not known', place: null });
}
