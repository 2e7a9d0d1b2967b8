/** Layers that normalize: over a batch, over each example. */
import { Refused } from '../../../kernels/ask.ts';
import { knownSizes } from '../../../kernels/carve.ts';
import { asConstant, constant, type Size } from '../../../symbolic/size.ts';
import { axes, axis, flag, withDefault } from '../../parameters.ts';
import type { Row } from '../../row.ts';
import { layerRow } from './define.ts';
import { openShapeText } from './open.ts';
import { type LayerRule, requireDefined, type Weight, weight } from './rule.ts';

const LAST = constant(-1);

const normalizing: LayerRule = {
  call: (_ask, inputs) => inputs.slice(0, 1),
};

const switches = { center: flag(true), scale: flag(true) };

const batchNormalization = layerRow(
  'batchNormalization',
  'BatchNormalization',
  { axis: withDefault(axis, LAST), ...switches },
  ({ axis: at, center, scale }) => ({
    ...normalizing,
    build(ask, [input = []], layer) {
      const sizes = knownSizes(ask, input);
      const index = placeIn(sizes, at);
      const words = `Axis ${asConstant(at) ?? index} of input tensor should have a defined dimension but the layer received an input with shape ${openShapeText(input)}.`;
      const found = sizes[index];
      if (found === undefined) throw new Refused(`${layer}: the axis`, null, words);
      const depth = requireDefined(found, layer, words);
      const moving = ['moving_mean', 'moving_variance'].map((name) => weight(name, [depth], 'float32', false));
      return { fixed: new Map([[index, depth]]), weights: [...scaleAndOffset([depth], center, scale), ...moving] };
    },
  }),
);

const layerNormalization = layerRow(
  'layerNormalization',
  'LayerNormalization',
  { axis: withDefault(axes, [LAST]), ...switches },
  ({ axis: at, center, scale }) => ({
    ...normalizing,
    build(ask, [input = []]) {
      const sizes = knownSizes(ask, input);
      for (const one of at) requireAxis(sizes, one);
      const fixed = new Map(at.map((one) => [placeIn(sizes, one), sizes[placeIn(sizes, one)] ?? LAST]));
      return { fixed, weights: scaleAndOffset([...fixed.values()], center, scale) };
    },
  }),
);

export const normalizationRows: Readonly<Record<string, Row>> = { batchNormalization, layerNormalization };

function scaleAndOffset(shape: readonly Size[], center: boolean, scale: boolean): readonly Weight[] {
  return [...(scale ? [weight('gamma', shape)] : []), ...(center ? [weight('beta', shape)] : [])];
}

function requireAxis(sizes: readonly Size[], at: Size): void {
  const place = placeIn(sizes, at);
  if (place >= 0 && place < sizes.length) return;
  throw new Refused('layerNormalization: the axis', null, `Invalid axis: ${place}`);
}

function placeIn(sizes: readonly Size[], at: Size): number {
  const index = asConstant(at) ?? -1;
  return index < 0 ? index + sizes.length : index;
}
