/** Layers that step through time, and their cells as layers. */
import { type Ask, Refused } from '../../../kernels/ask.ts';
import { broadcast } from '../../../kernels/broadcast.ts';
import { knownSizes } from '../../../kernels/carve.ts';
import { equal } from '../../../symbolic/relation.ts';
import { constant, type Size, times } from '../../../symbolic/size.ts';
import { type FakeTensor, fakeTensor, type Shape } from '../../../tensor/tensor.ts';
import { any, flag, size } from '../../parameters.ts';
import type { Row } from '../../row.ts';
import { component } from '../windows.ts';
import { CELLS, type Cell, cellOf, cellRule, plainCell, stackOf } from './cells.ts';
import { convolutionalShape, type WindowConfig, windowFields } from './convolutional.ts';
import { layerRow } from './define.ts';
import { type LayerRule, NONE, requireDefined, sizeAt, type Weight, weight } from './rule.ts';

const ONE = constant(1);

const returns = { returnSequences: flag(false), returnState: flag(false) };

const cellFields = { units: size, useBias: flag(true) };

const imageFields = { ...windowFields, filters: size };

type ImageConfig = WindowConfig & { readonly filters: Size };

const rnn = layerRow('rnn', 'RNN', { cell: any, ...returns }, ({ cell, returnSequences, returnState }, ask) =>
  stepping(cellOf(cell, ask), returnSequences, returnState),
);

const convLstm2d = layerRow('convLstm2d', 'ConvLSTM2D', { ...imageFields, ...returns }, (config) => ({
  rank: 5,
  floats: ['x', 'conv2d'],
  build: (ask, [input = []], layer) => ({ fixed: new Map(), weights: imageWeights(ask, config, input, 2, layer) }),
  call(ask, [x = NONE], layer) {
    const [batch = ONE, steps = ONE, ...image] = knownSizes(ask, x.shape);
    const [, ...frame] = convolutionalShape(ask, [batch, ...image], config, config.filters, layer);
    const output = config.returnSequences ? [batch, steps, ...frame] : [batch, ...frame];
    const state = fakeTensor([batch, ...frame], 'float32');
    return [fakeTensor(output, 'float32'), ...(config.returnState ? [state, state] : [])];
  },
}));

const convLstm2dCell = layerRow('convLstm2dCell', 'ConvLSTM2DCell', imageFields, (config) => ({
  floats: ['x', 'conv2d'],
  build(ask, inputs, layer) {
    if (inputs.length > 1)
      throw new Refused('a cell: one shape', null, `Expected exactly 1 Shape; got ${inputs.length}`);
    return { fixed: new Map(), weights: imageWeights(ask, config, inputs[0] ?? [], 1, layer) };
  },
  call: (ask, inputs, layer) => steppedImage(ask, config, inputs, layer),
}));

export const recurrentRows: Readonly<Record<string, Row>> = {
  convLstm2d,
  convLstm2dCell,
  rnn,
  ...layerAndCell('simpleRNN', 'simpleRNNCell'),
  ...layerAndCell('gru', 'gruCell'),
  ...layerAndCell('lstm', 'lstmCell'),
  stackedRNNCells: layerRow('stackedRNNCells', 'StackedRNNCells', { cells: any }, ({ cells }, ask) =>
    cellRule(stackOf(cells, ask), true),
  ),
};

function layerAndCell(name: keyof typeof CELLS, cellName: string): Readonly<Record<string, Row>> {
  const kind = CELLS[name];
  const layer = layerRow(
    name,
    kind.className,
    { ...cellFields, ...returns },
    ({ units, useBias, returnSequences, returnState }) =>
      stepping(plainCell(kind, units, useBias), returnSequences, returnState),
  );
  const cell = layerRow(cellName, `${kind.className}Cell`, cellFields, ({ units, useBias }) =>
    cellRule(plainCell(kind, units, useBias)),
  );
  return { [name]: layer, [cellName]: cell };
}

/** [batch, steps, depth] to [batch, units], or with all steps; with the states if they are wanted. */
function stepping(cell: Cell, returnSequences: boolean, returnState: boolean): LayerRule {
  return {
    rank: 3,
    build(ask, [input = []]) {
      const depth = knownSizes(ask, input)[2] ?? ONE;
      return { fixed: new Map([[2, depth]]), weights: cell.weights(depth) };
    },
    call(ask, [x = NONE]) {
      const [batch = ONE, steps = ONE] = knownSizes(ask, x.shape);
      const output = returnSequences ? [batch, steps, cell.output] : [batch, cell.output];
      const states = returnState ? cell.states.map((units): Shape => [batch, units]) : [];
      return [output, ...states].map((shape): FakeTensor => fakeTensor(shape, 'float32'));
    },
  };
}

/** Of the cell: one kernel for the input, one for the state, each for four gates. */
function imageWeights(ask: Ask, config: ImageConfig, input: Shape, first: number, layer: string): readonly Weight[] {
  const words = 'The channel dimension of the input should be defined. Found null';
  const depth = requireDefined(sizeAt(ask, input, config.dataFormat === 'channelsFirst' ? first : -1), layer, words);
  const window = [component(config.kernelSize, 0), component(config.kernelSize, 1)];
  const width = times(config.filters, 4);
  return [
    weight('kernel', [...window, depth, width]),
    weight('recurrent_kernel', [...window, config.filters, width]),
    ...(config.useBias ? [weight('bias', [width])] : []),
  ];
}

/** The state is convolved without stride, so that it keeps its height and width. */
function steppedImage(ask: Ask, config: ImageConfig, inputs: readonly FakeTensor[], layer: string): FakeTensor[] {
  const [x, state, carried] = inputs;
  if (x === undefined || state === undefined || carried === undefined || inputs.length !== 3) {
    const words = `ConvLSTM2DCell expects 3 input Tensors (inputs, h, c), got ${inputs.length}.`;
    throw new Refused('ConvLSTM2DCell: the states', null, words);
  }
  const undisturbed: WindowConfig = { ...config, strides: ONE, dilationRate: ONE, padding: 'same' };
  const fed = convolutionalShape(ask, x.shape, config, config.filters, layer);
  requireChannels(ask, state.shape, config);
  const kept = convolutionalShape(ask, state.shape, undisturbed, config.filters, layer);
  const sum = broadcast(ask, broadcast(ask, fed, kept, 'add'), carried.shape, 'add');
  return [sum, sum, sum].map((shape) => fakeTensor(shape, 'float32'));
}

function requireChannels(ask: Ask, state: Shape, { dataFormat, filters }: ImageConfig): void {
  const channels = sizeAt(ask, state, dataFormat === 'channelsFirst' ? 1 : -1);
  ask.require(equal(channels, filters), 'ConvLSTM2DCell: the channels of the state');
}
