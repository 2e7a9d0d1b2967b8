/** Cases of rows that take elements by their indices or values. */
import fc from 'fast-check';
import type { Row } from '../../../../server/libraries/row.ts';
import { gatherRows } from '../../../../server/libraries/tfjs/gather.ts';
import { numericDType, positiveSize, someAxis, someShape } from '../../arbitraries.ts';
import {
  type Argument,
  absent,
  booleanArgument,
  numberArgument,
  sizesArgument,
  tensorArgument,
} from '../../arguments.ts';
import type { OracleCase } from '../../support.ts';

function rowOf(name: string): Row {
  return gatherRows[name] as Row;
}

function zeros(shape: readonly number[]): Argument {
  return tensorArgument(shape, 'int32', new Array<number>(shape.reduce((a, b) => a * b, 1)).fill(0));
}

const gathered = someShape(1, 4, positiveSize).chain((shape) =>
  fc
    .tuple(someAxis(shape.length), someShape(0, 3), fc.nat(9))
    .map(([axis, indices, change]): readonly Argument[] => [
      tensorArgument(shape),
      change === 0 ? tensorArgument(indices, 'float32') : zeros(indices),
      numberArgument(axis),
    ]),
);

const batched = fc
  .tuple(someShape(1, 2, positiveSize), someShape(1, 2, positiveSize), someShape(0, 2, positiveSize), fc.nat(9))
  .map(([batch, rest, more, change]): readonly Argument[] => [
    tensorArgument([...batch, ...rest]),
    zeros([...(change === 0 ? batch.map((size) => size + 1) : batch), ...more]),
    numberArgument(change === 1 ? 0 : batch.length),
    numberArgument(batch.length),
  ]);

const points = fc
  .tuple(someShape(1, 4, positiveSize), someShape(0, 2, positiveSize), fc.integer({ min: 1, max: 4 }))
  .map(([shape, places, depth]): readonly Argument[] => [tensorArgument(shape), zeros([...places, depth])]);

/** Texts are found by their indices too. */
const textPoints = points.map(([x, indices]): readonly Argument[] => [asText(x), indices as Argument]);

function asText(argument: Argument | undefined): Argument {
  return argument?.kind === 'tensor' ? tensorArgument(argument.shape, 'string') : absent;
}

const scattered = fc
  .tuple(someShape(1, 3, positiveSize), someShape(1, 2, positiveSize), fc.integer({ min: 1, max: 3 }), fc.nat(6))
  .map(([target, places, depth, change]): readonly Argument[] => {
    const rest = target.slice(depth);
    const updates = [...places, ...rest, ...(change === 0 ? [2] : [])];
    return [zeros([...places, depth]), tensorArgument(updates), sizesArgument(target)];
  });

const updated = scattered.map(([indices, updates, shape]): readonly Argument[] => [
  tensorArgument(shape?.kind === 'list' ? shape.items.map((item) => (item.kind === 'size' ? item.value : 1)) : []),
  indices as Argument,
  updates as Argument,
]);

const masked = someShape(1, 4, positiveSize).chain((shape) =>
  fc
    .tuple(fc.integer({ min: 0, max: shape.length - 1 }), fc.integer({ min: 1, max: 2 }), fc.nat(8))
    .map(([axis, length, change]): readonly Argument[] => {
      const mask = shape.slice(axis, axis + length).map((size) => (change === 0 ? size + 1 : size));
      return [tensorArgument(shape), tensorArgument(mask, 'bool'), numberArgument(axis)];
    }),
);

const topped = fc
  .tuple(someShape(0, 3, positiveSize), fc.integer({ min: 0, max: 5 }), fc.boolean(), numericDType)
  .map(([shape, k, sorted, dtype]): readonly Argument[] => [
    tensorArgument(shape, dtype),
    { kind: 'size', value: k },
    booleanArgument(sorted),
  ]);

const distinct = someShape(0, 3, positiveSize).chain((shape) =>
  fc.tuple(fc.constant(tensorArgument(shape)), someAxis(shape.length).map(numberArgument)),
);

const conditions = someShape(1, 3, positiveSize).map((shape): readonly Argument[] => [tensorArgument(shape, 'bool')]);

const sparse = fc.tuple(positiveSize, someShape(1, 3, positiveSize)).map(([count, shape]): readonly Argument[] => {
  const places = Math.min(count, shape[0] ?? 1);
  const indices = Array.from({ length: places }, (_, index) =>
    shape.map((_size, axis) => (axis === 0 ? index : 0)),
  ).flat();
  return [tensorArgument([places, shape.length], 'int32', indices), tensorArgument([places]), sizesArgument(shape)];
});

const sparseTexts = sparse.map(([indices, values, shape]): readonly Argument[] => [
  indices as Argument,
  asText(values),
  shape as Argument,
  tensorArgument([], 'string'),
]);

const lists = fc
  .tuple(positiveSize, positiveSize)
  .map(([a, b]): readonly Argument[] => [
    tensorArgument([a]),
    tensorArgument([b], 'float32', new Array<number>(b).fill(2)),
  ]);

export const gatherCases: readonly OracleCase[] = [
  { row: rowOf('gather'), args: gathered },
  { row: rowOf('gather'), args: batched },
  { row: rowOf('gatherND'), args: points },
  { row: rowOf('gatherND'), args: textPoints },
  { row: rowOf('scatterND'), args: scattered },
  { row: rowOf('tensorScatterUpdate'), args: updated },
  { row: rowOf('booleanMaskAsync'), args: masked },
  { row: rowOf('topk'), args: topped },
  { row: rowOf('unique'), args: distinct },
  { row: rowOf('unique'), args: distinct.map(([x, axis]) => [asText(x), axis]) },
  { row: rowOf('whereAsync'), args: conditions },
  { row: rowOf('sparseToDense'), args: sparse, throwsOnData: true },
  { row: rowOf('sparseToDense'), args: sparseTexts, throwsOnData: true },
  { row: rowOf('setdiff1dAsync'), args: lists },
];
