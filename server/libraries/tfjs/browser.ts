/** TensorFlow.js: images of the page as tensors, `tf.browser`. */
import { type Ask, Refused } from '../../kernels/ask.ts';
import { knownSizes } from '../../kernels/carve.ts';
import { any as anyOf, relationCondition } from '../../symbolic/condition.ts';
import { equal, lessOrEqual } from '../../symbolic/relation.ts';
import { constant, product, type Size } from '../../symbolic/size.ts';
import { type FakeTensor, fakeTensor } from '../../tensor/tensor.ts';
import { ABSENT, type Datum, promiseDatum, tensorDatum } from '../datum.ts';
import { any, isAbsent, size, withDefault } from '../parameters.ts';
import { type Row, row } from '../row.ts';
import { doc } from './documentation.ts';
import { numbersOf } from './ranked.ts';

const picture = { pixels: any, numChannels: withDefault(size, constant(3)) };

const fromPixels = row('browser.fromPixels', picture, readPixels, doc('browser.fromPixels'));

const fromPixelsAsync = row(
  'browser.fromPixelsAsync',
  picture,
  (args, ask) => promiseDatum(readPixels(args, ask)),
  doc('browser.fromPixelsAsync'),
);

const toPixels = row(
  'browser.toPixels',
  { img: numbersOf([2, 3], 'toPixels'), canvas: any },
  ({ img }, ask) => {
    const [height, width] = drawn(ask, img, 'toPixels');
    return promiseDatum({ kind: 'buffer', dtype: 'int32', length: product([height, width, constant(4)]) });
  },
  doc('browser.toPixels'),
);

const draw = row(
  'browser.draw',
  { image: numbersOf([2, 3], 'draw'), canvas: any, options: any },
  ({ image }, ask) => {
    drawn(ask, image, 'draw');
    return ABSENT;
  },
  doc('browser.draw'),
);

/** The members of `tf.browser`. */
export const browserRows: Readonly<Record<string, Row>> = { draw, fromPixels, fromPixelsAsync, toPixels };

/** [height, width, numChannels] of whole numbers. */
function readPixels({ pixels, numChannels }: { readonly pixels: Datum; readonly numChannels: Size }, ask: Ask): Datum {
  const words = (): string => 'Cannot construct Tensor with more than 4 channels from pixels.';
  ask.require(lessOrEqual(numChannels, constant(4)), 'fromPixels: at most 4 channels', words);
  if (isAbsent(pixels))
    throw new Refused('fromPixels: an image', null, 'pixels passed to tf.browser.fromPixels() can not be null');
  const shape = [sideOf(pixels, 'height', ask), sideOf(pixels, 'width', ask), numChannels];
  return tensorDatum(fakeTensor(shape, 'int32'));
}

/** A size that the image itself states, as `img.height`. */
function sideOf(pixels: Datum, side: 'height' | 'width', ask: Ask): Size {
  const stated = pixels.kind === 'record' || pixels.kind === 'unknown' ? (pixels.get?.(side) ?? ABSENT) : ABSENT;
  return isAbsent(stated) ? ask.fresh(side, 1) : size.read(stated, ask, side);
}

/** The height and the width of what can be drawn: [H, W] or [H, W, 1 | 3 | 4]. */
function drawn(ask: Ask, { shape, dtype }: FakeTensor, operation: string): readonly [Size, Size] {
  const [height, width, depth] = knownSizes(ask, shape) as [Size, Size, Size?];
  if (dtype === 'bool')
    throw new Refused(
      `${operation}: data type`,
      null,
      `Unsupported type for ${operation}: bool. Please use float32 or int32 tensors.`,
    );
  if (depth === undefined) return [height, width];
  const claim = anyOf(...[1, 3, 4].map((channels) => relationCondition(equal(depth, constant(channels)))));
  ask.require(claim, `${operation}: 1, 3 or 4 channels`, () => `${operation} only supports depth of size 1, 3 or 4`);
  return [height, width];
}
