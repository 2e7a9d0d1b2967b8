/** Cases of the same elements in other places. */
import fc from 'fast-check';
import type { Row } from '../../../../server/libraries/row.ts';
import { moveRows } from '../../../../server/libraries/tfjs/move.ts';
import { maybeAbsent, numericDType, positiveSize, someAxes, someShape, someTensor } from '../../arbitraries.ts';
import {
  type Argument,
  listArgument,
  numberArgument,
  numbersArgument,
  sizesArgument,
  stringArgument,
  tensorArgument,
} from '../../arguments.ts';
import type { OracleCase } from '../../support.ts';

function rowOf(name: string): Row {
  return moveRows[name] as Row;
}

const permuted = someShape(0, 5).chain((shape) =>
  fc
    .tuple(
      numericDType.map((dtype) => tensorArgument(shape, dtype)),
      maybeAbsent(
        fc
          .shuffledSubarray(
            shape.map((_, index) => index),
            { minLength: shape.length },
          )
          .map((axes) => numbersArgument(axes)),
      ),
      fc.nat(12),
    )
    .map(([x, perm, change]): readonly Argument[] => {
      if (change === 0) return [x, numbersArgument(shape.map((_, index) => index + 1))];
      return change === 1 ? [x, numbersArgument([...shape.keys(), shape.length])] : [x, perm];
    }),
);

const tiled = someShape(0, 4).chain((shape) =>
  fc
    .tuple(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: shape.length, maxLength: shape.length }), fc.nat(9))
    .map(([reps, change]): readonly Argument[] => [
      tensorArgument(shape),
      sizesArgument(change === 0 ? [...reps, 1] : reps),
    ]),
);

const expanded = someShape(0, 4, positiveSize).chain((target) =>
  fc.tuple(fc.nat(), fc.nat(12)).map(([bits, change]): readonly Argument[] => {
    const shape = target.map((size, index) => ((bits >> index) % 2 === 1 ? 1 : size)).slice(bits % 3 === 0 ? 1 : 0);
    return [
      tensorArgument(change === 0 ? [2, ...target] : change === 1 ? shape.map((size) => size + 1) : shape),
      sizesArgument(target),
    ];
  }),
);

/** A tensor and pairs for its dimensions, each up to `most(size)`. */
function padded(minRank: number, maxRank: number, most: (size: number) => number): fc.Arbitrary<readonly Argument[]> {
  return someShape(minRank, maxRank, positiveSize).chain((shape) =>
    fc
      .tuple(
        ...shape.map((size) =>
          fc.tuple(fc.integer({ min: 0, max: most(size) }), fc.integer({ min: 0, max: most(size) })),
        ),
      )
      .map((pairs): readonly Argument[] => [
        tensorArgument(shape),
        listArgument(pairs.map((pair) => sizesArgument(pair))),
      ]),
  );
}

const mirrored = fc
  .tuple(
    padded(1, 3, (size) => size),
    fc.constantFrom('reflect', 'symmetric'),
  )
  .map(([args, mode]) => [...args, stringArgument(mode)]);

const reversed = someShape(0, 4).chain((shape) => fc.tuple(fc.constant(tensorArgument(shape)), someAxes(shape.length)));

const blocked = fc
  .tuple(
    someShape(2, 4, positiveSize),
    fc.integer({ min: 1, max: 3 }),
    fc.integer({ min: 1, max: 3 }),
    fc.integer({ min: 0, max: 2 }),
    fc.integer({ min: 0, max: 2 }),
  )
  .map(([shape, first, second, before, after]): readonly Argument[] => {
    const blocks = shape.length > 2 ? [first, second] : [first];
    const fitting = shape
      .map((size, index) => (index === 1 ? size * first - before : size))
      .map((size) => Math.max(1, size));
    return [
      tensorArgument(fitting),
      sizesArgument(blocks),
      listArgument(blocks.map((_, index) => sizesArgument(index === 0 ? [before, 0] : [0, after]))),
    ];
  });

const unblocked = fc
  .tuple(
    someShape(2, 4, positiveSize),
    fc.integer({ min: 1, max: 3 }),
    fc.integer({ min: 1, max: 2 }),
    fc.integer({ min: 0, max: 1 }),
  )
  .map(([shape, first, second, crop]): readonly Argument[] => {
    const blocks = shape.length > 2 ? [first, second] : [first];
    const batch = (shape[0] ?? 1) * (shape[0] === 3 ? 1 : blocks.reduce((a, b) => a * b, 1));
    return [
      tensorArgument(shape.with(0, batch)),
      sizesArgument(blocks),
      listArgument(blocks.map((_, index) => sizesArgument(index === 0 ? [crop, 0] : [0, 0]))),
    ];
  });

const deep = fc
  .tuple(fc.integer({ min: 1, max: 3 }), someShape(3, 3, positiveSize), fc.integer({ min: 1, max: 3 }), fc.nat(4))
  .map(([block, [batch = 1, height = 1, width = 1], depth, change]): readonly Argument[] => [
    tensorArgument([batch, height, width, depth * block * block + (change === 0 ? 1 : 0)]),
    { kind: 'size', value: block },
  ]);

const ofRank = (rank: number): fc.Arbitrary<readonly Argument[]> =>
  fc
    .tuple(someShape(rank, rank), fc.integer({ min: 0, max: rank - 1 }))
    .map(([shape, axis]) => [tensorArgument(shape), numberArgument(axis)]);

export const moveCases: readonly OracleCase[] = [
  { row: rowOf('transpose'), args: permuted },
  { row: rowOf('tile'), args: tiled },
  { row: rowOf('broadcastTo'), args: expanded },
  { row: rowOf('pad'), args: padded(1, 4, () => 2) },
  {
    row: rowOf('pad1d'),
    args: padded(1, 1, () => 2).map(([x, pairs]) => [
      x as Argument,
      pairs?.kind === 'list' ? (pairs.items[0] as Argument) : numberArgument(0),
    ]),
  },
  { row: rowOf('pad2d'), args: padded(2, 2, () => 2) },
  { row: rowOf('pad3d'), args: padded(3, 3, () => 2) },
  { row: rowOf('pad4d'), args: padded(4, 4, () => 2) },
  { row: rowOf('mirrorPad'), args: mirrored },
  { row: rowOf('reverse'), args: reversed },
  { row: rowOf('reverse1d'), args: fc.tuple(someShape(1, 2).map((shape) => tensorArgument(shape))) },
  { row: rowOf('reverse2d'), args: ofRank(2) },
  { row: rowOf('reverse3d'), args: ofRank(3) },
  { row: rowOf('reverse4d'), args: ofRank(4) },
  { row: rowOf('spaceToBatchND'), args: blocked },
  { row: rowOf('batchToSpaceND'), args: unblocked },
  { row: rowOf('depthToSpace'), args: deep },
  {
    row: rowOf('broadcastArgs'),
    args: fc.tuple(
      someTensor(someShape(0, 2, positiveSize), fc.constant('int32')),
      someTensor(someShape(1, 1, positiveSize), fc.constant('int32')),
    ),
  },
];
