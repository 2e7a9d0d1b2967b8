/** Cases of the functions that compute with shapes. */
import fc from 'fast-check';
import { arrayUtilRows } from '../../../../server/libraries/tfjs/arrayUtil.ts';
import { convertRows } from '../../../../server/libraries/tfjs/convert.ts';
import { joinUtilRows, shapeUtilRows } from '../../../../server/libraries/tfjs/shapeUtil.ts';
import { broadcastUtilRows, utilRows } from '../../../../server/libraries/tfjs/util.ts';
import { anyDType, broadcastShapes, positiveSize, someAxis, someShape } from '../../arbitraries.ts';
import {
  type Argument,
  absent,
  booleanArgument,
  listArgument,
  numberArgument,
  sizesArgument,
  stringArgument,
  tensorArgument,
} from '../../arguments.ts';
import { casesOf, type OracleCase, rowNamed } from '../../support.ts';

type Arguments = fc.Arbitrary<readonly Argument[]>;

const implicit: Arguments = fc
  .tuple(someShape(1, 4, positiveSize), fc.nat(5), fc.nat(6))
  .map(([shape, place, change]) => {
    const count = shape.reduce((product, size) => product * size, 1);
    const wanted = shape.map((size, index) => (index === place ? -1 : size));
    return [sizesArgument(wanted), { kind: 'size', value: change === 0 ? count + 1 : count }];
  });

const ensured: Arguments = fc
  .tuple(someShape(0, 4, positiveSize), fc.nat(5), fc.nat(8))
  .map(([shape, open, change]) => {
    const expected = shape.map(
      (size, index): Argument =>
        index === open ? { kind: 'null' } : { kind: 'size', value: change === 0 ? size + 1 : size },
    );
    return [tensorArgument(shape), listArgument(change === 1 ? [...expected, numberArgument(1)] : expected)];
  });

const parsed: Arguments = someShape(0, 4).chain((shape) =>
  fc.oneof(fc.constant(absent), someAxis(shape.length).map(numberArgument)).map((axis) => [axis, sizesArgument(shape)]),
);

const squeezed: Arguments = someShape(1, 4).chain((shape) =>
  fc.tuple(
    fc.constant(sizesArgument(shape)),
    fc.oneof(fc.constant(absent), someAxis(shape.length).map(numberArgument)),
  ),
);

const nested: Arguments = fc
  .tuple(someShape(0, 3, positiveSize), fc.boolean(), fc.nat(4))
  .map(([shape, isComplex, change]) => {
    const count = shape.reduce((product, size) => product * size, isComplex ? 2 : 1);
    const values: Argument = { kind: 'typed', dtype: 'float32', length: change === 0 ? count + 1 : count };
    return [sizesArgument(shape), values, booleanArgument(isComplex)];
  });

const joined: Arguments = someShape(1, 3, positiveSize).chain((shape) =>
  fc.tuple(fc.nat(shape.length - 1), positiveSize, fc.nat(5)).map(([axis, size, change]) => {
    const other = shape.map((one, index) => (index === axis ? size : one + Number(change === 0)));
    const shapes = [shape, change === 1 ? [...other, 1] : other].map(sizesArgument);
    return [listArgument(shapes), numberArgument(change === 2 ? axis + 2 : axis)];
  }),
);

function nestedList(shape: readonly number[]): Argument {
  const [length, ...rest] = shape;
  if (length === undefined) return numberArgument(1);
  return listArgument(Array.from({ length }, () => nestedList(rest)));
}

const counts = positiveSize.map((value): Argument => ({ kind: 'size', value }));

const arrayTypes = fc.constantFrom('float32', 'int32').map(stringArgument);

const dimensions: Arguments = fc
  .tuple(someShape(0, 3), fc.constantFrom(1, 1, -1, 2.5, 2.22))
  .map(([shape, more]) => [listArgument([...shape, more].map(numberArgument))]);

const places: Arguments = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.nat(5))
  .map(([rank, index]) => [
    numberArgument(index),
    { kind: 'size', value: rank },
    listArgument(Array.from({ length: rank - 1 }, () => numberArgument(2))),
  ]);

const types = anyDType.filter((dtype) => dtype !== 'string').map(stringArgument);

