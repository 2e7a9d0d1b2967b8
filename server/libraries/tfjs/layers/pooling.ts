/** Layers that pool windows or all of space. */
import { knownSizes } from '../../../kernels/carve.ts';
import { constant } from '../../../symbolic/size.ts';
import { fakeTensor } from '../../../tensor/tensor.ts';
import { choice, optional, withDefault } from '../../parameters.ts';
import type { Row } from '../../row.ts';
import { tuple } from '../windows.ts';
import { slide, type WindowConfig } from './convolutional.ts';
import { layerRow } from './define.ts';
import { NONE } from './rule.ts';

const layout = choice('channelsLast', 'channelsFirst');

const poolFields = {
  poolSize: withDefault(tuple, constant(2)),
  strides: optional(tuple),
  padding: choice('valid', 'same'),
  dataFormat: layout,
};

export const poolingRows: Readonly<Record<string, Row>> = {
  ...windowPools(['averagePooling1d', 'avgPool1d', 'avgPooling1d'], 'AveragePooling1D', 1),
  ...windowPools(['averagePooling2d', 'avgPool2d', 'avgPooling2d'], 'AveragePooling2D', 2),
  ...windowPools(['averagePooling3d', 'avgPool3d', 'avgPooling3d'], 'AveragePooling3D', 3),
  ...windowPools(['maxPooling1d', 'maxPool1d'], 'MaxPooling1D', 1),
  ...windowPools(['maxPooling2d', 'maxPool2d'], 'MaxPooling2D', 2),
  ...windowPools(['maxPooling3d'], 'MaxPooling3D', 3),
  ...globalPools(['globalAveragePooling1d'], 'GlobalAveragePooling1D', 1),
  ...globalPools(['globalAveragePooling2d'], 'GlobalAveragePooling2D', 2),
  ...globalPools(['globalMaxPooling1d', 'globalMaxPool1d'], 'GlobalMaxPooling1D', 1),
  ...globalPools(['globalMaxPooling2d', 'globalMaxPool2d'], 'GlobalMaxPooling2D', 2),
};

/** One layer under its several names. */
function windowPools(names: readonly string[], className: string, spatial: number): Readonly<Record<string, Row>> {
  const rows = names.map((name) =>
    layerRow(name, className, poolFields, ({ poolSize, strides, padding, dataFormat }) => {
      const window: WindowConfig = {
        kernelSize: poolSize,
        strides: strides ?? poolSize,
        padding,
        // The library does not look at the layout of one dimension.
        dataFormat: spatial === 1 ? 'channelsLast' : dataFormat,
        dilationRate: constant(1),
        useBias: false,
        activation: null,
      };
      const isAverage = className.startsWith('Average');
      return {
        rank: spatial + 2,
        ...(isAverage ? { floats: ['x', spatial === 3 ? 'avgPool3d' : 'avgPool'] as const } : {}),
        call: (ask, [x = NONE], layer) => [
          fakeTensor(
            slide(ask, x, window, spatial, (depth) => depth, layer).shape,
            spatial === 3 ? 'float32' : x.dtype,
          ),
        ],
      };
    }),
  );
  return Object.fromEntries(rows.map((row, index) => [names[index] ?? className, row]));
}

/** [batch, ...spatial, channels] to [batch, channels]. */
function globalPools(names: readonly string[], className: string, spatial: number): Readonly<Record<string, Row>> {
  const rows = names.map((name) =>
    layerRow(name, className, { dataFormat: layout }, ({ dataFormat }) => ({
      rank: spatial + 2,
      call(ask, [x = NONE]) {
        const sizes = knownSizes(ask, x.shape);
        const channels = dataFormat === 'channelsFirst' && spatial === 2 ? sizes.slice(1, 2) : sizes.slice(-1);
        const dtype = className.startsWith('GlobalMax') ? x.dtype : 'float32';
        return [fakeTensor([...sizes.slice(0, 1), ...channels], dtype)];
      },
    })),
  );
  return Object.fromEntries(rows.map((row, index) => [names[index] ?? className, row]));
}
