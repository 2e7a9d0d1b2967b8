/** `tf.model`: a model from the symbolic tensors at its ends. */
import type { Ask } from '../../../kernels/ask.ts';
import { ABSENT, type Datum, type InstanceDatum } from '../../datum.ts';
import { any, fields, maybe, text } from '../../parameters.ts';
import { type InstanceType, type Row, row } from '../../row.ts';
import { doc } from '../documentation.ts';
import { newInstance } from '../instances.ts';
import { countedName } from '../layers/state.ts';
import { layersBetween, tensorsOf } from './graph.ts';
import { MODEL_METHODS, MODEL_PROPERTIES } from './members.ts';
import { requireOwnNames } from './ownNames.ts';
import { emptyModel, lostModel, type ModelState, mergeModels } from './state.ts';

/** `tf.LayersModel`, all models of layers. */
export const LAYERS_MODEL: InstanceType = {
  name: 'LayersModel',
  construct: ([config = ABSENT], ask) => connect(config, ask),
  methods: MODEL_METHODS,
  properties: MODEL_PROPERTIES,
  merge: mergeModels,
  lose: lostModel,
};

const ends = fields({ inputs: any, outputs: any, name: maybe(text) });

const model = row(
  'model',
  { config: any },
  ({ config }, ask) => newInstance(LAYERS_MODEL, connect(config, ask)),
  doc('model'),
);

export const layersModelRows: Readonly<Record<string, Row>> = { model };

/** The graph between the inputs and the outputs. */
function connect(config: Datum, ask: Ask): ModelState {
  const { inputs, outputs, name } = ends.read(config, ask, 'config');
  const [first, last] = [tensorsOf(inputs, ask), tensorsOf(outputs, ask)];
  const layers = layersBetween(last);
  requireOwnNames(layers);
  return { ...emptyModel(name ?? countedName('model', ask)), inputs: first, outputs: last, layers };
}

/** A model that stands for one of which nothing is known. */
export function loadedModel(state: ModelState): InstanceDatum {
  return newInstance(LAYERS_MODEL, state);
}
