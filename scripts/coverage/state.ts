/** What a row knows of its results, seen on the arguments of its cases. */
import fc from 'fast-check';
import { Refused } from '../../server/kernels/ask.ts';
import type { Datum } from '../../server/libraries/datum.ts';
import { symbolsOf } from '../../server/symbolic/size.ts';
import { isSpread } from '../../server/tensor/tensor.ts';
import { CONCRETE, fakeArgument } from '../../test/libraries/arguments.ts';
import { RecordingAsk } from '../../test/libraries/recordingAsk.ts';
import type { OracleCase } from '../../test/libraries/support.ts';

/**
 * - `exact`: all sizes follow from the arguments.
 * - `data`: some sizes depend on the values of tensors.
 * - `open`: some shapes are not known.
 * - `refused`: none of the arguments was accepted.
 */
export type State = 'exact' | 'data' | 'open' | 'refused';

const SAMPLES = 40;
const SEED = 1;
const ORDER: readonly State[] = ['refused', 'exact', 'data', 'open'];

/** The least that is known on any of some arguments, which are the same every time. */
export function stateOf(cases: readonly OracleCase[]): State {
  return cases
    .flatMap((one) => fc.sample(one.args, { seed: SEED, numRuns: SAMPLES }).map((args) => stateOn(one, args)))
    .reduce((least, state) => (ORDER.indexOf(state) > ORDER.indexOf(least) ? state : least), 'refused');
}

function stateOn(
  { row, isOpen = false }: OracleCase,
  args: Parameters<typeof fakeArgument>[0][] | readonly Parameters<typeof fakeArgument>[0][],
): State {
  try {
    const ask = new RecordingAsk();
    const data = args.map((argument, index) => fakeArgument(argument, CONCRETE, `x${index}`, ask));
    return stateOfDatum(row.run(data, ask));
  } catch (error) {
    // Where a rule leaves open what it does not accept, that says nothing of what it knows.
    if (error instanceof Refused || isOpen) return 'refused';
    return 'open';
  }
}

function stateOfDatum(datum: Datum): State {
  switch (datum.kind) {
    case 'tensor': {
      const { shape } = datum.tensor;
      if (shape.some(isSpread)) return 'open';
      return shape.every((dim) => isSpread(dim) || symbolsOf(dim).length === 0) ? 'exact' : 'data';
    }
    case 'promise':
      return stateOfDatum(datum.value);
    case 'repeated':
      return stateOfDatum(datum.element);
    case 'list':
      return worst(datum.items.map((item) => (item.kind === 'spread' ? 'open' : stateOfDatum(item))));
    case 'record':
      return worst(Object.values(datum.fields ?? {}).map(stateOfDatum));
    default:
      return 'exact';
  }
}

function worst(states: readonly State[]): State {
  return states.reduce((least, state) => (ORDER.indexOf(state) > ORDER.indexOf(least) ? state : least), 'exact');
}
