/** Cases of tensors made from literal values. */
import fc from 'fast-check';
import { valueRows } from '../../../../server/libraries/tfjs/values.ts';
import type { DType } from '../../../../server/tensor/dtype.ts';
import { maybeAbsent, someShape, someSize } from '../../arbitraries.ts';
import {
  type Argument,
  booleanArgument,
  listArgument,
  numberArgument,
  sizesArgument,
  stringArgument,
  tensorArgument,
} from '../../arguments.ts';
import { type OracleCase, rowNamed } from '../../support.ts';

type Arguments = fc.Arbitrary<readonly Argument[]>;

const leaf: fc.Arbitrary<Argument> = fc.constantFrom(
  numberArgument(1),
  numberArgument(2.5),
  booleanArgument(true),
  stringArgument('a'),
);

const dtypes = fc.constantFrom<DType>('float32', 'int32', 'bool').map(stringArgument);

/** A nested list of a shape. */
function nested(shape: readonly number[], element: Argument): Argument {
  const [first, ...rest] = shape;
  return first === undefined ? element : listArgument(Array.from({ length: first }, () => nested(rest, element)));
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** Values as a nested list, a flat list or a typed array, and a shape that mostly fits, or none. */
function valuesOf(rank: fc.Arbitrary<number>): Arguments {
  return rank
    .chain((count) => fc.tuple(someShape(count, count), leaf, fc.nat(4), fc.nat(14), fc.nat(9), someSize))
    .chain(([shape, element, form, change, , size]) => {
      const count = sizeOf(shape);
      const flat = listArgument(Array.from({ length: count }, () => element));
      const typed: Argument = { kind: 'typed', dtype: 'float32', length: count };
      const values =
        [nested(shape, element), flat, typed, nested(shape, element), tensorArgument([2])][
          change === 14 ? 4 : form % 4
        ] ?? flat;
      const stated = change === 0 ? [...shape, 1] : change === 1 ? [...shape.slice(1), size] : shape;
      const asArgument = change === 2 ? sizesArgument([...shape.slice(1), -1]) : sizesArgument(stated);
      return fc.tuple(fc.constant(values), maybeAbsent(fc.constant(asArgument)), maybeAbsent(dtypes));
    });
}

const flatValues: Arguments = fc.tuple(
  fc.oneof(
    { weight: 3, arbitrary: fc.tuple(someShape(1, 1), leaf).map(([shape, element]) => nested(shape, element)) },
    { weight: 1, arbitrary: fc.tuple(someShape(0, 2), leaf).map(([shape, element]) => nested(shape, element)) },
    { weight: 1, arbitrary: someSize.map((length): Argument => ({ kind: 'typed', dtype: 'int32', length })) },
  ),
  maybeAbsent(dtypes),
);

const scalars: Arguments = fc.tuple(
  fc.oneof({ weight: 5, arbitrary: leaf }, { weight: 1, arbitrary: leaf.map((element) => listArgument([element])) }),
  maybeAbsent(dtypes),
);

const row = rowNamed(valueRows);

export const valueCases: readonly OracleCase[] = [
  { row: row('tensor'), args: valuesOf(fc.nat(4)) },
  { row: row('scalar'), args: scalars },
  { row: row('tensor1d'), args: flatValues },
  ...[2, 3, 4, 5, 6].map((rank) => ({
    row: row(`tensor${rank}d`),
    args: valuesOf(
      fc.oneof({ weight: 5, arbitrary: fc.constant(rank) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 6 }) }),
    ),
  })),
];
