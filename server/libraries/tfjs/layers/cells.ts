/** The cells that recurrent layers step with: their states, their weights, and one step. */
import { type Ask, Refused, Unreadable } from '../../../kernels/ask.ts';
import { broadcast } from '../../../kernels/broadcast.ts';
import { multiplyMatrices } from '../../../kernels/contract.ts';
import { type Size, times } from '../../../symbolic/size.ts';
import { fakeTensor, type Shape, sizesOf } from '../../../tensor/tensor.ts';
import type { Datum } from '../../datum.ts';
import { flag, list, size, unreadable } from '../../parameters.ts';
import { type LayerRule, sizeAt, type Weight, weight } from './rule.ts';
import { layerState } from './state.ts';

/** How many matrices a cell holds side by side, and how many states it carries. */
export const CELLS = {
  simpleRNN: { className: 'SimpleRNN', gates: 1, states: 1, inputs: 'SimpleRNNCell expects 2 input Tensors' },
  gru: { className: 'GRU', gates: 3, states: 1, inputs: 'GRUCell expects 2 input Tensors (inputs, h, c)' },
  lstm: { className: 'LSTM', gates: 4, states: 2, inputs: 'LSTMCell expects 3 input Tensors (inputs, h, c)' },
} as const;

export type CellKind = (typeof CELLS)[keyof typeof CELLS];

/** What a cell is to the layer that steps with it. */
export interface Cell {
  /** The size of the output, then of each state. */
  readonly output: Size;
  readonly states: readonly Size[];
  weights(inputDepth: Size): readonly Weight[];
  /** One step from an input and the states: the output, then the next states. */
  step(ask: Ask, inputs: readonly Shape[]): readonly Shape[];
}

/** The cell as a layer of its own, which is applied to a list of the input and the states. */
export function cellRule(cell: Cell, isStack = false): LayerRule {
  return {
    build(ask, inputs) {
      // Applied to its inputs, only a stack of cells is built; a cell is built for one shape, by `build`.
      if (!isStack && inputs.length > 1) {
        throw new Refused('a cell: one shape', null, `Expected exactly 1 Shape; got ${inputs.length}`);
      }
      return { fixed: new Map(), weights: cell.weights(sizeAt(ask, inputs[0] ?? [], -1)) };
    },
    call: (ask, inputs) =>
      cell
        .step(
          ask,
          inputs.map(({ shape }) => shape),
        )
        .map((shape) => fakeTensor(shape, 'float32')),
  };
}

export function plainCell(kind: CellKind, units: Size, useBias: boolean): Cell {
  const width = times(units, kind.gates);
  return {
    output: units,
    states: Array.from({ length: kind.states }, () => units),
    weights: (depth) => [
      weight('kernel', [depth, width]),
      weight('recurrent_kernel', [units, width]),
      ...(useBias ? [weight('bias', [width])] : []),
    ],
    step: (ask, inputs) => stepped(ask, kind, units, inputs),
  };
}

/** A cell or a stack of cells, whose last one gives the output. */
export function cellOf(datum: Datum, ask: Ask): Cell {
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

export function stackOf(datum: Datum, ask: Ask): Cell {
  const cells = list.read(datum, ask, 'cells').map((cell) => cellOf(cell, ask));
  const last = cells.at(-1);
  if (last === undefined) throw new Refused('rnn: at least one cell');
  return {
    output: last.output,
    states: cells.toReversed().flatMap((cell) => cell.states),
    weights: (depth) => cells.flatMap((cell, index) => cell.weights(cells[index - 1]?.output ?? depth)),
    step: (ask, inputs) => steppedThrough(ask, cells, inputs),
  };
}

/** The sum of the input and the state, each times its kernel; states of another batch broadcast. */
function stepped(ask: Ask, kind: CellKind, units: Size, inputs: readonly Shape[]): readonly Shape[] {
  const [input, ...states] = inputs;
  const [state, carried] = states;
  if (input === undefined || state === undefined || states.length !== kind.states) {
    throw new Refused(`${kind.className}Cell: the states`, null, `${kind.inputs}, got ${inputs.length}.`);
  }
  if (inputs.some((shape) => sizesOf(shape)?.length !== 2)) {
    throw new Unreadable({ message: `${kind.className}Cell: an input that is no batch of vectors`, place: null });
  }
  const fed = multiplyMatrices(ask, input, [sizeAt(ask, input, -1), units], false, false, 'matMul');
  const kept = multiplyMatrices(ask, state, [units, units], false, false, 'matMul');
  const sum = broadcast(ask, fed, kept, 'add');
  const output = carried === undefined ? sum : broadcast(ask, sum, carried, 'add');
  return [output, ...states.map(() => output)];
}

/** Each cell gets the output below it; the states of the last cell come first. */
function steppedThrough(ask: Ask, cells: readonly Cell[], inputs: readonly Shape[]): readonly Shape[] {
  const [input = [], ...states] = inputs;
  const next: (readonly Shape[])[] = [];
  let [output, end]: [Shape, number] = [input, states.length];
  for (const cell of cells) {
    const own = states.slice(end - cell.states.length, end);
    const [through = output, ...kept] = cell.step(ask, [output, ...own]);
    [output, end] = [through, end - cell.states.length];
    next.unshift(kept);
  }
  return [output, ...next.flat()];
}
