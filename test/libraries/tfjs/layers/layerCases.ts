/** Layers as rows that the oracle can call: made and applied, or put into a model that predicts. */
import * as tf from '@tensorflow/tfjs';
import type fc from 'fast-check';
import { ABSENT, type Datum, type InstanceDatum, recordDatum } from '../../../../server/libraries/datum.ts';
import type { Row } from '../../../../server/libraries/row.ts';
import { layerRows } from '../../../../server/libraries/tfjs/layers/index.ts';
import { sequentialRows } from '../../../../server/libraries/tfjs/models/sequential.ts';
import { type Argument, recordArgument, sizesArgument } from '../../arguments.ts';
import type { OracleCase } from '../../support.ts';

type RealLayer = { apply(input: unknown): unknown; getWeights(): unknown; countParams(): number };

/** `tf.layers.<name>(config).apply(input)`, with the weights that it makes: the arguments are the configuration and the input. */
export function applied(name: string, args: fc.Arbitrary<readonly Argument[]>, runs?: number): OracleCase {
  const row: Row = {
    ...shell(`layers.${name} applied`),
    run([config = ABSENT, input = ABSENT], ask) {
      const made = layer(name, config, ask);
      const output = invoke(made, 'apply', [input], ask);
      const [weights, count] = [invoke(made, 'getWeights', [], ask), invoke(made, 'countParams', [], ask)];
      return recordDatum({ output, weights, count });
    },
  };
  return {
    row,
    args,
    real(config: never, input: never) {
      const made = realLayer(name, config);
      const output = made.apply(input);
      return { output, weights: made.getWeights(), count: made.countParams() };
    },
    ...(runs === undefined ? {} : { runs }),
  };
}

/** `tf.sequential({ layers: [tf.layers.<name>(config)] }).predict(input)`, where the configuration has an `inputShape`. */
export function predicted(name: string, args: fc.Arbitrary<readonly Argument[]>, runs?: number): OracleCase {
  const row: Row = {
    ...shell(`layers.${name} in a model`),
    run([config = ABSENT, input = ABSENT], ask) {
      const model = sequentialRows.sequential?.run([], ask) as InstanceDatum;
      invoke(model, 'add', [layer(name, config, ask)], ask);
      return invoke(model, 'predict', [input], ask);
    },
  };
  const real = (config: never, input: never): unknown => {
    const model = tf.sequential();
    model.add(realLayer(name, config) as tf.layers.Layer);
    return model.predict(input);
  };
  return { row, args, real, ...(runs === undefined ? {} : { runs }) };
}

/** The configuration with the shape of an example of the input. */
export function withInputShape([config, input, ...rest]: readonly Argument[]): readonly Argument[] {
  const fields = config?.kind === 'record' ? config.fields : {};
  const shape = input?.kind === 'tensor' ? input.shape.slice(1) : [];
  return [
    recordArgument({ ...fields, inputShape: sizesArgument(shape) }),
    ...(input === undefined ? [] : [input]),
    ...rest,
  ];
}

export function layer(name: string, config: Datum, ask: Parameters<Row['run']>[1]): InstanceDatum {
  const made = layerRows[name]?.run([config], ask);
  if (made?.kind !== 'instance') throw new Error(`no layer ${name}`);
  return made;
}

export function invoke(
  self: InstanceDatum,
  method: string,
  args: readonly Datum[],
  ask: Parameters<Row['run']>[1],
): Datum {
  const found = self.type.methods[method];
  if (found === undefined) throw new Error(`${self.type.name} has no ${method}`);
  return found(self, args, ask);
}

function shell(name: string): Omit<Row, 'run'> {
  return { name, parameters: ['config', 'input'], doc: null, silent: false };
}

function realLayer(name: string, config: never): RealLayer {
  const make = (tf.layers as unknown as Record<string, (config: never) => RealLayer>)[name];
  if (make === undefined) throw new Error(`the library has no layer ${name}`);
  return make(config);
}
