/** Pairs of numbers before and after a dimension: `[[1, 1], [0, 2]]`. */
import { Refused } from '../../kernels/ask.ts';
import type { Margin } from '../../kernels/pad.ts';
import { list, size } from '../parameters.ts';
import type { Parameter } from '../row.ts';

/** One pair. */
export const margin: Parameter<Margin> = {
  read(argument, ask, name) {
    const [before, after, ...more] = list.read(argument, ask, name).map((item) => size.read(item, ask, name));
    if (before !== undefined && after !== undefined && more.length === 0) return [before, after];
    throw new Refused(`${name}: pairs of numbers`, null, 'Invalid number of paddings. Must be length of 2 each.');
  },
};

/** One pair for each dimension. */
export const margins: Parameter<readonly Margin[]> = {
  read: (argument, ask, name) => list.read(argument, ask, name).map((item) => margin.read(item, ask, name)),
};
