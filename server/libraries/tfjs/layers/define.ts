/** Makes the row of a layer from its configuration's fields and its rule. */
import type { Ask } from '../../../kernels/ask.ts';
import type { Shape } from '../../../tensor/tensor.ts';
import { ABSENT } from '../../datum.ts';
import { any, fields } from '../../parameters.ts';
import { type Parameter, type Read, type Row, row } from '../../row.ts';
import { doc } from '../documentation.ts';
import { newInstance } from '../instances.ts';
import { LAYER } from './layer.ts';
import { requireNames } from './names.ts';
import type { LayerRule } from './rule.ts';
import { newLayerState } from './state.ts';
import { batchIn, statedIn } from './stated.ts';

type Fields = Readonly<Record<string, Parameter<unknown>>>;

/** A row that makes layers of a class. */
export interface LayerRow extends Row {
  /** As in the library, and in the files of models: `Conv2D`. */
  readonly className: string;
}

interface LayerOptions<F extends Fields> {
  /** The shape of one example that the layer's own fields state, such as `inputDim`. */
  readonly example?: (config: Read<F>) => Shape | null;
}

/**
 * `tf.layers.<name>(config)`.
 * @param className as in the library: `Conv2D`
 * @param rule what the layer with this configuration computes
 */
export function layerRow<F extends Fields>(
  name: string,
  className: string,
  parameters: F,
  rule: (config: Read<F>, ask: Ask) => LayerRule,
  options: LayerOptions<F> = {},
): LayerRow {
  const made = row(
    `layers.${name}`,
    { config: any },
    ({ config }, ask) => {
      requireNames(className, config);
      const own = fields(parameters).read(config, ask, 'config') as Read<F>;
      const stated = statedIn(className, config, ask);
      const example = stated.inputShape === null ? (options.example?.(own) ?? null) : null;
      const inputShape = example === null ? stated.inputShape : [batchIn(ABSENT, ask), ...example];
      return newInstance(LAYER, newLayerState(className, rule(own, ask), { ...stated, inputShape }));
    },
    doc(`layers.${name}`),
  );
  return { ...made, className };
}
