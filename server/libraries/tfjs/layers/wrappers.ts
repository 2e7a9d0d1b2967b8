/** Layers around another layer: in both directions of time, at every step. */
import { Refused } from '../../../kernels/ask.ts';
import { constant, times } from '../../../symbolic/size.ts';
import { type FakeTensor, fakeTensor, isSpread } from '../../../tensor/tensor.ts';
import { choice, instance } from '../../parameters.ts';
import type { Row } from '../../row.ts';
import { applyTo } from '../models/graph.ts';
import { layerRow } from './define.ts';
import { type Built, NOTHING_BUILT } from './rule.ts';
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
    const { weights } =
      layerState(layer).rule?.build?.(ask, [[...input.slice(0, 1), ...input.slice(2)]], name) ?? NOTHING_BUILT;
    return { fixed: new Map(), weights };
  },
  call(ask, [x = fakeTensor([], null)]) {
    const [batch, steps, ...step] = x.shape;
    if (batch === undefined || steps === undefined) throw new Refused('timeDistributed: rank at least 3');
    const [output = x] = applyTo(ask, { layer, rest: [] }, [fakeTensor([batch, ...step], x.dtype)]);
    return [fakeTensor([...output.shape.slice(0, 1), steps, ...output.shape.slice(1)], output.dtype)];
  },
}));

export const wrapperRows: Readonly<Record<string, Row>> = { bidirectional, timeDistributed };

/** The last dimension holds the outputs of both directions. */
function doubled({ shape, dtype }: FakeTensor): FakeTensor {
  const last = shape.at(-1) ?? constant(1);
  return fakeTensor([...shape.slice(0, -1), isSpread(last) ? last : times(last, 2)], dtype);
}

function twice({ fixed, weights }: Built): Built {
  return { fixed, weights: [...weights, ...weights] };
}
