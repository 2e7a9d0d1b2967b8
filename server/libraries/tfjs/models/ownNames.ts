/** Each layer of a model has a name of its own. */
import { Refused } from '../../../kernels/ask.ts';
import type { InstanceDatum } from '../../datum.ts';
import { layerState } from '../layers/state.ts';

/** @throws Refused where the program gives two layers of a model the same name. */
export function requireOwnNames(layers: readonly InstanceDatum[]): void {
  const names = layers.map(statedName);
  const twice = names.find((name, index) => name !== null && names.indexOf(name) !== index);
  if (twice === undefined || twice === null) return;
  const count = names.filter((name) => name === twice).length;
  const words = `The name "${twice}" is used ${count} times in the model. All layer names should be unique.`;
  throw new Refused('model: names of layers', null, words);
}

/** The name that the program states; `null` for one that the library counts up, and for models. */
function statedName(layer: InstanceDatum): string | null {
  if (layer.state === null || 'layers' in (layer.state as object)) return null;
  const name = layerState(layer).config?.get('name');
  return name?.kind === 'string' ? name.value : null;
}
