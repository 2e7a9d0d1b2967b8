/** Cases of slices. */
import fc from 'fast-check';
import type { Row } from '../../../../server/libraries/row.ts';
import { sliceRows } from '../../../../server/libraries/tfjs/slice.ts';
import { maybeAbsent, positiveSize, someShape } from '../../arbitraries.ts';
import { type Argument, listArgument, numberArgument, tensorArgument } from '../../arguments.ts';
import type { OracleCase } from '../../support.ts';

function rowOf(name: string): Row {
  return sliceRows[name] as Row;
}

/** Begins and sizes within the bounds, now and then beyond them, for the first few dimensions. */
function sliceable(minRank: number, maxRank: number, isWhole: boolean): fc.Arbitrary<readonly Argument[]> {
  return someShape(minRank, maxRank, positiveSize).chain((shape) => {
    const entries = shape.map((size) =>
      fc
        .integer({ min: 0, max: size })
        .chain((begin) =>
          fc.tuple(
            fc.constant(begin),
            fc.oneof(
              { weight: 9, arbitrary: fc.integer({ min: 0, max: size - begin }) },
              { weight: 3, arbitrary: fc.constant(-1) },
              { weight: 1, arbitrary: fc.constant(size - begin + 1) },
            ),
          ),
        ),
    );
    const lengths = isWhole
      ? fc.constant([9, 9])
      : fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 9 }));
    return fc
      .tuple(fc.tuple(...entries), lengths)
      .map(([pairs, [first, second]]) => [
        tensorArgument(shape),
        listArgument(pairs.map(([begin]) => sizeOrNumber(begin)).slice(0, first)),
        listArgument(pairs.map(([, size]) => sizeOrNumber(size)).slice(0, second)),
      ]);
  });
}

function sizeOrNumber(value: number): Argument {
  return value < 0 ? numberArgument(value) : { kind: 'size', value };
}

const byNumber = someShape(1, 3, positiveSize).chain((shape) =>
  fc
    .tuple(fc.integer({ min: 0, max: shape[0] ?? 1 }), maybeAbsent(fc.constant(numberArgument(-1))))
    .map(([begin, size]): readonly Argument[] => [tensorArgument(shape), { kind: 'size', value: begin }, size]),
);

const inOne = fc
  .tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 4 }))
  .map(([begin, size]): readonly Argument[] => [
    tensorArgument([5]),
    { kind: 'size', value: begin },
    { kind: 'size', value: size },
  ]);

const masked = someShape(1, 4, positiveSize).chain((shape) => {
  const count = fc.integer({ min: 1, max: shape.length });
  const place = fc.integer({ min: -5, max: 5 });
  const stride = fc.constantFrom(1, 1, 1, 2, 3, -1, -2);
  return fc
    .tuple(
      count,
      fc.array(fc.tuple(place, place, stride), { minLength: 5, maxLength: 5 }),
      fc.array(fc.nat(15), { minLength: 4, maxLength: 4 }),
      fc.constantFrom(0, 0, 0, 1, 2, 4),
    )
    .map(([entries, rows, [begin = 0, end = 0, newAxis = 0, shrink = 0], ellipsis]): readonly Argument[] => {
      // The library takes a single element only where no stride is other than 1.
      const used = rows
        .slice(0, entries)
        .map(([from, to, by]): [number, number, number] => [from, to, shrink % 2 === 1 ? 1 : by]);
      // Without strides the library takes an end that is one before the begin for a -1, which means up to the end.
      const isSimple = used.every(([, , by], index) => by === 1 || (((newAxis & 3) | ellipsis) >> index) % 2 === 1);
      const places = isSimple ? used.map(([from, , by]): [number, number, number] => [Math.max(0, from), 5, by]) : used;
      const list = (index: 0 | 1 | 2): Argument => listArgument(places.map((entry) => numberArgument(entry[index])));
      const masks = [begin, end, ellipsis, newAxis & 3 & ~ellipsis, shrink & 1 & ~newAxis & ~ellipsis];
      return [tensorArgument(shape), list(0), list(1), list(2), ...masks.map(numberArgument)];
    });
});

/** Texts are cut as numbers are. */
const texts = sliceable(1, 3, false).map(([x, ...rest]): readonly Argument[] => [
  x?.kind === 'tensor' ? tensorArgument(x.shape, 'string') : tensorArgument([2], 'string'),
  ...rest,
]);

/** Without strides: a begin at or near the end, and an end before it. */
const pastAll = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 1 }), fc.integer({ min: 1, max: 3 }))
  .map(([size, before, back]): readonly Argument[] => [
    tensorArgument([size, 2]),
    listArgument([numberArgument(size - before), numberArgument(0)]),
    listArgument([numberArgument(Math.max(0, size - before - back)), numberArgument(2)]),
  ]);

export const sliceCases: readonly OracleCase[] = [
  { row: rowOf('slice'), args: sliceable(0, 4, false) },
  { row: rowOf('slice'), args: sliceable(1, 4, true), method: 'slice' },
  { row: rowOf('slice'), args: byNumber },
  { row: rowOf('slice'), args: texts },
  { row: rowOf('slice1d'), args: inOne },
  { row: rowOf('slice2d'), args: sliceable(2, 2, true) },
  { row: rowOf('slice3d'), args: sliceable(3, 3, true) },
  { row: rowOf('slice4d'), args: sliceable(4, 4, true) },
  { row: rowOf('stridedSlice'), args: masked },
  { row: rowOf('stridedSlice'), args: pastAll },
];
