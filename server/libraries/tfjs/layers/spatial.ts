/** Layers that pad, crop, enlarge or resize images. */
import type { Ask } from '../../../kernels/ask.ts';
import { knownSizes, splitBack } from '../../../kernels/carve.ts';
import type { Margin } from '../../../kernels/pad.ts';
import { resize } from '../../../kernels/resize.ts';
import { lessOrEqual } from '../../../symbolic/relation.ts';
import { add, constant, multiply, type Size, subtract } from '../../../symbolic/size.ts';
import { type FakeTensor, fakeTensor } from '../../../tensor/tensor.ts';
import { choice, list, size, withDefault } from '../../parameters.ts';
import type { Parameter, Row } from '../../row.ts';
import { margin } from '../margins.ts';
import { component, tuple } from '../windows.ts';
import { layerRow } from './define.ts';
import { type LayerRule, NONE, sizeAt } from './rule.ts';

const dataFormat = choice('channelsLast', 'channelsFirst');

/** One number, one for each of two dimensions, or a pair for each. */
const frame: Parameter<readonly [Margin, Margin]> = {
  read(argument, ask, name) {
    if (argument.kind !== 'list') return twice(size.read(argument, ask, name));
    const [rows, columns] = list.read(argument, ask, name);
    if (rows?.kind === 'list' && columns !== undefined)
      return [margin.read(rows, ask, name), margin.read(columns, ask, name)];
    const [vertical, horizontal] = [rows, columns].map((one) => size.read(one ?? argument, ask, name)) as [Size, Size];
    return [
      [vertical, vertical],
      [horizontal, horizontal],
    ];
  },
};

const zeroPadding2d = layerRow(
  'zeroPadding2d',
  'ZeroPadding2D',
  { padding: withDefault(frame, twice(constant(1))), dataFormat },
  ({ padding, dataFormat: format }) =>
    spatialRule(format, (_ask, length, index) => add(length, add(...(padding[index] ?? padding[0])))),
);

const cropping2D = layerRow(
  'cropping2D',
  'Cropping2D',
  { cropping: frame, dataFormat },
  ({ cropping, dataFormat: format }) =>
    spatialRule(format, (ask, length, index) => {
      const cropped = add(...(cropping[index] ?? cropping[0]));
      ask.require(lessOrEqual(cropped, length), 'cropping2D: what is cropped is there');
      return subtract(length, cropped);
    }),
);

const upSampling2d = layerRow(
  'upSampling2d',
  'UpSampling2D',
  { size: withDefault(tuple, constant(2)), dataFormat },
  ({ size: factors, dataFormat: format }) =>
    spatialRule(format, (_ask, length, index) => multiply(length, component(factors, index))),
);

const resizing = layerRow('resizing', 'Resizing', { height: size, width: size }, ({ height, width }) => ({
  call: (ask, [x = NONE]) => [fakeTensor(resize(ask, x.shape, height, width, 'resizing'), 'float32')],
}));

const centerCrop = layerRow('centerCrop', 'CenterCrop', { height: size, width: size }, ({ height, width }) => ({
  call: (ask, [x = NONE]) => [fakeTensor(resize(ask, x.shape, height, width, 'centerCrop'), 'float32')],
}));

const categoryEncoding = layerRow('categoryEncoding', 'CategoryEncoding', { numTokens: size }, ({ numTokens }) => ({
  call: (ask, [x = NONE]) => [fakeTensor([...splitBack(ask, x.shape, 1)[0], numTokens], 'float32')],
}));

/** As high as before, and of a width that is drawn anew each time. */
const randomWidth = layerRow('randomWidth', 'RandomWidth', {}, () => ({
  call(ask, [x = NONE]) {
    const height = sizeAt(ask, x.shape, -3);
    return [fakeTensor(resize(ask, x.shape, height, ask.fresh('width'), 'randomWidth'), 'float32')];
  },
}));

export const spatialRows: Readonly<Record<string, Row>> = {
  categoryEncoding,
  centerCrop,
  cropping2D,
  randomWidth,
  resizing,
  upSampling2d,
  zeroPadding2d,
};

/** Changes the height (index 0) and the width (1) of images. */
function spatialRule(
  format: 'channelsLast' | 'channelsFirst',
  change: (ask: Ask, length: Size, index: number) => Size,
): LayerRule {
  const first = format === 'channelsLast' ? 1 : 2;
  return {
    rank: 4,
    call(ask, [x = NONE]): readonly FakeTensor[] {
      const sizes = knownSizes(ask, x.shape);
      const changed = sizes.map((length, axis) =>
        axis === first || axis === first + 1 ? change(ask, length, axis - first) : length,
      );
      return [fakeTensor(changed, x.dtype)];
    },
  };
}

function twice(length: Size): readonly [Margin, Margin] {
  return [
    [length, length],
    [length, length],
  ];
}
