/** Graphs of functional models: symbolic tensors, the calls that they come from, and running them on other inputs. */
import { type Ask, Refused, Unreadable } from '../../../kernels/ask.ts';
import type { DType } from '../../../tensor/dtype.ts';
import { type FakeTensor, fakeTensor, type Shape } from '../../../tensor/tensor.ts';
import { ABSENT, type Datum, type InstanceDatum, listDatum, tensorDatum } from '../../datum.ts';
import { tensor } from '../../parameters.ts';

/** A layer or a model that was applied to symbolic tensors. */
export interface Call {
  readonly layer: InstanceDatum;
  readonly inputs: readonly FakeTensor[];
  /** The further arguments of `apply`. */
  readonly rest: readonly Datum[];
}

interface Origin {
  /** `null` for an input of a model. */
  readonly call: Call | null;
  /** Which of the call's outputs it is. */
  readonly position: number;
  readonly name: string;
}

const origins = new WeakMap<FakeTensor, Origin>();

/** An input of a model to be. */
export function symbolicInput(shape: Shape, dtype: DType, name: string): FakeTensor {
  const input = fakeTensor(shape, dtype);
  origins.set(input, { call: null, position: 0, name });
  return input;
}

/** The symbolic tensors that a call yields, each an object of its own. The library takes all of them for floats. */
export function symbolicOutputs(call: Call, outputs: readonly FakeTensor[], name: string): readonly FakeTensor[] {
  return outputs.map(({ shape }, position) => {
    const output = fakeTensor(shape, 'float32');
    origins.set(output, { call, position, name });
    return output;
  });
}

export function isSymbolic(one: FakeTensor): boolean {
  return origins.has(one);
}

/** The name of the input, or of the layer that a symbolic tensor comes from. */
export function nameOf(one: FakeTensor): string {
  return origins.get(one)?.name ?? 'input';
}

/** The layers between inputs and outputs, in the order in which they run. */
export function layersBetween(outputs: readonly FakeTensor[]): readonly InstanceDatum[] {
  const layers = new Set<InstanceDatum>();
  const visit = (one: FakeTensor): void => {
    const call = origins.get(one)?.call ?? null;
    if (call === null || layers.has(call.layer)) return;
    call.inputs.forEach(visit);
    layers.add(call.layer);
  };
  outputs.forEach(visit);
  return [...layers];
}

/**
 * Applies a model's layers to tensors in place of its inputs.
 * @throws Refused where an output does not depend on the inputs alone.
 */
export function runGraph(
  ask: Ask,
  inputs: readonly FakeTensor[],
  outputs: readonly FakeTensor[],
  actual: readonly FakeTensor[],
): readonly FakeTensor[] {
  const done = new Map<Call, readonly FakeTensor[]>();
  const valueOf = (one: FakeTensor): FakeTensor => {
    const index = inputs.indexOf(one);
    const given = actual[index];
    if (given !== undefined) return given;
    const { call, position, name } = origins.get(one) ?? missing();
    if (call === null) throw new Refused(`model: the output depends on ${name}, which is no input`);
    const results = done.get(call) ?? applyTo(ask, call, call.inputs.map(valueOf));
    done.set(call, results);
    return results[position] ?? missing();
  };
  return outputs.map(valueOf);
}

/** Applies a layer as the library does when it runs a model. */
export function applyTo(
  ask: Ask,
  { layer, rest }: Pick<Call, 'layer' | 'rest'>,
  inputs: readonly FakeTensor[],
): readonly FakeTensor[] {
  const data = inputs.map(tensorDatum);
  const [only] = data;
  const argument = data.length === 1 && only !== undefined ? only : listDatum(data);
  return tensorsOf(layer.type.methods.apply?.(layer, [argument, ...rest], ask) ?? ABSENT, ask);
}

/** A tensor, or the tensors of a list. @throws Unreadable for other values. */
export function tensorsOf(datum: Datum, ask: Ask): readonly FakeTensor[] {
  if (datum.kind !== 'list') return [tensor.read(datum, ask, 'inputs')];
  return datum.items.map((item) => (item.kind === 'spread' ? missing() : tensor.read(item, ask, 'inputs')));
}

/** One tensor as itself, several as a list. */
export function oneOrList(tensors: readonly FakeTensor[]): Datum {
  const [only] = tensors;
  return tensors.length === 1 && only !== undefined ? tensorDatum(only) : listDatum(tensors.map(tensorDatum));
}

function missing(): never {
  throw new Unreadable({ message: 'a tensor of the model is not known', place: null });
}