const util = rowNamed({ ...utilRows, ...arrayUtilRows, ...shapeUtilRows });
const convert = rowNamed(convertRows);

/** Two shapes that are mostly equal. */
const twoShapes: Arguments = fc
  .tuple(someShape(0, 3), fc.nat(5))
  .map(([shape, change]) => [
    sizesArgument(shape),
    sizesArgument(change === 0 ? [...shape, 1] : change === 1 ? shape.map((size) => size + 1) : shape),
  ]);

const three: Arguments = fc
  .tuple(positiveSize, positiveSize, positiveSize)
  .map((values) => values.map((value): Argument => ({ kind: 'size', value })));

const typeNames: Arguments = fc
  .constantFrom('float32', 'int32', 'bool', 'complex64', 'string', 'float16')
  .map((name) => [stringArgument(name)]);

const values: Arguments = fc
  .constantFrom<Argument>(
    numberArgument(1.5),
    numberArgument(2),
    stringArgument('a'),
    booleanArgument(true),
    listArgument([]),
    { kind: 'typed', dtype: 'int32', length: 2 },
  )
  .map((value) => [value]);

export const utilCases: readonly OracleCase[] = [
  ...casesOf(utilRows, 'arraysEqual arraysEqualWithNull', twoShapes),
  ...casesOf(
    utilRows,
    'isScalarShape sum',
    someShape(0, 3).map((shape) => [sizesArgument(shape)]),
  ),
  ...casesOf(utilRows, 'clamp', three),
  ...casesOf(utilRows, 'bytesPerElement isValidDtype', typeNames),
  ...casesOf(utilRows, 'isBoolean isFunction isInt isNumber isString isTypedArray inferDtype', values),
  ...casesOf(utilRows, 'distSquared', twoShapes),
  { row: util('sizeFromShape'), args: fc.tuple(someShape().map(sizesArgument)) },
  { row: util('inferFromImplicitShape'), args: implicit },
  { row: util('parseAxisParam'), args: parsed },
  { row: util('squeezeShape'), args: squeezed },
  { row: util('assertShapesMatch'), args: broadcastShapes(2, 3).map((shapes) => shapes.map(sizesArgument)) },
  { row: util('flatten'), args: someShape(1, 3, positiveSize).map((shape) => [nestedList(shape)]) },
  { row: util('toTypedArray'), args: fc.tuple(someShape(1, 3, positiveSize).map(nestedList), arrayTypes) },
  { row: util('assertNonNegativeIntegerDimensions'), args: dimensions },
  {
    row: util('makeZerosNestedTypedArray'),
    args: fc.tuple(someShape(1, 3, positiveSize).map(sizesArgument), arrayTypes),
  },
  ...casesOf(arrayUtilRows, 'makeOnesTypedArray makeZerosTypedArray', fc.tuple(counts, arrayTypes)),
  ...casesOf(arrayUtilRows, 'getArrayFromDType getTypedArrayFromDType', fc.tuple(arrayTypes, counts)),
  { row: util('createScalarValue'), args: fc.tuple(fc.constant(numberArgument(3)), arrayTypes) },
  ...casesOf(arrayUtilRows, 'nearestDivisor', fc.tuple(counts, counts)),
  ...casesOf(arrayUtilRows, 'nearestLargerEven sizeToSquarishShape', fc.tuple(counts)),
  { row: util('indexToLoc'), args: places },
  { row: util('toNestedArray'), args: nested },
  { row: util('computeStrides'), args: fc.tuple(someShape(0, 4).map(sizesArgument)) },
  ...casesOf(joinUtilRows, 'assertParamsConsistent computeOutShape', joined),
  {
    row: util('createShuffledIndices'),
    args: fc.tuple(positiveSize.map((value): Argument => ({ kind: 'size', value }))),
  },
  {
    row: rowNamed(broadcastUtilRows)('assertAndGetBroadcastShape'),
    args: broadcastShapes(2, 4, positiveSize).map((shapes) => shapes.map(sizesArgument)),
  },
  { row: convert('ensureShape'), args: ensured },
  { row: convert('upcastType'), args: fc.tuple(types, types) },
  { row: convert('sumOutType'), args: fc.tuple(types) },
];
