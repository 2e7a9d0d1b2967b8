/** Cases of layers that slide windows: convolutions and pools. */
import fc from 'fast-check';
import { type Argument, numberArgument, stringArgument } from '../../../arguments.ts';
import type { OracleCase } from '../../../support.ts';
import {
  allWays,
  configured,
  type Fields,
  flags,
  layouts,
  maybe,
  paddings,
  side,
  sizes,
  small,
  tuple,
} from './fields.ts';

function windows(count: number, padding = paddings): Fields {
  return {
    kernelSize: tuple(count),
    strides: maybe(tuple(count)),
    padding,
    dataFormat: layouts,
    useBias: flags,
    activation: maybe(fc.constantFrom('relu', 'tanh').map(stringArgument)),
  };
}

/** The library refuses to stride and to dilate at once. */
const dilated: Fields = {
  kernelSize: fc.integer({ min: 1, max: 2 }).map(numberArgument),
  dilationRate: small.map(numberArgument),
  padding: paddings,
  filters: sizes,
};

function pools(count: number, poolSize: fc.Arbitrary<Argument> = tuple(count)): Fields {
  return { poolSize: maybe(poolSize), strides: maybe(poolSize), padding: paddings, dataFormat: layouts };
}

const causal = fc.constantFrom('same', 'valid', 'causal').map(stringArgument);

const POOLS: Readonly<Record<string, number>> = {
  averagePooling1d: 1,
  avgPool1d: 1,
  avgPooling1d: 1,
  maxPool1d: 1,
  maxPooling1d: 1,
  averagePooling2d: 2,
  avgPool2d: 2,
  avgPooling2d: 2,
  maxPool2d: 2,
  maxPooling2d: 2,
  averagePooling3d: 3,
  avgPool3d: 3,
  avgPooling3d: 3,
  maxPooling3d: 3,
};

/** Volumes are so small that a case stays fast. */
const edge = fc.integer({ min: 2, max: 4 });

/** Where nothing is left, the library gives sizes that mean nothing, which the rule leaves open. */
function open(cases: readonly OracleCase[]): readonly OracleCase[] {
  return cases.map((one) => ({ ...one, isOpen: true }));
}

export const windowLayerCases: readonly OracleCase[] = open([
  ...allWays('conv1d', configured({ ...windows(1, causal), filters: sizes }, 3, side)),
  ...allWays('conv1d', configured(dilated, 3, side)),
  ...allWays('conv2d', configured({ ...windows(2), filters: sizes }, 4, side)),
  ...allWays('conv2d', configured(dilated, 4, side)),
  ...allWays('conv3d', configured({ ...windows(3), filters: sizes }, 5, edge, 4)),
  ...allWays('conv2dTranspose', configured({ ...windows(2), filters: sizes }, 4, side)),
  ...allWays('conv3dTranspose', configured({ ...windows(3), filters: sizes }, 5, small, 4)),
  ...allWays('depthwiseConv2d', configured({ ...windows(2), depthMultiplier: maybe(sizes) }, 4, side, 3)),
  ...allWays('separableConv2d', configured({ ...windows(2), filters: sizes, depthMultiplier: maybe(sizes) }, 4, side)),
  ...Object.entries(POOLS).flatMap(([name, count]) => {
    const dims = count === 3 ? edge : side;
    return allWays(name, configured(pools(count), count + 2, dims));
  }),
  ...['globalAveragePooling1d', 'globalMaxPooling1d', 'globalMaxPool1d'].flatMap((name) =>
    allWays(name, configured({}, 3)),
  ),
  ...['globalAveragePooling2d', 'globalMaxPooling2d', 'globalMaxPool2d'].flatMap((name) =>
    allWays(name, configured({ dataFormat: layouts }, 4)),
  ),
]);
