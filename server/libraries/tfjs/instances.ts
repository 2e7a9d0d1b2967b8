/** Objects of the library's classes, and shapes as the program sees them. */
import { fromSize } from '../../symbolic/quotient.ts';
import { isSpread, type Shape } from '../../tensor/tensor.ts';
import { type Datum, type InstanceDatum, listDatum } from '../datum.ts';
import type { InstanceType } from '../row.ts';

/** A new object in its first state. */
export function newInstance<State>(type: InstanceType, state: State): InstanceDatum<State> {
  let current = state;
  return {
    kind: 'instance',
    type,
    get state() {
      return current;
    },
    update(next) {
      current = next;
    },
  };
}

/** A shape as a list of numbers. */
export function shapeDatum(shape: Shape): Datum {
  return listDatum(
    shape.map((dim) => (isSpread(dim) ? { kind: 'spread', spread: dim } : { kind: 'number', value: fromSize(dim) })),
  );
}
