/** Einstein summation: contractions written as an equation of subscripts. */
import { printSize } from '../symbolic/notation.ts';
import { equal } from '../symbolic/relation.ts';
import { constant, type Size } from '../symbolic/size.ts';
import type { Shape } from '../tensor/tensor.ts';
import { type Ask, Refused } from './ask.ts';
import { knownSizes } from './carve.ts';
import { rankIs } from './rank.ts';
import { plainShape } from './words.ts';

export interface Equation {
  readonly inputs: readonly string[];
  readonly output: string;
}

/** Reads `ij,jk->ik`. @throws Refused for what has no one arrow or repeats a subscript. */
export function parseEquation(equation: string): Equation {
  const [left, output, ...more] = equation.replaceAll(/\s/g, '').split('->');
  if (left === undefined || output === undefined || more.length > 0)
    throw refusal('one arrow', 'Equations without an arrow are not supported.');
  if (equation.includes('...')) throw refusal('no ellipsis', 'The ellipsis notation ("...") is not supported yet.');
  const inputs = left.split(',');
  const repeated = inputs.find((input) => new Set(input).size < input.length);
  if (repeated !== undefined) {
    const words = `Found duplicate axes in input component ${repeated}. Support for duplicate axes in input is not implemented yet.`;
    throw refusal('different subscripts', words);
  }
  const stray = [...output].find((subscript) => !left.includes(subscript));
  if (stray !== undefined) {
    const words = `Output subscripts contain the label ${stray} not present in the input subscripts.`;
    throw refusal('subscripts of the inputs', words);
  }
  return { inputs, output };
}

/** The shape that an equation makes of its operands; a subscript stands for one size everywhere. */
export function einsum(ask: Ask, { inputs, output }: Equation, shapes: readonly Shape[]): Shape {
  if (inputs.length !== shapes.length) {
    throw refusal('one tensor for each input', `Expected ${inputs.length} input tensors, received ${shapes.length}`);
  }
  const sizes = new Map<string, Size>();
  for (const [index, input] of inputs.entries()) bind(ask, sizes, input, shapes[index] ?? []);
  return [...output].map((subscript) => sizes.get(subscript) ?? constant(1));
}

function bind(ask: Ask, sizes: Map<string, Size>, input: string, shape: Shape): void {
  ask.require(rankIs(shape, input.length), `einsum: ${input} has rank ${input.length}`);
  knownSizes(ask, shape).forEach((size, axis) => {
    const subscript = input[axis] ?? '';
    const known = sizes.get(subscript);
    const words = (): string =>
      `Expected dimension ${printSize(known ?? size)} at axis ${axis} of input shaped [${plainShape(shape)}], ` +
      `but got dimension ${printSize(size)}`;
    if (known === undefined) sizes.set(subscript, size);
    else ask.require(equal(known, size), `einsum: the size of ${subscript}`, words);
  });
}

function refusal(rule: string, words: string): Refused {
  return new Refused(`einsum: ${rule}`, null, words);
}
