/** Cases of reshaping. */
import fc from 'fast-check';
import type { Row } from '../../../../server/libraries/row.ts';
import { reshapeMethods, reshapeRows } from '../../../../server/libraries/tfjs/reshape.ts';
import { anyDType, maybeAbsent, positiveSize, someAxis, someShape, someTensor } from '../../arbitraries.ts';
import {
  type Argument,
  absent,
  numberArgument,
  numbersArgument,
  sizesArgument,
  tensorArgument,
} from '../../arguments.ts';
import type { OracleCase } from '../../support.ts';

const { reshape, expandDims, squeeze } = reshapeRows as Record<string, Row>;
const { flatten, as1D, as2D, as3D, as4D, as5D, asScalar, reshapeAs } = reshapeMethods as Record<string, Row>;

/** A tensor and a way to group its sizes, now and then with a -1 or with a wrong size. */
const grouped = fc
  .tuple(someShape(0, 5, positiveSize), fc.nat(), fc.nat(11))
  .map(([shape, cuts, change]): readonly Argument[] => {
    const target: number[] = [];
    shape.forEach((size, index) => {
      if (index > 0 && (cuts >> index) % 2 === 1) target.push((target.pop() ?? 1) * size);
      else target.push(size);
    });
    if (change < 5 && target.length > 0) target[cuts % target.length] = -1;
    if (change === 5) target.push(2);
    if (change === 6) target.push(-1, -1);
    if (change === 7) target.push(-1, 3);
    if (change === 8) target.push(-2);
    return [tensorArgument(shape), sizesArgument(target)];
  });

const withAxis = someShape(0, 4).chain((shape) =>
  fc.tuple(fc.constant(tensorArgument(shape)), maybeAbsent(someAxis(shape.length + 1).map(numberArgument))),
);

const manyOnes = someShape(0, 5, fc.constantFrom(1, 1, 1, 2));

const squeezed = fc.oneof(someShape(0, 5), manyOnes).chain((shape) => {
  const axes = fc.uniqueArray(someAxis(shape.length), {
    maxLength: 3,
    selector: (axis) => (axis < 0 ? axis + shape.length : axis),
  });
  const ones = shape.flatMap((size, index) => (size === 1 ? [index] : []));
  const chosen = fc.oneof(fc.constant(absent), axes.map(numbersArgument), fc.subarray(ones).map(numbersArgument));
  return fc.tuple(fc.constant(tensorArgument(shape)), chosen);
});

/** A tensor and as many sizes as its method wants, which mostly fit. */
function sized(rank: number): fc.Arbitrary<readonly Argument[]> {
  return someShape(rank, rank, positiveSize).map((shape) => [
    tensorArgument(shape.toReversed()),
    ...shape.map((value): Argument => ({ kind: 'size', value })),
  ]);
}

export const reshapeCases: readonly OracleCase[] = [
  { row: reshape as Row, args: grouped },
  { row: reshape as Row, args: grouped, method: 'reshape' },
  { row: expandDims as Row, args: withAxis },
  { row: squeeze as Row, args: squeezed },
  { row: flatten as Row, args: fc.tuple(someTensor(someShape(), anyDType)), method: 'flatten' },
  { row: as1D as Row, args: fc.tuple(someTensor()), method: 'as1D' },
  { row: as2D as Row, args: sized(2), method: 'as2D' },
  { row: as3D as Row, args: sized(3), method: 'as3D' },
  { row: as4D as Row, args: sized(4), method: 'as4D' },
  { row: as5D as Row, args: sized(5), method: 'as5D' },
  { row: asScalar as Row, args: fc.tuple(someTensor(someShape(0, 2, positiveSize))), method: 'asScalar' },
  {
    row: reshapeAs as Row,
    args: someShape(1, 3, positiveSize).map((shape) => [tensorArgument(shape), tensorArgument(shape.toReversed())]),
    method: 'reshapeAs',
  },
];
