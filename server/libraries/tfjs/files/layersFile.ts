/** Models of layers from their description in a file: the same objects that a program would build. */
import { type Ask, Refused, Unreadable } from '../../../kernels/ask.ts';
import { fromNumber } from '../../../symbolic/quotient.ts';
import type { FakeTensor } from '../../../tensor/tensor.ts';
import {
  ABSENT,
  type Datum,
  type FunctionDatum,
  type InstanceDatum,
  listDatum,
  recordDatum,
  stringDatum,
} from '../../datum.ts';
import { newInstance } from '../instances.ts';
import { rowOfClass } from '../layers/index.ts';
import { layerState } from '../layers/state.ts';
import { applyTo } from '../models/graph.ts';
import { LAYERS_MODEL } from '../models/layersModel.ts';
import { sequentialRows } from '../models/sequential.ts';
import { emptyModel, modelState } from '../models/state.ts';
import { camelCased } from './camelCase.ts';
import { fieldOf, isList, isObject, type Json, type JsonObject, listIn, malformed, objectIn, textIn } from './json.ts';

const KERAS_3 = 'the file was written by Keras 3, whose models TensorFlow.js 4.22 does not load';

/** Models with more layers are not followed. */
const MOST_LAYERS = 2_000;

/**
 * The model that the file's topology describes.
 * @throws Unreadable where it is malformed, or holds layers that are not known.
 */
export function modelFromTopology(file: JsonObject, ask: Ask): InstanceDatum {
  const topology = objectIn(fieldOf(file, 'modelTopology') ?? file, 'the `modelTopology` of the file is no object');
  const described = fieldOf(topology, 'model_config') ?? topology;
  try {
    return modelOf(objectIn(camelCased(described), 'the description of the model is no object'), ask);
  } catch (error) {
    // What does not fit in a file is more likely a gap here than a model that was never run.
    if (error instanceof Refused) return malformed(`the layers of the file do not fit: ${error.message}`);
    throw error;
  }
}

/** Where the outputs of a layer's applications are found, in the order of the file's nodes. */
type Nodes = Map<string, (readonly FakeTensor[])[]>;

interface Described {
  readonly name: string;
  readonly layer: InstanceDatum;
  /** For each application what it is applied to. */
  readonly waiting: (readonly Json[])[];
}

function modelOf(described: JsonObject, ask: Ask): InstanceDatum {
  const className = textIn(fieldOf(described, 'className'), 'the class of the model is not stated');
  const config = fieldOf(described, 'config');
  if (className === 'Sequential') return sequentialOf(config, ask);
  if (className !== 'Model' && className !== 'Functional') malformed(`\`${className}\` is no kind of model`);
  return functionalOf(objectIn(config, 'the configuration of the model is no object'), ask);
}

function sequentialOf(config: Json | undefined, ask: Ask): InstanceDatum {
  const listed = isObject(config) ? fieldOf(config, 'layers') : config;
  const layers = layersIn(listed).map((one) => {
    const described = objectIn(one, 'a layer of the file is no object');
    return isOfKeras3(described) ? malformed(KERAS_3) : layerOf(described, ask);
  });
  const name = isObject(config) ? datumOf(fieldOf(config, 'name') ?? null) : ABSENT;
  const model = sequentialRows.sequential?.run([recordDatum({ name, layers: listDatum(layers) })], ask);
  if (model?.kind !== 'instance') return malformed('the model has no layers');
  const { why } = modelState(model);
  if (why !== null) throw new Unreadable(why);
  return model;
}

/** Layers wait until all that they are applied to is there. */
function functionalOf(config: JsonObject, ask: Ask): InstanceDatum {
  const described = layersIn(fieldOf(config, 'layers')).map((one) => describe(one, ask));
  const nodes: Nodes = new Map(described.map(({ name, layer }) => [name, ownOutputs(layer)]));
  for (let isMoving = true; isMoving; ) {
    isMoving = described.map((one) => applyWaiting(one, nodes, ask)).some(Boolean);
  }
  const stuck = described.find(({ waiting }) => waiting.length > 0);
  if (stuck !== undefined) malformed(`what the layer ${stuck.name} of the file is applied to is not there`);
  const ends = (name: string): readonly FakeTensor[] =>
    listIn(fieldOf(config, name), `the ${name} of the file are no list`).map(
      (end) => tensorAt(end, nodes) ?? malformed(`one of the ${name} of the file is not there`),
    );
  const name = fieldOf(config, 'name');
  return newInstance(LAYERS_MODEL, {
    ...emptyModel(typeof name === 'string' ? name : 'model1'),
    inputs: ends('inputLayers'),
    outputs: ends('outputLayers'),
    layers: described.map(({ layer }) => layer),
  });
}

