/** How TensorFlow.js writes windows: sizes, strides, dilations and padding as one number or a list. */
import { type Ask, Refused } from '../../kernels/ask.ts';
import type { Layout } from '../../kernels/convolve.ts';
import type { Padding, Rounding, Window } from '../../kernels/window.ts';
import { all, any, type Condition, relationCondition } from '../../symbolic/condition.ts';
import { equal, less } from '../../symbolic/relation.ts';
import { constant, type Size } from '../../symbolic/size.ts';
import type { Datum } from '../datum.ts';
import { list, optional, size, text } from '../parameters.ts';
import type { Parameter } from '../row.ts';

/** One number for every spatial dimension, or a list of numbers. */
export type Tuple = Size | readonly Size[];

/** Padding as the program says it. */
export type Pad = 'same' | 'valid' | Size | readonly (readonly Size[])[];

const ONE = constant(1);

export const tuple: Parameter<Tuple> = {
  read(argument, ask, name) {
    if (argument.kind !== 'list' && argument.kind !== 'repeated') return size.read(argument, ask, name);
    return list.read(argument, ask, name).map((item) => size.read(item, ask, name));
  },
};

export const pad: Parameter<Pad> = {
  read(argument, ask, name) {
    if (argument.kind === 'number') return size.read(argument, ask, name);
    if (argument.kind === 'list') return argument.items.map((item) => pair(item as Datum, ask, name));
    const word = text.read(argument, ask, name);
    if (word !== 'same' && word !== 'valid')
      throw new Refused(`${name}: same, valid, a number or a list`, null, unknownPad(word));
    return word;
  },
};

export const rounding: Parameter<Rounding | null> = {
  read(argument, ask, name) {
    const word = optional(text).read(argument, ask, name);
    if (word === null || word === 'floor' || word === 'round' || word === 'ceil') return word;
    throw new Refused(`${name}: floor, round or ceil`, null, `Unknown roundingMode ${word}`);
  },
};

/** What is said of all windows of an operation. */
export interface Sliding {
  readonly strides: Tuple;
  readonly dilations: Tuple;
  readonly pad: Pad;
  readonly rounding: Rounding | null;
  readonly layout: Layout;
}

/**
 * One window for each size of a filter.
 * @throws Refused where a rounding is named for `same` or `valid`.
 */
export function windowsOf(sizes: readonly Size[], sliding: Sliding, operation: string): readonly Window[] {
  const { pad: padding, rounding: mode } = sliding;
  if (mode !== null && typeof padding === 'string')
    throw new Refused(`${operation}: pad is a number where dimRoundingMode is given`);
  return sizes.map((window, index) => {
    // The library pads by a number as if the filter and its strides were square, but only in two dimensions.
    const isSquare = isSingle(padding) && sizes.length === 2;
    const from = isSquare ? 0 : index;
    return {
      size: sizes[from] ?? window,
      stride: component(sliding.strides, from),
      dilation: component(sliding.dilations, from),
      padding: paddingOf(padding, index, sliding.layout),
      rounding: mode ?? 'truncate',
      overhang: sizes.length === 3 ? 'empty' : 'counted',
    };
  });
}

/** Demands what the library demands: a stride or a dilation, but not both, and that they are positive. */
export function requireStrides(ask: Ask, { strides, dilations }: Sliding, operation: string): void {
  ask.require(any(areOne(strides), areOne(dilations)), `${operation}: either strides or dilations must be 1`);
  for (const each of [components(strides), components(dilations)].flat()) {
    ask.require(less(constant(0), each), `${operation}: strides and dilations are positive`);
  }
}

/** Demands only that strides or dilations are 1. */
export function requireOneOfThem(ask: Ask, { strides, dilations }: Sliding, operation: string): void {
  ask.require(any(areOne(strides), areOne(dilations)), `${operation}: either strides or dilations must be 1`);
}

/** The numbers of a tuple. */
export function components(value: Tuple): readonly Size[] {
  return isSingle(value) ? [value] : value;
}

/** The number for one spatial dimension; the library takes a missing one for 1. */
export function component(value: Tuple, index: number): Size {
  return isSingle(value) ? value : (value[index] ?? ONE);
}

function areOne(value: Tuple): Condition {
  return all(...components(value).map((each) => relationCondition(equal(each, ONE))));
}

/** A list of paddings has a pair for every dimension of the input, the batch and the channels among them. */
function paddingOf(value: Pad, index: number, layout: Layout): Padding {
  if (value === 'same' || value === 'valid') return { kind: value };
  if (isSingle(value)) return { kind: 'explicit', before: value, after: value };
  const [before, after] = value[layout === 'last' ? index + 1 : index + 2] ?? [];
  return { kind: 'explicit', before: before ?? constant(0), after: after ?? constant(0) };
}

/** True for one number in place of a list. */
export function isSingle(value: Tuple | Pad): value is Size {
  return typeof value === 'object' && !Array.isArray(value);
}

function pair(item: Datum, ask: Ask, name: string): readonly Size[] {
  return list.read(item, ask, name).map((each) => size.read(each, ask, name));
}

function unknownPad(word: string): string {
  return `Unknown padding parameter: ${word}`;
}
