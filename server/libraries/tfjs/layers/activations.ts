/** Activations by name, as layers and as the last step of others: which data types they refuse, and which they give. */
import { type FakeTensor, fakeTensor } from '../../../tensor/tensor.ts';
import { refuseNoFloats } from '../ranked.ts';
import type { LayerRule } from './rule.ts';

/** Activations that refuse all but floats: the argument and the operation that say so. */
const OF_FLOATS: Readonly<Record<string, readonly [argument: string, operation: string]>> = {
  elu: ['x', 'elu'],
  mish: ['x', 'tanh'],
  sigmoid: ['x', 'sigmoid'],
  softmax: ['logits', 'softmax'],
  tanh: ['x', 'tanh'],
};

const OF_ANY: readonly string[] = ['linear', 'relu', 'selu', 'softplus'];

const TO_FLOATS: readonly string[] = ['gelu', 'gelu_new', 'hardSigmoid', 'logSoftmax', 'relu6', 'softsign', 'swish'];

/** @param name `null` where it is not known or not given */
export function activation(name: string | null): LayerRule {
  const floats = name === null ? undefined : OF_FLOATS[name];
  const rule: LayerRule = { call: (_ask, inputs) => inputs.slice(0, 1).map((input) => activated(input, name)) };
  return floats === undefined ? rule : { ...rule, floats };
}

/** @throws Refused for a tensor of a data type that the activation does not take. */
export function activated(input: FakeTensor, name: string | null): FakeTensor {
  const { shape, dtype } = input;
  if (dtype === 'float32' || name === null || OF_ANY.includes(name)) return input;
  const floats = OF_FLOATS[name];
  if (floats !== undefined) refuseNoFloats(input, ...floats);
  return fakeTensor(shape, floats !== undefined || TO_FLOATS.includes(name) ? 'float32' : null);
}
