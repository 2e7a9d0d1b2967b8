/** Layers as rows that the oracle can call: made and applied, put into a model that predicts, or asked for a shape. */
import * as tf from '@tensorflow/tfjs';
import type fc from 'fast-check';
import { ABSENT, type Datum, type InstanceDatum, recordDatum } from '../../../../../server/libraries/datum.ts';
import type { Row } from '../../../../../server/libraries/row.ts';
import { layerRows } from '../../../../../server/libraries/tfjs/layers/index.ts';
import { sequentialRows } from '../../../../../server/libraries/tfjs/models/sequential.ts';
import { type Argument, absent, recordArgument, sizesArgument } from '../../../arguments.ts';
import type { OracleCase } from '../../../support.ts';

type RealLayer = {
  apply(input: unknown): unknown;
  getWeights(): unknown;
  countParams(): number;
  build(shape: unknown): void;
  call(inputs: unknown, options: object): unknown;
  computeOutputShape(shape: unknown): unknown;
};

/** `tf.layers.<name>(config).apply(input)`, with the weights that it makes: the arguments are the configuration and the input. */
export function applied(name: string, args: fc.Arbitrary<readonly Argument[]>): OracleCase {
  const row: Row = {
    ...shell(`layers.${name}`),
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
  };
}

/** `tf.sequential({ layers: [tf.layers.<name>(config)] }).predict(input)`, where the configuration has an `inputShape`. */
export function predicted(name: string, args: fc.Arbitrary<readonly Argument[]>): OracleCase {
  const row: Row = {
    ...shell(`layers.${name}`),
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
  return { row, args, real };
}

/** `tf.layers.<name>(config).computeOutputShape(input.shape)`. What it refuses to compute is not compared. */
export function computed(name: string, args: fc.Arbitrary<readonly Argument[]>): OracleCase {
  const row: Row = {
    ...shell(`layers.${name}`),
    run([config = ABSENT, shape = ABSENT], ask) {
      return invoke(layer(name, config, ask), 'computeOutputShape', [shape], ask);
    },
  };
  const shapes = args.map(([config = absent, input]) => [
    config,
    sizesArgument(input?.kind === 'tensor' ? input.shape : []),
  ]);
  const real = (config: never, shape: never): unknown => realLayer(name, config).computeOutputShape(shape);
  return { row, args: shapes, real, throwsOnData: true, isOpen: true };
}

/** A cell that is built for a shape, and called with the input and the states. */
export function stepping(name: string, args: fc.Arbitrary<readonly Argument[]>): OracleCase {
  const row: Row = {
    ...shell(`layers.${name}`),
    run([config = ABSENT, inputs = ABSENT, shape = ABSENT], ask) {
      const made = layer(name, config, ask);
      invoke(made, 'build', [shape], ask);
      return invoke(made, 'call', [inputs, recordDatum({})], ask);
    },
  };
  const built = args.map(([config = absent, inputs = absent]): readonly Argument[] => {
    const first = inputs.kind === 'list' ? inputs.items[0] : undefined;
    return [config, inputs, sizesArgument(first?.kind === 'tensor' ? first.shape : [])];
  });
  const real = (config: never, inputs: never, shape: never): unknown => {
    const made = realLayer(name, config);
    made.build(shape);
    return made.call(inputs, {});
  };
  return { row, args: built, real };
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
