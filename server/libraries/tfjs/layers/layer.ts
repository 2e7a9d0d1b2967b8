/** Layers as objects: applied to tensors, or to symbolic tensors while a model is built. */
import { type Ask, Refused, Unreadable } from '../../../kernels/ask.ts';
import { countElements } from '../../../kernels/reshape.ts';
import { fromSize } from '../../../symbolic/quotient.ts';
import { sum } from '../../../symbolic/size.ts';
import { type FakeTensor, fakeTensor } from '../../../tensor/tensor.ts';
import {
  ABSENT,
  type Datum,
  type InstanceDatum,
  listDatum,
  recordDatum,
  stringDatum,
  tensorDatum,
} from '../../datum.ts';
import { dtype, sizes } from '../../parameters.ts';
import type { InstanceType } from '../../row.ts';
import { shapeDatum } from '../instances.ts';
import { isSymbolic, oneOrList, symbolicOutputs, tensorsOf } from '../models/graph.ts';
import { refuseNoFloats } from '../ranked.ts';
import { unknownBoolean, unknownDatum } from '../unknowns.ts';
import { computeOutputShape, shapesIn } from './compute.ts';
import { callOwn, ownShapes } from './custom.ts';
import { layerVariable } from './layerVariable.ts';
import { whileBuilding } from './open.ts';
import { type LayerRule, NOTHING_BUILT, requireCompatible, type Weight, weight } from './rule.ts';
import { type LayerCall, layerState, mergeLayers, newLayerState } from './state.ts';
import { statedIn } from './stated.ts';

/** `tf.layers.Layer`, which all layers are, also those that programs define. */
export const LAYER: InstanceType = {
  name: 'Layer',
  construct: ([config = ABSENT], ask) => newLayerState('Layer', null, statedIn('Layer', config, ask)),
  methods: {
    apply,
    call,
    build,
    computeOutputShape,
    computeMask: () => ABSENT,
    addWeight,
    getWeights: (self) =>
      listDatum(weightsOf(self).map(({ shape, dtype: type }) => tensorDatum(fakeTensor(shape, type)))),
    setWeights: () => ABSENT,
    getConfig: (self) => recordDatum({ name: stringDatum(layerState(self).name), trainable: unknownBoolean }),
    getClassName: (self) => stringDatum(layerState(self).className),
    countParams: (self, _, ask) => ({
      kind: 'number',
      value: fromSize(sum(weightsOf(self).map(({ shape }) => countElements(ask, shape)))),
    }),
    invokeCallHook: () => ABSENT,
    setCallHook: () => ABSENT,
    clearCallHook: () => ABSENT,
    addLoss: () => ABSENT,
    resetStates: () => ABSENT,
    dispose: () => ABSENT,
  },
  properties: {
    name: (self) => stringDatum(layerState(self).name),
    built: (self) => ({ kind: 'boolean', value: layerState(self).built !== null }),
    trainable: () => unknownBoolean,
    stateful: () => unknownBoolean,
    dtype: (self) => stringDatum(layerState(self).dtype),
    weights: (self) => listDatum(weightsOf(self).map(layerVariable)),
    trainableWeights: (self) => listDatum(weightsOf(self).map(layerVariable)),
    batchInputShape(self) {
      const { inputShape } = layerState(self);
      return inputShape === null ? ABSENT : shapeDatum(inputShape);
    },
    input: (self) => oneOrList(callOf(self).inputs),
    output: (self) => oneOrList(callOf(self).outputs),
    outputShape: (self) => shapeDatum(callOf(self).outputs[0]?.shape ?? []),
    inboundNodes: () => unknownDatum('the graph of a layer'),
  },
  merge: mergeLayers,
};

function addWeight(self: InstanceDatum, [name, shape, type]: readonly Datum[], ask: Ask): Datum {
  const called = name?.kind === 'string' ? name.value : null;
  const kind = dtype('float32').read(type ?? ABSENT, ask, 'dtype') ?? 'float32';
  const added = weight(called ?? 'weight', sizes.read(shape ?? ABSENT, ask, 'shape'), kind);
  const state = layerState(self);
  self.update({ ...state, added: [...state.added, added] });
  return layerVariable(added);
}

/** The outputs for tensors, or symbolic ones for symbolic tensors. */
function apply(self: InstanceDatum, [input = ABSENT, ...rest]: readonly Datum[], ask: Ask): Datum {
  const inputs = tensorsOf(input, ask);
  const isBuilding = inputs.some(isSymbolic);
  if (isBuilding && !inputs.every(isSymbolic)) {
    throw new Refused(
      'apply: all tensors or all symbolic tensors',
      null,
      'Arguments to apply() must be all SymbolicTensors or all Tensors',
    );
  }
  if (self.state === null) throw new Unreadable({ message: 'the layer was not constructed', place: null });
  const { rule, name } = layerState(self);
  if (rule === null && !isBuilding) return callOwn(self, input, inputs, rest);
  const asking = isBuilding ? whileBuilding(ask) : ask;
  const outputs = rule === null ? ownShapes(self, inputs, asking) : outputsOf(self, rule, inputs, asking);
  if (!isBuilding) return oneOrList(outputs);
  const symbolic = symbolicOutputs({ layer: self, inputs, rest }, outputs, name);
  const state = layerState(self);
  self.update({ ...state, calls: [...state.calls, { inputs, outputs: symbolic }] });
  return oneOrList(symbolic);
}

/** What `apply` runs after its checks. */
function call(self: InstanceDatum, [input = ABSENT]: readonly Datum[], ask: Ask): Datum {
  const { rule, name } = layerState(self);
  if (rule === null) return input;
  const inputs = tensorsOf(input, ask);
  refuseTypes(rule, inputs);
  return oneOrList(rule.call(ask, inputs, name));
}

/** Makes the weights for a shape, or a list of them, as the first application does. */
function build(self: InstanceDatum, [shape = ABSENT]: readonly Datum[], ask: Ask): Datum {
  const state = layerState(self);
  const made = state.rule?.build?.(whileBuilding(ask), shapesIn(shape, ask), state.name) ?? NOTHING_BUILT;
  self.update({ ...state, built: state.built ?? made });
  return ABSENT;
}

function refuseTypes({ floats }: LayerRule, [given]: readonly FakeTensor[]): void {
  if (floats !== undefined && given !== undefined && !isSymbolic(given)) refuseNoFloats(given, ...floats);
}

/** Runs the layer's rule; the first time it is built for what it gets. */
function outputsOf(
  self: InstanceDatum,
  rule: LayerRule,
  inputs: readonly FakeTensor[],
  ask: Ask,
): readonly FakeTensor[] {
  const state = layerState(self);
  const shapes = inputs.map(({ shape }) => shape);
  const [first = []] = shapes;
  if (state.built === null) requireCompatible(ask, rule, NOTHING_BUILT, first, state.name);
  const built = state.built ?? rule.build?.(ask, shapes, state.name) ?? NOTHING_BUILT;
  if (state.built === null) self.update({ ...state, built });
  else requireCompatible(ask, rule, built, first, state.name);
  refuseTypes(rule, inputs);
  return rule.call(ask, inputs, state.name);
}

/** The weights that are known: those of a layer that has been built. */
export function weightsOf(self: InstanceDatum): readonly Weight[] {
  const { built, added } = layerState(self);
  return [...(built?.weights ?? []), ...added];
}

/** Its only application to symbolic tensors. */
function callOf(self: InstanceDatum): LayerCall {
  const [call] = layerState(self).calls;
  if (call !== undefined) return call;
  throw new Unreadable({ message: `the layer ${layerState(self).name} has not been applied`, place: null });
}
