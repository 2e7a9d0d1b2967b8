/** Inputs of programs as symbols, and the numbers that are put in for them. */
import { sizeValue } from '../../server/interpreter/objects.ts';
import { unknown } from '../../server/interpreter/unknown.ts';
import type { Value } from '../../server/interpreter/values.ts';
import { fromSymbol } from '../../server/symbolic/size.ts';
import { makeSymbol } from '../../server/symbolic/symbol.ts';
import type { World } from './compare.ts';

/** Parameters by name, each with the number that it has by default. */
export type Inputs = readonly { readonly name: string; readonly value: number }[];

/** As sizes, of which arithmetic is exact, or as numbers of which nothing is known until they are used as sizes. */
export function argumentsFor(inputs: Inputs, kind: 'sizes' | 'numbers'): Value[] {
  return inputs.map(({ name }) => {
    if (kind === 'sizes') return sizeValue(fromSymbol(makeSymbol({ name, origin: name, min: 0 })));
    const why = { message: `the input \`${name}\``, place: { file: 'inputs', start: 0, end: 0 } };
    return unknown(why, { provenance: 'input', origin: name, holds: 'number' });
  });
}

/** Worlds around the defaults. */
export function worldsFor(inputs: Inputs): readonly World[] {
  const shifts = [0, 1, 2, 3, 5, 8];
  return shifts.map(
    (shift, turn) =>
      new Map(inputs.map(({ name, value }, index) => [name, turn === 0 ? value : (shift + index * turn) % 7])),
  );
}
