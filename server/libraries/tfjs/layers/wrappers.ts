/** Layers around another layer: in both directions of time, at every step. */
import { type Ask, Refused, Unreadable } from '../../../kernels/ask.ts';
import { splitFront } from '../../../kernels/carve.ts';
import { constant, times } from '../../../symbolic/size.ts';
import { type FakeTensor, fakeTensor, isSpread, type Shape } from '../../../tensor/tensor.ts';
import type { InstanceDatum } from '../../datum.ts';
import { choice, instance } from '../../parameters.ts';
import type { Row } from '../../row.ts';
import { applyTo } from '../models/graph.ts';
import { layerRow } from './define.ts';
import { type Built, NONE, NOTHING_BUILT, RANK_REASON } from './rule.ts';
import { layerState } from './state.ts';

const bidirectional = layerRow(
  'bidirectional',
  'Bidirectional',
  { layer: instance, mergeMode: choice('concat', 'sum', 'mul', 'ave') },
  ({ layer, mergeMode }) => ({
    rank: 3,
    build: (ask, inputs, name) => twice(layerState(layer).rule?.build?.(ask, inputs, name) ?? NOTHING_BUILT),
    call(ask, [x = fakeTensor([], null)]) {
      const [output = x, ...states] = applyTo(ask, { layer, rest: [] }, [x]);
      return [mergeMode === 'concat' ? doubled(output) : output, ...states, ...states];
    },
  }),
);

const timeDistributed = layerRow('timeDistributed', 'TimeDistributed', { layer: instance }, ({ layer }) => ({
  minRank: 3,
  build(ask, [input = []], name) {
    const [batch, , step] = oneStep(ask, input);
    const { weights } = layerState(layer).rule?.build?.(ask, [[...batch, ...step]], name) ?? NOTHING_BUILT;
    return { fixed: new Map(), weights };
  },
  call(ask, [x = NONE]) {
    const [batch, steps, step] = oneStep(ask, x.shape);
    const [output = x] = applyUnchecked(ask, layer, fakeTensor([...batch, ...step], x.dtype));
    const [first, rest] = splitFront(ask, output.shape, 1);
    return [fakeTensor([...first, ...steps, ...rest], output.dtype)];
  },
}));

/** The library calls the layer without the checks of `apply`: what it makes of another rank is anything. */
function applyUnchecked(ask: Ask, layer: InstanceDatum, step: FakeTensor): readonly FakeTensor[] {
  try {
    return applyTo(ask, { layer, rest: [] }, [step]);
  } catch (error) {
    if (!(error instanceof Refused) || !error.reason.endsWith(RANK_REASON)) throw error;
    throw new Unreadable({ message: `timeDistributed: ${error.message}`, place: null });
  }
}

/** The batch, the number of steps, and what one step is of one example. */
function oneStep(ask: Ask, shape: Shape): readonly [Shape, Shape, Shape] {
  const [[batch, steps], step] = splitFront(ask, shape, 2);
  return [batch === undefined ? [] : [batch], steps === undefined ? [] : [steps], step];
}

export const wrapperRows: Readonly<Record<string, Row>> = { bidirectional, timeDistributed };

/** The last dimension holds the outputs of both directions. */
function doubled({ shape, dtype }: FakeTensor): FakeTensor {
  const last = shape.at(-1) ?? constant(1);
  return fakeTensor([...shape.slice(0, -1), isSpread(last) ? last : times(last, 2)], dtype);
}

function twice({ fixed, weights }: Built): Built {
  return { fixed, weights: [...weights, ...weights] };
}
