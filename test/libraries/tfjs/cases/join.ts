/** Cases of joining and splitting. */
import fc from 'fast-check';
import type { Row } from '../../../../server/libraries/row.ts';
import { joinMethods, joinRows } from '../../../../server/libraries/tfjs/join.ts';
import { maybeAbsent, numericDType, positiveSize, someAxis, someShape } from '../../arbitraries.ts';
import {
  type Argument,
  listArgument,
  numberArgument,
  numbersArgument,
  sizesArgument,
  tensorArgument,
} from '../../arguments.ts';
import type { OracleCase } from '../../support.ts';

function rowOf(rows: Readonly<Record<string, Row>>, name: string): Row {
  return rows[name] as Row;
}

/** Tensors that differ along one axis, now and then along another, and the axis. */
function joinable(minRank: number, maxRank: number): fc.Arbitrary<readonly Argument[]> {
  return someShape(minRank, maxRank).chain((shape) =>
    fc
      .tuple(
        someAxis(shape.length),
        numericDType,
        fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.nat(12)), { minLength: 1, maxLength: 4 }),
      )
      .map(([axis, dtype, changes]) => {
        const index = axis < 0 ? axis + shape.length : axis;
        const tensors = changes.map(([length, wrong], at) => {
          const own = shape.map((size, i) => (i === index ? length : size));
          if (at > 0 && wrong === 0 && own.length > 0) own[0] = (own[0] ?? 0) + 1;
          return tensorArgument(wrong === 1 && at > 0 ? [...own, 1] : own, dtype);
        });
        return [listArgument(tensors), numberArgument(axis)];
      }),
  );
}

const stackable = someShape(0, 4).chain((shape) =>
  fc
    .tuple(someAxis(shape.length + 1), fc.array(fc.nat(14), { minLength: 1, maxLength: 4 }))
    .map(([axis, changes]): readonly Argument[] => [
      listArgument(changes.map((change, at) => stackItem(shape, at === 0 ? 9 : change))),
      numberArgument(axis),
    ]),
);

function stackItem(shape: readonly number[], change: number): Argument {
  if (change === 0) return tensorArgument([...shape, 2]);
  if (change === 1) return tensorArgument(shape, 'int32');
  if (change === 2 && shape.length > 0) return tensorArgument(shape.with(0, 9));
  return tensorArgument(shape);
}

/** The same of texts. */
function asTexts([x, ...rest]: readonly Argument[]): readonly Argument[] {
  return [x?.kind === 'tensor' ? tensorArgument(x.shape, 'string') : tensorArgument([2], 'string'), ...rest];
}

const unstackable = someShape(0, 4).chain((shape) =>
  fc.tuple(fc.constant(tensorArgument(shape)), maybeAbsent(someAxis(shape.length).map(numberArgument))),
);

const splittable = someShape(1, 4, positiveSize).chain((shape) =>
  fc
    .tuple(
      someAxis(shape.length),
      fc.integer({ min: 1, max: 3 }),
      fc.nat(7),
      fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 3 }),
    )
    .map(([axis, count, kind, parts]): readonly Argument[] => {
      const index = axis < 0 ? axis + shape.length : axis;
      const total = kind > 3 ? parts.reduce((a, b) => a + b, 0) : (shape[index] ?? 1) * (kind === 0 ? 1 : count);
      const x = tensorArgument(index < shape.length && index >= 0 ? shape.with(index, total) : shape);
      const whole: Argument = { kind: 'size', value: count };
      if (kind === 7) return [x, numbersArgument([...parts.slice(0, -1), -1]), numberArgument(axis)];
      if (kind === 6) return [x, numbersArgument([-1, ...parts]), numberArgument(axis)];
      return [x, kind > 3 ? sizesArgument(parts) : whole, numberArgument(axis)];
    }),
);

/** The tensors of the list as a method takes them: a receiver, and the others, which may be one tensor. */
function asMethod([tensors, ...rest]: readonly Argument[]): readonly Argument[] {
  const [receiver, ...others] = tensors?.kind === 'list' ? tensors.items : [];
  const [only] = others;
  return [
    receiver ?? tensorArgument([1]),
    others.length === 1 && only !== undefined ? only : listArgument(others),
    ...rest,
  ];
}

export const joinCases: readonly OracleCase[] = [
  { row: rowOf(joinRows, 'concat'), args: joinable(0, 4) },
  { row: rowOf(joinMethods, 'concat'), args: joinable(1, 3).map(asMethod), method: 'concat' },
  { row: rowOf(joinRows, 'concat1d'), args: joinable(1, 1).map((args) => args.slice(0, 1)) },
  { row: rowOf(joinRows, 'concat2d'), args: joinable(2, 2) },
  { row: rowOf(joinRows, 'concat3d'), args: joinable(3, 3) },
  { row: rowOf(joinRows, 'concat4d'), args: joinable(4, 4) },
  { row: rowOf(joinRows, 'stack'), args: stackable },
  { row: rowOf(joinMethods, 'stack'), args: stackable.map(asMethod), method: 'stack' },
  { row: rowOf(joinRows, 'unstack'), args: unstackable },
  { row: rowOf(joinRows, 'unstack'), args: unstackable.map(asTexts) },
  { row: rowOf(joinRows, 'split'), args: splittable },
  { row: rowOf(joinMethods, 'split'), args: splittable, method: 'split' },
];