/** Connections are written as calls, and the shape of an input under another name. */
function isOfKeras3(layer: JsonObject): boolean {
  const nodes = fieldOf(layer, 'inboundNodes');
  if (isList(nodes) && nodes.some(isObject)) return true;
  const config = fieldOf(layer, 'config');
  const isInput = fieldOf(layer, 'className') === 'InputLayer' && isObject(config);
  return isInput && ['batchInputShape', 'inputShape'].every((name) => fieldOf(config, name) === undefined);
}

function layersIn(layers: Json | undefined): readonly Json[] {
  const list = listIn(layers, 'the layers of the file are no list');
  return list.length > MOST_LAYERS ? malformed(`the file has more than ${MOST_LAYERS} layers`) : list;
}

function describe(one: Json, ask: Ask): Described {
  const layer = objectIn(one, 'a layer of the file is no object');
  const name = textIn(fieldOf(layer, 'name'), 'a layer of the file has no name');
  if (isOfKeras3(layer)) malformed(KERAS_3);
  const applications = listIn(fieldOf(layer, 'inboundNodes'), `the layer ${name} of the file is not connected`);
  const waiting = applications.map((node) =>
    listIn(node, `the layer ${name} is connected in a form that is not known`),
  );
  return { name, layer: layerOf(layer, ask), waiting };
}

/** What is there before a layer is applied: the tensor of an input, the ends of a model. */
function ownOutputs(layer: InstanceDatum): (readonly FakeTensor[])[] {
  if ('layers' in (layer.state as object)) return [modelState(layer).outputs];
  return layerState(layer).calls.map(({ outputs }) => outputs);
}

/** Applies a layer to what is there; whether there was anything. */
function applyWaiting({ name, layer, waiting }: Described, nodes: Nodes, ask: Ask): boolean {
  let isMoving = false;
  for (let node = waiting[0]; node !== undefined; node = waiting[0]) {
    const inputs = node.map((end) => tensorAt(end, nodes));
    if (inputs.some((input) => input === null)) return isMoving;
    waiting.shift();
    isMoving = true;
    if (inputs.length > 0) nodes.get(name)?.push(applyTo(ask, { layer, rest: [] }, inputs as FakeTensor[]));
  }
  return isMoving;
}

/** `[layer, node, tensor]`; `null` where it is not there yet. */
function tensorAt(end: Json, nodes: Nodes): FakeTensor | null {
  const [name, node, tensor] = listIn(end, 'a connection of the file is no list');
  if (typeof name !== 'string' || typeof node !== 'number' || typeof tensor !== 'number')
    return malformed('a connection of the file is malformed');
  return nodes.get(name)?.[node]?.[tensor] ?? null;
}

function layerOf(described: JsonObject, ask: Ask): InstanceDatum {
  const className = textIn(fieldOf(described, 'className'), 'the class of a layer is not stated');
  if (['Sequential', 'Model', 'Functional'].includes(className)) return modelOf(described, ask);
  const config = objectIn(fieldOf(described, 'config'), `the layer ${className} of the file has no configuration`);
  const layer = rowOfClass(className)?.run([configOf(className, config, ask)], ask) ?? ownLayer(className, config, ask);
  return layer?.kind === 'instance' ? layer : malformed(`the layer ${className} of the file is not known`);
}

/** A layer of a class that the program has registered. */
function ownLayer(className: string, config: JsonObject, ask: Ask): Datum | null {
  const registered = ask.registry.get(className) as FunctionDatum | undefined;
  return registered?.ofClass?.construct([configOf(className, config, ask)]) ?? null;
}

/** The configuration as a program would write it, with layers for the descriptions of layers in it. */
function configOf(className: string, config: JsonObject, ask: Ask): Datum {
  const fields = Object.entries(config).map(([name, value]) => {
    if ((name === 'layer' || name === 'cell') && isObject(value)) return [name, layerOf(value, ask)] as const;
    if (name === 'cells' && isList(value)) {
      const cells = value.map((cell) => layerOf(objectIn(cell, 'a cell of the file is no object'), ask));
      return [name, listDatum(cells)] as const;
    }
    // Later versions of Keras write the one axis of a batch normalization as a list.
    const isListedAxis = className === 'BatchNormalization' && name === 'axis' && isList(value);
    return [name, datumOf(isListedAxis ? (value[0] ?? null) : value)] as const;
  });
  return recordDatum(Object.fromEntries(fields));
}

function datumOf(value: Json): Datum {
  if (value === null) return ABSENT;
  if (typeof value === 'number') return { kind: 'number', value: fromNumber(value) };
  if (typeof value === 'string') return stringDatum(value);
  if (typeof value === 'boolean') return { kind: 'boolean', value };
  if (isList(value)) return listDatum(value.map((item) => datumOf(item)));
  return recordDatum(
    Object.fromEntries(Object.entries(value as JsonObject).map(([name, one]) => [name, datumOf(one)])),
  );
}
