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
  /** One for each output; `null` where they are not known. */
  readonly losses: readonly Loss[] | null;
  /** The number of figures beside the loss; `null` where it is not known. */
  readonly metrics: number | null;
}

/** A loss by its name; `null` where it is not known. */
export type Loss = string | null;

export const UNTRAINED: Training = { losses: null, metrics: 0 };

/** Where it is not known what `compile` has said. */
export const UNKNOWN_TRAINING: Training = { losses: null, metrics: null };

export function emptyModel(name: string): ModelState {
  return { name, inputs: [], outputs: [], layers: [], why: null, training: UNTRAINED };
}

/** A model that nothing in the program describes. */
export function opaqueModel(message: string): ModelState {
  return lostModel({ message, place: null });
}

/** What several states of a model have in common; `null` where they are different models. */
export function mergeModels(states: readonly unknown[]): ModelState | null {
  const [first, ...others] = states as readonly ModelState[];
  if (first === undefined) return null;
  const unread = (states as readonly ModelState[]).find(({ why }) => why !== null);
  if (unread !== undefined) return unread;
  const isSame = others.every(({ inputs, outputs, layers }) => {
    return inputs === first.inputs && outputs === first.outputs && layers === first.layers;
  });
  if (!isSame) return null;
  const isTrainedAlike = others.every(({ training }) => training === first.training);
  return isTrainedAlike ? first : { ...first, training: UNKNOWN_TRAINING };
}

/** A model that differs between paths, or from turn to turn. */
export function lostModel(why: Reason): ModelState {
  return { ...emptyModel('model'), why };
}

/** The state of an object whose type is a model's. */
export function modelState(model: InstanceDatum): ModelState {
  return model.state as ModelState;
}
