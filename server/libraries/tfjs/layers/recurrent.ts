/** Layers that step through time, and the cells that they step with. */
import { type Ask, Refused } from '../../../kernels/ask.ts';
import { knownSizes } from '../../../kernels/carve.ts';
import { constant, type Size, times } from '../../../symbolic/size.ts';
import { type FakeTensor, fakeTensor, type Shape } from '../../../tensor/tensor.ts';
import type { Datum } from '../../datum.ts';
import { any, flag, list, size, unreadable } from '../../parameters.ts';
import type { Row } from '../../row.ts';
import { component } from '../windows.ts';
import { convolutionalShape, type WindowConfig, windowFields } from './convolutional.ts';
import { layerRow } from './define.ts';
import { type LayerRule, NONE, requireDefined, sizeAt, type Weight, weight } from './rule.ts';
import { layerState } from './state.ts';

const returns = { returnSequences: flag(false), returnState: flag(false) };

const cellFields = { units: size, useBias: flag(true) };

/** How many matrices a cell holds side by side, and how many states it carries. */
const CELLS = {
  simpleRNN: { className: 'SimpleRNN', gates: 1, states: 1 },
  gru: { className: 'GRU', gates: 3, states: 1 },
  lstm: { className: 'LSTM', gates: 4, states: 2 },
} as const;

/** A cell is no layer of its own; what it is to others stands in its configuration. */
const CELL: LayerRule = { call: (_ask, inputs) => inputs };

/** What a cell is to the layer that steps with it. */
interface Cell {
  /** The size of the output, then of each state. */
  readonly output: Size;
  readonly states: readonly Size[];
  weights(inputDepth: Size): readonly Weight[];
}

type CellKind = (typeof CELLS)[keyof typeof CELLS];

const rnn = layerRow('rnn', 'RNN', { cell: any, ...returns }, ({ cell, returnSequences, returnState }, ask) =>
  stepping(cellOf(cell, ask), returnSequences, returnState),
);

const convLstm2d = layerRow('convLstm2d', 'ConvLSTM2D', { ...windowFields, filters: size, ...returns }, (config) => ({
  rank: 5,
  build: (ask, [input = []], layer) => ({ fixed: new Map(), weights: imageWeights(ask, config, input, layer) }),
  call(ask, [x = NONE], layer) {
    const [batch = constant(1), steps = constant(1), ...image] = knownSizes(ask, x.shape);
    const [, ...frame] = convolutionalShape(ask, [batch, ...image], config, config.filters, layer);
    const output = config.returnSequences ? [batch, steps, ...frame] : [batch, ...frame];
    const state = fakeTensor([batch, ...frame], 'float32');
    return [fakeTensor(output, 'float32'), ...(config.returnState ? [state, state] : [])];
  },
}));

/** Of the cell: one kernel for the input, one for the state, each for four gates. */
function imageWeights(
  ask: Ask,
  config: WindowConfig & { readonly filters: Size },
  input: Shape,
  layer: string,
): readonly Weight[] {
  const words = 'The channel dimension of the input should be defined. Found null';
  const depth = requireDefined(sizeAt(ask, input, config.dataFormat === 'channelsFirst' ? 2 : -1), layer, words);
  const window = [component(config.kernelSize, 0), component(config.kernelSize, 1)];
  const width = times(config.filters, 4);
  return [
    weight('kernel', [...window, depth, width]),
    weight('recurrent_kernel', [...window, config.filters, width]),
    ...(config.useBias ? [weight('bias', [width])] : []),
  ];
}

export const recurrentRows: Readonly<Record<string, Row>> = {
  convLstm2d,
  convLstm2dCell: layerRow('convLstm2dCell', 'ConvLSTM2DCell', { ...windowFields, filters: size }, () => CELL),
  rnn,
  ...layerAndCell('simpleRNN', 'simpleRNNCell'),
  ...layerAndCell('gru', 'gruCell'),
  ...layerAndCell('lstm', 'lstmCell'),
  stackedRNNCells: layerRow('stackedRNNCells', 'StackedRNNCells', { cells: any }, () => CELL),
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
  return { [name]: layer, [cellName]: layerRow(cellName, `${kind.className}Cell`, cellFields, () => CELL) };
}

/** [batch, steps, depth] to [batch, units], or with all steps; with the states if they are wanted. */
function stepping(cell: Cell, returnSequences: boolean, returnState: boolean): LayerRule {
  return {
    rank: 3,
    build(ask, [input = []]) {
      const depth = knownSizes(ask, input)[2] ?? constant(1);
      return { fixed: new Map([[2, depth]]), weights: cell.weights(depth) };
    },
    call(ask, [x = NONE]) {
      const [batch = constant(1), steps = constant(1)] = knownSizes(ask, x.shape);
      const output = returnSequences ? [batch, steps, cell.output] : [batch, cell.output];
      const states = returnState ? cell.states.map((units): Shape => [batch, units]) : [];
      return [output, ...states].map((shape): FakeTensor => fakeTensor(shape, 'float32'));
    },
  };
}

function plainCell({ gates, states }: CellKind, units: Size, useBias: boolean): Cell {
  const width = times(units, gates);
  return {
    output: units,
    states: Array.from({ length: states }, () => units),
    weights: (depth) => [
      weight('kernel', [depth, width]),
      weight('recurrent_kernel', [units, width]),
      ...(useBias ? [weight('bias', [width])] : []),
    ],
  };
}

/** A cell or a stack of cells, whose last one gives the output. */
function cellOf(datum: Datum, ask: Ask): Cell {
  if (datum.kind === 'list') return stackOf(datum, ask);
  if (datum.kind !== 'instance') throw unreadable(datum, 'cell');
  const { className, config } = layerState(datum);
  if (className === 'StackedRNNCells') return stackOf(config?.get('cells') ?? datum, ask);
  const kind = Object.values(CELLS).find((one) => `${one.className}Cell` === className);
  if (kind === undefined || config === null) throw unreadable(datum, 'cell');
  return plainCell(
    kind,
    size.read(config.get('units'), ask, 'units'),
    flag(true).read(config.get('useBias'), ask, 'useBias'),
  );
}

function stackOf(datum: Datum, ask: Ask): Cell {
  const cells = list.read(datum, ask, 'cells').map((cell) => cellOf(cell, ask));
  const last = cells.at(-1);
  if (last === undefined) throw new Refused('rnn: at least one cell');
  return {
    output: last.output,
    states: cells.toReversed().flatMap((cell) => cell.states),
    weights: (depth) => cells.flatMap((cell, index) => cell.weights(cells[index - 1]?.output ?? depth)),
  };
}
