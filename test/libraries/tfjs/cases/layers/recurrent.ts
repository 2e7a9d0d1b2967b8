/** Cases of layers that step through time, of their cells, and of layers around others. */
import fc from 'fast-check';
import { positiveSize, someShape } from '../../../arbitraries.ts';
import {
  type Argument,
  listArgument,
  madeArgument,
  numberArgument,
  recordArgument,
  stringArgument,
  tensorArgument,
} from '../../../arguments.ts';
import type { OracleCase } from '../../../support.ts';
import { allWays, configured, type Fields, flags, layouts, maybe, paddings, sizes, small, tuple } from './fields.ts';
import { applied, stepping } from './layerCases.ts';

const RECURRENT = ['simpleRNN', 'gru', 'lstm'];

const states: Fields = { returnSequences: flags, returnState: flags };

const steps: Fields = { units: sizes, useBias: flags, goBackwards: flags };

const cell = fc
  .tuple(fc.constantFrom(...RECURRENT), fc.record({ units: sizes, useBias: flags }))
  .map(([name, config]) => madeArgument(`layers.${name}Cell`, recordArgument(config)));

const cells = fc.array(cell, { minLength: 1, maxLength: 3 }).map(listArgument);

const stack = cells.map((list) => madeArgument('layers.stackedRNNCells', recordArgument({ cells: list })));

const inner = fc
  .tuple(fc.constantFrom(...RECURRENT), fc.record({ units: sizes, returnSequences: flags, returnState: flags }))
  .map(([name, config]) => madeArgument(`layers.${name}`, recordArgument(config)));

const bidirectional: Fields = {
  layer: inner,
  mergeMode: maybe(fc.constantFrom('concat', 'sum', 'mul', 'ave').map(stringArgument)),
};

const dense = sizes.map((units) => madeArgument('layers.dense', recordArgument({ units })));

const perImage = fc.constantFrom(
  madeArgument('layers.flatten', recordArgument({})),
  madeArgument('layers.conv2d', recordArgument({ filters: numberArgument(2), kernelSize: numberArgument(1) })),
  madeArgument('layers.dropout', recordArgument({ rate: numberArgument(0.5) })),
  madeArgument('layers.maxPooling2d', recordArgument({ poolSize: numberArgument(1) })),
);

const imageSteps: Fields = {
  filters: sizes,
  kernelSize: tuple(2, fc.integer({ min: 1, max: 2 })),
  padding: paddings,
  dataFormat: layouts,
  useBias: flags,
};

/** A cell, and what it gets: an input and states, mostly of its own size. */
function stepped(count: number): fc.Arbitrary<readonly Argument[]> {
  return fc
    .tuple(someShape(2, 2, positiveSize), small, flags, fc.nat(9))
    .map(([[batch = 1, depth = 1], units, useBias, change]): readonly Argument[] => {
      const state = tensorArgument(
        change === 0
          ? [batch, units + 1]
          : change === 1
            ? [1, units]
            : change === 2
              ? [batch + 1, units]
              : [batch, units],
      );
      const carried = Array.from({ length: change === 3 ? 3 - count : count }, () => state);
      return [
        recordArgument({ units: { kind: 'size', value: units }, useBias }),
        listArgument([tensorArgument([batch, depth]), ...carried]),
      ];
    });
}

const imageCell = fc
  .tuple(someShape(2, 2, positiveSize), fc.integer({ min: 2, max: 4 }), small, paddings, fc.nat(9))
  .map(([[batch = 1, depth = 1], edge, filters, padding, change]): readonly Argument[] => {
    const smaller = padding.kind === 'string' && padding.value === 'valid' ? edge - 1 : edge;
    const state = tensorArgument([
      batch,
      smaller,
      change === 0 ? smaller + 1 : smaller,
      change === 1 ? filters + 1 : filters,
    ]);
    return [
      recordArgument({ filters: { kind: 'size', value: filters }, kernelSize: numberArgument(2), padding }),
      listArgument([tensorArgument([batch, edge, edge, depth]), state, ...(change === 2 ? [] : [state])]),
    ];
  });

const stacked = fc
  .tuple(cells, someShape(2, 2, positiveSize))
  .map(([list, shape]): readonly Argument[] => [
    recordArgument({ cells: list }),
    listArgument([tensorArgument(shape), ...statesOf(list, shape[0] ?? 1)]),
  ]);

/** As the library wants them: those of the last cell first. */
function statesOf(list: Argument, batch: number): readonly Argument[] {
  const held = list.kind === 'list' ? list.items : [];
  return held.toReversed().flatMap((one) => {
    if (one.kind !== 'made') return [];
    const [config] = one.args;
    const units = config?.kind === 'record' ? config.fields.units : undefined;
    const state = tensorArgument([batch, units?.kind === 'size' ? units.value : 1]);
    return one.maker.includes('lstm') ? [state, state] : [state];
  });
}

export const recurrentLayerCases: readonly OracleCase[] = [
  ...RECURRENT.flatMap((name) => allWays(name, configured({ ...steps, returnSequences: flags }, 3, positiveSize, 2))),
  ...RECURRENT.map((name) => applied(name, configured({ ...steps, ...states }, 3))),
  ...allWays('rnn', configured({ cell: fc.oneof(cell, stack), returnSequences: flags }, 3, positiveSize, 2)),
  applied('rnn', configured({ cell: fc.oneof(cell, cells), ...states }, 3)),
  ...allWays('bidirectional', configured(bidirectional, 3, positiveSize, 2)),
  ...allWays('timeDistributed', configured({ layer: dense }, 3)),
  ...allWays('timeDistributed', configured({ layer: perImage }, 5, positiveSize, 5)),
  ...allWays('convLstm2d', configured({ ...imageSteps, ...states }, 5, fc.integer({ min: 2, max: 3 }), 4)),
  applied('simpleRNNCell', stepped(1)),
  applied('gruCell', stepped(1)),
  applied('lstmCell', stepped(2)),
  applied('convLstm2dCell', imageCell),
  stepping('simpleRNNCell', stepped(1)),
  stepping('gruCell', stepped(1)),
  stepping('lstmCell', stepped(2)),
  stepping('convLstm2dCell', imageCell),
  applied('stackedRNNCells', stacked),
];
