/** Layers that hold other layers and cells agree with the library: outputs, weights, and what they refuse. */
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { ABSENT, type Datum, listDatum, recordDatum, stringDatum } from '../../../../server/libraries/datum.ts';
import { fromNumber } from '../../../../server/symbolic/quotient.ts';
import { positiveSize, someShape } from '../../arbitraries.ts';
import { type Argument, stringArgument, tensorArgument } from '../../arguments.ts';
import { itAgreesWithLibrary, type OracleCase } from '../../support.ts';
import { invoke, layer } from './layerCases.ts';

type Plain = number | boolean | string | Held | readonly Plain[];

/** A layer or a cell inside a configuration. */
interface Held {
  readonly name: string;
  readonly config: Config;
}

type Config = Readonly<Record<string, Plain>>;

const units = fc.integer({ min: 1, max: 4 });
const rnn = fc.constantFrom('simpleRNN', 'gru', 'lstm');
const recurrent = fc.record({ units, returnSequences: fc.boolean(), returnState: fc.boolean() });

const cell: fc.Arbitrary<Held> = fc
  .tuple(rnn, units, fc.boolean())
  .map(([name, count, useBias]) => ({ name: `${name}Cell`, config: { units: count, useBias } }));

/** A layer with a configuration that is drawn, on an input of a rank, now and then of another. */
function held(name: string, configs: fc.Arbitrary<Config>, rank: number, other = rank - 1): readonly OracleCase[] {
  const ranks = fc.constantFrom(rank, rank, rank, rank, other);
  return Array.from({ length: 8 }, (_, seed) => fc.sample(configs, { numRuns: 1, seed })[0]).flatMap((config) => {
    if (config === undefined) return [];
    const args = ranks.chain((count) => someShape(count, count, positiveSize));
    return [
      wrapped(
        name,
        config,
        args.map((shape): readonly Argument[] => [stringArgument(JSON.stringify(config)), tensorArgument(shape)]),
      ),
    ];
  });
}

function wrapped(name: string, config: Config, args: fc.Arbitrary<readonly Argument[]>): OracleCase {
  return {
    row: {
      name: `layers.${name} holding others`,
      parameters: ['config', 'input'],
      doc: null,
      silent: false,
      run([, input = ABSENT], ask) {
        const made = layer(name, fakeConfig(config, ask), ask);
        const output = invoke(made, 'apply', [input], ask);
        return recordDatum({ output, weights: invoke(made, 'getWeights', [], ask) });
      },
    },
    args,
    real(_config: never, input: never) {
      const made = realLayer(name, config) as tf.layers.Layer;
      return { output: made.apply(input), weights: made.getWeights() };
    },
  };
}

describe('tfjs layers that hold others', () => {
  itAgreesWithLibrary([
    ...held('rnn', fc.record({ cell, returnSequences: fc.boolean(), returnState: fc.boolean() }), 3),
    ...held('rnn', fc.record({ cell: fc.array(cell, { minLength: 1, maxLength: 3 }), returnState: fc.boolean() }), 3),
    ...held(
      'bidirectional',
      fc.record({
        layer: fc.tuple(rnn, recurrent).map(([name, config]): Held => ({ name, config })),
        mergeMode: fc.constantFrom('concat', 'sum', 'mul', 'ave'),
      }),
      3,
    ),
    ...held(
      'timeDistributed',
      fc.record({ layer: units.map((count): Held => ({ name: 'dense', config: { units: count } })) }),
      3,
    ),
    ...held(
      'timeDistributed',
      fc.record({
        layer: fc.constantFrom<Held>(
          { name: 'flatten', config: {} },
          { name: 'conv2d', config: { filters: 2, kernelSize: 1 } },
          { name: 'dropout', config: { rate: 0.5 } },
        ),
      }),
      5,
      5,
    ),
    ...held(
      'convLstm2d',
      fc.record({
        filters: units,
        kernelSize: fc.constantFrom(1, 2),
        padding: fc.constantFrom('same', 'valid'),
        returnSequences: fc.boolean(),
        returnState: fc.boolean(),
        useBias: fc.boolean(),
      }),
      5,
    ),
  ]);
});

function fakeConfig(config: Config, ask: Parameters<typeof invoke>[3]): Datum {
  const datum = (plain: Plain): Datum => {
    if (typeof plain === 'number') return { kind: 'number', value: fromNumber(plain) };
    if (typeof plain === 'boolean') return { kind: 'boolean', value: plain };
    if (typeof plain === 'string') return stringDatum(plain);
    return 'config' in plain ? layer(plain.name, fakeConfig(plain.config, ask), ask) : listDatum(plain.map(datum));
  };
  return recordDatum(Object.fromEntries(Object.entries(config).map(([name, plain]) => [name, datum(plain)])));
}

function realLayer(name: string, config: Config): unknown {
  const plain = (one: Plain): unknown => {
    if (typeof one !== 'object') return one;
    return 'config' in one ? realLayer(one.name, one.config) : one.map(plain);
  };
  const fields = Object.fromEntries(Object.entries(config).map(([field, one]) => [field, plain(one)]));
  return (tf.layers as unknown as Record<string, (config: object) => unknown>)[name]?.(fields);
}
