/** What generates configurations and inputs of layers. */
import fc from 'fast-check';
import type { DType } from '../../../../../server/tensor/dtype.ts';
import { positiveSize, someShape } from '../../../arbitraries.ts';
import {
  type Argument,
  absent,
  booleanArgument,
  numberArgument,
  numbersArgument,
  recordArgument,
  stringArgument,
  tensorArgument,
} from '../../../arguments.ts';
import type { OracleCase } from '../../../support.ts';
import { applied, computed, predicted, withInputShape } from './layerCases.ts';

export type Fields = Readonly<Record<string, fc.Arbitrary<Argument>>>;

/** So small that products stay small. */
export const small = fc.integer({ min: 1, max: 3 });

/** So large that every window fits, mostly. */
export const side = fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 4, max: 7 }) }, { weight: 1, arbitrary: small });

export const sizes: fc.Arbitrary<Argument> = small.map((value) => ({ kind: 'size', value }));

export const flags: fc.Arbitrary<Argument> = fc.boolean().map(booleanArgument);

export const paddings: fc.Arbitrary<Argument> = fc.constantFrom('same', 'valid').map(stringArgument);

export const layouts: fc.Arbitrary<Argument> = fc
  .constantFrom('channelsLast', 'channelsLast', 'channelsLast', 'channelsFirst')
  .map(stringArgument);

/** One number, or one for each of some dimensions. */
export function tuple(count: number, values = small): fc.Arbitrary<Argument> {
  const list = fc.array(values, { minLength: count, maxLength: count });
  return fc.oneof(values.map(numberArgument), list.map(numbersArgument));
}

export function maybe(field: fc.Arbitrary<Argument>): fc.Arbitrary<Argument> {
  return fc.oneof(fc.constant(absent), field);
}

/** The data types of what is fed: mostly floats. */
export const fedType: fc.Arbitrary<DType> = fc.constantFrom<DType>('float32', 'float32', 'float32', 'int32', 'bool');

/** A configuration of some fields, and an input of a rank, now and then of another rank. */
export function configured(
  fields: Fields,
  rank: number,
  dims = positiveSize,
  other = rank + 1,
): fc.Arbitrary<readonly Argument[]> {
  const ranks = fc.constantFrom(rank, rank, rank, rank, rank, rank, other);
  const shapes = ranks.chain((count) => someShape(count, count, dims));
  return fc
    .tuple(fc.record(fields), shapes, fedType)
    .map(([config, shape, dtype]) => [recordArgument(config), tensorArgument(shape, dtype)]);
}

/** The layer by itself, in a model that is told the shape of its input, and asked for the shape of its output. */
export function allWays(name: string, args: fc.Arbitrary<readonly Argument[]>): readonly OracleCase[] {
  return [applied(name, args), predicted(name, args.map(withInputShape)), computed(name, args)];
}
