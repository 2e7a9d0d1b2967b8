/** TensorFlow.js: functions of `tf.util` that make typed arrays and compute with counts. */
import { fromSize } from '../../symbolic/quotient.ts';
import { asConstant, constant, type Size } from '../../symbolic/size.ts';
import type { DType } from '../../tensor/dtype.ts';
import { ABSENT, type Datum, listDatum } from '../datum.ts';
import { any, dtype, size } from '../parameters.ts';
import { type Row, row } from '../row.ts';
import { newShape } from './create.ts';
import { unknownDatum, unknownNumber } from './unknowns.ts';

const kind = dtype('float32');

/** An array of as many numbers. */
function filled(name: string): Row {
  return row(`util.${name}`, { size, dtype: kind }, (args) => arrayOf(args.dtype, args.size));
}

/** The same with its parameters in the other order. */
function allocated(name: string): Row {
  return row(`util.${name}`, { dtype: kind, size }, (args) => arrayOf(args.dtype, args.size));
}

function arrayOf(type: DType | null, length: Size): Datum {
  return { kind: 'buffer', dtype: type, length };
}

/** The sides of a rectangle, as close to a square as can be, that holds as many values. */
const sizeToSquarishShape = row('util.sizeToSquarishShape', { size }, (args, ask) => {
  const count = asConstant(ask.facts.simplify(args.size));
  if (count === null) return listDatum([unknownNumber, unknownNumber]);
  const width = Math.ceil(Math.sqrt(count));
  const sides = [width, Math.ceil(count / width)];
  return listDatum(sides.map((side) => ({ kind: 'number', value: fromSize(constant(side)) })));
});

export const arrayUtilRows: Readonly<Record<string, Row>> = {
  assertNonNegativeIntegerDimensions: row('util.assertNonNegativeIntegerDimensions', { shape: newShape }, () => ABSENT),
  createScalarValue: row('util.createScalarValue', { value: any, dtype: kind }, (args) =>
    arrayOf(args.dtype, constant(1)),
  ),
  getArrayFromDType: allocated('getArrayFromDType'),
  getTypedArrayFromDType: allocated('getTypedArrayFromDType'),
  makeOnesTypedArray: filled('makeOnesTypedArray'),
  makeZerosNestedTypedArray: row('util.makeZerosNestedTypedArray', { shape: newShape }, () =>
    unknownDatum('nested lists of zeros'),
  ),
  makeZerosTypedArray: filled('makeZerosTypedArray'),
  nearestDivisor: row('util.nearestDivisor', { size, start: size }, () => unknownNumber),
  nearestLargerEven: row('util.nearestLargerEven', { val: size }, () => unknownNumber),
  sizeToSquarishShape,
};
