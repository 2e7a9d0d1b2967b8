/** The state of a model's object: its graph, or why it has none. */
import type { Reason } from '../../../symbolic/place.ts';
import type { FakeTensor } from '../../../tensor/tensor.ts';
import type { InstanceDatum } from '../../datum.ts';

export interface ModelState {
  readonly name: string;
  readonly inputs: readonly FakeTensor[];
  readonly outputs: readonly FakeTensor[];
  /** As the library lists them. */
  readonly layers: readonly InstanceDatum[];
  /** Why the graph is not known, as of a loaded model; else `null`. */
  readonly why: Reason | null;
  readonly training: Training;
}

/** What `compile` has said. */
export interface Training {
  /** The name of the loss; `null` for a function, or where it is not known. */
  readonly loss: string | null;
  /** The number of metrics; `null` where it is not known. */
  readonly metrics: number | null;
}

export const UNTRAINED: Training = { loss: null, metrics: 0 };

export function emptyModel(name: string): ModelState {
  return { name, inputs: [], outputs: [], layers: [], why: null, training: UNTRAINED };
}

/** A model that nothing in the program describes. */
export function opaqueModel(message: string): ModelState {
  return { ...emptyModel('model'), why: { message, place: null } };
}

/** The state of an object whose type is a model's. */
export function modelState(model: InstanceDatum): ModelState {
  return model.state as ModelState;
}
