/** The layers of models, told while the objects are as the run left them. */
import { ts } from 'ts-morph';
import type { Recorder } from '../interpreter/recorder.ts';
import type { InstanceDatum } from '../libraries/datum.ts';
import { weightsOf } from '../libraries/tfjs/layers/layer.ts';
import type { LayerState } from '../libraries/tfjs/layers/state.ts';
import type { ModelState } from '../libraries/tfjs/models/state.ts';
import { printSize } from '../symbolic/notation.ts';
import { constant, type Size, sum } from '../symbolic/size.ts';
import { elementCount } from '../tensor/tensor.ts';
import type { LayerReport, ModelReport } from './explanation.ts';
import { shapeText } from './shapes.ts';

/** The models among the values of names. */
export function modelTables({ observations }: Recorder): ReadonlyMap<ts.Node, ModelReport> {
  const tables = new Map<ts.Node, ModelReport>();
  for (const [node, observed] of observations) {
    if (!ts.isIdentifier(node)) continue;
    const value = observed.at(-1)?.value;
    const state = value?.kind === 'object' ? value.instance?.state.value : null;
    if (isModel(state)) tables.set(node, tableOf(state));
  }
  return tables;
}

function isModel(state: unknown): state is ModelState {
  return typeof state === 'object' && state !== null && 'layers' in state && 'outputs' in state;
}

function tableOf({ name, layers, why }: ModelState): ModelReport {
  const counts = layers.map(parameterCount);
  return {
    name,
    layers: layers.map((layer, index) => layerReport(layer, counts[index] ?? constant(0))),
    parameters: printSize(sum(counts)),
    why: why?.message ?? null,
  };
}

function layerReport({ type, state }: InstanceDatum, count: Size): LayerReport {
  const parameters = printSize(count);
  if (isModel(state)) return { name: state.name, className: type.name, output: outputText(state.outputs), parameters };
  // A layer whose constructor failed has no state.
  if (state === null) return { name: type.name, className: type.name, output: '', parameters };
  const { name, className, calls } = state as LayerState;
  return { name, className, output: outputText(calls.at(-1)?.outputs ?? []), parameters };
}

function outputText(outputs: ModelState['outputs']): string {
  return outputs.map(({ shape }) => shapeText(shape)).join(', ');
}

function parameterCount(layer: InstanceDatum): Size {
  if (isModel(layer.state)) return sum(layer.state.layers.map(parameterCount));
  if (layer.state === null) return constant(0);
  return sum(weightsOf(layer).map(({ shape }) => elementCount(shape) ?? constant(0)));
}
