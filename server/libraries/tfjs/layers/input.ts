/** Inputs of models: `tf.input`, `tf.layers.inputLayer`. */
import { type Ask, Refused } from '../../../kernels/ask.ts';
import type { DType } from '../../../tensor/dtype.ts';
import type { FakeTensor, Shape } from '../../../tensor/tensor.ts';
import { ABSENT, type Datum, tensorDatum } from '../../datum.ts';
import { any, dtype, fields, maybe, optional, text } from '../../parameters.ts';
import { type Row, row } from '../../row.ts';
import { doc } from '../documentation.ts';
import { newInstance } from '../instances.ts';
import { symbolicInput } from '../models/graph.ts';
import { LAYER } from './layer.ts';
import { countedName, newLayerState } from './state.ts';
import { batchIn, openShape, statedIn } from './stated.ts';

const inputFields = fields({
  shape: optional(openShape),
  batchShape: optional(openShape),
  name: maybe(text),
  dtype: dtype('float32'),
});

const input = row('input', { config: any }, ({ config }, ask) => tensorDatum(readInput(config, ask)), doc('input'));

const inputLayer = row(
  'layers.inputLayer',
  { config: any },
  ({ config }, ask) => {
    const stated = statedIn('InputLayer', config, ask);
    if (stated.inputShape === null) {
      const words = 'An InputLayer should be passed either a `batchInputShape` or an `inputShape`.';
      throw new Refused('inputLayer: the shape of the input', null, words);
    }
    const tensor = symbolicInput(stated.inputShape, stated.dtype, stated.name);
    const state = newLayerState('InputLayer', { call: (_ask, inputs) => inputs }, stated);
    return newInstance(LAYER, { ...state, calls: [{ inputs: [tensor], outputs: [tensor] }] });
  },
  doc('layers.inputLayer'),
);

export const inputRows: Readonly<Record<string, Row>> = { input };

export const inputLayerRows: Readonly<Record<string, Row>> = { input: { ...input, name: 'layers.input' }, inputLayer };

/** The symbolic input of a layer that a sequential model begins with. */
export function inputOf(name: string, shape: Shape, type: DType): FakeTensor {
  return symbolicInput(shape, type, `${name}_input`);
}

function readInput(config: Datum, ask: Ask): FakeTensor {
  const { shape, batchShape, name, dtype: type } = inputFields.read(config, ask, 'config');
  if (batchShape === null && shape === null) {
    const words =
      'Please provide to Input either a `shape` or a `batchShape` argument. ' +
      'Note that `shape` does not include the batch dimension.';
    throw new Refused('input: the shape', null, words);
  }
  const whole = batchShape ?? [batchIn(ABSENT, ask), ...(shape ?? [])];
  return symbolicInput(whole, type ?? 'float32', name ?? countedName('input', ask));
}
