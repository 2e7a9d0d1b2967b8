/** Cases of layers that keep the shape: activations, dropout, normalization, masking. */
import fc from 'fast-check';
import { positiveSize } from '../../../arbitraries.ts';
import { numberArgument, numbersArgument, stringArgument } from '../../../arguments.ts';
import type { OracleCase } from '../../../support.ts';
import { allWays, configured, flags, maybe } from './fields.ts';

const half = fc.constant(numberArgument(0.5));

const PLAIN = 'elu leakyReLU reLU thresholdedReLU dropout alphaDropout gaussianDropout gaussianNoise masking'.split(
  ' ',
);

const SETTINGS = { rate: half, stddev: half, seed: fc.constant(numberArgument(1)) };

const axes = fc.constantFrom(-1, -1, 1, 2, 3).map(numberArgument);

const axisLists = fc.constantFrom([1], [2], [1, 2]).map(numbersArgument);

const activations = fc
  .constantFrom('relu', 'softmax', 'tanh', 'linear', 'elu', 'softplus', 'gelu', 'swish')
  .map(stringArgument);

export const keepingLayerCases: readonly OracleCase[] = [
  ...PLAIN.flatMap((name) => allWays(name, configured(SETTINGS, 3))),
  ...allWays('spatialDropout1d', configured(SETTINGS, 3)),
  ...allWays('softmax', configured({ axis: maybe(axes) }, 3)),
  ...allWays('prelu', configured({ sharedAxes: maybe(axisLists) }, 3, positiveSize, 4)),
  ...allWays('activation', configured({ activation: activations }, 2)),
  ...allWays('rescaling', configured({ scale: half, offset: maybe(half) }, 3)),
  ...allWays('batchNormalization', configured({ axis: maybe(axes), center: flags, scale: flags }, 3, positiveSize, 2)),
  ...allWays('layerNormalization', configured({ axis: maybe(axes), center: flags, scale: flags }, 3, positiveSize, 2)),
  ...allWays('layerNormalization', configured({ axis: axisLists, center: flags }, 3)),
];
