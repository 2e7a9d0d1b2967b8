/** The state of a layer's object: its rule, and what its applications have fixed. */
import type { Ask } from '../../../kernels/ask.ts';
import type { DType } from '../../../tensor/dtype.ts';
import type { FakeTensor, Shape } from '../../../tensor/tensor.ts';
import type { InstanceDatum, RecordDatum } from '../../datum.ts';
import type { Built, LayerRule, Weight } from './rule.ts';

export interface LayerState {
  /** As in the library: `Conv2D`. */
  readonly className: string;
  readonly name: string;
  /** `null` for a layer that the program defines: it computes as its own methods say. */
  readonly rule: LayerRule | null;
  /** [batch, ...], where the program states it. */
  readonly inputShape: Shape | null;
  readonly dtype: DType;
  /** What the first application fixed; `null` before it. */
  readonly built: Built | null;
  /** What `addWeight` has added. */
  readonly added: readonly Weight[];
  /** The applications to symbolic tensors, oldest first. */
  readonly calls: readonly LayerCall[];
  readonly config: RecordDatum | null;
}

export interface LayerCall {
  readonly inputs: readonly FakeTensor[];
  readonly outputs: readonly FakeTensor[];
}

/** A layer that has not been applied. */
export function newLayerState(
  className: string,
  rule: LayerRule | null,
  stated: Pick<LayerState, 'name' | 'inputShape' | 'dtype' | 'config'>,
): LayerState {
  return { className, rule, ...stated, built: null, added: [], calls: [] };
}

/** The state of an object whose type is a layer's. */
export function layerState(layer: InstanceDatum): LayerState {
  return layer.state as LayerState;
}

/** The library's name for the next layer of a class, `dense_Dense1`; without a number where that is not known. */
export function defaultName(className: string, ask: Ask): string {
  const snake = className.replace(/(.)([A-Z][a-z0-9]+)/g, '$1_$2').replace(/([a-z])([A-Z])/g, '$1_$2');
  return `${snake.toLowerCase()}_${countedName(className, ask)}`;
}

/** A name that the library counts up, `input1`. */
export function countedName(prefix: string, ask: Ask): string {
  return `${prefix}${ask.count(prefix) ?? ''}`;
}

/** What several states of one layer have in common; `null` where it was constructed on some paths only. */
export function mergeLayers(states: readonly unknown[]): LayerState | null {
  const [first, ...others] = states as readonly (LayerState | null)[];
  return others.reduce<LayerState | null>((a, b) => a && b && common(a, b), first ?? null);
}

function common(a: LayerState, b: LayerState): LayerState {
  const built = a.built === b.built ? a.built : null;
  const [added, calls] = [shared(a.added, b.added), shared(a.calls, b.calls)];
  return built === a.built && added === a.added && calls === a.calls ? a : { ...a, built, added, calls };
}

/** What two lists begin with alike. */
function shared<T>(a: readonly T[], b: readonly T[]): readonly T[] {
  const end = a.findIndex((one, index) => one !== b[index]);
  return end === -1 ? a : a.slice(0, end);
}
