/** Convolutions: windows over the spatial dimensions, a weighted sum over the channels. */
import { equal } from '../symbolic/relation.ts';
import { asConstant, type Size } from '../symbolic/size.ts';
import type { Shape } from '../tensor/tensor.ts';
import { type Ask, Refused, Unreadable } from './ask.ts';
import { splitBack } from './carve.ts';
import { rankAtLeast } from './rank.ts';
import { slide, type Window } from './window.ts';

/** Where the channels stand: `last` is [...batch, ...spatial, C], `first` is [...batch, C, ...spatial]. */
export type Layout = 'last' | 'first';

/** What is done at every place of the windows, one for each spatial dimension. */
export interface Convolution {
  readonly windows: readonly Window[];
  readonly layout: Layout;
  /** The number of channels that the filter reads; `null` for any. */
  readonly inputDepth: Size | null;
  /** The shape is only stated, as when a model is built: what has no elements is refused as all else. */
  readonly isStated?: boolean;
  /** The number of channels that come out, from those that went in. */
  outputDepth(inputDepth: Size): Size;
  /** The library's words where the input has another depth than the filter reads. */
  depthWords?(depth: Size): string;
}

/**
 * The shape of a convolution or a pool.
 * @param x [...batch, ...spatial, C] or [...batch, C, ...spatial], where the batch may be missing
 * @param operation names the caller in guards: "conv2d".
 */
export function convolve(ask: Ask, x: Shape, convolution: Convolution, operation: string): Shape {
  const { windows, layout, inputDepth } = convolution;
  ask.require(rankAtLeast(x, windows.length + 1), `${operation}: rank of the input`);
  const [batch, tail] = splitBack(ask, x, windows.length + 1);
  const depth = tail.at(layout === 'last' ? -1 : 0) as Size;
  if (inputDepth !== null) {
    const words = (): string => convolution.depthWords?.(depth) ?? operation;
    ask.require(equal(depth, inputDepth), `${operation}: depth of the input and of the filter`, words);
  }
  const spatial = layout === 'last' ? tail.slice(0, -1) : tail.slice(1);
  const places = slideAll(ask, spatial, convolution, operation);
  const channels = convolution.outputDepth(depth);
  return layout === 'last' ? [...batch, ...places, channels] : [...batch, channels, ...places];
}

/**
 * Windows that are too large make sizes below 0. Where the shape is not only stated, the library refuses the number of
 * elements that they make, which is none in an empty output, and positive where two sizes are below 0.
 */
function slideAll(ask: Ask, spatial: readonly Size[], convolution: Convolution, operation: string): readonly Size[] {
  const { windows, isStated = false } = convolution;
  const refused: Refused[] = [];
  const places = spatial.flatMap((size, index): readonly Size[] => {
    try {
      return [slide(ask, size, windows[index] as Window, operation)];
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refused.push(error);
      return [];
    }
  });
  const [first] = refused;
  if (first === undefined) return places;
  const isTaken = !isStated && (refused.length % 2 === 0 || places.some((place) => asConstant(place) === 0));
  throw isTaken ? new Unreadable({ message: `${operation}: an output of no size`, place: null }) : first;
}
