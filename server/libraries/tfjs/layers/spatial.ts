/** Layers that pad, crop, enlarge or resize images. */
import { type Ask, Refused, Unreadable } from '../../../kernels/ask.ts';
import { knownSizes } from '../../../kernels/carve.ts';
import type { Margin } from '../../../kernels/pad.ts';
import { rankAtLeast } from '../../../kernels/rank.ts';
import { resize } from '../../../kernels/resize.ts';
import { equal, lessOrEqual, notEqual } from '../../../symbolic/relation.ts';
import { add, constant, multiply, type Size, subtract } from '../../../symbolic/size.ts';
import { type FakeTensor, fakeTensor, type Shape } from '../../../tensor/tensor.ts';
import { choice, list, optional, size, text, withDefault } from '../../parameters.ts';
import type { Parameter, Row } from '../../row.ts';
import { margin } from '../margins.ts';
import { isSymbolic } from '../models/graph.ts';
import { component, isSingle, tuple } from '../windows.ts';
import { layerRow } from './define.ts';
import { type LayerRule, NONE, sizeAt } from './rule.ts';

const UPSAMPLING_WORDS = 'upSampling2d: `size` is one number, where the library reads a list of two';

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
    spatialRule(format, (ask, length, index, isBuilding) =>
      cropped(ask, length, cropping[index] ?? cropping[0], isBuilding),
    ),
);

/** Where it runs, one more than there is means all after the beginning, as for `slice`. */
function cropped(ask: Ask, length: Size, [before, after]: Margin, isBuilding: boolean): Size {
  const left = subtract(length, add(before, after));
  if (isBuilding) {
    ask.require(lessOrEqual(constant(0), left), 'cropping2D: what is cropped is there');
    return left;
  }
  const isRest = equal(left, constant(-1));
  if (ask.facts.decide(isRest) === 'yes') {
    ask.require(lessOrEqual(before, length), 'cropping2D: what is cropped is there');
    return subtract(length, before);
  }
  if (ask.facts.decide(isRest) === 'unknown') ask.assume(notEqual(left, constant(-1)), 'cropping2D: what is cropped');
  ask.require(lessOrEqual(constant(0), left), 'cropping2D: what is cropped is there');
  return left;
}

const upSampling2d = layerRow(
  'upSampling2d',
  'UpSampling2D',
  { size: optional(tuple), dataFormat },
  ({ size: factors, dataFormat: format }) => {
    if (factors !== null && isSingle(factors)) throw new Unreadable({ message: UPSAMPLING_WORDS, place: null });
    const rule = spatialRule(format, (_ask, length, index) =>
      multiply(length, component(factors ?? constant(2), index)),
    );
    return { ...rule, call: (ask, inputs, layer) => rule.call(ask, inputs.map(withoutTruths), layer) };
  },
);

/** @throws Refused for truths, which the library does not resize. */
function withoutTruths(input: FakeTensor): FakeTensor {
  if (input.dtype !== 'bool') return input;
  throw new Refused('upSampling2d: the data type', null, '`images` must have `int32` or `float32` as dtype');
}

const resizing = layerRow('resizing', 'Resizing', { height: size, width: size }, ({ height, width }) => ({
  call(ask, [x = NONE]) {
    if (isSymbolic(x)) return [fakeTensor([height, width, thirdOf(ask, x.shape)], 'float32')];
    return [fakeTensor(resize(ask, x.shape, height, width, 'resizing'), 'float32')];
  },
}));

/** In a model, the library takes the layer for one of single images, and the third dimension for their channels. */
function thirdOf(ask: Ask, shape: Shape): Size {
  const third = knownSizes(ask, shape)[2];
  if (third === undefined) throw new Unreadable({ message: 'resizing: no image', place: null });
  return third;
}

const centerCrop = layerRow('centerCrop', 'CenterCrop', { height: size, width: size }, ({ height, width }) => ({
  call: (ask, [x = NONE]) => [fakeTensor(resize(ask, x.shape, height, width, 'centerCrop'), x.dtype)],
}));

const categoryEncoding = layerRow(
  'categoryEncoding',
  'CategoryEncoding',
  { numTokens: size, outputMode: withDefault(text, 'multiHot') },
  ({ numTokens, outputMode }) => ({
    call(ask, [x = NONE]) {
      const isBuilding = isSymbolic(x);
      if (outputMode === 'int' && !isBuilding) return [fakeTensor(x.shape, 'int32')];
      const sizes = knownSizes(ask, x.shape);
      const last = sizes.at(-1);
      if (isBuilding && last === undefined)
        throw new Unreadable({ message: 'categoryEncoding: no shape', place: null });
      const isIndex = outputMode === 'oneHot' && last !== undefined && !isOne(ask, last);
      if (sizes.length + (isIndex ? 1 : 0) > 2 && !isBuilding) {
        throw new Refused('categoryEncoding: the rank', null, 'When outputMode is not int, maximum output rank is 2');
      }
      return [fakeTensor([...(isIndex ? sizes : sizes.slice(0, -1)), numTokens], 'float32')];
    },
  }),
);

/** Where it is not known, several indices are what goes on. */
function isOne(ask: Ask, last: Size): boolean {
  if (ask.facts.decide(equal(last, constant(1))) === 'unknown')
    ask.assume(notEqual(last, constant(1)), 'categoryEncoding');
  return ask.facts.decide(equal(last, constant(1))) === 'yes';
}

/** As high as before, and of a width that is drawn anew each time. */
const randomWidth = layerRow('randomWidth', 'RandomWidth', {}, () => ({
  call(ask, [x = NONE]) {
    if (isSymbolic(x)) throw new Unreadable({ message: 'randomWidth: the library states no width', place: null });
    ask.require(rankAtLeast(x.shape, 3), 'randomWidth: the rank of images');
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
  change: (ask: Ask, length: Size, index: number, isBuilding: boolean) => Size,
): LayerRule {
  const first = format === 'channelsLast' ? 1 : 2;
  return {
    rank: 4,
    call(ask, [x = NONE]): readonly FakeTensor[] {
      const sizes = knownSizes(ask, x.shape);
      const changed = sizes.map((length, axis) =>
        axis === first || axis === first + 1 ? change(ask, length, axis - first, isSymbolic(x)) : length,
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
