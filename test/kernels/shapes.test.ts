/** What kernels say of symbolic sizes and of unknown ranks: the shape, and the guards that it needs. */
import assert from 'node:assert/strict';
import { convolve } from '../../server/kernels/convolve.ts';
import { gather } from '../../server/kernels/gather.ts';
import { concatenate, stack } from '../../server/kernels/join.ts';
import { pad, tile } from '../../server/kernels/pad.ts';
import { transpose } from '../../server/kernels/permute.ts';
import { expandDims, reshape, squeeze } from '../../server/kernels/reshape.ts';
import { slice } from '../../server/kernels/slice.ts';
import { splitEvenly, splitSizes } from '../../server/kernels/split.ts';
import type { Padding, Window } from '../../server/kernels/window.ts';
import { plainShape } from '../../server/kernels/words.ts';
import { printCondition } from '../../server/symbolic/notation.ts';
import { constant, fromSymbol, type Size } from '../../server/symbolic/size.ts';
import { makeSymbol } from '../../server/symbolic/symbol.ts';
import { makeSpread } from '../../server/tensor/spread.ts';
import type { Shape } from '../../server/tensor/tensor.ts';
import { RecordingAsk } from '../libraries/recordingAsk.ts';

const [B, T, C, H, W, heads, i] = ['B', 'T', 'C', 'H', 'W', 'heads', 'i'].map((name) =>
  fromSymbol(makeSymbol({ name, origin: name })),
) as [Size, Size, Size, Size, Size, Size, Size];

const unknown = (name: string): Shape => [makeSpread({ name, origin: name, backing: 'input', why: null })];

const n = constant;

interface Expectation {
  readonly says: string;
  readonly rule: (ask: RecordingAsk) => Shape;
  readonly shape: string;
  readonly guards: readonly string[];
}

function window(size: number, stride: number, padding: Padding): Window {
  return { size: n(size), stride: n(stride), dilation: n(1), padding, rounding: 'truncate', overhang: 'counted' };
}

function convolved(ask: RecordingAsk, x: Shape, windows: readonly Window[]): Shape {
  return convolve(ask, x, { windows, layout: 'last', inputDepth: C, outputDepth: () => n(8) }, 'conv2d');
}

const same = [window(3, 2, { kind: 'same' }), window(3, 2, { kind: 'same' })];
const valid = [window(3, 1, { kind: 'valid' }), window(3, 1, { kind: 'valid' })];

const EXPECTATIONS: readonly Expectation[] = [
  {
    says: 'reshape leaves out of its guard what both shapes have',
    rule: (ask) => reshape(ask, [B, T, C], [B, T, heads, n(-1)]),
    shape: 'B,T,heads,C // heads',
    guards: ['C % heads == 0'],
  },
  {
    says: 'reshape to a stated batch',
    rule: (ask) => reshape(ask, [B, T, C], [n(32), T, n(-1)]),
    shape: '32,T,B * C // 32',
    guards: ['B * C % 32 == 0'],
  },
  {
    says: 'reshape without a size to infer',
    rule: (ask) => reshape(ask, [B, T, C], [B, T, heads]),
    shape: 'B,T,heads',
    guards: ['C == heads'],
  },
  {
    says: 'reshape of an unknown rank',
    rule: (ask) => reshape(ask, unknown('x'), [n(-1), n(10)]),
    shape: 'x.size // 10,10',
    guards: ['x.size % 10 == 0'],
  },
  { says: 'expandDims at the end', rule: (ask) => expandDims(ask, unknown('x'), n(-1)), shape: '...x,1', guards: [] },
  {
    says: 'squeeze assumes that a symbol is not 1',
    rule: (ask) => squeeze(ask, [n(1), T, C], null),
    shape: 'T,C',
    guards: ['T != 1', 'C != 1'],
  },
  {
    says: 'squeeze of one axis demands that it is 1',
    rule: (ask) => squeeze(ask, [B, T], [n(-1)]),
    shape: 'B',
    guards: ['T == 1'],
  },
  {
    says: 'transpose tells the rank',
    rule: (ask) => transpose(ask, unknown('x'), [n(0), n(2), n(1)]),
    shape: 'x0,x2,x1',
    guards: ['rank(x) == 3'],
  },
  {
    says: 'concat of unknown ranks',
    rule: (ask) => concatenate(ask, [run(unknown('x')), run(unknown('y'))], n(-1)),
    shape: '...y,x_1 + y_1',
    guards: ['rank(x) >= 1', 'rank(y) >= 1', 'rank(x) == rank(y)'],
  },
  {
    says: 'concat of as many tensors as a loop makes',
    rule: (ask) => concatenate(ask, [{ count: T, shape: [B, n(1), C] }], n(1)),
    shape: 'B,T,C',
    guards: [],
  },
  {
    says: 'stack of an unknown number',
    rule: (ask) => stack(ask, [{ count: T, shape: [B, C] }], n(0)),
    shape: 'T,B,C',
    guards: [],
  },
  {
    says: 'split in equal parts',
    rule: (ask) => splitEvenly(ask, [B, C], n(3), n(-1)).shape,
    shape: 'B,C // 3',
    guards: ['C % 3 == 0'],
  },
  {
    says: 'split with what is left',
    rule: (ask) => splitSizes(ask, [B, C], [n(2), n(-1)], n(1)).at(-1) ?? [],
    shape: 'B,C - 2',
    guards: ['C >= 2'],
  },
  {
    says: 'slice within the bounds',
    rule: (ask) => slice(ask, [B, T], [n(0), i], [n(-1), n(3)]),
    shape: 'B,3',
    guards: ['i + 3 <= T'],
  },
  {
    says: 'tile of an unknown rank',
    rule: (ask) => tile(ask, unknown('x'), [n(1), n(2)]),
    shape: 'x0,2 * x1',
    guards: ['rank(x) == 2'],
  },
  {
    says: 'pad',
    rule: (ask) =>
      pad(
        ask,
        [H, W],
        [
          [n(1), n(1)],
          [n(0), n(2)],
        ],
      ),
    shape: 'H + 2,W + 2',
    guards: [],
  },
  {
    says: 'gather by a matrix of indices',
    rule: (ask) => gather(ask, [n(50), C], [B, T], n(0)),
    shape: 'B,T,C',
    guards: [],
  },
  {
    says: 'a convolution with stride 2 and padding',
    rule: (ask) => convolved(ask, [B, H, W, n(3)], same),
    shape: 'B,(H + 1) // 2,(W + 1) // 2,8',
    guards: ['C == 3'],
  },
  {
    says: 'a convolution without padding assumes that its window fits',
    rule: (ask) => convolved(ask, [B, H, W, C], valid),
    shape: 'B,H - 2,W - 2,8',
    guards: ['H >= 3', 'W >= 3'],
  },
  {
    says: 'a convolution of an unknown rank keeps the batch',
    rule: (ask) => convolved(ask, unknown('x'), same),
    shape: '...x,(x_3 + 1) // 2,(x_2 + 1) // 2,8',
    guards: ['rank(x) >= 3', 'x_1 == C'],
  },
];

function run(shape: Shape): { count: Size; shape: Shape } {
  return { count: n(1), shape };
}

describe('kernels on symbolic sizes', () => {
  for (const { says, rule, shape, guards } of EXPECTATIONS) {
    it(says, () => {
      const ask = new RecordingAsk();
      assert.equal(plainShape(rule(ask)), shape);
      const printed = ask.guards.map((guard) => printCondition(guard.condition));
      assert.deepEqual(printed, guards);
    });
  }
});
