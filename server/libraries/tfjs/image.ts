/** TensorFlow.js: images, `tf.image`. */
import { type Ask, Refused } from '../../kernels/ask.ts';
import { knownSizes, splitBack } from '../../kernels/carve.ts';
import { rankAtLeast, rankIs } from '../../kernels/rank.ts';
import { resize } from '../../kernels/resize.ts';
import { any as anyOf, relationCondition } from '../../symbolic/condition.ts';
import { equal, lessOrEqual } from '../../symbolic/relation.ts';
import { constant, type Size } from '../../symbolic/size.ts';
import { fakeTensor, type Shape } from '../../tensor/tensor.ts';
import { tensorDatum } from '../datum.ts';
import { any, axes, choice, flag, optional } from '../parameters.ts';
import { type Row, row } from '../row.ts';
import { suppressionRows } from './boxes.ts';
import { doc } from './documentation.ts';
import { real, typed } from './numerics.ts';
import { floatsOf, numbersOf } from './ranked.ts';

const ONE = constant(1);

const resizeBilinear = row(
  'image.resizeBilinear',
  { images: numbersOf([3, 4], 'resizeBilinear'), size: axes, alignCorners: flag(false), halfPixelCenters: flag(false) },
  ({ images, size, alignCorners, halfPixelCenters }, ask) => {
    const shape = resized(ask, images.shape, size, alignCorners && halfPixelCenters, 'resizeBilinear');
    return tensorDatum(fakeTensor(shape, 'float32'));
  },
  doc('image.resizeBilinear'),
);

const resizeNearestNeighbor = row(
  'image.resizeNearestNeighbor',
  {
    images: numbersOf([3, 4], 'resizeNearestNeighbor'),
    size: axes,
    alignCorners: flag(false),
    halfPixelCenters: flag(false),
  },
  ({ images, size, alignCorners, halfPixelCenters }, ask) => {
    if (images.dtype === 'bool') {
      throw new Refused('resizeNearestNeighbor: data type', null, '`images` must have `int32` or `float32` as dtype');
    }
    const shape = resized(ask, images.shape, size, alignCorners && halfPixelCenters, 'resizeNearestNeighbor');
    return tensorDatum(fakeTensor(shape, images.dtype));
  },
  doc('image.resizeNearestNeighbor'),
);

const cropAndResize = row(
  'image.cropAndResize',
  {
    image: numbersOf([4], 'cropAndResize'),
    boxes: floatsOf([2], 'cropAndResize'),
    boxInd: typed('int32', 'cropAndResize'),
    cropSize: axes,
    method: choice('bilinear', 'nearest'),
    extrapolationValue: any,
  },
  ({ image, boxes, boxInd, cropSize }, ask) => {
    const [count, coordinates] = knownSizes(ask, boxes.shape) as [Size, Size];
    ask.require(equal(coordinates, constant(4)), 'cropAndResize: a box has 4 coordinates');
    ask.require(rankIs(boxInd.shape, 1), 'cropAndResize: boxInd has rank 1');
    ask.require(equal(splitBack(ask, boxInd.shape, 1)[1][0] as Size, count), 'cropAndResize: one index for each box');
    const [height, width] = heightAndWidth(ask, cropSize, 'cropAndResize');
    for (const side of [height, width])
      ask.require(lessOrEqual(ONE, side), 'cropAndResize: the crop is at least 1 by 1');
    const [, , , channels] = knownSizes(ask, image.shape) as [Size, Size, Size, Size];
    return tensorDatum(fakeTensor([count, height, width, channels], 'float32'));
  },
  doc('image.cropAndResize'),
);

const flipLeftRight = row(
  'image.flipLeftRight',
  { image: floatsOf([4], 'flipLeftRight') },
  ({ image }) => tensorDatum(image),
  doc('image.flipLeftRight'),
);

const rotateWithOffset = row(
  'image.rotateWithOffset',
  { image: floatsOf([4], 'rotateWithOffset'), radians: any, fillValue: any, center: any },
  ({ image }) => tensorDatum(image),
  doc('image.rotateWithOffset'),
);

