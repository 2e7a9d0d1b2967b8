/** `tf.sequential`: a model to which layers are added one after the other. */
import { type Ask, Refused, Unreadable } from '../../../kernels/ask.ts';
import type { FakeTensor } from '../../../tensor/tensor.ts';
import { ABSENT, type Datum, type InstanceDatum } from '../../datum.ts';
import { any, list, maybe, text } from '../../parameters.ts';
import { type InstanceType, type Row, row } from '../../row.ts';
import { doc } from '../documentation.ts';
import { newInstance } from '../instances.ts';
import { inputOf } from '../layers/input.ts';
import { countedName, layerState } from '../layers/state.ts';
import { applyTo } from './graph.ts';
import { MODEL_METHODS, MODEL_PROPERTIES } from './members.ts';
import { emptyModel, lostModel, type ModelState, mergeModels, modelState } from './state.ts';

export const SEQUENTIAL: InstanceType = {
  name: 'Sequential',
  construct: ([config = ABSENT], ask) => begin(config, ask),
  methods: { ...MODEL_METHODS, add: (self, [layer = ABSENT], ask) => add(self, layer, ask), pop },
  properties: MODEL_PROPERTIES,
  merge: mergeModels,
  lose: lostModel,
};

const sequential = row(
  'sequential',
  { config: any },
  ({ config }, ask) => newInstance(SEQUENTIAL, begin(config, ask)),
  doc('sequential'),
);

export const sequentialRows: Readonly<Record<string, Row>> = { sequential };

function begin(config: Datum, ask: Ask): ModelState {
  const field = (name: string): Datum => (config.kind === 'record' ? config.get(name) : ABSENT);
  const empty = emptyModel(maybe(text).read(field('name'), ask, 'name') ?? countedName('sequential_', ask));
  const layers = field('layers');
  if (layers.kind === 'absent') return empty;
  return list.read(layers, ask, 'layers').reduce((state, layer) => extended(state, layer, ask), empty);
}

/** `add(layer)`; a layer that cannot be followed leaves a model that cannot. */
function add(self: InstanceDatum, layer: Datum, ask: Ask): Datum {
  self.update(extended(modelState(self), layer, ask));
  return ABSENT;
}

function extended(state: ModelState, layer: Datum, ask: Ask): ModelState {
  if (state.why !== null) return state;
  const lost = (why: Unreadable['why']): ModelState => ({ ...state, why });
  if (layer.kind === 'unknown') return lost(layer.why);
  if (layer.kind !== 'instance') return lost({ message: 'what is added is no layer', place: null });
  try {
    return { ...state, ...connected(state, layer, ask), layers: [...state.layers, layer] };
  } catch (error) {
    if (error instanceof Unreadable) return lost(error.why);
    throw error;
  }
}

/** The ends of the model with the layer behind it. */
function connected(state: ModelState, layer: InstanceDatum, ask: Ask): Pick<ModelState, 'inputs' | 'outputs'> {
  if (state.outputs.length > 0) {
    return { inputs: state.inputs, outputs: oneOutput(applyTo(ask, { layer, rest: [] }, state.outputs)) };
  }
  if (isModel(layer)) {
    const { inputs, outputs, why } = modelState(layer);
    if (why !== null) throw new Unreadable(why);
    return { inputs, outputs };
  }
  const { calls, inputShape, dtype, name } = layerState(layer);
  const [call] = calls;
  if (call !== undefined) return call;
  if (inputShape === null) {
    const words = 'The first layer in a Sequential model must get an `inputShape` or `batchInputShape` argument.';
    throw new Refused('sequential: the shape of the input', null, words);
  }
  const inputs = [inputOf(name, inputShape, dtype)];
  return { inputs, outputs: oneOutput(applyTo(ask, { layer, rest: [] }, inputs)) };
}

function oneOutput(outputs: readonly FakeTensor[]): readonly FakeTensor[] {
  if (outputs.length <= 1) return outputs;
  const words =
    'All layers in a Sequential model should have a single output tensor. ' +
    'For multi-output layers, use the functional API.';
  throw new Refused('sequential: one output of each layer', null, words);
}

function pop(self: InstanceDatum): Datum {
  const state = modelState(self);
  const layers = state.layers.slice(0, -1);
  const last = layers.at(-1);
  if (state.layers.length === 0) throw new Refused('pop: a layer', null, 'There are no layers in the model.');
  if (last === undefined) self.update({ ...state, layers, inputs: [], outputs: [] });
  else
    self.update({
      ...state,
      layers,
      outputs: isModel(last) ? modelState(last).outputs : (layerState(last).calls.at(-1)?.outputs ?? []),
    });
  return ABSENT;
}

function isModel(layer: InstanceDatum): boolean {
  return 'layers' in (layer.state as object);
}
