/** Cases of layers that merge several tensors into one. */
import fc from 'fast-check';
import { broadcastShapes, positiveSize, someShape } from '../../../arbitraries.ts';
import {
  type Argument,
  listArgument,
  numberArgument,
  numbersArgument,
  recordArgument,
  tensorArgument,
} from '../../../arguments.ts';
import type { OracleCase } from '../../../support.ts';
import { fedType } from './fields.ts';
import { applied } from './layerCases.ts';

/** Mostly alike; now and then one that broadcasts or is wrong. */
const merged = fc
  .tuple(
    someShape(1, 4, positiveSize),
    broadcastShapes(2, 3, positiveSize),
    positiveSize,
    fc.integer({ min: 1, max: 4 }),
    fc.nat(9),
    fedType,
  )
  .map(([shape, examples, batch, count, change, dtype]): readonly Argument[] => {
    const alike = Array.from({ length: count }, (_, index) =>
      tensorArgument(
        index === 1 && change === 0 ? shape.map((size) => size + 1) : shape,
        index === 0 ? dtype : 'float32',
      ),
    );
    const broadcast = examples.map((example) => tensorArgument([batch, ...example]));
    return [recordArgument({}), listArgument(change > 6 ? broadcast : alike)];
  });

const joined = fc
  .tuple(someShape(3, 3, positiveSize), positiveSize, fc.constantFrom(-1, 1, 2, -2, 0, 3), fc.nat(9), fedType)
  .map(([shape, other, axis, change, dtype]): readonly Argument[] => {
    const at = axis < 0 ? axis + 3 : Math.min(axis, 2);
    const second = change === 2 ? shape.with(2, other) : shape.with(at, other);
    return [
      recordArgument({ axis: numberArgument(axis) }),
      listArgument([
        tensorArgument(shape, dtype),
        tensorArgument(change === 0 ? second.with(0, 9) : change === 1 ? second.slice(1) : second, dtype),
      ]),
    ];
  });

const dotted = fc
  .tuple(someShape(3, 3, positiveSize), someShape(3, 3, positiveSize), fc.constantFrom(1, 2, -1), fc.nat(9))
  .map(([shape, others, axes, change]): readonly Argument[] => {
    const [batch = 1, rows = 1] = shape;
    const [, columns = 1, depth = 1] = others;
    if (change === 0) return pairOf(axes, [batch, rows], [batch, rows]);
    if (change === 1) return pairOf(axes, [batch, rows], [batch, rows + 1]);
    if (change === 2) return pairOf(1, [batch, rows, 2], [batch, rows, depth]);
    if (change === 3) return pairOf(2, [batch, 2, rows], [batch, depth, rows]);
    if (change === 4) return pairOf(1, [batch, rows], [batch, rows, depth]);
    if (change === 5) return pairOf(axes, shape, [batch, columns, depth]);
    return [
      recordArgument({ axes: numbersArgument(change === 6 ? [2, 1] : [1, 2]) }),
      listArgument([
        tensorArgument(change === 6 ? [batch, columns, rows] : [batch, rows, columns]),
        tensorArgument(change === 6 ? [batch, rows, depth] : [change === 8 ? batch + 1 : batch, depth, rows]),
      ]),
    ];
  });

function pairOf(axes: number, left: readonly number[], right: readonly number[]): readonly Argument[] {
  return [recordArgument({ axes: numberArgument(axes) }), listArgument([tensorArgument(left), tensorArgument(right)])];
}

export const mergingLayerCases: readonly OracleCase[] = [
  ...['add', 'average', 'maximum', 'minimum', 'multiply'].map((name) => applied(name, merged)),
  applied('concatenate', joined),
  applied('dot', dotted),
];