const grayscaleToRGB = row(
  'image.grayscaleToRGB',
  { image: real('grayscaleToRGB') },
  ({ image }, ask) => tensorDatum(fakeTensor(recolored(ask, image.shape, 1, 3, 'grayscaleToRGB'), image.dtype)),
  doc('image.grayscaleToRGB'),
);

const rgbToGrayscale = row(
  'image.rgbToGrayscale',
  { image: numbersOf([2, 3, 4, 5, 6], 'rgbToGrayscale') },
  ({ image }, ask) => tensorDatum(fakeTensor(recolored(ask, image.shape, 3, 1, 'rgbToGrayscale'), image.dtype)),
  doc('image.rgbToGrayscale'),
);

const threshold = row(
  'image.threshold',
  { image: numbersOf([3], 'threshold'), method: choice('binary', 'otsu'), inverted: flag(false), threshValue: any },
  ({ image }, ask) => {
    if (image.dtype === 'bool')
      throw new Refused('threshold: data type', null, 'Error in dtype: image dtype must be int32 or float32');
    const [height, width, channels] = knownSizes(ask, image.shape) as [Size, Size, Size];
    const claim = anyOf(relationCondition(equal(channels, constant(3))), relationCondition(equal(channels, ONE)));
    ask.require(claim, 'threshold: 3 channels or 1');
    return tensorDatum(fakeTensor([height, width, ONE], 'int32'));
  },
  doc('image.threshold'),
);

const transform = row(
  'image.transform',
  {
    image: floatsOf([4], 'transform'),
    transforms: floatsOf([2], 'transform'),
    interpolation: choice('nearest', 'bilinear'),
    fillMode: any,
    fillValue: any,
    outputShape: optional(axes),
  },
  ({ image, transforms, outputShape }, ask) => {
    const [batch, height, width, channels] = knownSizes(ask, image.shape) as [Size, Size, Size, Size];
    const [count, coefficients] = knownSizes(ask, transforms.shape) as [Size, Size];
    const claim = anyOf(relationCondition(equal(count, batch)), relationCondition(equal(count, ONE)));
    ask.require(claim, 'transform: one transform for each image, or one for all');
    ask.require(equal(coefficients, constant(8)), 'transform: 8 coefficients');
    const [toHeight, toWidth] = outputShape === null ? [height, width] : heightAndWidth(ask, outputShape, 'transform');
    return tensorDatum(fakeTensor([batch, toHeight, toWidth, channels], 'float32'));
  },
  doc('image.transform'),
);

/** The members of `tf.image`. */
export const imageRows: Readonly<Record<string, Row>> = {
  ...suppressionRows,
  cropAndResize,
  flipLeftRight,
  grayscaleToRGB,
  resizeBilinear,
  resizeNearestNeighbor,
  rgbToGrayscale,
  rotateWithOffset,
  threshold,
  transform,
};

/** Methods of tensors. */
export const imageMethods: Readonly<Record<string, Row>> = { resizeBilinear, resizeNearestNeighbor };

function resized(ask: Ask, shape: Shape, size: readonly Size[], hasBoth: boolean, operation: string): Shape {
  const words = `Error in ${operation}: If halfPixelCenters is true, alignCorners must be false.`;
  if (hasBoth) throw new Refused(`${operation}: alignCorners or halfPixelCenters`, null, words);
  const [height, width] = heightAndWidth(ask, size, operation);
  return resize(ask, shape, height, width, operation);
}

function heightAndWidth(ask: Ask, size: readonly Size[], operation: string): readonly [Size, Size] {
  const words = (): string => `Error in ${operation}: new shape must 2D, but got a list of ${size.length}.`;
  ask.require(equal(constant(size.length), constant(2)), `${operation}: a height and a width`, words);
  return size as readonly [Size, Size];
}

/** Another number of channels in the last dimension. */
function recolored(ask: Ask, shape: Shape, from: number, to: number, operation: string): Shape {
  ask.require(rankAtLeast(shape, 2), `${operation}: rank at least 2`);
  const [front, [channels]] = splitBack(ask, shape, 1);
  ask.require(equal(channels as Size, constant(from)), `${operation}: the last dimension is ${from}`);
  return [...front, constant(to)];
}
